import { defineForm } from '../define.ts';
import { date, long, one, ref } from '../questions.ts';

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
        service_category: one('service_category_gbvims', 'R', 'RD', 'Service', 'Service', {
          help: { fr: 'Une seule décision par service et par incident.', en: 'One decision only per service and incident.' },
        }),
        disposition: one(
          'service_disposition',
          'S',
          'RD',
          'Avez-vous orienté la personne vers ce service ?',
          'Did you refer the person to this service?',
          {
            help: {
              fr: '« Décliné » : la personne ne veut pas. « Indisponible » : le service manque. Les deux ne se confondent pas.',
              en: '“Declined”: the person does not want it. “Unavailable”: the service is missing. They are not the same.',
            },
          },
        ),
        disposition_date: date('S', 'QI', 'Date', 'Date', { notAfter: [{ fact: 'today' }] }),
        decline_reason: one('decline_reason', 'C', 'OP', 'Raison du refus', 'Reason declined', {
          visibleIf: { field: 'disposition', is: 'declined' },
        }),
        unavailable_reason: one('unavailable_reason', 'C', 'RD', "Raison de l'indisponibilité", 'Reason unavailable', {
          visibleIf: { field: 'disposition', is: 'unavailable' },
        }),
        referral_id: ref('referral', 'C', 'OP', 'Référencement lié', 'Linked referral', {
          visibleIf: { field: 'disposition', is: 'referred' },
          source: 'generated',
        }),
        wants_legal_action: one(
          'yes_no_undecided',
          'C',
          'RD',
          'La personne souhaite-t-elle engager une action en justice ?',
          'Does the person want legal action?',
          {
            help: {
              fr: "Le choix appartient à la personne. Aucune aide n'en dépend.",
              en: "The choice is the person's. No help depends on it.",
            },
            visibleIf: { field: 'service_category', is: 'legal' },
          },
        ),
        disposition_note: long('O', 'SN', 'Note', 'Note'),
      },
    },
  },
});
