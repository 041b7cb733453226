import type { CodeOf } from '../../forms/lists/all.ts';
import type { Text } from '../../text.ts';
import { consentBandOf, type ConsentBand } from '../incident/ages.ts';

export type ConsentGiver = CodeOf<'consent_giver'>;
export type Recipient = CodeOf<'consent_recipient'>;
export type InfoItem = CodeOf<'info_item'>;

/** An act of consent to services as it was given. Null: not answered. Age in completed years. */
export type ConsentAct = {
  readonly age: number;
  readonly giver: ConsentGiver;
  readonly childAgreement: CodeOf<'child_agreement'> | null;
  readonly caregiverAgreement: CodeOf<'caregiver_agreement'> | null;
  readonly caregiverIsPerpetrator: boolean;
  readonly maturity: CodeOf<'maturity'> | null;
  /** Who the consent giver is to the child, for a child only; null for the child, and for a caseworker. */
  readonly giverRelation: CodeOf<'family_relation'> | null;
  /** The giver belongs to an armed force or group. */
  readonly giverArmed: boolean;
  readonly supervisorValidated: boolean;
  /** Proceeding in the child's best interests, approved by the supervisor (reference §5.1.6). */
  readonly overrideApproved: boolean;
  readonly interpreter: { readonly pledged: boolean; readonly family: boolean; readonly personInsists: boolean } | null;
};

export type ConsentEffect = 'refuse' | 'block_step' | 'block_sharing' | 'validate_24h' | 'validate_72h' | 'validate';

export type ConsentGuard = { readonly code: string; readonly effect: ConsentEffect; readonly text: Text };

const AGREED: ReadonlySet<CodeOf<'child_agreement'>> = new Set(['consent_written', 'assent_written', 'assent_oral']);
const CAREGIVER_AGREED: ReadonlySet<CodeOf<'caregiver_agreement'>> = new Set(['consent_written', 'consent_oral']);
const NEVER_ALONE: ReadonlySet<CodeOf<'family_relation'>> = new Set(['koranic_master', 'employer']);
const SPOUSE: ReadonlySet<CodeOf<'family_relation'>> = new Set(['spouse', 'partner']);

/** Who may give consent, by age band (reference §5.1.2). A caregiver who is the alleged perpetrator never may (reference §5.1.3). */
export function consentGivers(band: ConsentBand, caregiverIsPerpetrator: boolean): readonly ConsentGiver[] {
  if (band === 'age_18_plus') return ['self'];
  const caregivers: readonly ConsentGiver[] = caregiverIsPerpetrator ? [] : ['caregiver', 'legal_guardian'];
  const child: readonly ConsentGiver[] = band === 'age_12_14' || band === 'age_15_17' ? ['self'] : [];
  const others: readonly ConsentGiver[] = ['trusted_adult', 'caseworker'];
  return band === 'age_15_17' ? [...child, ...caregivers, ...others] : [...caregivers, ...others, ...child];
}

/**
 * The one function that judges an act of consent: every guard of reference §5.1.3–5.1.4 that applies. None: the act is valid.
 * `refuse` blocks the save, `block_step` the step, `block_sharing` sharing and services but urgent health and safety; the others
 * ask the supervisor's validation, within the delay they name.
 */
export function consentGuards(act: ConsentAct): readonly ConsentGuard[] {
  return [...giverGuards(act), ...childGuards(act), ...interpreterGuards(act)];
}

/** Whether the caregiver may be contacted: from 15 only with the child's permission (reference §5.1.2, §5.1.3). */
export function mayContactCaregiver(age: number, childPermits: boolean, caregiverIsPerpetrator: boolean): boolean {
  if (age >= 18 || caregiverIsPerpetrator) return false;
  return age < 15 || childPermits;
}

function giverGuards(act: ConsentAct): readonly ConsentGuard[] {
  const band = consentBandOf(act.age);
  const guards: ConsentGuard[] = [];
  if (!consentGivers(band, act.caregiverIsPerpetrator).includes(act.giver)) guards.push(giverRefusal(act));
  if (act.age < 18 && act.giverRelation !== null && SPOUSE.has(act.giverRelation) && !act.supervisorValidated) {
    guards.push({
      code: 'spouse',
      effect: 'validate',
      text: {
        fr: 'L’époux ou l’épouse d’un·e enfant ne donne pas le consentement à sa place : la supervision décide.',
        en: 'The spouse of a child does not consent in the child’s place: the supervisor decides.',
      },
    });
  }
  const doubtful = act.giverArmed || (act.giverRelation !== null && NEVER_ALONE.has(act.giverRelation));
  if (act.age < 18 && doubtful && !act.supervisorValidated) {
    guards.push({
      code: 'giver_power',
      effect: 'validate',
      text: {
        fr: 'Maître coranique, employeur ou membre d’un groupe armé : la supervision valide d’abord.',
        en: 'Koranic master, employer or member of an armed group: the supervisor validates first.',
      },
    });
  }
  return guards;
}

function giverRefusal(act: ConsentAct): ConsentGuard {
  if (act.caregiverIsPerpetrator && (act.giver === 'caregiver' || act.giver === 'legal_guardian')) {
    return {
      code: 'caregiver_perpetrator',
      effect: 'refuse',
      text: {
        fr: 'Une personne présumée auteure ne peut pas consentir pour l’enfant. Choisissez un autre adulte de confiance.',
        en: 'An alleged perpetrator cannot consent for the child. Choose another trusted adult.',
      },
    };
  }
  if (act.age >= 18) {
    return {
      code: 'adult_self_only',
      effect: 'refuse',
      text: { fr: 'Une personne adulte consent elle-même.', en: 'An adult consents in person.' },
    };
  }
  return {
    code: 'too_young',
    effect: 'refuse',
    text: {
      fr: 'Avant 12 ans, l’enfant ne donne pas seul·e le consentement : un adulte de confiance consent.',
      en: 'Under 12 the child does not consent alone: a trusted adult consents.',
    },
  };
}

function childGuards(act: ConsentAct): readonly ConsentGuard[] {
  if (act.age >= 18 || act.overrideApproved) return [];
  const agrees = act.childAgreement !== null && AGREED.has(act.childAgreement);
  const guards: ConsentGuard[] = [];
  if (act.age >= 6 && act.age <= 14 && act.childAgreement === 'refused') guards.push(CHILD_REFUSES);
  else if (act.age >= 6 && !agrees) guards.push(CHILD_NOT_ASKED);
  if (act.age >= 12 && agrees && act.caregiverAgreement === 'refused') guards.push(...againstCaregiver(act));
  else if (act.age >= 12 && act.giver === 'self' && !hasCaregiverConsent(act) && act.maturity !== 'sufficient') guards.push(MATURITY);
  return guards;
}

const CHILD_REFUSES: ConsentGuard = {
  code: 'child_refuses',
  effect: 'block_sharing',
  text: {
    fr: 'L’enfant refuse : ni partage ni service, sauf soins et sécurité urgents. Supervision sous 24 h.',
    en: 'The child refuses: no sharing and no service but urgent health and safety. Supervisor within 24 hours.',
  },
};

const CHILD_NOT_ASKED: ConsentGuard = {
  code: 'child_not_agreed',
  effect: 'block_step',
  text: {
    fr: 'L’accord de l’enfant est nécessaire pour terminer cette étape.',
    en: 'The child’s agreement is needed to finish this step.',
  },
};

const MATURITY: ConsentGuard = {
  code: 'maturity',
  effect: 'block_step',
  text: {
    fr: 'Sans accord d’un adulte, l’enfant consent seul·e si sa maturité est jugée suffisante.',
    en: 'Without an adult’s consent the child consents alone if judged mature enough.',
  },
};

function hasCaregiverConsent({ caregiverAgreement }: ConsentAct): boolean {
  return caregiverAgreement !== null && CAREGIVER_AGREED.has(caregiverAgreement);
}

function againstCaregiver(act: ConsentAct): readonly ConsentGuard[] {
  if (act.maturity !== 'sufficient') return [MATURITY];
  if (act.supervisorValidated) return [];
  return [
    {
      code: 'caregiver_refuses',
      effect: 'validate_72h',
      text: {
        fr: 'L’enfant accepte, la personne qui s’en occupe refuse : validation de la supervision sous 72 h.',
        en: 'The child agrees, the caregiver refuses: validation by the supervisor within 72 hours.',
      },
    },
  ];
}

function interpreterGuards({ interpreter }: ConsentAct): readonly ConsentGuard[] {
  if (interpreter === null) return [];
  const guards: ConsentGuard[] = [];
  if (!interpreter.pledged) {
    guards.push({
      code: 'interpreter_pledge',
      effect: 'block_step',
      text: {
        fr: 'L’interprète signe d’abord l’engagement de confidentialité.',
        en: 'The interpreter first signs the confidentiality pledge.',
      },
    });
  }
  if (interpreter.family && !interpreter.personInsists) {
    guards.push({
      code: 'interpreter_family',
      effect: 'block_step',
      text: {
        fr: 'Pas d’interprète de la famille, sauf si la personne y tient.',
        en: 'No family member as interpreter unless the person insists.',
      },
    });
  }
  return guards;
}

/** Whether care may begin without consent: children only, for one of two grounds, with the supervisor's approval (reference §5.1.6). */
export function mayOverride(ground: {
  readonly age: number;
  readonly dangerToLife: boolean;
  readonly caregiverUnableOrUnsafe: boolean;
  readonly maturity: CodeOf<'maturity'> | null;
  readonly reasonWritten: boolean;
  readonly supervisorApproved: boolean;
}): boolean {
  const notMature = consentBandOf(ground.age) === 'age_0_5' || ground.maturity === 'not_sufficient';
  const grounded = ground.dangerToLife || (ground.caregiverUnableOrUnsafe && notMature);
  return ground.age < 18 && grounded && ground.reasonWritten && ground.supervisorApproved;
}
