import type { Answer, Answers } from '../../shared/forms/answers.ts';
import type { Context } from '../../shared/forms/facts.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import { formOf, type FormId } from '../../shared/forms/registry.ts';
import { OLDEST_AGE, consentBandOf } from '../../shared/rules/ages.ts';
import { classify } from '../../shared/rules/classification.ts';
import { codeAnswer, dateAnswer, numberAnswer } from '../../shared/rules/groupings.ts';
import { suggestRisk } from '../../shared/rules/risk.ts';
import { ageOn } from '../../shared/time.ts';

/** What the computed questions need beside the form: whether a medical clock still runs (reference §5.4.3). */
export type Around = { readonly context: Context; readonly clockRunning: boolean };

/**
 * The answers with the computed questions on which conditions and checks look, filled in from the rules; whatever a screen sent for a
 * computed question is dropped (reference §0.1, `calc`). Storage drops them again: they are never kept as answers.
 */
export function withComputed(form: FormId, answers: Answers, around: Around): Answers {
  const computed = new Set(fieldsOf(formOf(form)).flatMap(({ code, field }) => (field.type === 'calc' ? [code] : [])));
  const typed = Object.fromEntries(Object.entries(answers).filter(([code]) => !computed.has(code)));
  return { ...typed, ...computedOf(form, typed, around) };
}

function computedOf(form: FormId, answers: Answers, around: Around): Answers {
  switch (form) {
    case 'consent_service':
      return present({ consent_age_band: bandOf(around.context.ageYears) });
    case 'registration':
      return present({ age_years: ageOf(answers) });
    case 'incident':
      return present({ gbv_type: classify(answers).type });
    case 'risk_assessment':
      return { risk_level_suggested: suggestedRisk(answers, around) };
    default:
      return {};
  }
}

function bandOf(age: number | undefined): Answer | null {
  return age === undefined || age < 0 || age > OLDEST_AGE ? null : consentBandOf(age);
}

/** A known date of birth gives the age at registration; otherwise it is the age that was told. */
function ageOf(answers: Answers): number | null {
  const birth = answers['age_known'] === 'dob' ? dateAnswer(answers, 'date_of_birth') : null;
  const registered = dateAnswer(answers, 'registration_date');
  return birth === null || registered === null || birth > registered ? numberAnswer(answers, 'age_years') : ageOn(birth, registered);
}

function suggestedRisk(answers: Answers, { context, clockRunning }: Around): string {
  const said = (code: string) => codeAnswer(answers, code, 'yes_no_unknown');
  return suggestRisk({
    dangerNow: said('danger_now'),
    lifeThreatInjury: said('life_threat_injury'),
    suicideRisk: said('suicide_risk'),
    clockRunning,
    retaliation: said('honour_retaliation'),
    perpetratorLivesWith: null,
    perpetratorAccess: said('perp_access_risk'),
    formerViolence: null,
    childNoCare: said('child_no_care'),
    careUnsafe: null,
    association: null,
    recruitmentRisk: said('recruitment_risk'),
    trafficking: false,
    age: context.ageYears ?? null,
    uasc: context.uascStatus ?? null,
    sexualExploitation: false,
    daysSinceViolence: null,
    careVerified: null,
    harmfulLabour: null,
    monthsSinceRelease: null,
    monthsSinceReunification: null,
    pregnancyFromRape: context.pregnancyRisk ?? null,
    noShelter: null,
  }).level;
}

function present(answers: Readonly<Record<string, Answer | null>>): Answers {
  return Object.fromEntries(Object.entries(answers).filter((entry): entry is [string, Answer] => entry[1] !== null));
}
