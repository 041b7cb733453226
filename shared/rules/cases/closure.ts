import type { CodeOf } from '../../forms/lists/all.ts';
import type { Text } from '../../text.ts';

export type ClosureReason = CodeOf<'closure_reason'>;

/** What the closing of a case is judged on. Null: not answered. */
export type ClosureFacts = {
  readonly closureDate: string | null;
  readonly requester: string;
  readonly owner: string;
  /** Null until the supervisor decides. */
  readonly approver: string | null;
  readonly papersSecured: boolean;
  readonly planComplete: boolean;
  readonly safetyPlan: 'none' | 'to_review' | 'reviewed';
  readonly safetyPlanOffered: boolean;
  readonly openReferrals: number;
  readonly openUrgentTasks: number;
  readonly agreed: boolean;
  readonly knowsReturnIsPossible: boolean;
  readonly personsWord: boolean;
  readonly contactLost: boolean;
  readonly risk: CodeOf<'risk_level'>;
  readonly supervisorNote: boolean;
  readonly isChild: boolean;
  readonly socialVisitDone: boolean;
  readonly onwardOffered: boolean;
  readonly transferAccepted: boolean;
  readonly monthsSinceReunification: number | null;
  readonly isEafga: boolean;
  readonly visitsWithChildSeen: number;
  readonly careQuality: 'good' | 'adequate' | 'poor' | null;
  readonly childOpinionRecorded: boolean;
  readonly formalDecision: boolean;
  readonly afterEighteenPlan: boolean;
  readonly adultServicesReferral: boolean;
  readonly openNeedsHandedOn: boolean;
  readonly survivingCaseLinked: boolean;
};

type Item = { readonly text: Text; readonly satisfied: (facts: ClosureFacts) => boolean };

const ITEMS = {
  plan_complete: {
    text: { fr: 'Plan d’action réalisé', en: 'Action plan completed' },
    satisfied: (facts) => facts.planComplete,
  },
  safety_plan_reviewed: {
    text: { fr: 'Plan de sécurité revu, s’il existe', en: 'Safety plan reviewed, if there is one' },
    satisfied: (facts) => facts.safetyPlan !== 'to_review',
  },
  no_open_referral: {
    text: { fr: 'Aucun référencement en cours', en: 'No open referral' },
    satisfied: (facts) => facts.openReferrals === 0,
  },
  agreed: {
    text: { fr: 'Clôture convenue avec la personne', en: 'Closure agreed with the person' },
    satisfied: (facts) => facts.agreed,
  },
  told_can_return: {
    text: { fr: 'Personne informée qu’elle peut revenir à tout moment', en: 'Person told she or he can return at any time' },
    satisfied: (facts) => facts.knowsReturnIsPossible,
  },
  persons_word: {
    text: { fr: 'Demande exprimée par la personne elle-même', en: 'Request in the person’s own words' },
    satisfied: (facts) => facts.personsWord,
  },
  safety_plan_offered: {
    text: { fr: 'Plan de sécurité proposé', en: 'Safety plan offered' },
    satisfied: (facts) => facts.safetyPlanOffered,
  },
  contact_lost: {
    text: {
      fr: 'Tentatives de contact faites dans le respect du contact sûr, sur la durée prévue',
      en: 'Attempts to contact made by safe means, over the period required',
    },
    satisfied: (facts) => facts.contactLost,
  },
  social_visit: {
    text: { fr: 'Visite du service social pour l’enfant', en: 'Visit by the social service for the child' },
    satisfied: (facts) => !facts.isChild || facts.socialVisitDone,
  },
  high_risk_note: {
    text: { fr: 'Note de la supervision si le risque est élevé', en: 'Supervisor’s note if the risk is high' },
    satisfied: (facts) => facts.risk !== 'high' || facts.supervisorNote,
  },
  onward_offered: {
    text: { fr: 'Référencement ou transfert proposé', en: 'Referral or transfer offered' },
    satisfied: (facts) => facts.onwardOffered,
  },
  transfer_accepted: {
    text: { fr: 'Transfert accepté par la structure d’accueil', en: 'Transfer accepted by the receiving structure' },
    satisfied: (facts) => facts.transferAccepted,
  },
  reunified_long_enough: {
    text: { fr: 'Réunifié·e depuis 3 mois au moins (6 mois pour un·e EAFGA)', en: 'Reunified for at least 3 months (6 months for CAAFAG)' },
    satisfied: (facts) => facts.monthsSinceReunification !== null && facts.monthsSinceReunification >= (facts.isEafga ? 6 : 3),
  },
  two_visits: {
    text: { fr: 'Au moins deux visites, enfant vu·e', en: 'At least two visits with the child seen' },
    satisfied: (facts) => facts.visitsWithChildSeen >= 2,
  },
  care_quality: {
    text: { fr: 'Qualité de la prise en charge bonne ou acceptable', en: 'Care quality good or adequate' },
    satisfied: (facts) => facts.careQuality === 'good' || facts.careQuality === 'adequate',
  },
  child_opinion: {
    text: { fr: 'Avis de l’enfant recueilli', en: 'Child’s opinion recorded' },
    satisfied: (facts) => facts.childOpinionRecorded,
  },
  formal_decision: {
    text: { fr: 'Décision formelle de prise en charge', en: 'Formal care decision' },
    satisfied: (facts) => facts.formalDecision,
  },
  after_eighteen_plan: {
    text: { fr: 'Plan pour l’après-18 ans', en: 'After-18 plan' },
    satisfied: (facts) => facts.afterEighteenPlan,
  },
  adult_services: {
    text: { fr: 'Référencement vers les services pour adultes', en: 'Referral to adult services' },
    satisfied: (facts) => facts.adultServicesReferral,
  },
  open_needs_handed_on: {
    text: { fr: 'Chaque besoin encore ouvert référé ou transféré', en: 'Every open need referred or transferred' },
    satisfied: (facts) => facts.openNeedsHandedOn,
  },
  surviving_case: {
    text: { fr: 'Dossier conservé indiqué', en: 'Surviving case named' },
    satisfied: (facts) => facts.survivingCaseLinked,
  },
  no_urgent_task: {
    text: { fr: 'Aucune tâche urgente en cours', en: 'No open urgent task' },
    satisfied: (facts) => facts.openUrgentTasks === 0,
  },
  closure_date: {
    text: { fr: 'Date de clôture', en: 'Closure date' },
    satisfied: (facts) => facts.closureDate !== null,
  },
  papers_secured: {
    text: { fr: 'Documents papier sécurisés ou détruits', en: 'Paper documents secured or destroyed' },
    satisfied: (facts) => facts.papersSecured,
  },
  supervisor_decision: {
    text: {
      fr: 'Décision de la supervision, par une autre personne que la gestionnaire ou le gestionnaire du cas',
      en: 'Decision by the supervisor, who is neither the owner nor the requester',
    },
    satisfied: ({ approver, owner, requester }) => approver !== null && approver !== owner && approver !== requester,
  },
} as const satisfies Readonly<Record<string, Item>>;

export type ClosureItem = keyof typeof ITEMS;

const AGREED_END = ['plan_complete', 'safety_plan_reviewed', 'no_open_referral', 'agreed', 'told_can_return'] as const;

/** What each reason needs besides what is always needed (reference §5.6). Reasons without a line there ask for an onward offer. */
const NEEDED: Readonly<Record<ClosureReason, readonly ClosureItem[]>> = {
  needs_met: AGREED_END,
  no_further_support: AGREED_END,
  client_request: ['persons_word', 'safety_plan_offered', 'told_can_return'],
  no_contact: ['contact_lost', 'social_visit', 'high_risk_note'],
  left_area: ['onward_offered'],
  transferred: ['transfer_accepted'],
  reunified_stable: ['reunified_long_enough', 'two_visits', 'care_quality', 'child_opinion'],
  durable_care: ['formal_decision', 'two_visits'],
  turned_18: ['after_eighteen_plan', 'adult_services'],
  repatriated: ['onward_offered'],
  death: [],
  funding: ['open_needs_handed_on'],
  not_eligible: ['onward_offered'],
  duplicate: ['surviving_case'],
  other: ['onward_offered'],
};

/** For these an urgent task may stay open (reference §2.4, guard of closure). */
const URGENT_TASK_ALLOWED: ReadonlySet<ClosureReason> = new Set(['death', 'transferred', 'no_contact', 'client_request']);

export type ClosureCheck = { readonly item: ClosureItem; readonly text: Text; readonly satisfied: boolean };

/** The checklist of a closure: what the reason needs, then what is always needed (reference §5.6). */
export function closureChecklist(reason: ClosureReason, facts: ClosureFacts): readonly ClosureCheck[] {
  const urgent: readonly ClosureItem[] = URGENT_TASK_ALLOWED.has(reason) ? [] : ['no_urgent_task'];
  const papers: readonly ClosureItem[] = reason === 'death' ? [] : ['papers_secured'];
  const items: readonly ClosureItem[] = [...NEEDED[reason], ...urgent, 'closure_date', ...papers, 'supervisor_decision'];
  return items.map((item) => ({ item, text: ITEMS[item].text, satisfied: ITEMS[item].satisfied(facts) }));
}

/** What is still missing; the supervisor's decision is left out, since a request comes before it. */
export function missingForRequest(reason: ClosureReason, facts: ClosureFacts): readonly ClosureCheck[] {
  return closureChecklist(reason, facts).filter(({ item, satisfied }) => !satisfied && item !== 'supervisor_decision');
}

/** Whether the case may be closed now. */
export function mayClose(reason: ClosureReason, facts: ClosureFacts): boolean {
  return closureChecklist(reason, facts).every(({ satisfied }) => satisfied);
}
