import type { RefField } from '../../../shared/forms/define.ts';
import { say } from '../../language.ts';
import { Combobox } from './Combobox.tsx';
import { codesOf, textOf } from './asking.ts';
import type { QuestionProps } from './asking.ts';

/** A link to another record: a provider of the directory, a referral of this file. The page gives the choices as options. */
export function ReferenceField({ field, options, answer, onAnswer, control }: QuestionProps<RefField>) {
  if (field.several === true) {
    const chosen = codesOf(answer);
    return (
      <div className="checks">
        {options.map((option, place) => (
          <label key={option.code} className="choice">
            <input
              id={place === 0 ? control.id : undefined}
              type="checkbox"
              checked={chosen.includes(option.code)}
              onChange={(event) => {
                const next = event.target.checked ? [...chosen, option.code] : chosen.filter((code) => code !== option.code);
                onAnswer(next.length === 0 ? undefined : next);
              }}
            />
            <span>{say(option)}</span>
          </label>
        ))}
      </div>
    );
  }
  return <Combobox control={control} options={options} chosen={textOf(answer)} onChoose={onAnswer} />;
}
