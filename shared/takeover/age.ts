import { ageOn } from '../time.ts';
import type { IsoDate } from '../time.ts';
import { readAge } from './cells.ts';
import { codedIfKnown, dayIn, markUnknown, textOf, warn } from './line.ts';
import type { Line } from './line.ts';
import * as sentence from './sentences.ts';

/** Completed years on the day of reception; `birth` only where a whole date of birth gives them. */
export type TakenAge = { readonly years: number; readonly estimated: boolean; readonly birth?: IsoDate };

const FIRST_OF_JANUARY = '-01-01';
const OLDEST = 110;

/**
 * The age of a line: from its date of birth, else from its age. A first of January may mean a year alone (reference §6.11, column 6): it gives an estimated age
 * and no date of birth, and only where no age is written.
 */
export function ageOf(line: Line, receivedOn: IsoDate): TakenAge | null {
  const written = writtenAge(line);
  const birth = birthOf(line, receivedOn);
  if (birth === null) return written;
  const years = ageOn(birth, receivedOn);
  if (!birth.endsWith(FIRST_OF_JANUARY)) return { years, estimated: false, birth };
  warn(line, 'birthDate', sentence.AGE_FROM_YEAR, sentence.FIRST_OF_JANUARY);
  return written ?? { years, estimated: true };
}

/** A tool may leave the age blank where it knows the date of birth; a register may not. */
function writtenAge(line: Line): TakenAge | null {
  const cell = textOf(line, 'age');
  const age = readAge(cell);
  if (age !== null) return codedIfKnown(line, 'ageEstimated', 'yes_no') === 'yes' ? { ...age, estimated: true } : age;
  const mayBeBlank = cell === '' && textOf(line, 'birthDate') !== '';
  if (line.settings.columns.includes('age') && !mayBeBlank) markUnknown(line, 'age', sentence.AGE_NOT_A_NUMBER);
  return null;
}

function birthOf(line: Line, receivedOn: IsoDate): IsoDate | null {
  const cell = textOf(line, 'birthDate');
  const birth = cell === '' ? null : dayIn(line, cell);
  if (cell !== '' && birth === null) warn(line, 'birthDate', sentence.LEFT_BLANK, sentence.NOT_A_DATE);
  if (birth === null) return null;
  if (birth <= receivedOn && ageOn(birth, receivedOn) <= OLDEST) return birth;
  warn(line, 'birthDate', sentence.LEFT_BLANK, sentence.BIRTH_OUT_OF_REACH);
  return null;
}
