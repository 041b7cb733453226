import { Link } from 'react-router';
import type { Printed } from '../../../../shared/contract/printing.ts';
import { PURPOSE_WORDS, partWords } from '../../../../shared/rules/consent/extract.ts';
import type { Text } from '../../../../shared/text.ts';
import { BY, NUMBER } from '../../../../shared/words.ts';
import { formatInstantInList, formatNumber } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { Table } from '../../../ui/Table.tsx';

const WHEN: Text = { fr: 'Quand', en: 'When' };
const CASE: Text = { fr: 'Dossier', en: 'Case' };
const WHAT: Text = { fr: 'Papier', en: 'Paper' };
const PARTS: Text = { fr: 'Ce qu’il porte', en: 'What it says' };
const PAGES: Text = { fr: 'Pages', en: 'Pages' };
const SLIP: Text = { fr: 'Fiche de référencement', en: 'Referral slip' };
const CLOSED: Text = { fr: 'ne s’ouvre pas', en: 'does not open' };

/** Lines of the print register: which paper, when, by whom, what it says; `withCase`: of several cases. */
export function PrintList({
  caption,
  prints,
  withCase = false,
}: {
  readonly caption: Text;
  readonly prints: readonly Printed[];
  readonly withCase?: boolean;
}) {
  return (
    <Table
      caption={caption}
      rows={prints}
      rowKey={({ seq }) => String(seq)}
      columns={[
        { key: 'number', head: NUMBER, cell: ({ number }) => <span className="code">{number ?? say(CLOSED)}</span> },
        { key: 'when', head: WHEN, cell: ({ at }) => <span className="number">{formatInstantInList(at, language())}</span> },
        { key: 'who', head: BY, cell: ({ staffCode }) => <span className="code">{staffCode === '' ? '–' : staffCode}</span> },
        ...(withCase
          ? [
              {
                key: 'case',
                head: CASE,
                cell: ({ caseId, caseCode }: Printed) => (
                  <Link className="code plain" to={`/cases/${caseId}`}>
                    {caseCode}
                  </Link>
                ),
              },
            ]
          : []),
        { key: 'what', head: WHAT, cell: ({ purpose }) => say(purpose === null ? SLIP : PURPOSE_WORDS[purpose]) },
        { key: 'parts', head: PARTS, cell: ({ parts }) => parts.map((part) => say(partWords(part))).join(', ') || '–' },
        { key: 'pages', head: PAGES, number: true, cell: ({ pages }) => formatNumber(pages, language()) },
      ]}
    />
  );
}
