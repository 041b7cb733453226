import { defineForm } from '../define.ts';

/** Service disposition (reference §3.7). */
export const serviceDisposition = defineForm({
  id: 'service_disposition',
  title: { fr: 'Décision par service', en: 'Service disposition' },
  reference: '3.7',
  rows: { parent: 'incident', title: 'service_category', unique: true },
  sections: {
    disposition: {
      title: { fr: 'Décision par service', en: 'Service disposition' },
      fields: {
        service_category: {
          type: 'one',
          list: 'service_category_gbvims',
          required: 'R',
          privacy: 'RD',
          label: { fr: 'Service', en: 'Service' },
          help: { fr: 'Une seule décision par service et par incident.', en: 'One decision only per service and incident.' },
        },
        disposition: {
          type: 'one',
          list: 'service_disposition',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Avez-vous orienté la personne vers ce service ?', en: 'Did you refer the person to this service?' },
          help: {
            fr: '« Décliné » : la personne ne veut pas. « Indisponible » : le service manque. Les deux ne se confondent pas.',
            en: '“Declined”: the person does not want it. “Unavailable”: the service is missing. They are not the same.',
          },
        },
        disposition_date: {
          type: 'date',
          required: 'S',
          privacy: 'QI',
          label: { fr: 'Date', en: 'Date' },
          notAfter: [{ fact: 'today' }],
        },
        decline_reason: {
          type: 'one',
          list: 'decline_reason',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Raison du refus', en: 'Reason declined' },
          visibleIf: { field: 'disposition', is: 'declined' },
        },
        unavailable_reason: {
          type: 'one',
          list: 'unavailable_reason',
          required: 'C',
          privacy: 'RD',
          label: { fr: "Raison de l'indisponibilité", en: 'Reason unavailable' },
          visibleIf: { field: 'disposition', is: 'unavailable' },
        },
        referral_id: {
          type: 'ref',
          to: 'referral',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Référencement lié', en: 'Linked referral' },
          visibleIf: { field: 'disposition', is: 'referred' },
          source: 'generated',
        },
        wants_legal_action: {
          type: 'one',
          list: 'yes_no_undecided',
          required: 'C',
          privacy: 'RD',
          label: { fr: 'La personne souhaite-t-elle engager une action en justice ?', en: 'Does the person want legal action?' },
          help: {
            fr: "Le choix appartient à la personne. Aucune aide n'en dépend.",
            en: "The choice is the person's. No help depends on it.",
          },
          visibleIf: { field: 'service_category', is: 'legal' },
        },
        disposition_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Note', en: 'Note' },
        },
      },
    },
  },
});
