import type { CaseFile } from '../../shared/contract/cases.ts';
import { dayOf, formatLongDate } from '../../shared/time.ts';
import { hourOf } from '../format.ts';
import { language, say } from '../language.ts';

type Entry = CaseFile['timeline'][number];

function byDay(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  return Map.groupBy(
    entries.toSorted((one, other) => other.at.localeCompare(one.at)),
    (entry) => dayOf(entry.at),
  );
}

/** Acts by day, newest first: who by code, what, at what hour. No content. */
export function Timeline({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ol className="timeline stack">
      {Array.from(byDay(entries), ([day, acts]) => (
        <li key={day}>
          <h3>{formatLongDate(day, language())}</h3>
          <ol className="list">
            {acts.map((act, index) => (
              <li key={index} className="list-line">
                <span className="number quiet">{hourOf(act.at)}</span>
                <span className="grow">{say(act.what)}</span>
                <span className="code">{act.staffCode}</span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}
