import type { Text } from '../../../shared/text.ts';
import { TOTAL } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import './protection.css';

type Kind = 'exact' | 'hidden' | 'rounded';

/** The worked example of disclosure §3.9: invented counts, and the two small cells with what becomes of them. */
const COUNTS: readonly (readonly number[])[] = [
  [20, 3, 8, 6],
  [9, 12, 2, 15],
  [7, 11, 14, 30],
];
const HIDDEN: ReadonlySet<string> = new Set(['0 1', '0 2', '1 1', '1 2']);
const ROUNDED: ReadonlyMap<string, number> = new Map([
  ['0 1', 5],
  ['1 2', 0],
]);

const CAPTIONS: Readonly<Record<Kind, Text>> = {
  exact: { fr: 'Les comptes exacts, qui restent au centre', en: 'The exact counts, which stay at the centre' },
  hidden: { fr: 'Ce qui part, masqué', en: 'What leaves, hidden' },
  rounded: { fr: 'Ce qui part, arrondi', en: 'What leaves, rounded' },
};
const KIND: Text = { fr: 'Type', en: 'Type' };
const BAND: Text = { fr: 'Tranche', en: 'Band' };
const MARK: Text = { fr: 'masquée', en: 'hidden' };

/** The counts of the example, as they are, hidden or rounded. Cells that change have another weight and a border, never colour alone. */
export function ExampleTable({ kind }: { readonly kind: Kind }) {
  const rows = COUNTS.map((row, at) => row.map((n, rank) => (kind === 'rounded' ? (ROUNDED.get(`${at} ${rank}`) ?? n) : n)));
  const columns = rows[0]?.map((_, rank) => rows.reduce((sum, row) => sum + (row[rank] ?? 0), 0)) ?? [];
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return (
    <table className="example-table">
      <caption>{say(CAPTIONS[kind])}</caption>
      <thead>
        <tr>
          <th scope="col">{say(KIND)}</th>
          {columns.map((_, rank) => (
            <th key={rank} scope="col">
              {say(BAND)} {rank + 1}
            </th>
          ))}
          <th scope="col">{say(TOTAL)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            <th scope="row">
              {say(KIND)} {at + 1}
            </th>
            {row.map((n, rank) => {
              const place = `${at} ${rank}`;
              const isHidden = kind === 'hidden' && HIDDEN.has(place);
              return (
                <td key={rank} className={isHidden || ROUNDED.has(place) ? 'changed' : undefined}>
                  {isHidden ? <abbr title={say(MARK)}>s</abbr> : n}
                </td>
              );
            })}
            <td>{sum(row)}</td>
          </tr>
        ))}
        <tr className="total">
          <th scope="row">{say(TOTAL)}</th>
          {columns.map((n, rank) => (
            <td key={rank}>{n}</td>
          ))}
          <td>{sum(columns)}</td>
        </tr>
      </tbody>
    </table>
  );
}
