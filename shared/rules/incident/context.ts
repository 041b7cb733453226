import type { CodeOf } from '../../forms/lists/all.ts';
import type { AgeRange } from './ages.ts';
import { isChildAt } from './ages.ts';
import { isSexual } from './classification.ts';

/** What the contexts of an incident are computed from. A blank answer is null and never counts as « yes ». */
export type ContextFacts = {
  readonly gbvType: CodeOf<'gbv_type'> | null;
  readonly ageAtIncident: AgeRange | null;
  readonly goodsExchanged: CodeOf<'yes_no_unknown'> | null;
  readonly abductionType: CodeOf<'abduction_type'> | null;
  readonly harmfulPractice: CodeOf<'harmful_practice'> | null;
  readonly placeType: CodeOf<'incident_place_type'> | null;
  readonly perpetrators: readonly {
    readonly relation: CodeOf<'perp_relation'> | null;
    readonly occupation: CodeOf<'perp_occupation'> | null;
  }[];
};

const ARMED: ReadonlySet<CodeOf<'perp_occupation'>> = new Set([
  'armed_forces',
  'police_gendarmerie',
  'armed_group',
  'militia',
  'foreign_force',
  'peacekeeper',
  'bandit',
]);

/** Whether an occupation bears arms (reference §5.3.5). */
export function isArmed(occupation: CodeOf<'perp_occupation'> | null): boolean {
  return occupation !== null && ARMED.has(occupation);
}

/** The contexts of an incident, several possible, on the age at the incident (reference §5.3.4). Nothing applies without a type. */
export function caseContexts(facts: ContextFacts): readonly CodeOf<'case_context'>[] {
  const { gbvType, goodsExchanged, abductionType, harmfulPractice } = facts;
  if (gbvType === null || gbvType === 'non_gbv') return [];
  const child = isChildAt(facts.ageAtIncident) === true;
  const sexual = isSexual(gbvType);
  const applies: Readonly<Record<CodeOf<'case_context'>, boolean>> = {
    ipv: facts.perpetrators.some(({ relation }) => relation === 'intimate_partner'),
    child_sexual_abuse: sexual && child,
    early_marriage: gbvType === 'forced_marriage' && child,
    possible_sexual_exploitation: sexual && goodsExchanged === 'yes',
    possible_sexual_slavery: sexual && abductionType !== null && abductionType !== 'none',
    harmful_traditional_practice: harmfulPractice !== null && harmfulPractice !== 'none',
  };
  const order: readonly CodeOf<'case_context'>[] = [
    'ipv',
    'child_sexual_abuse',
    'early_marriage',
    'possible_sexual_exploitation',
    'possible_sexual_slavery',
    'harmful_traditional_practice',
  ];
  return order.filter((context) => applies[context]);
}

/** Presumed conflict-related sexual violence: for planning of services only, exported nationally and from 10 on (reference §5.3.5). */
export function isPresumedConflictRelated(facts: ContextFacts): boolean {
  if (!isSexual(facts.gbvType) && facts.gbvType !== 'forced_marriage') return false;
  return (
    facts.perpetrators.some(({ occupation }) => isArmed(occupation)) ||
    facts.placeType === 'armed_base' ||
    facts.placeType === 'checkpoint' ||
    facts.abductionType === 'forced_conscription'
  );
}
