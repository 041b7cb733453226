import { countingStatus, registrationMonth, type CountableIncident, type Exclusion } from '../rules/counting/counting.ts';
import type { CountedPerpetrator, CountedUnit } from '../rules/counting/countedUnit.ts';
import type { IsoMonth } from '../time.ts';
import type { Population } from './define.ts';

/** A person as registered, with what her case says of her. */
export type PersonSubject = { readonly unit: CountedUnit };
export type IncidentSubject = PersonSubject & { readonly incident: CountableIncident };
export type PerpetratorSubject = IncidentSubject & { readonly perpetrator: CountedPerpetrator };

/** Reasons shown in G25; drafts, duplicates and cases without incident are no units at all (reference §5.7). */
export type ShownExclusion = Exclude<Exclusion, 'draft' | 'duplicate' | 'no_incident'>;
export type ExcludedSubject = { readonly reason: ShownExclusion };

function incidentsOf(units: readonly CountedUnit[], month: IsoMonth): readonly IncidentSubject[] {
  return units.flatMap((unit) => {
    const status = countingStatus(unit);
    return status.counted && status.month === month ? [{ unit, incident: status.incident }] : [];
  });
}

/** New incidents that count in the month (reference §5.7). */
export const incidents: Population<IncidentSubject> = { id: 'incident', unit: 'incident', subjects: incidentsOf };

/** Primary alleged perpetrators of the incidents that count: every one, if there are several (reference §5.7). */
export const primaryPerpetrators: Population<PerpetratorSubject> = {
  id: 'primary_perpetrator',
  unit: 'perpetrator',
  subjects: (units, month) =>
    incidentsOf(units, month).flatMap((subject) =>
      subject.incident.perpetrators.filter(({ rank }) => rank === 'primary').map((perpetrator) => ({ ...subject, perpetrator })),
    ),
};

/** Persons registered for the first time, each once, in the month of the first registration (reference §6.8, T01). */
export const registeredPersons: Population<PersonSubject> = {
  id: 'person',
  unit: 'person',
  subjects: (units, month) => {
    const first = new Map<string, { readonly month: IsoMonth; readonly unit: CountedUnit }>();
    for (const unit of units) {
      const registered = registrationMonth(unit);
      const known = first.get(unit.personId);
      if (registered !== null && (known === undefined || registered < known.month)) first.set(unit.personId, { month: registered, unit });
    }
    return [...first.values()].filter((one) => one.month === month).map(({ unit }) => ({ unit }));
  },
};

/** What is kept out of the incident tables, by reason (reference §6.5, G25). */
export const excludedUnits: Population<ExcludedSubject> = {
  id: 'excluded_unit',
  unit: 'incident',
  subjects: (units, month) =>
    units.flatMap((unit) => {
      const status = countingStatus(unit);
      if (status.counted || status.month !== month) return [];
      const { reason } = status;
      return reason === 'draft' || reason === 'duplicate' || reason === 'no_incident' ? [] : [{ reason }];
    }),
};
