import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLoaderData } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { SealedVerdict } from '../../../shared/contract/sealed.ts';
import type { PickerEntry } from '../../../shared/contract/takeover.ts';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { announce } from '../../frame/announce.tsx';
import { Page } from '../../frame/Page.tsx';
import { useLanguage, useSay } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { AlertIcon, CheckIcon, InboxIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { OpeningCard } from './OpeningCard.tsx';
import { LIMITS } from './path.ts';

type Sealed = Output<'sealed.list'>;
type Waiting = Sealed['months'][number];

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
  fr: 'Il faut trois centres au moins\u00a0: la somme d’un ou de deux les montrerait.',
  en: 'Three centres at least are needed: the sum of one or two would show them.',
};
const NEEDS_CARD: Text = {
  fr: 'La carte de l’autre dépositaire n’est pas confirmée ici. Comparez d’abord les huit mots avec lui.',
  en: 'The card of the other custodian is not confirmed here. First compare the eight words with them.',
};
const LIMITS_TITLE: Text = { fr: 'Ce que cela ne protège pas', en: 'What this does not protect from' };

/** Halves that wait, and the openings. Throws `Failed`. */
export async function sealedLoader(): Promise<Sealed> {
  return call('sealed.list', {});
}

/** The desk of a custodian: halves and steps received, the path of each opening, its limits in plain words. */
export function SealedPage(): ReactNode {
  const say = useSay();
  const { months, openings } = useLoaderData<Sealed>();
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
  const cardOf = (partner: string) => months.find((one) => one.partner.code === partner)?.cardId ?? null;
  async function begin(period: string, cardId: string | null, part: 'all' | 'first' | 'second'): Promise<void> {
    if (cardId !== null) await write('sealed.begin', { period, cardId, part });
  }
  return (
    <Page
      title={say(TITLE)}
      lead={say(LEAD)}
      acts={
        <>
          <ButtonLink to="/print/sealed">{say(GUIDE)}</ButtonLink>
          <Button kind="primary" icon={InboxIcon} onPress={() => setPicking(true)}>
            {say(CHOOSE)}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {verdicts.length > 0 && (
        <Section title={say(RESULT)} count={verdicts.length}>
          <Verdicts verdicts={verdicts} />
        </Section>
      )}
      {openings.length > 0 && (
        <Section title={say(OPENINGS)} count={openings.length}>
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
      <Section title={say(WAITING)} count={months.reduce((sum, { centres }) => sum + centres.length, 0)}>
        {months.length === 0 ? (
          <div className="card flush">
            <EmptyState>{say(NONE)}</EmptyState>
          </div>
        ) : (
          <div className="stack">
            {months.map((month) => (
              <WaitingCard
                key={`${month.period} ${month.partner.code}`}
                month={month}
                isBegun={openings.some(
                  ({ period, partner, state }) => state === 'open' && period === month.period && partner.code === month.partner.code,
                )}
                working={working}
                begin={() => void begin(month.period, month.cardId, 'all')}
              />
            ))}
          </div>
        )}
      </Section>
      <Card title={say(LIMITS_TITLE)}>
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

const WORKING: Text = { fr: 'En cours…', en: 'Working…' };

type WaitingProps = { readonly month: Waiting; readonly isBegun: boolean; readonly working: boolean; readonly begin: () => void };

function WaitingCard({ month, isBegun, working, begin }: WaitingProps): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { period, partner, centres, opened, cardId } = month;
  const late = { fr: `${opened} centres déjà ouverts ce mois.`, en: `${opened} centres already opened this month.` };
  return (
    <Card title={formatMonth(period, language)} aside={<span className="code">{partner.code}</span>}>
      <div className="stack tight">
        {centres.length > 0 && <p className="code">{centres.join(', ')}</p>}
        {opened > 0 && <p className="hint">{say(late)}</p>}
        {cardId === null ? (
          <p>{say(NEEDS_CARD)}</p>
        ) : centres.length > 0 && centres.length < 3 ? (
          <p>{say(NEEDS_THREE)}</p>
        ) : (
          !isBegun &&
          centres.length > 0 && (
            <div className="row">
              <Button kind="primary" working={working ? WORKING : null} onPress={begin}>
                {say(BEGIN)}
              </Button>
            </div>
          )
        )}
      </div>
    </Card>
  );
}

function Verdicts({ verdicts }: { readonly verdicts: readonly SealedVerdict[] }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="card flush list">
      {verdicts.map(({ label, verdict, message, siteCode, month }) => {
        const what = [siteCode, month === null ? null : formatMonth(month, language)].filter((part) => part !== null);
        return (
          <li key={label} className="list-line two">
            <span className="code">{label}</span>
            {what.length > 0 && <span className="under">{what.join(' · ')}</span>}
            <State tone={verdict === 'refused' ? 'ochre' : 'leaf'} icon={verdict === 'refused' ? AlertIcon : CheckIcon}>
              {say(message)}
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
