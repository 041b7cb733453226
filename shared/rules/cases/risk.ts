import type { CodeOf } from '../../forms/lists/all.ts';
import type { Text } from '../../text.ts';

export type RiskLevel = CodeOf<'risk_level'>;
type Ynu = CodeOf<'yes_no_unknown'> | null;

/** What the suggestion is drawn from. A blank is null; neither blank nor « unknown » raises the risk by itself. */
export type RiskFacts = {
  readonly dangerNow: Ynu;
  readonly lifeThreatInjury: Ynu;
  readonly suicideRisk: Ynu;
  readonly clockRunning: boolean;
  readonly retaliation: Ynu;
  readonly perpetratorLivesWith: Ynu;
  readonly perpetratorAccess: Ynu;
  readonly formerViolence: Ynu;
  readonly childNoCare: Ynu;
  readonly careUnsafe: Ynu;
  /** EAFGA: still associated or detained, or the re-recruitment risk is high. */
  readonly association: CodeOf<'yes_no'> | null;
  readonly recruitmentRisk: Ynu;
  readonly trafficking: boolean;
  readonly age: number | null;
  readonly uasc: CodeOf<'uasc_status'> | null;
  readonly sexualExploitation: boolean;
  /** Days since the most recent incident of GBV, null when unknown or none. */
  readonly daysSinceViolence: number | null;
  readonly careVerified: CodeOf<'yes_no'> | null;
  readonly harmfulLabour: Ynu;
  readonly monthsSinceRelease: number | null;
  readonly monthsSinceReunification: number | null;
  readonly pregnancyFromRape: Ynu;
  readonly noShelter: Ynu;
};

type Reason = {
  readonly code: string;
  readonly level: 'high' | 'medium';
  readonly applies: (facts: RiskFacts) => boolean;
  readonly text: Text;
};

function perpetratorReaches(facts: RiskFacts): boolean {
  return facts.perpetratorLivesWith === 'yes' || facts.perpetratorAccess === 'yes';
}

function isUnaccompaniedOrSeparated(facts: RiskFacts): boolean {
  return facts.uasc === 'unaccompanied' || facts.uasc === 'separated';
}

const VIOLENCE_RECENT_DAYS = 30;
const RELEASE_RECENT_MONTHS = 6;
const REUNIFICATION_RECENT_MONTHS = 3;
const SMALL_CHILD = 5;
const ADULT = 18;

/** The reasons of reference §5.5.1, line by line, those of a high level first, with the words shown to the caseworker. */
export const RISK_REASONS = [
  {
    code: 'danger_now',
    level: 'high',
    applies: (facts) => facts.dangerNow === 'yes',
    text: { fr: 'Danger immédiat en quittant le centre', en: 'Immediate danger on leaving the centre' },
  },
  {
    code: 'life_threat_injury',
    level: 'high',
    applies: (facts) => facts.lifeThreatInjury === 'yes',
    text: { fr: 'Blessure grave, saignement ou douleur aiguë', en: 'Serious injury, bleeding or acute pain' },
  },
  {
    code: 'suicide_risk',
    level: 'high',
    applies: (facts) => facts.suicideRisk === 'yes',
    text: { fr: 'Risque suicidaire', en: 'Suicide risk' },
  },
  {
    code: 'clock_running',
    level: 'high',
    applies: (facts) => facts.clockRunning,
    text: { fr: 'Délai de soins en cours (72 h ou 120 h)', en: 'Medical clock running (72 h or 120 h)' },
  },
  {
    code: 'retaliation',
    level: 'high',
    applies: (facts) => facts.retaliation === 'yes',
    text: { fr: 'Menace de représailles', en: 'Threat of retaliation' },
  },
  {
    code: 'perpetrator_repeats',
    level: 'high',
    applies: (facts) => perpetratorReaches(facts) && facts.formerViolence === 'yes',
    text: {
      fr: 'L’auteur·e présumé·e peut atteindre la personne et a déjà commis des violences',
      en: 'The alleged perpetrator can reach the person and has been violent before',
    },
  },
  {
    code: 'child_no_care',
    level: 'high',
    applies: (facts) => facts.childNoCare === 'yes',
    text: { fr: 'Enfant sans aucune prise en charge', en: 'Child without any care' },
  },
  {
    code: 'care_unsafe',
    level: 'high',
    applies: (facts) => facts.careUnsafe === 'yes',
    text: { fr: 'Prise en charge dangereuse pour l’enfant', en: 'Unsafe care for the child' },
  },
  {
    code: 'association',
    level: 'high',
    applies: (facts) => facts.association === 'yes' || facts.recruitmentRisk === 'yes',
    text: {
      fr: 'Enfant encore associé·e, détenu·e ou exposé·e à un (ré)enrôlement',
      en: 'Child still associated, detained, or at risk of (re)recruitment',
    },
  },
  {
    code: 'trafficking',
    level: 'high',
    applies: (facts) => facts.trafficking,
    text: { fr: 'Traite', en: 'Trafficking' },
  },
  {
    code: 'small_child_alone',
    level: 'high',
    applies: (facts) => facts.uasc === 'unaccompanied' && facts.age !== null && facts.age < SMALL_CHILD,
    text: { fr: 'Enfant de moins de 5 ans non accompagné·e', en: 'Unaccompanied child under 5' },
  },
  {
    code: 'child_exploitation',
    level: 'high',
    applies: (facts) => facts.sexualExploitation && facts.age !== null && facts.age < ADULT,
    text: { fr: 'Exploitation sexuelle d’un·e enfant', en: 'Sexual exploitation of a child' },
  },
  {
    code: 'recent_violence',
    level: 'medium',
    applies: (facts) => facts.daysSinceViolence !== null && facts.daysSinceViolence <= VIOLENCE_RECENT_DAYS,
    text: { fr: 'VBG dans les 30 derniers jours', en: 'GBV within the last 30 days' },
  },
  {
    code: 'perpetrator_reaches',
    level: 'medium',
    applies: (facts) => perpetratorReaches(facts) && facts.formerViolence !== 'yes',
    text: { fr: 'L’auteur·e présumé·e peut atteindre la personne', en: 'The alleged perpetrator can reach the person' },
  },
  {
    code: 'care_unverified',
    level: 'medium',
    applies: (facts) => isUnaccompaniedOrSeparated(facts) && facts.careVerified !== 'yes',
    text: {
      fr: 'Enfant non accompagné·e ou séparé·e, prise en charge non vérifiée',
      en: 'Unaccompanied or separated child in unverified care',
    },
  },
  {
    code: 'harmful_labour',
    level: 'medium',
    applies: (facts) => facts.harmfulLabour === 'yes',
    text: { fr: 'Travail nuisible à l’enfant', en: 'Child labour that harms' },
  },
  {
    code: 'recent_release',
    level: 'medium',
    applies: (facts) => facts.monthsSinceRelease !== null && facts.monthsSinceRelease < RELEASE_RECENT_MONTHS,
    text: { fr: 'EAFGA libéré·e depuis moins de 6 mois', en: 'CAAFAG released less than 6 months ago' },
  },
  {
    code: 'recent_reunification',
    level: 'medium',
    applies: (facts) => facts.monthsSinceReunification !== null && facts.monthsSinceReunification < REUNIFICATION_RECENT_MONTHS,
    text: { fr: 'Enfant réunifié·e depuis moins de 3 mois', en: 'Child reunified less than 3 months ago' },
  },
  {
    code: 'pregnancy_from_rape',
    level: 'medium',
    applies: (facts) => facts.pregnancyFromRape === 'yes',
    text: { fr: 'Grossesse issue d’un viol, certaine ou possible', en: 'Pregnancy from rape, certain or possible' },
  },
  {
    code: 'no_shelter',
    level: 'medium',
    applies: (facts) => facts.noShelter === 'yes',
    text: { fr: 'Sans hébergement', en: 'No shelter' },
  },
] as const satisfies readonly Reason[];

export type RiskReason = (typeof RISK_REASONS)[number]['code'];

export type RiskSuggestion = {
  readonly level: RiskLevel;
  /** Every reason that applies, those of a high level first. */
  readonly reasons: readonly { readonly code: RiskReason; readonly level: 'high' | 'medium'; readonly text: Text }[];
};

/** The suggested risk level with its reasons (reference §5.5.1). A suggestion: the caseworker retains a level. */
export function suggestRisk(facts: RiskFacts): RiskSuggestion {
  const reasons = RISK_REASONS.filter(({ applies }) => applies(facts)).map(({ code, level, text }) => ({ code, level, text }));
  return { level: reasons[0]?.level ?? 'low', reasons };
}

const RANK: Readonly<Record<RiskLevel, number>> = { low: 0, medium: 1, high: 2 };

/** Positive when `left` is the higher level. */
export function compareRisk(left: RiskLevel, right: RiskLevel): number {
  return RANK[left] - RANK[right];
}
