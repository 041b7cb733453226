import { useRef, useState } from 'react';
import type { JournalMark, Verdict } from '../../../shared/contract/desk.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import type { Failure } from '../../../shared/failure.ts';
import { addMonths, formatMonth, monthOf } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTH, REGION, SITE, STATE, STRUCTURE } from '../../../shared/words.ts';
import { announce } from '../../frame/announce.tsx';
import { Page } from '../../frame/Page.tsx';
import { counted, language, say } from '../../language.ts';
import { today } from '../../today.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, InboxIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { wording } from '../../wording.ts';
import { useWrite } from '../../write.ts';
import './desk.css';
import { importInBatches, summaryOfVerdicts } from './importing.ts';
import type { Inbox } from './loaders.ts';
import { VerdictList } from './VerdictList.tsx';
import { page, MAY } from '../../frame/page.ts';
import { call } from '../../api.ts';

type Received = Inbox['packages'][number];

const TITLE: Text = { fr: 'Réception', en: 'Inbox' };
const CHOOSE: Text = { fr: 'Choisir des fichiers…', en: 'Choose files…' };
const RESULT: Text = { fr: 'Fichiers choisis', en: 'Chosen files' };
const RECEIVED: Text = { fr: 'Rapports reçus', en: 'Reports received' };
const STOP: Text = { fr: 'Arrêter\u00a0; ce qui est reçu reste', en: 'Stop; what is received stays' };
const TO_TABLES: Text = { fr: 'Voir le consolidé', en: 'See the consolidated tables' };
const TO_SEALED: Text = { fr: 'Ouverture scellée', en: 'Sealed opening' };
const VERSION: Text = { fr: 'Version', en: 'Version' };
const CURRENT: Text = { fr: 'compté', en: 'counted' };
const NIL: Text = { fr: 'compté, à zéro', en: 'counted, nil' };
const REPLACED: Text = { fr: 'remplacé', en: 'replaced' };

const QUARANTINED: Text = { fr: 'mis de côté : deux contenus', en: 'put aside: two contents' };
const QUARANTINED_CONTESTED: Text = { fr: 'mis de côté : le centre en a remis un autre', en: 'put aside: the centre handed over another' };
const GAP: Text = { fr: 'version précédente jamais venue', en: 'former version never came' };
const TO_HEAR: Text = {
  fr: 'ne compte pas : signé par une carte remplacée ou retirée, à remettre avec la nouvelle',
  en: 'not counted: signed by a card replaced or withdrawn, to be handed over again with the new one',
};
const CONTRADICTED: Text = {
  fr: 'Deux contenus différents sont venus pour un même rapport. Aucun ne compte. Appelez le centre : il doit faire une nouvelle version.',
  en: 'Two different contents came for one report. Neither counts. Call the centre: they must make a new version.',
};

const JOURNALS: Record<JournalMark, Text> = {
  journal_changed: { fr: 'journal à vérifier', en: 'journal to check' },
  journal_unknown: { fr: 'journal altéré, dit le centre', en: 'journal altered, the centre says' },
  journal_restored: { fr: 'sauvegarde restaurée', en: 'backup restored' },
};

type Progress = { readonly done: number; readonly total: number };

/** Packages from the centres: chosen, checked one by one, each verdict in words; a refusal keeps nothing (interface 3.18). */
function InboxPage({ packages }: Inbox) {
  const { write } = useWrite();
  const [picking, setPicking] = useState(false);
  const [verdicts, setVerdicts] = useState<readonly Verdict[]>([]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stopped = useRef(false);

  async function receive(picked: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    setVerdicts([]);
    stopped.current = false;
    setProgress({ done: 0, total: picked.length });
    const result = await importInBatches(
      picked.map(({ token }) => token),
      (input) => write('inbox.import', input),
      (received) => {
        setVerdicts(received);
        setProgress({ done: received.length, total: picked.length });
      },
      () => stopped.current,
    );
    setProgress(null);
    setFailure(result.failure);
    announce(summaryOfVerdicts(result.verdicts));
  }
  return (
    <Page
      title={TITLE}
      lead={leadOf(packages)}
      acts={
        <>
          <ButtonLink to="/sealed">{TO_SEALED}</ButtonLink>
          {packages.length > 0 && <ButtonLink to="/tables">{TO_TABLES}</ButtonLink>}
          <Button kind="primary" icon={InboxIcon} onPress={() => setPicking(true)}>
            {CHOOSE}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {isContradicted(packages) && (
        <Notice tone="brick">
          <p>{say(CONTRADICTED)}</p>
        </Notice>
      )}
      {progress !== null && <ImportProgress progress={progress} stop={() => (stopped.current = true)} />}
      {verdicts.length > 0 && (
        <Section title={RESULT} count={verdicts.length} beside={<span className="hint">{say(summaryOfVerdicts(verdicts))}</span>}>
          <VerdictList verdicts={verdicts} />
        </Section>
      )}
      <Section title={RECEIVED} count={packages.length}>
        <div className="card flush">
          {packages.length === 0 ? <EmptyState>{emptyWords()}</EmptyState> : <Packages packages={packages} />}
        </div>
      </Section>
      {picking && <FilePicker accept="package" several onPick={(picked) => void receive(picked)} onClose={() => setPicking(false)} />}
    </Page>
  );
}

export const inboxPage = page({
  path: '/inbox',
  roles: MAY.focalPoint,
  rail: 'inbox',
  load: () => call('inbox.list', {}),
  Page: InboxPage,
});

function leadOf(packages: readonly Received[]): Text {
  const current = packages.filter(({ state }) => state === 'current').length;
  const words = counted(current, { fr: 'rapport compté', en: 'report counted' }, { fr: 'rapports comptés', en: 'reports counted' });
  return { fr: `${words.fr}. Un fichier refusé ne change rien.`, en: `${words.en}. A refused file changes nothing.` };
}

function emptyWords(): Text {
  const month = monthOf(addMonths(today(), -1));
  return {
    fr: `Aucun fichier reçu pour ${formatMonth(month, 'fr')}. Date convenue\u00a0: le 5.`,
    en: `No file received for ${formatMonth(month, 'en')}. Agreed day: the 5th.`,
  };
}

function ImportProgress({ progress, stop }: { readonly progress: Progress; readonly stop: () => void }) {
  const { done, total } = progress;
  return (
    <div className="card spread" role="status">
      <label className="grow row">
        <progress className="progress" value={done} max={total} />
        <span className="number">{say({ fr: `${done} fichiers sur ${total}`, en: `${done} of ${total} files` })}</span>
      </label>
      <Button onPress={stop}>{STOP}</Button>
    </div>
  );
}

function ReceivedState({ received: { state, nil, journal, gap, toHear } }: { readonly received: Received }) {
  const warnings = [...(toHear ? [TO_HEAR] : []), ...(gap && state === 'current' ? [GAP] : [])];
  if (state === 'quarantined')
    return (
      <State tone="brick" icon={AlertIcon}>
        {toHear ? QUARANTINED_CONTESTED : QUARANTINED}
      </State>
    );
  return (
    <>
      {!toHear && say(state === 'replaced' ? REPLACED : nil ? NIL : CURRENT)}{' '}
      {warnings.map((warning) => (
        <State key={warning.en} tone="ochre" icon={AlertIcon}>
          {warning}
        </State>
      ))}
      {journal !== null && (
        <State tone={journal === 'journal_restored' ? 'ochre' : 'brick'} icon={AlertIcon}>
          {JOURNALS[journal]}
        </State>
      )}
    </>
  );
}

/** Places where two contents wait for a later version: a later one counts again. */
function isContradicted(packages: readonly Received[]): boolean {
  return packages.some(
    (one) =>
      one.state === 'quarantined' &&
      !packages.some(({ siteCode, month, state }) => state === 'current' && siteCode === one.siteCode && month === one.month),
  );
}

function Packages({ packages }: { readonly packages: readonly Received[] }) {
  return (
    <Table
      caption={RECEIVED}
      rows={packages}
      rowKey={({ packageId }) => packageId}
      columns={[
        { key: 'structure', head: STRUCTURE, cell: (one) => <span className="code">{one.structureCode}</span> },
        { key: 'site', head: SITE, cell: (one) => <span className="code">{one.siteCode}</span> },
        { key: 'region', head: REGION, cell: (one) => say(wording('region', one.region)) },
        { key: 'month', head: MONTH, cell: (one) => formatMonth(one.month, language()) },
        { key: 'version', head: VERSION, number: true, cell: (one) => one.version },
        { key: 'state', head: STATE, cell: (one) => <ReceivedState received={one} /> },
      ]}
    />
  );
}
