import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { COLUMN, CONTINUE, ROW } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { Table } from '../../ui/Table.tsx';
import { Folded } from './Folded.tsx';
import { MonthsTable } from './MonthsTable.tsx';
import { TakeoverFigures } from './TakeoverFigures.tsx';
import { TakeoverPage } from './TakeoverPage.tsx';
import type { Rehearsal } from './takeoverState.ts';

const TITLE: Text = { fr: 'Voici ce que la reprise ferait', en: 'This is what the take-over would do' };
const LEAD: Text = {
  fr: 'Rien n’est écrit. Les noms et les récits ne sont pas montrés ici.',
  en: 'Nothing is written. Names and narratives are not shown here.',
};
const HELD: Text = { fr: 'Gardées à corriger', en: 'Kept to correct' };
const HELD_WHY: Text = { fr: 'Chiffrées, comptées nulle part, jamais perdues.', en: 'Encrypted, counted nowhere, never lost.' };
const UNKNOWN: Text = { fr: 'Cellules lues comme inconnues', en: 'Cells read as unknown' };
const SUSPECTS: Text = { fr: 'Personnes peut-être déjà connues', en: 'Persons perhaps already known' };
const SUSPECTS_WHY: Text = { fr: 'Signalées, jamais réunies sans décision.', en: 'Pointed out, never merged without a decision.' };
const MONTHS: Text = { fr: 'Mois par mois', en: 'Month by month' };
const ASSUMPTIONS: Text = { fr: 'Ce qui est supposé', en: 'What is assumed' };
const WHY: Text = { fr: 'Pourquoi', en: 'Why' };
const LIKE: Text = { fr: 'Proche de', en: 'Similar to' };
const NONE: Text = { fr: 'Aucune.', en: 'None.' };
const BACK: Text = { fr: 'Valeurs', en: 'Values' };

/** Step 4: the dry run, line numbers and reasons only. */
export function RehearsalStep({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const navigate = useNavigate();
  useCommands(
    useMemo(
      () => [{ id: 'rehearsal.continue', label: CONTINUE, keys: 'Ctrl+Enter', run: () => void navigate('/takeover/run') }],
      [navigate],
    ),
  );
  return (
    <TakeoverPage
      step="rehearsal"
      title={TITLE}
      lead={LEAD}
      side={<Assumptions assumptions={rehearsal.assumptions} />}
      foot={
        <>
          <span className="start">
            <ButtonLink to="/takeover/values" icon={ChevronLeftIcon}>
              {BACK}
            </ButtonLink>
          </span>
          <ButtonLink kind="primary" size="large" to="/takeover/run" keys="Ctrl+Enter">
            {CONTINUE}
          </ButtonLink>
        </>
      }
    >
      <TakeoverFigures rehearsal={rehearsal} />
      <Section title={MONTHS}>
        <div className="card flush">
          <MonthsTable months={rehearsal.months} />
        </div>
      </Section>
      <Section title={HELD} count={rehearsal.held.length} beside={<span className="hint">{say(HELD_WHY)}</span>}>
        <HeldTable held={rehearsal.held} />
      </Section>
      <Section title={UNKNOWN} count={rehearsal.unknownCells.length}>
        <UnknownTable cells={rehearsal.unknownCells} />
      </Section>
      <Section title={SUSPECTS} count={rehearsal.suspects.length} beside={<span className="hint">{say(SUSPECTS_WHY)}</span>}>
        {rehearsal.partlyCompared > 0 && <p className="card">{say(partlyCompared(rehearsal.partlyCompared))}</p>}
        <SuspectTable suspects={rehearsal.suspects} />
      </Section>
    </TakeoverPage>
  );
}

function Nothing() {
  return <p className="card quiet">{say(NONE)}</p>;
}

function HeldTable({ held }: { readonly held: Rehearsal['held'] }) {
  if (held.length === 0) return <Nothing />;
  return (
    <div className="card flush">
      <Folded rows={held}>
        {(rows) => (
          <Table
            caption={HELD}
            rows={rows}
            rowKey={({ row }) => String(row)}
            columns={[
              { key: 'row', head: ROW, cell: ({ row }) => <span className="number">{row}</span> },
              { key: 'why', head: WHY, cell: ({ reasons }) => reasons.map(({ text }) => say(text)).join(' ') },
            ]}
          />
        )}
      </Folded>
    </div>
  );
}

function UnknownTable({ cells }: { readonly cells: Rehearsal['unknownCells'] }) {
  if (cells.length === 0) return <Nothing />;
  return (
    <div className="card flush">
      <Folded rows={cells}>
        {(rows) => (
          <Table
            caption={UNKNOWN}
            rows={rows}
            rowKey={({ row, heading }) => `${row} ${heading}`}
            columns={[
              { key: 'row', head: ROW, cell: ({ row }) => <span className="number">{row}</span> },
              { key: 'column', head: COLUMN, cell: ({ heading }) => heading },
              { key: 'why', head: WHY, cell: ({ why }) => say(why) },
            ]}
          />
        )}
      </Folded>
    </div>
  );
}

function SuspectTable({ suspects }: { readonly suspects: Rehearsal['suspects'] }) {
  if (suspects.length === 0) return <Nothing />;
  return (
    <div className="card flush">
      <Folded rows={suspects}>
        {(rows) => (
          <Table
            caption={SUSPECTS}
            rows={rows}
            rowKey={({ row }) => String(row)}
            columns={[
              { key: 'row', head: ROW, cell: ({ row }) => <span className="number">{row}</span> },
              {
                key: 'like',
                head: LIKE,
                cell: ({ candidates }) => candidates.map(({ row, degree }) => say(candidateWords(row, degree))).join(', '),
              },
            ]}
          />
        )}
      </Folded>
    </div>
  );
}

/** Nobody may think that these lines were compared with all the others. */
export function partlyCompared(lines: number): Text {
  return {
    fr: `${lines}\u00a0lignes ressemblent à trop d’autres pour être comparées à toutes\u00a0: une personne reçue deux fois peut s’y trouver sans être signalée.`,
    en: `${lines} lines resemble too many others to be compared with all of them: a person received twice may stand there and not be pointed out.`,
  };
}

function candidateWords(row: number, degree: 'likely' | 'possible'): Text {
  return degree === 'likely'
    ? { fr: `ligne ${row} (très proche)`, en: `line ${row} (very similar)` }
    : { fr: `ligne ${row} (assez proche)`, en: `line ${row} (rather similar)` };
}

function Assumptions({ assumptions }: { readonly assumptions: readonly Text[] }) {
  return (
    <Card title={ASSUMPTIONS}>
      <ul className="assumptions">
        {assumptions.map((one) => (
          <li key={one.fr}>{say(one)}</li>
        ))}
      </ul>
    </Card>
  );
}
