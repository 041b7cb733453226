import { useMemo, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { CORRECTION_REASONS, CORRECTION_WORDS, type CorrectionReason } from '../../../shared/rules/months/correction.ts';
import { formatDate, formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { TableNav } from '../../ui/charts/TableNav.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { NeverLeft } from '../../ui/NeverLeft.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';
import { useWrite } from '../../write.ts';
import type { Place } from './gridMoves.ts';
import type { Correction } from './loaders.ts';
import { PreviewTableCard } from './PreviewTableCard.tsx';
import { STEP_NAMES, stepAddress } from './steps.ts';
import { Radios } from '../../ui/Radios.tsx';

const LEAD: Text = {
  fr: 'Corrigez d’abord les dossiers. Ce qui est parti ne revient pas\u00a0: la version suivante le remplace chez le point focal, et les deux seront lues ensemble.',
  en: 'Correct the files first. What has left does not come back: the next version replaces it at the focal point’s, and both will be read together.',
};
const REASON: Text = { fr: 'Pourquoi corriger', en: 'Why correct' };
const REASON_HINT: Text = { fr: 'La raison reste au journal de ce centre.', en: 'The reason stays in the journal of this centre.' };
const SIGN: Text = { fr: 'Figer la correction', en: 'Freeze the correction' };
const WORKING: Text = { fr: 'Essai de soustraction…', en: 'Subtraction test…' };
const NO_REASON: Text = { fr: 'Choisissez d’abord une raison.', en: 'First choose a reason.' };
const NOT_LEAVING: Text = { fr: 'Cette correction ne part pas', en: 'This correction does not leave' };
const LEFT_OUT: Text = { fr: 'Tableaux qui ne partiront pas', en: 'Tables that will not leave' };
const PHRASE_HINT: Text = {
  fr: 'Une correction engage le centre\u00a0: votre phrase est redemandée.',
  en: 'A correction binds the centre: your passphrase is asked again.',
};
const PUT_BACK: Text = { fr: 'Une version plus récente n’est-elle pas déjà partie\u00a0?', en: 'Has a later version not left already?' };
const NEVER_LEFT_FIRST: Text = {
  fr: 'Demandez d’abord au point focal quelle version il a reçue en dernier.',
  en: 'First ask the focal point which version was received last.',
};
const START: Place = { row: 0, column: 0 };

function unknownSince(day: string, version: number): Text {
  return {
    fr: `Une copie a été remise ici le ${formatDate(day, 'fr')}. Une version plus récente que la version ${version} était peut-être déjà partie\u00a0: si elle l’est, ne corrigez pas, deux versions différentes en diraient trop.`,
    en: `A copy was put back here on ${formatDate(day, 'en')}. A version later than version ${version} may have left before: if so, do not correct, two different versions would tell too much.`,
  };
}

function isTheLast(version: number): Text {
  return {
    fr: `Le point focal confirme que la version ${version} est la dernière qu’il a reçue.`,
    en: `The focal point confirms that version ${version} is the last that was received.`,
  };
}

/** The next version of a frozen month: what it would say, which tables would not leave and why, then a reason and the passphrase. */
export function CorrectPage({ correction }: { readonly correction: Correction }) {
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState<CorrectionReason | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [neverLeft, setNeverLeft] = useState(false);
  const { line, former, refused, mayHaveLeft } = correction;
  const { month } = line;
  const lack = lackOf(refused, mayHaveLeft !== null && !neverLeft, reason, passphrase);
  useCommands(useMemo(() => [{ id: 'month.correct', label: SIGN, keys: 'Ctrl+Enter', run: () => form.current?.requestSubmit() }], []));

  async function correct(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (lack !== null || working || reason === null) return;
    const outcome = await write('months.correct', { month, passphrase, reason, ...(neverLeft && { neverLeft }) });
    if (outcome.ok) void navigate(stepAddress(month, 'handover'));
  }
  return (
    <Page
      title={{ fr: `Corriger ${formatMonth(month, 'fr')}`, en: `Correct ${formatMonth(month, 'en')}` }}
      lead={LEAD}
      trail={[{ label: MONTHLY_REPORT, to: '/months' }]}
      here={monthTitle(month)}
      side={<LeftOut correction={correction} />}
      foot={
        <>
          <span className="start">
            <ButtonLink to={stepAddress(month, 'handover')} icon={ChevronLeftIcon}>
              {STEP_NAMES.handover}
            </ButtonLink>
          </span>
          <Button
            kind="primary"
            size="large"
            type="submit"
            form="correct"
            keys="Ctrl+Enter"
            missing={lack?.words ?? null}
            {...(lack && { missingAt: lack.at })}
            working={working ? WORKING : null}
          >
            {SIGN}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {refused === null ? (
        <>
          <Tables correction={correction} />
          <form id="correct" ref={form} className="stack wide" onSubmit={(event) => void correct(event)}>
            <Card title={{ fr: `Version ${former.version + 1}`, en: `Version ${former.version + 1}` }}>
              <div className="stack">
                {mayHaveLeft !== null && (
                  <NeverLeft
                    title={PUT_BACK}
                    why={unknownSince(mayHaveLeft, former.version)}
                    word={isTheLast(former.version)}
                    checked={neverLeft}
                    onChange={setNeverLeft}
                  />
                )}
                <Radios
                  id="reason"
                  label={REASON}
                  hint={REASON_HINT}
                  options={CORRECTION_REASONS.map((value) => ({ value, label: CORRECTION_WORDS[value] }))}
                  value={reason}
                  onChange={setReason}
                />
                <div className="freeze-phrase">
                  <PassphraseField id="phrase" label={OWN_PASSPHRASE} hint={PHRASE_HINT} value={passphrase} onChange={setPassphrase} />
                </div>
              </div>
            </Card>
          </form>
        </>
      ) : (
        <Notice tone="ochre" title={NOT_LEAVING}>
          <p>{say(refused)}</p>
        </Notice>
      )}
    </Page>
  );
}

type Lack = { readonly words: Text; readonly at: string };

/** What lacks before the correction can be frozen, and where; null for nothing. */
function lackOf(refused: Text | null, unsure: boolean, reason: CorrectionReason | null, passphrase: string): Lack | null {
  if (refused !== null) return { words: refused, at: 'main' };
  if (unsure) return { words: NEVER_LEFT_FIRST, at: 'never-left' };
  if (reason === null) return { words: NO_REASON, at: 'reason' };
  return passphrase === '' ? { words: NO_OWN_PASSPHRASE, at: 'phrase' } : null;
}

/** The tables that would leave, one at a time. */
function Tables({ correction: { tables, threshold } }: { readonly correction: Correction }) {
  const [chosen, setChosen] = useState(tables[0]?.id ?? '');
  const [place, setPlace] = useState(START);
  const table = tables.find(({ id }) => id === chosen);
  return (
    <div className="preview-columns">
      <TableNav
        tables={tables}
        chosen={chosen}
        onChoose={(id) => {
          setChosen(id);
          setPlace(START);
        }}
      />
      {table !== undefined && <PreviewTableCard key={table.id} table={table} threshold={threshold} place={place} onMove={setPlace} />}
    </div>
  );
}

function LeftOut({ correction: { cut, former } }: { readonly correction: Correction }) {
  const frozen: Text = {
    fr: `Version ${former.version}, figée le ${formatDate(former.frozenOn, 'fr')}`,
    en: `Version ${former.version}, frozen on ${formatDate(former.frozenOn, 'en')}`,
  };
  if (cut.length === 0) return <Card title={frozen}>{say(ALL_LEAVE)}</Card>;
  return (
    <Card title={LEFT_OUT} beside={<span className="hint">{cut.length}</span>}>
      <dl className="left-out">
        {cut.map(({ id, title, why }) => (
          <div key={id}>
            <dt>
              {id} · {say(title)}
            </dt>
            <dd className="hint">{say(why)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

const ALL_LEAVE: Text = { fr: 'Aucun tableau n’est retiré.', en: 'No table is taken out.' };
