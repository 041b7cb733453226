import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { SealedVerdict } from '../../../shared/contract/sealed.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatPeriod, isMonth, type IsoPeriod } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { announce } from '../../frame/announce.tsx';
import { Page } from '../../frame/Page.tsx';
import { language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { AlertIcon, CheckIcon, InboxIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { namesOf } from './halves.ts';
import { OpeningCard } from './OpeningCard.tsx';
import { LIMITS } from './path.ts';
import { page, MAY } from '../../frame/page.ts';

type Sealed = Output<'sealed.list'>;
type Waiting = Sealed['waiting'][number];

export const TITLE: Text = { fr: 'Ouverture scellée', en: 'Sealed opening' };
const LEAD: Text = {
  fr: 'Chaque centre remet son mois en deux moitiés, à deux dépositaires. Ici, une moitié n’est que du bruit. Seule la somme de trois centres au moins peut être ouverte, à deux.',
  en: 'Each centre hands over its month in two halves, to two custodians. Here a half is noise only. Only the sum of three centres or more can be opened, by both.',
};
const CHOOSE: Text = { fr: 'Choisir des fichiers…', en: 'Choose files…' };
const GUIDE: Text = { fr: 'Guide à imprimer', en: 'Guide to print' };
const RESULT: Text = { fr: 'Fichiers choisis', en: 'Chosen files' };
const WAITING: Text = { fr: 'Moitiés reçues', en: 'Halves received' };
const NONE: Text = {
  fr: 'Aucune moitié reçue. Choisissez les fichiers que les centres ont remis sur leur clé USB.',
  en: 'No half received. Choose the files that the centres handed over on their USB key.',
};
const OPENINGS: Text = { fr: 'Ouvertures', en: 'Openings' };
const BEGIN: Text = { fr: 'Commencer l’ouverture', en: 'Begin the opening' };
const NEEDS_THREE: Text = {
  fr: 'Il faut trois centres au moins\u00a0: la somme d’un ou de deux les montrerait. Les retards du trimestre s’ouvrent ensemble à sa fin.',
  en: 'Three centres at least are needed: the sum of one or two would show them. The late ones of the quarter are opened together at its end.',
};
const NEEDS_THREE_IN_ALL: Text = {
  fr: 'Il faut trois centres différents au moins\u00a0: plusieurs mois d’un ou de deux centres les montreraient.',
  en: 'Three different centres at least are needed: several months of one or two centres would show them.',
};
/** A lot of few months is small, and does not count where it would take numbers away. */
const LATE: Text = {
  fr: 'Retards du trimestre, ouverts ensemble, une seule fois. Ils comptent dans son tableau, si chacun de ses mois a le sien, et plus dans leur mois. Attendez les derniers\u00a0: trop peu de rapports feraient masquer des nombres du trimestre, et n’y compteraient pas.',
  en: 'Late ones of the quarter, opened together, once. They count in its table, if each of its months has one, and no longer in their month. Wait for the last ones: too few reports would hide numbers of the quarter, and would not count in it.',
};
const NEEDS_CARD: Text = {
  fr: 'La carte de l’autre dépositaire n’est pas confirmée ici. Comparez d’abord les huit mots avec lui.',
  en: 'The card of the other custodian is not confirmed here. First compare the eight words with them.',
};
const LIMITS_TITLE: Text = { fr: 'Ce que cela ne protège pas', en: 'What this does not protect from' };

/** The desk of a custodian: halves and steps received, the path of each opening, its limits in plain words. */
function SealedPage({ waiting, openings }: Sealed) {
  const [picking, setPicking] = useState(false);
  const [verdicts, setVerdicts] = useState<readonly SealedVerdict[]>([]);
  const { working, failure, write } = useWrite();

  async function receive(picked: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    setVerdicts([]);
    const outcome = await write('sealed.import', { files: picked.map(({ token }) => token) });
    if (!outcome.ok) return;
    setVerdicts(outcome.value.verdicts);
    announce(summaryOf(outcome.value.verdicts));
  }
  const cardOf = (partner: string) => waiting.find((one) => one.partner.code === partner)?.cardId ?? null;
  async function begin(period: string, cardId: string | null, part: 'all' | 'first' | 'second'): Promise<void> {
    if (cardId !== null) await write('sealed.begin', { period, cardId, part });
  }
  return (
    <Page
      title={TITLE}
      lead={LEAD}
      acts={
        <>
          <ButtonLink to="/print/sealed">{GUIDE}</ButtonLink>
          <Button kind="primary" icon={InboxIcon} onPress={() => setPicking(true)}>
            {CHOOSE}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {verdicts.length > 0 && (
        <Section title={RESULT} count={verdicts.length}>
          <Verdicts verdicts={verdicts} />
        </Section>
      )}
      {openings.length > 0 && (
        <Section title={OPENINGS} count={openings.length}>
          <div className="stack">
            {openings.map((opening) => (
              <OpeningCard
                key={opening.openingId}
                opening={opening}
                begin={(part) => void begin(opening.period, cardOf(opening.partner.code), part)}
              />
            ))}
          </div>
        </Section>
      )}
      <Section title={WAITING} count={countOf(waiting)}>
        {waiting.length === 0 ? (
          <div className="card flush">
            <EmptyState>{NONE}</EmptyState>
          </div>
        ) : (
          <div className="stack">
            {waiting.map((one) => (
              <WaitingCard
                key={`${one.period} ${one.partner.code}`}
                waiting={one}
                isBegun={openings.some(
                  ({ period, partner, state }) => state === 'open' && period === one.period && partner.code === one.partner.code,
                )}
                working={working}
                begin={() => void begin(one.period, one.cardId, 'all')}
              />
            ))}
          </div>
        )}
      </Section>
      <Card title={LIMITS_TITLE}>
        <ul className="stack tight">
          {LIMITS.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      </Card>
      {picking && <FilePicker accept="package" several onPick={(picked) => void receive(picked)} onClose={() => setPicking(false)} />}
    </Page>
  );
}

export const sealedPage = page({
  path: '/sealed',
  roles: MAY.focalPoint,
  rail: 'sealed',
  load: () => call('sealed.list', {}),
  Page: SealedPage,
});

const WORKING: Text = { fr: 'En cours…', en: 'Working…' };

/** Halves that wait; where three centres are late in a month, they may be opened with it or with its quarter. */
function countOf(waiting: readonly Waiting[]): number {
  return new Set(waiting.flatMap(({ partner, halves }) => halves.map(({ centre, month }) => `${partner.code} ${centre} ${month}`))).size;
}

function openedWords(opened: number, period: IsoPeriod): Text {
  if (isMonth(period)) return { fr: `${opened} centres déjà ouverts ce mois.`, en: `${opened} centres already opened this month.` };
  return { fr: `${opened} mois de centres déjà ouverts ce trimestre.`, en: `${opened} months of centres already opened this quarter.` };
}

type WaitingProps = { readonly waiting: Waiting; readonly isBegun: boolean; readonly working: boolean; readonly begin: () => void };

function WaitingCard({ waiting, isBegun, working, begin }: WaitingProps) {
  const { period, partner, halves, opened, cardId } = waiting;
  const centres = new Set(halves.map(({ centre }) => centre)).size;
  return (
    <Card title={formatPeriod(period, language())} beside={<span className="code">{partner.code}</span>}>
      <div className="stack tight">
        {centres > 0 && <p className="code">{namesOf(halves, period, language())}</p>}
        {opened > 0 && <p className="hint">{say(openedWords(opened, period))}</p>}
        {!isMonth(period) && <p className="hint">{say(LATE)}</p>}
        {cardId === null ? (
          <p>{say(NEEDS_CARD)}</p>
        ) : centres > 0 && centres < 3 ? (
          <p>{say(isMonth(period) ? NEEDS_THREE : NEEDS_THREE_IN_ALL)}</p>
        ) : (
          !isBegun &&
          centres > 0 && (
            <div className="row">
              <Button kind="primary" working={working ? WORKING : null} onPress={begin}>
                {BEGIN}
              </Button>
            </div>
          )
        )}
      </div>
    </Card>
  );
}

function Verdicts({ verdicts }: { readonly verdicts: readonly SealedVerdict[] }) {
  return (
    <ul className="card flush list">
      {verdicts.map(({ label, verdict, message, siteCode, period }) => {
        const what = [siteCode, period === null ? null : formatPeriod(period, language())].filter((part) => part !== null);
        return (
          <li key={label} className="list-line two">
            <span className="code">{label}</span>
            {what.length > 0 && <span className="under">{what.join(' · ')}</span>}
            <State tone={verdict === 'refused' ? 'ochre' : 'leaf'} icon={verdict === 'refused' ? AlertIcon : CheckIcon}>
              {message}
            </State>
          </li>
        );
      })}
    </ul>
  );
}

function summaryOf(verdicts: readonly SealedVerdict[]): Text {
  const refused = verdicts.filter(({ verdict }) => verdict === 'refused').length;
  const kept = verdicts.length - refused;
  return { fr: `${kept} reçus, ${refused} refusés.`, en: `${kept} received, ${refused} refused.` };
}
