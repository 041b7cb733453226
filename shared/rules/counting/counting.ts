import type { CodeOf } from '../../forms/lists/all.ts';
import { addMonths, monthOf, type IsoMonth } from '../../time.ts';
import type { CountedIncident, CountedUnit, EntryMonth } from './countedUnit.ts';

/** Why a unit is in no incident table (reference §5.7), in the order in which the rules are tried. */
export const EXCLUSIONS = [
  'draft',
  'duplicate',
  'no_care_consent',
  'no_statistics_consent',
  'no_incident',
  'third_party',
  'non_gbv',
  'incomplete_type',
  'reported_elsewhere',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export type GbvType = Exclude<CodeOf<'gbv_type'>, 'non_gbv'>;

/** An incident that counts: its type is known and gender-based. */
export type CountableIncident = CountedIncident & { readonly gbvType: GbvType };

/** `month` is the month in which the unit counts or is shown as excluded; `late` when its own month was frozen already. */
export type CountingStatus =
  | { readonly counted: true; readonly month: IsoMonth; readonly late: boolean; readonly incident: CountableIncident }
  | { readonly counted: false; readonly month: IsoMonth; readonly late: boolean; readonly reason: Exclusion };

/**
 * The one function that says whether and in which month a unit counts (reference §5.7). The month is that of the report, not of the
 * incident. `reported_elsewhere` is tried last: such a unit satisfies every other rule, so that service tables keep it.
 */
export function countingStatus(unit: CountedUnit): CountingStatus {
  const entry = unit.incident?.reported ?? unit.registered;
  const place = { month: entry.lateIn ?? entry.month, late: entry.lateIn !== null };
  const reason = caseExclusion(unit);
  if (reason !== null) return { counted: false, ...place, reason };
  const { incident } = unit;
  if (incident === null) return { counted: false, ...place, reason: 'no_incident' };
  if (!isSurvivorPresent(unit, incident)) return { counted: false, ...place, reason: 'third_party' };
  const { gbvType } = incident;
  if (gbvType === 'non_gbv') return { counted: false, ...place, reason: 'non_gbv' };
  if (gbvType === null) return { counted: false, ...place, reason: 'incomplete_type' };
  if (incident.previouslyReported === 'yes_gbvims') return { counted: false, ...place, reason: 'reported_elsewhere' };
  return { counted: true, ...place, incident: { ...incident, gbvType } };
}

/**
 * Whether and in which month a person counts as newly registered (table T01, reference §6.8): the case-level rules of reference §5.7 alone, and, as for an incident
 * reported elsewhere in the same system, not where another centre of the system counts her already. Null: she does not count. Her incidents follow their
 * own answer, `previouslyReported`: a person who came by slip may report another incident, which nobody has counted.
 */
export function registrationMonth(unit: CountedUnit): IsoMonth | null {
  return caseExclusion(unit) === null && !unit.cameBySlip ? (unit.registered.lateIn ?? unit.registered.month) : null;
}

function caseExclusion(unit: CountedUnit): Exclusion | null {
  if (unit.caseState === 'draft' || unit.caseState === 'duplicate') return unit.caseState;
  if (unit.caseState === 'no_consent') return 'no_care_consent';
  return unit.consentReporting === 'yes' ? null : 'no_statistics_consent';
}

/** A register does not say who reported: in a take-over a blank counts as the survivor herself (commands.md). */
function isSurvivorPresent(unit: CountedUnit, incident: CountedIncident): boolean {
  if (incident.reportedBy === null) return unit.origin === 'takeover';
  return incident.reportedBy !== 'third_party';
}

/**
 * The month of an entry and, if that month is frozen already, the next month to be frozen, in which it counts (reference §5.7, late
 * entry). Decided once, when the record is entered; the same for a take-over.
 */
export function entryMonth(month: IsoMonth, frozen: readonly IsoMonth[]): EntryMonth {
  if (!frozen.includes(month)) return { month, lateIn: null };
  const last = frozen.reduce((latest, one) => (one > latest ? one : latest));
  return { month, lateIn: monthOf(addMonths(`${last}-01`, 1)) };
}
