import { useState } from 'react';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import type { ControlProps } from '../../ui/Field.tsx';
import { AlertIcon } from '../../ui/icons.ts';
import { readTime } from '../clockTime.ts';

const NO_HOUR: Text = { fr: 'Heure illisible. Exemple\u00a0: 14:30.', en: 'Not an hour. Example: 14:30.' };

type Props = {
  readonly control: ControlProps;
  readonly label?: Text;
  readonly value: string | undefined;
  readonly onTime: (time: string | undefined) => void;
};

/** An hour in one box, read as people write it: `1430`, `14h30`, `9`. */
export function TimeBox({ control, label, value, onTime }: Props) {
  const [text, setText] = useState(value ?? '');
  const [shown, setShown] = useState(value);
  const [left, setLeft] = useState(true);
  if (value !== shown) {
    setShown(value);
    setText(value ?? '');
  }

  function type(typed: string): void {
    const time = readTime(typed);
    setText(typed);
    setShown(time);
    if (time !== shown) onTime(time);
  }

  const unreadable = left && text.trim() !== '' && shown === undefined;
  return (
    <span className="day-boxes">
      <input
        {...control}
        className="input number time-box"
        type="text"
        autoComplete="off"
        aria-label={label === undefined ? undefined : say(label)}
        {...(unreadable && { 'aria-invalid': true })}
        placeholder="hh:mm"
        value={text}
        onChange={(event) => type(event.target.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => {
          setLeft(true);
          if (shown !== undefined) setText(shown);
        }}
      />
      <span className={unreadable ? 'field-problem' : 'beside'} role="status">
        {unreadable && (
          <>
            <AlertIcon />
            {say(NO_HOUR)}
          </>
        )}
      </span>
    </span>
  );
}
