import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { keysInWords } from '../commands/keys.ts';
import type { Keys } from '../commands/keys.ts';
import { language } from '../language.ts';
import { ArrowDownIcon, ArrowLeftIcon, ArrowUpIcon } from './icons.ts';

type Props = {
  readonly keys: Keys;
  /** True where the keys are the subject (key sheet): readers hear them. Elsewhere the label of the control is enough. */
  readonly announced?: boolean;
};

/** Keys whose cap is a drawing: the font holds no arrows (interface §4.2). */
const DRAWN: Readonly<Record<string, ReactNode>> = {
  PageDown: (
    <>
      Pg
      <ArrowDownIcon />
    </>
  ),
  PageUp: (
    <>
      Pg
      <ArrowUpIcon />
    </>
  ),
  ArrowLeft: <ArrowLeftIcon />,
};

/** The keys of an act, drawn as a cap. */
export function KeyCap({ keys, announced = false }: Props) {
  return (
    <>
      <kbd className="key-cap" aria-hidden="true">
        {keys.split('+').map((part, index) => (
          <Fragment key={part}>
            {index > 0 && ' '}
            {DRAWN[part] ?? keysInWords(part, language())}
          </Fragment>
        ))}
      </kbd>
      {announced && <span className="hidden-text">{keysInWords(keys, language())}</span>}
    </>
  );
}
