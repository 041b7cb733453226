import { useLayoutEffect, useRef } from 'react';
import type { LongField as Long, NumberField as Numeric, TextField as Line } from '../../../shared/forms/define.ts';
import { textOf } from './asking.ts';
import type { QuestionProps } from './asking.ts';

const MOST_LETTERS = 200;

function orBlank(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** One line of at most 200 characters. */
export function LineField({ field, answer, onAnswer, control }: QuestionProps<Line>) {
  return (
    <input
      {...control}
      className={field.pattern === 'phone' ? 'input number phone-box' : 'input'}
      type="text"
      inputMode={field.pattern === 'phone' ? 'tel' : 'text'}
      autoComplete="off"
      spellCheck={false}
      maxLength={MOST_LETTERS}
      value={textOf(answer) ?? ''}
      onChange={(event) => onAnswer(orBlank(event.target.value))}
    />
  );
}

/** Several lines; the box grows with what is written. */
export function LongField({ answer, onAnswer, control }: QuestionProps<Long>) {
  const box = useRef<HTMLTextAreaElement>(null);
  const text = textOf(answer) ?? '';
  useLayoutEffect(() => {
    const area = box.current;
    if (area !== null) area.rows = Math.max(3, linesOf(area));
  }, [text]);
  return (
    <textarea
      {...control}
      ref={box}
      className="input"
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => onAnswer(orBlank(event.target.value))}
    />
  );
}

function linesOf(area: HTMLTextAreaElement): number {
  area.rows = 3;
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight);
  return Number.isFinite(lineHeight) ? Math.ceil((area.scrollHeight - 16) / lineHeight) : 3;
}

/** A number: digits, and for decimals a comma or a point. What is no number is not taken. */
export function NumberField({ field, answer, onAnswer, control }: QuestionProps<Numeric>) {
  const digits = String(Math.trunc(field.max)).length;
  return (
    <input
      {...control}
      className="input number number-box"
      type="text"
      inputMode={field.type === 'int' ? 'numeric' : 'decimal'}
      autoComplete="off"
      maxLength={field.type === 'int' ? digits : digits + 4}
      value={typeof answer === 'number' ? String(answer) : ''}
      onChange={(event) => onAnswer(numberOf(event.target.value))}
    />
  );
}

function numberOf(text: string): number | undefined {
  const digits = text.replace(',', '.').replace(/[^\d.]/g, '');
  return digits === '' || Number.isNaN(Number(digits)) ? undefined : Number(digits);
}
