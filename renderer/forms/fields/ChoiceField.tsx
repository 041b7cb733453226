import type { KeyboardEvent } from 'react';
import type { OneField, YesNoField } from '../../../shared/forms/define.ts';
import type { Option, Options } from '../../../shared/forms/lists/option.ts';
import { language, say } from '../../language.ts';
import { CheckIcon } from '../../ui/icons.ts';
import { fold } from '../choiceMatch.ts';
import { Combobox } from './Combobox.tsx';
import { textOf } from './asking.ts';
import type { QuestionProps } from './asking.ts';

const MOST_SEGMENTS = 4;
const MOST_RADIOS = 7;
/** Letters of all segments together that still fit on one line of the card of questions, the narrowest at 1366 pixels. */
const LONGEST_LINE = 52;

export type ChoiceLook = 'segments' | 'radios' | 'combobox';

/** How one choice among these options is asked (interface §5): up to 4 short side by side, up to 7 in a column, more in a combobox. */
export function choiceLook(options: Options): ChoiceLook {
  if (options.length > MOST_RADIOS) return 'combobox';
  const letters = options.reduce((sum, option) => sum + Math.max(option.fr.length, option.en.length), 0);
  return options.length <= MOST_SEGMENTS && letters <= LONGEST_LINE ? 'segments' : 'radios';
}

/** One choice: its look follows the number of options. */
export function ChoiceField(asking: QuestionProps<OneField | YesNoField>) {
  const { options, answer, onAnswer, control } = asking;
  if (choiceLook(options) === 'combobox')
    return <Combobox control={control} options={options} chosen={textOf(answer)} onChoose={onAnswer} />;
  return <RadioChoice {...asking} />;
}

function RadioChoice({ options, answer, onAnswer, control }: QuestionProps<OneField | YesNoField>) {
  const look = choiceLook(options);

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const picked =
      event.key === 'Delete' || event.key === 'Backspace' ? undefined : optionByLetter(options, event.key, language(), textOf(answer));
    if (picked === undefined && event.key.length === 1) return;
    if (picked === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    onAnswer(picked?.code);
    if (picked !== undefined) document.getElementById(radioId(control.id, options, picked))?.focus();
  }

  return (
    <div className={look}>
      {options.map((option) => (
        <label key={option.code} className={look === 'radios' ? 'choice' : undefined}>
          <input
            id={radioId(control.id, options, option)}
            type="radio"
            name={control.id}
            value={option.code}
            checked={option.code === answer}
            onChange={() => onAnswer(option.code)}
            onKeyDown={press}
          />
          {look === 'segments' && option.code === answer && <CheckIcon />}
          <span>{say(option)}</span>
        </label>
      ))}
    </div>
  );
}

function radioId(id: string, options: Options, option: Option): string {
  return option === options[0] ? id : `${id}-${option.code}`;
}

/** The option whose wording begins with the letter typed; typed again, the next one: « o » for Oui, « n » for Non. */
export function optionByLetter(options: Options, letter: string, language: 'fr' | 'en', chosen: string | undefined): Option | undefined {
  if (letter.length !== 1 || letter === ' ') return undefined;
  const found = options.filter((option) => fold(option[language]).startsWith(fold(letter)));
  const place = found.findIndex(({ code }) => code === chosen);
  return found[(place + 1) % Math.max(1, found.length)];
}
