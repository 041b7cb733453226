import type { TaskKind } from '../../../shared/rules/cases/tasks.ts';
import type { Text } from '../../../shared/text.ts';
import { LOST_CONTACT } from '../caseRecords/openedRecords.ts';

/** How each obligation is named (reference §5.5.9). */
const WORDS: Readonly<Record<TaskKind | typeof LOST_CONTACT, Text>> = {
  first_action: { fr: 'Première action de protection', en: 'First protective action' },
  assessment: { fr: 'Évaluation', en: 'Assessment' },
  plan: { fr: 'Plan d’action', en: 'Action plan' },
  plan_review: { fr: 'Revue du plan', en: 'Plan review' },
  safety_plan: { fr: 'Plan de sécurité', en: 'Safety plan' },
  safety_plan_review: { fr: 'Revue du plan de sécurité', en: 'Safety plan review' },
  follow_up: { fr: 'Suivi', en: 'Follow-up' },
  plan_item: { fr: 'Action du plan', en: 'Plan action' },
  referral_acknowledgement: { fr: 'Accusé de réception d’un référencement', en: 'Acknowledgement of a referral' },
  referral_feedback: { fr: 'Retour d’un référencement', en: 'Feedback on a referral' },
  approval: { fr: 'Décision de la supervision attendue', en: 'Waiting for the supervisor’s decision' },
  consent_renewal: { fr: 'Autorisation de partage à renouveler', en: 'Authorisation to share to renew' },
  mandatory_report: {
    fr: 'À dire à la personne, puis à voir avec la supervision',
    en: 'To tell the person, then to see with the supervisor',
  },
  audit_action: { fr: 'Point de la revue de dossier', en: 'Point of the case review' },
  [LOST_CONTACT]: {
    fr: 'Sans nouvelles : reprendre contact, si la personne l’a permis',
    en: 'No news: make contact again, if the person allowed it',
  },
};

/** The form that an obligation is met with, null when none of this version does. */
const FORM: Readonly<Record<string, string>> = {
  first_action: 'risk_assessment',
  assessment: 'assessment_gbv',
  plan: 'plan_gbv',
  plan_review: 'plan_gbv',
  plan_item: 'plan_gbv',
  safety_plan: 'safety_plan',
  safety_plan_review: 'safety_plan',
  follow_up: 'follow_up',
  referral_acknowledgement: 'referral',
  referral_feedback: 'referral',
  consent_renewal: 'consent_share',
  [LOST_CONTACT]: 'follow_up',
};

export function taskTitle(kind: string): Text {
  return isKnown(kind) ? WORDS[kind] : { fr: 'Tâche', en: 'Task' };
}

export function taskForm(kind: string): string | null {
  return FORM[kind] ?? null;
}

function isKnown(kind: string): kind is keyof typeof WORDS {
  return Object.hasOwn(WORDS, kind);
}
