import { defineForm } from '../define.ts';
import { date, long, one } from '../questions.ts';

/** One action of a plan (reference §3.12); the same rows serve the child-protection plan (reference §3.24). */
export const planItem = defineForm({
  id: 'plan_item',
  title: { fr: 'Action', en: 'Action' },
  reference: '3.12',
  rows: { parent: 'plan_gbv', title: 'item_domain', needed: true },
  sections: {
    need: {
      title: { fr: 'Le besoin', en: 'The need' },
      fields: {
        item_domain: one('need_domain', 'R', 'OP', 'Domaine de besoin', 'Need domain'),
        item_priority: one('priority', 'R', 'OP', 'Priorité', 'Priority', { initial: 'medium' }),
        item_need: long('S', 'SN', 'Besoin', 'Need'),
        item_goal: long('S', 'SN', 'Objectif', 'Goal'),
      },
    },
    action: {
      title: { fr: "L'action", en: 'The action' },
      fields: {
        item_action: long('S', 'SN', 'Action', 'Action'),
        item_responsible: one('responsible', 'S', 'OP', 'Responsable', 'Responsible'),
        item_provision: one('service_disposition', 'S', 'OP', 'Mode de réponse', 'Mode of response'),
        item_service_category: one('service_category', 'C', 'RD', 'Service concerné', 'Service concerned', {
          visibleIf: { field: 'item_provision', noneOf: ['not_applicable'] },
        }),
        item_due: date('R', 'OP', 'Échéance', 'Due date', {
          help: {
            fr: 'Proposée selon la priorité : urgente 1 jour, haute 3, moyenne 14, basse 30.',
            en: 'Proposed from the priority: urgent 1 day, high 3, medium 14, low 30.',
          },
        }),
      },
    },
    result: {
      title: { fr: 'Le résultat', en: 'The result' },
      fields: {
        item_status: one('item_status', 'R', 'OP', 'État', 'Status', { initial: 'planned' }),
        item_done_date: date('C', 'OP', 'Fait le', 'Done on', {
          visibleIf: { field: 'item_status', is: 'done' },
          notAfter: [{ fact: 'today' }],
        }),
        item_progress: one('goal_progress', 'S', 'OP', "Progrès vers l'objectif", 'Progress towards goal', {
          visibleIf: { field: 'item_status', noneOf: ['planned'] },
        }),
        item_result_note: long('O', 'SN', 'Résultat', 'Result'),
      },
    },
  },
});
