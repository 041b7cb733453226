import { Link } from 'react-router';
import { formatInstantInList } from '../../format.ts';
import type { Text } from '../../../shared/text.ts';
import { BY, DATE, STATE, TAKEOVER, TO_CORRECT } from '../../../shared/words.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, language, say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { CheckIcon, FileInputIcon, PencilIcon, TimerIcon, UndoIcon } from '../../ui/icons.ts';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Home, TakeoverLine } from './loaders.ts';
import { homeLoader } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

const LEAD: Text = {
  fr: 'Un registre tenu ailleurs (classeur ou CSV) entre dans la base, ligne par ligne. Ce qu’il ne dit pas n’est pas inventé, ce qu’il dit n’est pas perdu.',
  en: 'A register kept elsewhere (workbook or CSV) enters the base, line by line. What it does not say is not invented, what it says is not lost.',
};
const BEGIN: Text = { fr: 'Choisir un registre', en: 'Choose a register' };
const PAST: Text = { fr: 'Reprises', en: 'Take-overs' };
const EMPTY: Text = {
  fr: 'Aucun registre repris. Il faut un classeur (.xlsx) ou un fichier CSV sur une clé USB ou dans Documents.',
  en: 'No register taken over. A workbook (.xlsx) or CSV file on a USB key or in Documents is needed.',
};
const WAITING: Text = { fr: 'ligne attend une correction', en: 'line waits for a correction' };
const WAITING_MANY: Text = { fr: 'lignes attendent une correction', en: 'lines wait for a correction' };
const NOT_COUNTED: Text = {
  fr: 'Elles sont gardées chiffrées et ne sont comptées nulle part.',
  en: 'They are kept encrypted and counted nowhere.',
};
const ROWS: Text = { fr: 'Lignes', en: 'Lines' };
const REGISTERED: Text = { fr: 'Reprises', en: 'Taken over' };
const SOURCE: Text = { fr: 'Registre d’origine', en: 'Former register' };
const RECORDED: Text = { fr: 'Noté', en: 'Recorded' };
const TO_RECORD: Text = { fr: 'À détruire ou à mettre sous clé', en: 'To destroy or put under lock' };
const STATES: Record<TakeoverLine['state'], Text> = {
  read: { fr: 'Lu, non repris', en: 'Read, not taken over' },
  done: { fr: 'Repris', en: 'Taken over' },
  undone: { fr: 'Défait', en: 'Undone' },
};

/** Past take-overs, the lines that wait, and the way to a new one. */
function TakeoversPage({ takeovers, held }: Home) {
  return (
    <Page
      title={TAKEOVER}
      lead={LEAD}
      acts={
        <ButtonLink kind="primary" icon={FileInputIcon} to="/takeover/file">
          {BEGIN}
        </ButtonLink>
      }
    >
      {held.length > 0 && (
        <Notice tone="ochre" icon={PencilIcon} title={counted(held.length, WAITING, WAITING_MANY)}>
          <p>
            {say(NOT_COUNTED)} <Link to="/takeover/corrections">{say(TO_CORRECT)}</Link>
          </p>
        </Notice>
      )}
      <Section title={PAST} count={takeovers.length}>
        <div className="card flush">
          {takeovers.length === 0 ? (
            <EmptyState>{EMPTY}</EmptyState>
          ) : (
            <Table
              caption={PAST}
              rows={takeovers}
              rowKey={({ takeoverId }) => takeoverId}
              columns={[
                {
                  key: 'at',
                  head: DATE,
                  cell: (line) => <Link to={`/takeover/report/${line.takeoverId}`}>{formatInstantInList(line.at, language())}</Link>,
                },
                { key: 'by', head: BY, cell: (line) => <span className="code">{line.staffCode}</span> },
                { key: 'rows', head: ROWS, number: true, cell: (line) => line.rows },
                { key: 'registered', head: REGISTERED, number: true, cell: (line) => line.registered },
                { key: 'held', head: TO_CORRECT, number: true, cell: (line) => line.held },
                { key: 'state', head: STATE, cell: (line) => <TakeoverState state={line.state} /> },
                {
                  key: 'source',
                  head: SOURCE,
                  cell: (line) =>
                    line.state === 'done' && (
                      <Link to={`/takeover/source/${line.takeoverId}`}>{say(line.pending.length > 0 ? TO_RECORD : RECORDED)}</Link>
                    ),
                },
              ]}
            />
          )}
        </div>
      </Section>
    </Page>
  );
}

export const takeoversPage = page({ path: '/takeover', roles: MAY.caseStaff, rail: 'takeover', load: homeLoader, Page: TakeoversPage });

/** The state of a take-over: word, shape, tone. */
export function TakeoverState({ state }: { readonly state: TakeoverLine['state'] }) {
  const look = {
    read: { tone: 'ink2', icon: TimerIcon },
    done: { tone: 'leaf', icon: CheckIcon },
    undone: { tone: 'ink3', icon: UndoIcon },
  } as const;
  return (
    <State tone={look[state].tone} icon={look[state].icon}>
      {STATES[state]}
    </State>
  );
}
