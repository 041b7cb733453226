import type { ManyField as Many } from '../../../shared/forms/define.ts';
import type { Option } from '../../../shared/forms/lists/option.ts';
import type { Text } from '../../../shared/text.ts';
import { REMOVE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { XIcon } from '../../ui/icons.ts';
import { Combobox } from './Combobox.tsx';
import { codesOf } from './asking.ts';
import type { QuestionProps } from './asking.ts';

const MOST_BOXES = 9;
const ADD: Text = { fr: 'Ajouter une réponse', en: 'Add an answer' };

/** The chosen codes after one was ticked or unticked, in the order of the list; codes chosen alone drop the others, and are dropped by them. */
export function ticked(chosen: readonly string[], code: string, order: readonly string[], alone: readonly string[]): readonly string[] {
  if (chosen.includes(code)) return chosen.filter((one) => one !== code);
  if (alone.includes(code)) return [code];
  const kept = new Set([...chosen.filter((one) => !alone.includes(one)), code]);
  return order.filter((one) => kept.has(one));
}

/** Several choices: boxes to tick up to nine, beyond that a combobox over rows that can be removed. */
export function ManyField(asking: QuestionProps<Many>) {
  const { field, options, answer, onAnswer } = asking;
  const chosen = codesOf(answer);
  const order = options.map(({ code }) => code);

  function toggle(code: string): void {
    const next = ticked(chosen, code, order, field.alone ?? []);
    onAnswer(next.length === 0 ? undefined : next);
  }

  return options.length <= MOST_BOXES ? (
    <Boxes asking={asking} chosen={chosen} onToggle={toggle} />
  ) : (
    <Rows asking={asking} chosen={chosen} onToggle={toggle} />
  );
}

type Part = { readonly asking: QuestionProps<Many>; readonly chosen: readonly string[]; readonly onToggle: (code: string) => void };

function Boxes({ asking: { control, options }, chosen, onToggle }: Part) {
  return (
    <div className={options.length > 5 ? 'checks two' : 'checks'}>
      {options.map((option, place) => (
        <label key={option.code} className="choice">
          <input
            id={place === 0 ? control.id : undefined}
            type="checkbox"
            checked={chosen.includes(option.code)}
            onChange={() => onToggle(option.code)}
          />
          <span>{say(option)}</span>
        </label>
      ))}
    </div>
  );
}

function Rows({ asking: { control, options }, chosen, onToggle }: Part) {
  const picked: readonly Option[] = options.filter(({ code }) => chosen.includes(code));
  return (
    <div className="stack tight">
      {picked.length > 0 && (
        <ul className="picked">
          {picked.map((option) => (
            <li key={option.code}>
              <span>{say(option)}</span>
              <button
                type="button"
                className="icon-button"
                aria-label={`${say(REMOVE)} ${say(option)}`}
                onClick={() => {
                  onToggle(option.code);
                  document.getElementById(control.id)?.focus();
                }}
              >
                <XIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        control={control}
        options={options.filter(({ code }) => !chosen.includes(code))}
        chosen={undefined}
        placeholder={ADD}
        onChoose={(code) => {
          if (code !== undefined) onToggle(code);
        }}
      />
    </div>
  );
}
