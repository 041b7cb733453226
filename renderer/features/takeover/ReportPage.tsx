import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { formatInstantInList } from '../../format.ts';
import type { Text } from '../../../shared/text.ts';
import { CANCEL, COLUMN, MASK, ROW } from '../../../shared/words.ts';
import { toast } from '../../frame/toast.tsx';
import { counted, language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CheckIcon, EyeIcon, EyeOffIcon, ShieldAlertIcon } from '../../ui/icons.ts';
import { MaskedValue } from '../../ui/Masked.tsx';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { Pager, Table } from '../../ui/Table.tsx';
import { useWrite } from '../../write.ts';
import type { ReportData, TakeoverLine } from './loaders.ts';
import { MonthsTable } from './MonthsTable.tsx';
import { TakeoverPage } from './TakeoverPage.tsx';
import { TakeoverState } from './TakeoversPage.tsx';
import { endDraft } from './takeoverState.ts';
import './takeover.css';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';
import { reportLoader } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

/** Lines of a page of the report, as the request handler cuts them. */
const REPORT_PAGE = 100;

const TITLE: Text = { fr: 'Compte rendu de la reprise', en: 'Report of the take-over' };
const EQUAL: Text = { fr: 'Le compte est juste', en: 'The count is right' };
const UNEQUAL: Text = { fr: 'Le compte n’est pas juste', en: 'The count is not right' };
const UNEQUAL_WHY: Text = { fr: 'Gardez le fichier et prévenez l’administration.', en: 'Keep the file and tell the administration.' };
const LINES: Text = { fr: 'Ligne par ligne', en: 'Line by line' };
const NO_LINE: Text = {
  fr: 'Rien à dire\u00a0: chaque cellule a été reprise telle quelle.',
  en: 'Nothing to say: each cell was taken over as it was.',
};
const READ: Text = { fr: 'Lu', en: 'Read' };
const DONE: Text = { fr: 'Fait', en: 'Done' };
const WHY: Text = { fr: 'Pourquoi', en: 'Why' };
const SHOW: Text = { fr: 'Afficher ce qui a été lu', en: 'Show what was read' };
const MONTHS: Text = { fr: 'Mois par mois', en: 'Month by month' };
const COPY: Text = { fr: 'Le registre d’origine', en: 'The former register' };
const COPY_WHY: Text = {
  fr: 'Le fichier et le registre papier restent où ils sont, en clair. Une fois le compte rendu relu, détruisez-les ou mettez-les sous clé, à deux.',
  en: 'The file and the paper register stay where they are, readable. Once the report is read, destroy them or put them under lock, the two of you.',
};
const COPY_NOTED: Text = { fr: 'Le sort du fichier et du papier est noté.', en: 'The fate of the file and of the paper is recorded.' };
const TO_SOURCE: Text = { fr: 'Registre d’origine', en: 'Former register' };
const GONE: Text = { fr: 'Le fichier d’origine est détruit', en: 'The original file is destroyed' };
const GONE_WHY: Text = {
  fr: 'Après cela, rien ne reste de ce qu’il contenait. La reprise ne pourra pas être refaite.',
  en: 'After this, nothing is left of what it held. The take-over cannot be made again.',
};
const GONE_KNOWN: Text = { fr: 'Je le sais, et je défais quand même la reprise.', en: 'I know, and undo the take-over all the same.' };
const NOT_KNOWN: Text = { fr: 'Confirmez que vous le savez.', en: 'Confirm that you know.' };
const UNDO: Text = { fr: 'Défaire la reprise', en: 'Undo the take-over' };
const UNDO_WHY: Text = {
  fr: 'Les dossiers et contacts de cette reprise sont retirés, ainsi que ses lignes à corriger. Vos choix de colonnes et de libellés restent. Le fichier d’origine pourra être repris. Le journal le garde.',
  en: 'Files and contacts of this take-over are removed, and its lines to correct. Your choices of columns and wordings stay. The original file can be taken over again. The journal keeps it.',
};
const UNDO_GONE_WHY: Text = {
  fr: 'Les dossiers et contacts de cette reprise sont retirés, ainsi que ses lignes à corriger. Vos choix de colonnes et de libellés restent. Le journal le garde.',
  en: 'Files and contacts of this take-over are removed, and its lines to correct. Your choices of columns and wordings stay. The journal keeps it.',
};
const UNDOING: Text = { fr: 'Retrait…', en: 'Removing…' };

/** Step 6 and later: in = registered + held, each odd cell with what was done and why; what was read is hatched until shown. */
function ReportPage({ line, report, page, fileGone }: ReportData) {
  const [undoing, setUndoing] = useState(false);
  const at = formatInstantInList(line.at, language());
  useEffect(() => endDraft(line.takeoverId), [line.takeoverId]);
  return (
    <TakeoverPage
      step="report"
      title={TITLE}
      lead={{ fr: `${at}, par ${line.staffCode}.`, en: `${at}, by ${line.staffCode}.` }}
      acts={<TakeoverState state={line.state} />}
      side={
        line.state === 'done' && (
          <Card title={COPY}>
            <p className="hint">{say(line.pending.length > 0 ? COPY_WHY : COPY_NOTED)}</p>
            <p className="card-act">
              <ButtonLink to={`/takeover/source/${line.takeoverId}`}>{TO_SOURCE}</ButtonLink>
            </p>
          </Card>
        )
      }
      foot={
        <>
          {line.state === 'done' && (
            <span className="start">
              <Button kind="dangerous" onPress={() => setUndoing(true)}>
                {UNDO}
              </Button>
            </span>
          )}
          {line.held > 0 && line.state === 'done' && (
            <ButtonLink kind="primary" size="large" to="/takeover/corrections">
              {counted(line.held, { fr: 'ligne à corriger', en: 'line to correct' }, { fr: 'lignes à corriger', en: 'lines to correct' })}
            </ButtonLink>
          )}
        </>
      }
    >
      <Balance line={line} />
      <Section title={MONTHS}>
        <div className="card flush">
          <MonthsTable months={report.months} />
        </div>
      </Section>
      <ReportLines key={page} report={report} />
      <Pager total={report.total} pageSize={REPORT_PAGE} page={page} to={(next) => `?page=${next}`} />
      {undoing && <UndoDialog line={line} gone={fileGone} close={() => setUndoing(false)} />}
    </TakeoverPage>
  );
}

export const reportPage = page({
  path: '/takeover/report/:takeoverId',
  roles: MAY.caseStaff,
  rail: 'takeover',
  load: reportLoader,
  Page: ReportPage,
});

function Balance({ line }: { readonly line: TakeoverLine }) {
  const { rows, registered, held } = line;
  const equal = rows === registered + held;
  const sum: Text = {
    fr: `${rows}\u00a0lignes lues = ${registered} reprises + ${held} à corriger.`,
    en: `${rows} lines read = ${registered} taken over + ${held} to correct.`,
  };
  return (
    <Notice tone={equal ? 'accent' : 'brick'} icon={equal ? CheckIcon : ShieldAlertIcon} title={equal ? EQUAL : UNEQUAL}>
      <p className="number">{equal ? say(sum) : `${rows} ≠ ${registered} + ${held}. ${say(UNEQUAL_WHY)}`}</p>
    </Notice>
  );
}

function ReportLines({ report }: { readonly report: ReportData['report'] }) {
  const [shown, setShown] = useState(false);
  const mask = useCallback(() => setShown(false), []);
  useMaskAgain(shown, mask);
  return (
    <Section
      title={LINES}
      count={report.total}
      beside={
        report.total > 0 && (
          <Button icon={shown ? EyeOffIcon : EyeIcon} onPress={() => setShown(!shown)}>
            {shown ? MASK : SHOW}
          </Button>
        )
      }
    >
      <div className="card flush">
        {report.lines.length === 0 ? (
          <EmptyState>{NO_LINE}</EmptyState>
        ) : (
          <Table
            caption={LINES}
            rows={report.lines.map((one, index) => ({ ...one, index }))}
            rowKey={({ index }) => String(index)}
            columns={[
              { key: 'row', head: ROW, cell: ({ row }) => <span className="number">{row}</span> },
              { key: 'column', head: COLUMN, cell: ({ heading }) => heading },
              { key: 'read', head: READ, cell: ({ read }) => (shown ? <span className="revealed">{read}</span> : <MaskedValue />) },
              { key: 'done', head: DONE, cell: ({ done }) => say(done) },
              { key: 'why', head: WHY, cell: ({ why }) => say(why) },
            ]}
          />
        )}
      </div>
    </Section>
  );
}

type UndoProps = { readonly line: TakeoverLine; readonly gone: boolean; readonly close: () => void };

function UndoDialog({ line, gone, close }: UndoProps) {
  const [known, setKnown] = useState(false);
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();

  async function undo(): Promise<void> {
    if (gone && !known) return;
    const outcome = await write('takeover.undo', { takeoverId: line.takeoverId, sourceGone: known });
    if (!outcome.ok) return;
    toast({
      fr: `Reprise défaite\u00a0: ${outcome.value.removed}\u00a0lignes retirées.`,
      en: `Take-over undone: ${outcome.value.removed} lines removed.`,
    });
    void navigate('/takeover');
  }
  return (
    <Dialog
      title={UNDO}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            kind="dangerous"
            confirming
            missing={gone && !known ? NOT_KNOWN : null}
            missingAt="undo-known"
            working={working ? UNDOING : null}
            onPress={() => void undo()}
          >
            {UNDO}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <p>{say(gone ? UNDO_GONE_WHY : UNDO_WHY)}</p>
      {gone && (
        <Notice tone="brick" title={GONE}>
          <p>{say(GONE_WHY)}</p>
          <label className="choice">
            <input id="undo-known" type="checkbox" checked={known} onChange={(event) => setKnown(event.target.checked)} />
            <span>{say(GONE_KNOWN)}</span>
          </label>
        </Notice>
      )}
    </Dialog>
  );
}
