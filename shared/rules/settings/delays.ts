import type { Text } from '../../text.ts';

/**
 * A delay with its bounds, in the unit that its row says. `protects`: one person may shorten (or, for `higher`, lengthen) it alone, the contrary takes two.
 * Such are the delays of high risk, of what is urgent or immediate, and how long a person is looked for before her case may be closed: a longer one leaves her alone.
 * Those of medium and low risk only order the work.
 */
type Delay = { readonly value: number; readonly least: number; readonly most: number; readonly protects?: 'higher' | 'lower' };

/** A delay of 0 is the same day. */
function ordinary(value: number, most: number): Delay {
  return { value, least: Math.min(1, value), most };
}

function guarded(value: number, most: number): Delay {
  return { ...ordinary(value, most), protects: 'lower' };
}

/** How long somebody is looked for: never less on one person’s word. */
function kept(value: number, most: number): Delay {
  return { ...ordinary(value, most), protects: 'higher' };
}

/** Every delay of reference §5.5.2–5.5.7 and §3.38 (all [D]) with its default. Its name is `row_column`, or `row` where there is one value. */
export const DELAYS = {
  firstAction_high: guarded(1, 3),
  firstAction_medium: ordinary(3, 14),
  firstAction_low: ordinary(7, 30),
  assessment_high: guarded(3, 14),
  assessment_medium: ordinary(7, 30),
  assessment_low: ordinary(14, 60),
  safetyPlan_high: guarded(0, 3),
  safetyPlan_medium: ordinary(3, 14),
  safetyPlan_low: ordinary(7, 30),
  plan_high: guarded(7, 21),
  plan_medium: ordinary(14, 45),
  plan_low: ordinary(21, 60),
  approval_high: guarded(2, 7),
  approval_medium: ordinary(7, 30),
  approval_low: ordinary(7, 30),
  firstFollowUp_high: guarded(3, 14),
  firstFollowUp_medium: ordinary(7, 30),
  firstFollowUp_low: ordinary(14, 60),
  followUpInterval_high: guarded(7, 30),
  followUpInterval_medium: ordinary(14, 60),
  followUpInterval_low: ordinary(30, 90),
  planReview_high: guarded(30, 90),
  planReview_medium: ordinary(60, 120),
  planReview_low: ordinary(90, 180),
  safetyPlanReview_high: guarded(7, 30),
  safetyPlanReview_medium: ordinary(30, 90),
  safetyPlanReview_low: ordinary(30, 90),
  planItem_urgent: guarded(1, 3),
  planItem_high: guarded(3, 14),
  planItem_medium: ordinary(14, 45),
  planItem_low: ordinary(30, 90),
  acknowledgementHours_urgent: guarded(48, 96),
  acknowledgementHours_routine: ordinary(168, 720),
  feedbackHours_immediate: guarded(24, 72),
  feedbackHours_urgent: guarded(120, 336),
  feedbackHours_routine: ordinary(336, 1440),
  lossAttempts: kept(3, 10),
  lossDays: kept(30, 180),
  lossDaysWithoutVisit: kept(60, 365),
  providerCheckDays: ordinary(90, 365),
} as const satisfies Readonly<Record<string, Delay>>;

export type DelayKey = keyof typeof DELAYS;

/** Rows that have a delay for each level of risk. */
export type RiskDelay = Exclude<DelayKey extends infer K ? (K extends `${infer Row}_medium` ? Row : never) : never, 'planItem'>;

/** A column of a table of delays: what its names end with. */
export type DelayColumn = 'high' | 'medium' | 'low' | 'immediate' | 'urgent' | 'routine';

export type DelayRow = { readonly row: string; readonly title: Text; readonly unit: DelayUnit };
export type DelayUnit = 'days' | 'hours' | 'times';

/** How people see delays: one table for each paragraph of the reference; no columns where a row has a single value. */
export type DelayTable = {
  readonly paragraph: string;
  readonly title: Text;
  readonly reason: Text;
  readonly columns: readonly { readonly column: DelayColumn; readonly title: Text }[];
  readonly rows: readonly DelayRow[];
};

const BY_RISK: DelayTable['columns'] = [
  { column: 'high', title: { fr: 'Risque élevé', en: 'High risk' } },
  { column: 'medium', title: { fr: 'Risque moyen', en: 'Medium risk' } },
  { column: 'low', title: { fr: 'Risque faible', en: 'Low risk' } },
];

export const DELAY_TABLES: readonly DelayTable[] = [
  {
    paragraph: '5.5.2',
    title: { fr: 'Premières actions, depuis l’enregistrement', en: 'First actions, from registration' },
    reason: {
      fr: 'Plus le risque est grand, plus la personne est vue, protégée et accompagnée vite. 0\u00a0: le jour même.',
      en: 'The greater the risk, the sooner the person is seen, protected and accompanied. 0: the same day.',
    },
    columns: BY_RISK,
    rows: [
      { row: 'firstAction', title: { fr: 'Première action de protection', en: 'First protective action' }, unit: 'days' },
      { row: 'assessment', title: { fr: 'Évaluation terminée', en: 'Assessment finished' }, unit: 'days' },
      { row: 'safetyPlan', title: { fr: 'Plan de sécurité, s’il en faut un', en: 'Safety plan, if needed' }, unit: 'days' },
      { row: 'plan', title: { fr: 'Plan d’action terminé', en: 'Action plan finished' }, unit: 'days' },
      {
        row: 'approval',
        title: { fr: 'Réponse de la supervision à une demande', en: 'Answer of the supervision to a request' },
        unit: 'days',
      },
      { row: 'firstFollowUp', title: { fr: 'Premier suivi', en: 'First follow-up' }, unit: 'days' },
    ],
  },
  {
    paragraph: '5.5.3',
    title: { fr: 'Suivis et revues', en: 'Follow-ups and reviews' },
    reason: {
      fr: 'Une personne en danger n’attend pas\u00a0: l’intervalle part du dernier contact réalisé, et une tentative manquée ne le recule pas.',
      en: 'A person in danger does not wait: the interval runs from the last contact that took place, and a failed attempt does not put it off.',
    },
    columns: BY_RISK,
    rows: [
      { row: 'followUpInterval', title: { fr: 'Entre deux suivis, au plus', en: 'Between two follow-ups, at most' }, unit: 'days' },
      { row: 'planReview', title: { fr: 'Revue du plan d’action', en: 'Review of the action plan' }, unit: 'days' },
      {
        row: 'safetyPlanReview',
        title: { fr: 'Revue du plan de sécurité (§\u00a03.11)', en: 'Review of the safety plan (§\u00a03.11)' },
        unit: 'days',
      },
    ],
  },
  {
    paragraph: '5.5.4',
    title: { fr: 'Échéance proposée d’une action du plan', en: 'Proposed due date of an action of the plan' },
    reason: {
      fr: 'Proposée depuis la date du plan\u00a0; la ou le gestionnaire peut la changer.',
      en: 'Proposed from the date of the plan; the caseworker may change it.',
    },
    columns: [
      { column: 'urgent', title: { fr: 'Urgente', en: 'Urgent' } },
      { column: 'high', title: { fr: 'Haute', en: 'High' } },
      { column: 'medium', title: { fr: 'Moyenne', en: 'Medium' } },
      { column: 'low', title: { fr: 'Basse', en: 'Low' } },
    ],
    rows: [{ row: 'planItem', title: { fr: 'Action, selon sa priorité', en: 'Action, by its priority' }, unit: 'days' }],
  },
  {
    paragraph: '5.5.5',
    title: { fr: 'Référencements', en: 'Referrals' },
    reason: {
      fr: 'Un référencement sans réponse laisse la personne seule. Au double du retour attendu, on propose de le dire expiré.',
      en: 'A referral without an answer leaves the person alone. At twice the delay of the feedback it is proposed to call it expired.',
    },
    columns: [
      { column: 'immediate', title: { fr: 'Immédiat', en: 'Immediate' } },
      { column: 'urgent', title: { fr: 'Urgent', en: 'Urgent' } },
      { column: 'routine', title: { fr: 'Ordinaire', en: 'Routine' } },
    ],
    rows: [
      {
        row: 'acknowledgementHours',
        title: { fr: 'Accusé de réception du prestataire', en: 'Acknowledgement by the provider' },
        unit: 'hours',
      },
      { row: 'feedbackHours', title: { fr: 'Retour d’information', en: 'Feedback' }, unit: 'hours' },
    ],
  },
  {
    paragraph: '5.5.6',
    title: { fr: 'Perte de contact', en: 'Loss of contact' },
    reason: {
      fr: 'On cherche la personne assez longtemps, par les moyens qu’elle a permis, avant de proposer la clôture.',
      en: 'The person is looked for long enough, by the means she or he allowed, before a closure is proposed.',
    },
    columns: [],
    rows: [
      { row: 'lossAttempts', title: { fr: 'Tentatives, à des jours différents', en: 'Attempts, on different days' }, unit: 'times' },
      { row: 'lossDays', title: { fr: 'Durée des tentatives, au moins', en: 'Time over which they are made, at least' }, unit: 'days' },
      {
        row: 'lossDaysWithoutVisit',
        title: { fr: 'Sans visite, si l’on ne peut pas recontacter', en: 'Without a visit, when no contact is allowed' },
        unit: 'days',
      },
    ],
  },
  {
    paragraph: '3.38',
    title: { fr: 'Annuaire', en: 'Directory' },
    reason: {
      fr: 'Un prestataire non vérifié peut avoir fermé. Au double, sa fiche est périmée.',
      en: 'A provider that was not checked may have closed. At twice the delay its entry is stale.',
    },
    columns: [],
    rows: [{ row: 'providerCheckDays', title: { fr: 'Vérification d’un prestataire', en: 'Check of a provider' }, unit: 'days' }],
  },
];

/** The name of one delay of a table, or null where the reference has none (an immediate referral is acknowledged the same day). */
export function delayKey(row: string, column: DelayColumn | null): DelayKey | null {
  const key = column === null ? row : `${row}_${column}`;
  return isDelayKey(key) ? key : null;
}

export function isDelayKey(key: string): key is DelayKey {
  return Object.hasOwn(DELAYS, key);
}

/** A delay in words: its row, and its column if it has one. */
export function delayTitle(key: DelayKey): Text {
  for (const { columns, rows } of DELAY_TABLES)
    for (const { row, title } of rows) {
      if (row === key) return title;
      const found = columns.find(({ column }) => delayKey(row, column) === key);
      if (found !== undefined)
        return { fr: `${title.fr}, ${found.title.fr.toLowerCase()}`, en: `${title.en}, ${found.title.en.toLowerCase()}` };
    }
  return { fr: key, en: key };
}
