import { say } from '../../language.ts';
import { WITHHELD_KEYS, WITHHELD_WORDS } from './withheld.ts';
import type { Why } from './withheld.ts';

type Props = { readonly choices: readonly Why[]; readonly chosen: string | null; readonly onSay: (why: Why) => void };

/**
 * « Ne sait pas » and « Ne souhaite pas répondre » beside a question: they exclude each other and a value; unticked, the value comes back.
 * They are no stop of the Tab key: the arrows come to them from the answer, and each has its key.
 */
export function WithheldBoxes({ choices, chosen, onSay }: Props) {
  return choices.map((why) => (
    <label key={why} className="choice withheld">
      <input type="checkbox" tabIndex={-1} aria-keyshortcuts={WITHHELD_KEYS[why]} checked={chosen === why} onChange={() => onSay(why)} />
      <span>{say(WITHHELD_WORDS[why])}</span>
    </label>
  ));
}
