import type { Answers } from '../../forms/answers.ts';
import { addDays, dayOf, type IsoDate, type IsoDateTime } from '../../time.ts';

/** Health care given to the person: by a provider, whichever of the two says so, or here at a follow-up or as an action of the plan (reference §2.5, §3.12, §3.15). */
export type HealthCare = {
  readonly day: IsoDate;
  /** When the referral behind it was made; null for care given without one. */
  readonly askedAt: IsoDateTime | null;
};

/** Whether a decision by service of an incident records that the centre itself gave health care (reference §3.7). « Already received elsewhere » gives no day and stops nothing. */
export function isCaredHere(dispositions: readonly Answers[]): boolean {
  return dispositions.some((answers) => answers['service_category'] === 'health' && answers['disposition'] === 'provided_here');
}

/**
 * Until which assaults health care reaches: those of an earlier day, and those of its own day that came before its referral. Care that may have come
 * before the assault reaches none: the clocks err towards care (reference §5.4). Null when none was given.
 */
export function coveredUntil(cares: readonly HealthCare[]): IsoDateTime | null {
  const reached = cares.map(({ day, askedAt }) => (askedAt !== null && dayOf(askedAt) === day ? askedAt : `${addDays(day, -1)}T23:59`));
  return reached.toSorted().at(-1) ?? null;
}

/** Whether the care given reaches an assault of this moment; one of unknown moment is reached by none. */
export function isCovered(assault: IsoDateTime | null, careUntil: IsoDateTime | null): boolean {
  return assault !== null && careUntil !== null && assault <= careUntil;
}
