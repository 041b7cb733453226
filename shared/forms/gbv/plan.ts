import { defineForm } from '../define.ts';
import { date, one, yesNo } from '../questions.ts';

/** GBV action plan (reference §3.12): its head; each action is a row (`plan_item`). */
export const planGbv = defineForm({
  id: 'plan_gbv',
  title: { fr: "Plan d'action", en: 'Action plan' },
  reference: '3.12',
  appliesIf: { fact: 'programme', anyOf: ['gbv', 'gbv_cp'] },
  sections: {
    plan: {
      title: { fr: 'Le plan', en: 'The plan' },
      fields: {
        plan_date: date('R', 'OP', 'Date du plan', 'Plan date', {
          initial: { fact: 'today', days: 0 },
          notBefore: [{ fact: 'registrationDate' }],
          notAfter: [{ fact: 'today' }],
        }),
        plan_agreed: yesNo('S', 'OP', "Convenu avec la personne (ou l'enfant et la personne qui s'en occupe)", 'Agreed with the person'),
        plan_review_date: date('S', 'OP', 'Date de revue', 'Review date', {
          initial: { fact: 'latestPlanReview', days: 0 },
          notBefore: [{ field: 'plan_date' }],
          notAfter: [{ field: 'plan_date', days: 90 }, { fact: 'latestPlanReview' }],
          help: {
            fr: 'Au plus tard dans 30 jours (risque élevé), 60 (moyen) ou 90 (faible).',
            en: 'At the latest in 30 days (high risk), 60 (medium) or 90 (low).',
          },
        }),
        mandatory_report_made: yesNo('C', 'SN', 'Signalement obligatoire effectué', 'Mandatory report made', {
          visibleIf: { fact: 'mandatoryReporting', is: 'yes' },
          initial: { fact: 'mandatoryReportMade' },
        }),
        plan_approval: one('approval_status', '—', 'OP', 'Validation', 'Approval', { source: 'supervision' }),
      },
    },
  },
});
