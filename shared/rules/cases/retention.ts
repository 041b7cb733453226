import { addMonths, ageOn, type IsoDate } from '../../time.ts';

const ADULT = 18;

export type Ended = {
  /** Day of the closure or of the transfer. */
  readonly endedOn: IsoDate;
  readonly registeredOn: IsoDate | null;
  /** Completed years on the day of registration. */
  readonly ageYears: number | null;
};

/**
 * Until when a case that has ended is kept: some years after it ended, and a child's until an age is reached for certain (reference §5.9). null where the
 * age is not known: then the end of the time cannot be computed.
 */
export function keptUntil({ endedOn, registeredOn, ageYears }: Ended, years: number, childAge: number): IsoDate | null {
  if (registeredOn === null || ageYears === null) return null;
  const end = addMonths(endedOn, years * 12);
  const youngest = ageYears + Math.max(0, ageOn(registeredOn, endedOn));
  if (youngest >= ADULT) return end;
  const grown = addMonths(registeredOn, (childAge - ageYears) * 12);
  return grown > end ? grown : end;
}
