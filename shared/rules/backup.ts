import { addMonths, daysBetween, type IsoDate, type IsoMonth } from '../time.ts';

/** Days without a good copy after which the page reminds, then insists (security §9.1). */
const REMIND_AFTER_DAYS = 2;
const INSIST_AFTER_DAYS = 7;
/** A drill holds for six months (security §9.2). */
const DRILL_MONTHS = 6;
/** What a stick keeps: its last copies, and one a month (security §9.2). */
const LAST_KEPT = 3;
const MONTHS_KEPT = 3;
/** A stick not seen for longer still holds what was destroyed here since (security §9.2). */
const OVERDUE_AFTER_DAYS = 90;
/** What the monthly report asks before it calls the base secured: a verified copy younger than 31 days, a drill younger than 12 months (security §9.2). */
const SECURED_COPY_DAYS = 31;
const SECURED_DRILL_MONTHS = 12;

/** How much the screen asks for a copy. */
export type BackupNeed = 'none' | 'remind' | 'insist';

/** What is asked today, from the day of the last copy that was read back whole; null: never one (security §9.1). */
export function backupNeed(lastGood: IsoDate | null, today: IsoDate): BackupNeed {
  const days = lastGood === null ? INSIST_AFTER_DAYS : daysBetween(lastGood, today);
  if (days >= INSIST_AFTER_DAYS) return 'insist';
  return days >= REMIND_AFTER_DAYS ? 'remind' : 'none';
}

/** The day the next drill is due: today for an installation that never had one (security §9.2). */
export function nextDrill(last: IsoDate | null, today: IsoDate): IsoDate {
  return last === null ? today : addMonths(last, DRILL_MONTHS);
}

/** Whether a stick last written on this day is to be looked for: what was destroyed since is still on it (security §9.2). */
export function isStickOverdue(lastCopy: IsoDate, today: IsoDate): boolean {
  return daysBetween(lastCopy, today) > OVERDUE_AFTER_DAYS;
}

/** Whether the monthly report may call the base secured (`mr_secure_db`, security §9.2), from the days of the last verified copy and of the last drill. */
export function mayBeCalledSecured(verifiedOn: IsoDate | null, drilledOn: IsoDate | null, today: IsoDate): boolean {
  if (verifiedOn === null || drilledOn === null) return false;
  return daysBetween(verifiedOn, today) < SECURED_COPY_DAYS && today < addMonths(drilledOn, SECURED_DRILL_MONTHS);
}

/** The oldest month of which a stick keeps a copy (security §9.2). */
export function oldestMonthKept(today: IsoDate): IsoMonth {
  return addMonths(`${today.slice(0, 7)}-01`, 1 - MONTHS_KEPT).slice(0, 7);
}

/**
 * Which copies of one stick stay, newest first in and out: the last three, and the newest of each month, of this month and the two before
 * (security §9.2). Nothing older stays, so that a destruction reaches every stick that is used.
 */
export function keptCopies<Copy extends { readonly month: IsoMonth }>(newestFirst: readonly Copy[], today: IsoDate): readonly Copy[] {
  const oldest = oldestMonthKept(today);
  return newestFirst.filter((copy, rank) => {
    const isNewestOfMonth = newestFirst.findIndex((other) => other.month === copy.month) === rank;
    return copy.month >= oldest && (rank < LAST_KEPT || isNewestOfMonth);
  });
}
