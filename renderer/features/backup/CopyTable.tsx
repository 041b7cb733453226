import type { CopyLine } from '../../../shared/contract/backup.ts';
import { formatMonth } from '../../../shared/time.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { ACT, BY, STATE } from '../../../shared/words.ts';
import { formatInstantInList } from '../../format.ts';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { CopyState } from './copyState.tsx';

const TITLE: Text = { fr: 'Copies connues', en: 'Known copies' };
const EMPTY: Text = {
  fr: 'Aucune copie. Branchez une clé USB qui ne sert qu’à cela, puis sauvegardez.',
  en: 'No copy. Plug in a USB stick that serves nothing else, then back up.',
};
const MADE: Text = { fr: 'Faite', en: 'Made' };
const STICK: Text = { fr: 'Clé', en: 'Stick' };
const CHECKED: Text = { fr: 'Contrôlée', en: 'Checked' };
const VERIFY: Text = { fr: 'Vérifier', en: 'Verify' };
const VERIFYING: Text = { fr: 'Relecture…', en: 'Reading…' };
const AWAY: Text = { fr: 'clé absente', en: 'stick absent' };
const UNKNOWN: Text = { fr: 'inconnue de cette base', en: 'unknown to this base' };

type Props = {
  readonly copies: readonly CopyLine[];
  readonly language: Language;
  readonly working: boolean;
  readonly verify: (copy: string) => void;
};

/** Every copy on a known stick, newest first, and the copies that are connected and can be verified. */
export function CopyTable({ copies, language, working, verify }: Props) {
  return (
    <Section title={TITLE} count={copies.length}>
      <div className="card flush">
        {copies.length === 0 ? (
          <EmptyState>{EMPTY}</EmptyState>
        ) : (
          <Table
            caption={TITLE}
            rows={copies}
            rowKey={({ backupId }) => backupId}
            columns={[
              { key: 'made', head: MADE, cell: (line) => madeWhen(line, language) },
              {
                key: 'by',
                head: BY,
                cell: (line) => <span className="code">{line.madeBy ?? (line.madeAt === null ? say(UNKNOWN) : '')}</span>,
              },
              { key: 'stick', head: STICK, cell: (line) => <span className="code">{line.stick}</span> },
              { key: 'state', head: STATE, cell: (line) => <CopyState state={line.state} /> },
              {
                key: 'checked',
                head: CHECKED,
                cell: (line) => (line.checkedAt === null ? '' : formatInstantInList(line.checkedAt, language)),
              },
              {
                key: 'act',
                head: <span className="hidden-text">{say(ACT)}</span>,
                cell: ({ here }) =>
                  here === null ? (
                    <span className="hint">{say(AWAY)}</span>
                  ) : (
                    <Button working={working ? VERIFYING : null} onPress={() => verify(here)}>
                      {VERIFY}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </div>
    </Section>
  );
}

function madeWhen({ madeAt, month }: CopyLine, language: Language): string {
  return madeAt === null ? formatMonth(month, language) : formatInstantInList(madeAt, language);
}
