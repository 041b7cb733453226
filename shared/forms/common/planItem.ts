import { defineForm } from '../define.ts';

/** One action of a plan (reference §3.12); the same rows serve the child-protection plan (§3.24). */
export const planItem = defineForm({
  id: 'plan_item',
  title: { fr: 'Action', en: 'Action' },
  reference: '3.12',
  rows: { parent: 'plan_gbv', title: 'item_domain', needed: true },
  sections: {
    need: {
      title: { fr: 'Le besoin', en: 'The need' },
      fields: {
        item_domain: {
          type: 'one',
          list: 'need_domain',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Domaine de besoin', en: 'Need domain' },
        },
        item_priority: {
          type: 'one',
          list: 'priority',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Priorité', en: 'Priority' },
          initial: 'medium',
        },
        item_need: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Besoin', en: 'Need' },
        },
        item_goal: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Objectif', en: 'Goal' },
        },
      },
    },
    action: {
      title: { fr: "L'action", en: 'The action' },
      fields: {
        item_action: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Action', en: 'Action' },
        },
        item_responsible: {
          type: 'one',
          list: 'responsible',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Responsable', en: 'Responsible' },
        },
        item_provision: {
          type: 'one',
          list: 'service_disposition',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Mode de réponse', en: 'Mode of response' },
        },
        item_service_category: {
          type: 'one',
          list: 'service_category',
          required: 'C',
          privacy: 'RD',
          label: { fr: 'Service concerné', en: 'Service concerned' },
          visibleIf: { field: 'item_provision', noneOf: ['not_applicable'] },
        },
        item_due: {
          type: 'date',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Échéance', en: 'Due date' },
          help: {
            fr: 'Proposée selon la priorité : urgente 1 jour, haute 3, moyenne 14, basse 30.',
            en: 'Proposed from the priority: urgent 1 day, high 3, medium 14, low 30.',
          },
        },
      },
    },
    result: {
      title: { fr: 'Le résultat', en: 'The result' },
      fields: {
        item_status: {
          type: 'one',
          list: 'item_status',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'État', en: 'Status' },
          initial: 'planned',
        },
        item_done_date: {
          type: 'date',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Fait le', en: 'Done on' },
          visibleIf: { field: 'item_status', is: 'done' },
          notAfter: [{ fact: 'today' }],
        },
        item_progress: {
          type: 'one',
          list: 'goal_progress',
          required: 'S',
          privacy: 'OP',
          label: { fr: "Progrès vers l'objectif", en: 'Progress towards goal' },
          visibleIf: { field: 'item_status', noneOf: ['planned'] },
        },
        item_result_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Résultat', en: 'Result' },
        },
      },
    },
  },
});
