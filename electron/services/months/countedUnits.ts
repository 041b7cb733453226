import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { standardCode, type Lists } from '../../../shared/forms/lists/inForce.ts';
import { AGE_PARTITION, OLDEST_AGE, type AgeRange } from '../../../shared/rules/incident/ages.ts';
import { caseContexts, isPresumedConflictRelated, type ContextFacts } from '../../../shared/rules/incident/context.ts';
import type {
  CountedIncident,
  CountedPerpetrator,
  CountedPlace,
  CountedUnit,
  EntryMonth,
} from '../../../shared/rules/counting/countedUnit.ts';
import { codeAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { readFacts, type OpenedFact } from '../../store/caseRecords/facts.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { allCases } from '../../store/caseRecords/cases.ts';

type Fact = { readonly row: OpenedFact; readonly answers: Answers };

/**
 * Everything the monthly tables count, from the facts this session has opened: one unit per incident, one for a case without incident,
 * one for a contact without consent (reference §5.7; security §2.6.2). No answer outside the facts is read. A code that was added to a list is counted under its code of the
 * reference, so that the cells of a month are the same at every centre.
 */
export function countedUnits(db: ReadableDb<'cases'>, siteRegion: CodeOf<'region'>, lists: Lists): readonly CountedUnit[] {
  const registrations = byCase(db, 'registration');
  const contacts = byCase(db, 'contact');
  const incidents = byCase(db, 'incident');
  const perpetrators = byParent(db, 'alleged_perpetrator');
  const dispositions = byParent(db, 'service_disposition');
  return allCases(db, {}).flatMap((row): CountedUnit[] => {
    const person = registrations.get(row.case_id)?.[0] ?? contacts.get(row.case_id)?.[0];
    if (person === undefined) return [];
    const base = unitOf(row, person.answers, siteRegion, lists);
    const ownIncidents = incidents.get(row.case_id) ?? [];
    if (ownIncidents.length === 0) return [{ ...base, incident: null }];
    return ownIncidents.map((incident): CountedUnit => {
      const id = incident.row.record_id;
      const origin = enteredBy(incident.answers) ?? base.origin;
      return { ...base, origin, incident: incidentOf(incident, perpetrators.get(id) ?? [], dispositions.get(id) ?? [], lists) };
    });
  });
}

function factsOf(row: OpenedFact): Fact {
  const answers: Answers = JSON.parse(row.answers);
  return { row, answers };
}

function byCase(db: ReadableDb<'cases'>, form: string): ReadonlyMap<string, Fact[]> {
  return Map.groupBy(readFacts(db, form).map(factsOf), ({ row }) => row.case_id);
}

function byParent(db: ReadableDb<'cases'>, form: string): ReadonlyMap<string, Fact[]> {
  return Map.groupBy(readFacts(db, form).map(factsOf), ({ row }) => row.parent_id ?? '');
}

function unitOf(row: CaseRow, facts: Answers, siteRegion: CodeOf<'region'>, lists: Lists): Omit<CountedUnit, 'incident'> {
  return {
    personId: row.person_id,
    origin: row.origin,
    caseState: isCode('case_state', row.state) ? row.state : 'draft',
    program: row.program,
    consentReporting: row.consent_reporting,
    registered: entryOf(facts),
    cameBySlip: facts['@slip'] === 'yes',
    siteRegion,
    residence: placeOf(facts, lists),
    sex: codeAnswer(facts, 'sex', 'sex'),
    ageGroup: codeAnswer(facts, '@age_group', 'age_group') ?? 'unknown',
    maritalStatus: codeAnswer(facts, 'marital_status', 'marital_status'),
    displacementStatus: codeAnswer(facts, 'displacement_status', 'displacement_status'),
  };
}

/** How the file entered from which a merge carried this incident; null for one of its own file. */
function enteredBy(facts: Answers): CountedUnit['origin'] | null {
  const from = facts['@carried'];
  return from === 'intake' || from === 'takeover' ? from : null;
}

function incidentOf(
  { answers }: Fact,
  perpetratorFacts: readonly Fact[],
  dispositionFacts: readonly Fact[],
  lists: Lists,
): CountedIncident {
  const perpetrators = perpetratorFacts.map((fact) => perpetratorOf(fact, lists));
  const ageGroupAtIncident = codeAnswer(answers, '@age_group', 'age_group') ?? 'unknown';
  const facts: ContextFacts = {
    gbvType: codeAnswer(answers, '@type', 'gbv_type'),
    ageAtIncident: rangeOf(ageGroupAtIncident),
    goodsExchanged: codeAnswer(answers, 'goods_exchanged', 'yes_no_unknown'),
    abductionType: codeAnswer(answers, 'abduction_type', 'abduction_type'),
    harmfulPractice: standardCode(lists, 'harmful_practice', answers['harmful_practice']),
    placeType: standardCode(lists, 'incident_place_type', answers['incident_place_type']),
    perpetrators,
  };
  return {
    reported: entryOf(answers),
    reportedBy: codeAnswer(answers, 'reported_by', 'reported_by'),
    previouslyReported: codeAnswer(answers, 'previously_reported', 'previously_reported'),
    gbvType: facts.gbvType,
    ageGroupAtIncident,
    elapsedClass: codeAnswer(answers, '@elapsed', 'elapsed_class') ?? 'unknown',
    contexts: caseContexts(facts),
    presumedConflictRelated: isPresumedConflictRelated(facts),
    place: placeOf(answers, lists),
    placeType: facts.placeType,
    timeOfDay: codeAnswer(answers, 'incident_timeofday', 'incident_timeofday'),
    displacementStage: codeAnswer(answers, 'displacement_stage', 'displacement_stage'),
    previousIncidents: codeAnswer(answers, 'previous_incidents', 'yes_no_unknown'),
    perpetratorCount: codeAnswer(answers, 'n_perpetrators', 'n_perpetrators'),
    perpetrators,
    dispositions: dispositionFacts.flatMap(({ answers: row }) => {
      const category = codeAnswer(row, 'service_category', 'service_category_gbvims');
      const disposition = codeAnswer(row, 'disposition', 'service_disposition');
      return category === null || disposition === null ? [] : [{ category, disposition }];
    }),
  };
}

function perpetratorOf({ answers }: Fact, lists: Lists): CountedPerpetrator {
  return {
    rank: codeAnswer(answers, '@rank', 'perp_rank') ?? 'secondary',
    sex: codeAnswer(answers, 'perp_sex', 'sex_unknown'),
    ageGroup: codeAnswer(answers, 'perp_age_group', 'perp_age_group'),
    relation: codeAnswer(answers, 'perp_relation', 'perp_relation'),
    occupation: standardCode(lists, 'perp_occupation', answers['perp_occupation']),
  };
}

function entryOf(facts: Answers): EntryMonth {
  const month = facts['@month'];
  const lateIn = facts['@late_in'];
  return { month: typeof month === 'string' ? month : '', lateIn: typeof lateIn === 'string' ? lateIn : null };
}

function placeOf(facts: Answers, lists: Lists): CountedPlace {
  const region = facts['@region'];
  const known = isCode('region', region) || region === 'abroad' ? region : 'unknown';
  return { region: known, cercle: standardCode(lists, 'cercle', facts['@cercle']) };
}

/** The bounds of an internal age group; null for an unknown age. */
function rangeOf(group: CodeOf<'age_group'>): AgeRange | null {
  const part = AGE_PARTITION.find(([code]) => code === group);
  return part === undefined ? null : { low: part[1], high: Math.min(part[2], OLDEST_AGE) };
}
