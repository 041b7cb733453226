import type { ReactNode } from 'react';
import { say } from '../../language.ts';
import { CheckIcon, ClockAlertIcon, MinusIcon, TimerIcon } from '../../ui/icons.ts';
import { MARKS, MARK_WORDS } from './coverage.ts';
import type { Mark } from './coverage.ts';

const SHAPES: Record<Mark, ReactNode> = {
  received: <CheckIcon />,
  nil: <strong>0</strong>,
  expected: <TimerIcon />,
  late: <ClockAlertIcon />,
  outside: <MinusIcon />,
};

/** One mark of coverage: shape, tone and the word for readers (interface P10). */
export function CoverageMark({ mark, name }: { readonly mark: Mark; readonly name?: string }) {
  const words = name === undefined ? say(MARK_WORDS[mark]) : `${name}, ${say(MARK_WORDS[mark])}`;
  return (
    <span className={`coverage-mark ${mark}`} title={words}>
      <span aria-hidden="true">{SHAPES[mark]}</span>
      <span className="hidden-text">{words}</span>
    </span>
  );
}

/** The marks with their words. */
export function MarkLegend({ marks = MARKS }: { readonly marks?: readonly Mark[] }) {
  return (
    <ul className="coverage-legend">
      {marks.map((mark) => (
        <li key={mark}>
          <span className={`coverage-mark ${mark}`} aria-hidden="true">
            {SHAPES[mark]}
          </span>
          {say(MARK_WORDS[mark])}
        </li>
      ))}
    </ul>
  );
}
