import type { CodeOf } from '../../forms/lists/all.ts';
import type { Text } from '../../text.ts';
import { ageOn, type IsoDate, type IsoDateTime } from '../../time.ts';
import { OLDEST_AGE, type AgeRange } from '../incident/ages.ts';
import { isSexual } from '../incident/classification.ts';
import { isArmed } from '../incident/context.ts';
import type { DayRange } from '../incident/incidentDate.ts';

/** What the checks of one case look at. Null or an empty list: not known, not there; no check fires on what is not known. */
export type QualityFacts = {
  readonly today: IsoDate;
  readonly registrationDate: IsoDate | null;
  readonly dateOfBirth: IsoDate | null;
  readonly ageYears: number | null;
  readonly maritalStatus: CodeOf<'marital_status'> | null;
  readonly uasc: CodeOf<'uasc_status'> | null;
  readonly ageAtJoining: number | null;
  readonly incidents: readonly IncidentQuality[];
  readonly referrals: readonly {
    readonly sent: boolean;
    readonly authorisations: number;
    readonly date: IsoDateTime;
    readonly feedback: IsoDateTime | null;
  }[];
  readonly reunifications: readonly { readonly spontaneous: boolean; readonly verificationPositive: boolean }[];
  readonly closureDate: IsoDate | null;
  readonly lastFollowUp: IsoDate | null;
  readonly narratives: readonly string[];
};

export type IncidentQuality = {
  readonly reportDate: IsoDate | null;
  readonly days: DayRange | null;
  readonly gbvType: CodeOf<'gbv_type'> | null;
  readonly ageAtIncident: AgeRange | null;
  readonly region: CodeOf<'region'> | 'abroad' | 'unknown' | null;
  readonly cercle: CodeOf<'cercle'> | null;
  readonly perpetrators: readonly {
    readonly relation: CodeOf<'perp_relation'> | null;
    readonly ageGroup: CodeOf<'perp_age_group'> | null;
    readonly occupation: CodeOf<'perp_occupation'> | null;
  }[];
  readonly dispositions: readonly {
    readonly category: CodeOf<'service_category_gbvims'>;
    readonly disposition: CodeOf<'service_disposition'> | null;
    readonly wantsLegalAction: CodeOf<'yes_no_undecided'> | null;
  }[];
};

/** `error` blocks the save, `step` the end of the step only, `warning` asks to look again. */
export type QualityLevel = 'error' | 'step' | 'warning';

type Check = { readonly level: QualityLevel; readonly text: Text };

/** The checks of reference §5.11 with the sentence shown. */
export const QUALITY_CHECKS = {
  incident_after_report: {
    level: 'error',
    text: { fr: 'L’incident est daté après sa déclaration.', en: 'The incident is dated after its report.' },
  },
  report_in_future: {
    level: 'error',
    text: { fr: 'La date de déclaration est dans le futur.', en: 'The date of report is in the future.' },
  },
  registration_in_future: {
    level: 'error',
    text: { fr: 'La date d’enregistrement est dans le futur.', en: 'The registration date is in the future.' },
  },
  birth_date: {
    level: 'error',
    text: { fr: 'La date de naissance donne un âge impossible.', en: 'The date of birth gives an impossible age.' },
  },
  age_differs: {
    level: 'error',
    text: { fr: 'L’âge et la date de naissance diffèrent de plus d’un an.', en: 'Age and date of birth differ by more than one year.' },
  },
  married_child: {
    level: 'warning',
    text: { fr: 'Enfant marié·e : mariage précoce possible.', en: 'Married child: possible early marriage.' },
  },
  married_under_ten: {
    level: 'warning',
    text: { fr: 'Moins de 10 ans et non célibataire : à vérifier.', en: 'Under 10 and not single: please check.' },
  },
  no_health_disposition: {
    level: 'step',
    text: {
      fr: 'Violence sexuelle : la décision pour la santé manque.',
      en: 'Sexual violence: the health disposition is missing.',
    },
  },
  partner_under_twelve: {
    level: 'warning',
    text: {
      fr: 'Partenaire intime d’une enfant de moins de 12 ans : à vérifier.',
      en: 'Intimate partner of a child under 12: please check.',
    },
  },
  armed_child: {
    level: 'warning',
    text: { fr: 'Auteur·e présumé·e de 0 à 11 ans et armé·e : à vérifier.', en: 'Alleged perpetrator aged 0–11 and armed: please check.' },
  },
  adult_unaccompanied: {
    level: 'error',
    text: {
      fr: 'Une personne de 18 ans ou plus n’est ni ENA ni ES.',
      en: 'A person of 18 or over is neither unaccompanied nor separated.',
    },
  },
  adult_association: {
    level: 'error',
    text: { fr: 'EAFGA : l’association a commencé à 18 ans ou plus.', en: 'CAAFAG: association began at 18 or over.' },
  },
  referral_without_consent: {
    level: 'error',
    text: { fr: 'Référencement envoyé sans autorisation de partage.', en: 'Referral sent without authorisation to share.' },
  },
  feedback_before_referral: {
    level: 'error',
    text: { fr: 'Le retour est daté avant le référencement.', en: 'Feedback is dated before the referral.' },
  },
  reunification_unverified: {
    level: 'error',
    text: { fr: 'Réunification sans vérification positive.', en: 'Reunification without positive verification.' },
  },
  closed_before_follow_up: {
    level: 'error',
    text: { fr: 'La clôture est datée avant le dernier suivi.', en: 'Closure is dated before the last follow-up.' },
  },
  legal_action_without_service: {
    level: 'warning',
    text: {
      fr: 'La personne souhaite une action en justice, mais le service juridique est noté « sans objet ».',
      en: 'The person wants legal action, yet the legal service is marked “not applicable”.',
    },
  },
  cercle_outside_mali: {
    level: 'error',
    text: { fr: 'Un cercle est donné pour un lieu hors du Mali.', en: 'A cercle is given for a place outside Mali.' },
  },
  number_in_narrative: {
    level: 'warning',
    text: {
      fr: 'Un récit contient ce qui ressemble à un numéro de téléphone ou de pièce.',
      en: 'A narrative holds what looks like a phone or document number.',
    },
  },
} as const satisfies Readonly<Record<string, Check>>;

export type QualityCode = keyof typeof QUALITY_CHECKS;

/** `incident`: rank of the incident concerned, null for the case as a whole. Never a value of an answer. */
export type QualityProblem = {
  readonly code: QualityCode;
  readonly level: QualityLevel;
  readonly text: Text;
  readonly incident: number | null;
};

/** Every check of reference §5.11 that fires. */
export function qualityProblems(facts: QualityFacts): readonly QualityProblem[] {
  const found: QualityProblem[] = [];
  const add = (code: QualityCode, fires: boolean, incident: number | null = null): void => {
    if (fires) found.push({ code, ...QUALITY_CHECKS[code], incident });
  };
  checkPerson(facts, add);
  facts.incidents.forEach((incident, rank) => checkIncident(incident, facts.today, (code, fires) => add(code, fires, rank)));
  checkFollowing(facts, add);
  return found;
}

type Add = (code: QualityCode, fires: boolean) => void;

function checkPerson(facts: QualityFacts, add: Add): void {
  const { dateOfBirth, maritalStatus, registrationDate, today } = facts;
  const bornAge = dateOfBirth === null ? null : ageOn(dateOfBirth, registrationDate ?? today);
  const age = facts.ageYears ?? bornAge;
  add('registration_in_future', registrationDate !== null && registrationDate > today);
  add('birth_date', bornAge !== null && (bornAge < 0 || bornAge > OLDEST_AGE));
  add('age_differs', bornAge !== null && facts.ageYears !== null && Math.abs(bornAge - facts.ageYears) > 1);
  add('married_child', age !== null && age < 18 && maritalStatus === 'married_cohabiting');
  add('married_under_ten', age !== null && age < 10 && maritalStatus !== null && maritalStatus !== 'single' && maritalStatus !== 'unknown');
  add('adult_unaccompanied', age !== null && age >= 18 && facts.uasc !== null && facts.uasc !== 'no');
  add('adult_association', facts.ageAtJoining !== null && facts.ageAtJoining >= 18);
}

function checkIncident(incident: IncidentQuality, today: IsoDate, add: Add): void {
  const { days, reportDate, gbvType, ageAtIncident, perpetrators, dispositions } = incident;
  add('incident_after_report', days !== null && reportDate !== null && days.earliest > reportDate);
  add('report_in_future', reportDate !== null && reportDate > today);
  const health = dispositions.some(({ category, disposition }) => category === 'health' && disposition !== null);
  add('no_health_disposition', isSexual(gbvType) && !health);
  const partner = perpetrators.some(({ relation }) => relation === 'intimate_partner');
  add('partner_under_twelve', partner && ageAtIncident !== null && ageAtIncident.high < 12);
  add(
    'armed_child',
    perpetrators.some(({ ageGroup, occupation }) => ageGroup === 'a0_11' && isArmed(occupation)),
  );
  const legal = dispositions.find(({ category }) => category === 'legal');
  add('legal_action_without_service', legal?.wantsLegalAction === 'yes' && legal.disposition === 'not_applicable');
  add('cercle_outside_mali', incident.region === 'abroad' && incident.cercle !== null);
}

function checkFollowing(facts: QualityFacts, add: Add): void {
  const { referrals, reunifications, closureDate, lastFollowUp } = facts;
  add(
    'referral_without_consent',
    referrals.some(({ sent, authorisations }) => sent && authorisations === 0),
  );
  add(
    'feedback_before_referral',
    referrals.some(({ date, feedback }) => feedback !== null && feedback < date),
  );
  add(
    'reunification_unverified',
    reunifications.some(({ spontaneous, verificationPositive }) => !spontaneous && !verificationPositive),
  );
  add('closed_before_follow_up', closureDate !== null && lastFollowUp !== null && closureDate < lastFollowUp);
  add('number_in_narrative', facts.narratives.some(holdsNumber));
}

/** Seven digits or more in a row, single spaces, dots, hyphens or slashes between them allowed, unless they write a date. */
const NUMBER = /\d(?:[ .\-/]?\d){6,}/g;
const WRITTEN_DATE = /^(?:\d{1,2}[ .\-/]\d{1,2}[ .\-/]\d{4}|\d{4}[ .\-/]\d{1,2}[ .\-/]\d{1,2})$/;

/** Whether a narrative holds something like a phone or document number (reference §5.11). */
export function holdsNumber(narrative: string): boolean {
  return [...narrative.matchAll(NUMBER)].some(([number]) => !WRITTEN_DATE.test(number));
}
