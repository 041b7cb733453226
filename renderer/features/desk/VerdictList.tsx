import type { Verdict } from '../../../shared/contract/desk.ts';
import { formatMonth } from '../../../shared/time.ts';
import { language, say } from '../../language.ts';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, CheckIcon, EqualIcon, RotateCcwIcon } from '../../ui/icons.ts';
import { VERDICTS } from './importing.ts';

const ICONS = { accepted: CheckIcon, already: EqualIcon, replaced: RotateCcwIcon, refused: AlertIcon } as const;

/** One line a file: whose report, which month and version, the verdict, and what to ask the centre when it is refused. */
export function VerdictList({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  return (
    <ul className="card flush list">
      {verdicts.map((one, index) => {
        const month = one.month === null ? null : formatMonth(one.month, language());
        const version = one.version === null ? null : `v${one.version}`;
        const what = [one.siteCode, month, version].filter((part) => part !== null);
        return (
          <li key={index} className="list-line two">
            <span className="verdict-what">
              <span className="code">{one.label}</span>
              {what.length > 0 && <span className="under">{what.join(' · ')}</span>}
            </span>
            <span className="verdict">
              <State tone={VERDICTS[one.verdict].tone} icon={ICONS[one.verdict]}>
                {VERDICTS[one.verdict].words}
              </State>
            </span>
            <span className="grow verdict-message">{say(one.message)}</span>
          </li>
        );
      })}
    </ul>
  );
}
