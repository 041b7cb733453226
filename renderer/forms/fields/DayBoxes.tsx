import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Text } from '../../../shared/text.ts';
import { isDate } from '../../../shared/time.ts';
import type { IsoDate, PartialDate } from '../../../shared/time.ts';
import { say } from '../../language.ts';
import { AlertIcon } from '../../ui/icons.ts';
import { boxBefore, boxesOf, dateInWords, leaveBox, readBoxes, typeInBox } from '../partialDate.ts';
import type { DateBox, DateBoxes } from '../partialDate.ts';

const BOXES: readonly DateBox[] = ['day', 'month', 'year'];
const LABEL: Readonly<Record<DateBox, Text>> = {
  day: { fr: 'Jour', en: 'Day' },
  month: { fr: 'Mois', en: 'Month' },
  year: { fr: 'Année', en: 'Year' },
};
const PLACEHOLDER: Readonly<Record<DateBox, Text>> = {
  day: { fr: 'jj', en: 'dd' },
  month: { fr: 'mm', en: 'mm' },
  year: { fr: 'aaaa', en: 'yyyy' },
};
const UNFINISHED: Text = {
  fr: 'Date incomplète\u00a0: le mois et l’année sont nécessaires, le jour s’il est connu.',
  en: 'Incomplete date: month and year are needed, the day if known.',
};
const UNFINISHED_DAY: Text = { fr: 'Date incomplète\u00a0: jour, mois et année.', en: 'Incomplete date: day, month and year.' };
const IMPOSSIBLE: Text = { fr: 'Ce jour n’existe pas dans le calendrier.', en: 'This day does not exist in the calendar.' };

type Props = {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly value: PartialDate | undefined;
  /** A month or a year alone is an answer. */
  readonly partial: boolean;
  readonly today: IsoDate;
  readonly onDate: (date: PartialDate | undefined) => void;
};

/** Day, month and year in three boxes, with the date in words beside them. Inside a group that carries the question. */
export function DayBoxes({ id, describedBy, value, partial, today, onDate }: Props) {
  const inputs = useRef<Partial<Record<DateBox, HTMLInputElement | null>>>({});
  const [boxes, setBoxes] = useState<DateBoxes>(() => boxesOf(value));
  const [shown, setShown] = useState(value);
  const [left, setLeft] = useState(true);
  const moving = useRef(false);
  if (value !== shown) {
    setShown(value);
    setBoxes(boxesOf(value));
  }

  function write(next: DateBoxes): void {
    const read = readBoxes(next);
    const date = read.kind === 'date' && (partial || isDate(read.date)) ? read.date : undefined;
    setBoxes(next);
    setShown(date);
    if (date !== shown) onDate(date);
  }

  function type(box: DateBox, text: string): void {
    const { boxes: typed, moveTo } = typeInBox(boxes, box, text, today);
    write(moveTo === undefined ? typed : leaveBox(typed, box, today));
    if (moveTo !== undefined) moveFocus(moveTo);
  }

  function goBack(event: KeyboardEvent, box: DateBox): void {
    const previous = event.key === 'Delete' || event.key === 'Backspace' ? boxBefore(boxes, box) : undefined;
    if (previous === undefined) return;
    event.preventDefault();
    moveFocus(previous);
  }

  /** The box that is left has been written already: its `blur` has nothing more to read. */
  function moveFocus(box: DateBox): void {
    moving.current = true;
    inputs.current[box]?.focus();
    moving.current = false;
  }

  const problem = left ? problemOf(boxes, partial) : undefined;
  return (
    <span
      className="day-boxes"
      onFocus={() => setLeft(false)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setLeft(true);
      }}
    >
      {BOXES.map((box) => (
        <input
          key={box}
          ref={(input) => {
            inputs.current[box] = input;
          }}
          id={box === 'day' ? id : `${id}-${box}`}
          className={`input number ${box}-box`}
          type="text"
          inputMode={box === 'day' ? 'text' : 'numeric'}
          autoComplete="off"
          aria-label={say(LABEL[box])}
          aria-describedby={describedBy}
          aria-invalid={problem === undefined ? undefined : true}
          placeholder={say(PLACEHOLDER[box])}
          value={boxes[box]}
          onChange={(event) => type(box, event.target.value)}
          onFocus={(event) => event.target.select()}
          onKeyDown={(event) => goBack(event, box)}
          onBlur={() => {
            if (!moving.current) write(leaveBox(boxes, box, today));
          }}
        />
      ))}
      <span className={problem === undefined ? 'beside' : 'field-problem'} role="status">
        {problem !== undefined && <AlertIcon />}
        {problem === undefined ? shown !== undefined && say(dateInWords(shown, today)) : say(problem)}
      </span>
    </span>
  );
}

function problemOf(boxes: DateBoxes, partial: boolean): Text | undefined {
  const read = readBoxes(boxes);
  if (read.kind === 'impossible') return IMPOSSIBLE;
  if (read.kind === 'incomplete') return partial ? UNFINISHED : UNFINISHED_DAY;
  return read.kind === 'date' && !partial && !isDate(read.date) ? UNFINISHED_DAY : undefined;
}
