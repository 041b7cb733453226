import { defineForm } from '../define.ts';
import { calc, code, datetime, long, many, one, ref, text, yesNo } from '../questions.ts';
import { SERVICE_DETAILS } from './serviceDetails.ts';

/** Referral (reference §3.13). */
export const referral = defineForm({
  id: 'referral',
  title: { fr: 'Référencement', en: 'Referral' },
  reference: '3.13',
  sections: {
    request: {
      title: { fr: 'La demande', en: 'The request' },
      fields: {
        referral_code: code('R', 'OP', 'N° de référencement', 'Referral number', { source: 'generated' }),
        ref_date: datetime('R', 'QI→RD', 'Date et heure', 'Date and time', { notAfter: [{ fact: 'now' }] }),
        ref_service_category: one('service_category', 'R', 'RD', 'Service demandé', 'Service requested', {
          help: {
            fr: "La médiation familiale n'est jamais proposée en cas de violence du partenaire.",
            en: 'Family mediation is never offered for partner violence.',
          },
        }),
        ref_service_detail: many('service_detail', 'S', 'OP', 'Prestations demandées', 'Services requested in detail', {
          filteredBy: { field: 'ref_service_category', table: SERVICE_DETAILS },
        }),
        ref_provider_id: ref('provider', 'R', 'OP', 'Prestataire', 'Provider'),
        ref_focal_person: text('O', 'DI', 'Personne à contacter', 'Contact person'),
        ref_urgency: one('urgency', 'R', 'OP', 'Urgence', 'Urgency', {
          help: { fr: "Immédiate tant qu'un délai médical court.", en: 'Immediate as long as a medical clock is running.' },
        }),
        replaces_referral_id: ref('referral', 'O', 'OP', 'Remplace', 'Replaces', { source: 'generated' }),
      },
    },
    information: {
      title: { fr: 'Les informations', en: 'Information' },
      fields: {
        ref_consent_ids: ref('consent_item', 'S', 'OP', 'Autorisations utilisées', 'Authorisations used', {
          several: true,
          source: 'generated',
        }),
        ref_info_shared: many('info_item', 'S', 'OP', 'Informations transmises', 'Information passed on', {
          help: { fr: 'Seulement ce que la personne a autorisé pour ce service.', en: 'Only what the person authorised for this service.' },
          within: { fact: 'authorisedItems' },
        }),
      },
    },
    handover: {
      title: { fr: 'La remise', en: 'Hand-over' },
      fields: {
        ref_mode: one('referral_mode', 'S', 'OP', 'Mode de remise', 'Hand-over mode', {
          help: { fr: 'La fiche porte le code, jamais le nom.', en: 'The slip carries the code, never the name.' },
        }),
        ref_accompanied: yesNo('S', 'OP', 'Accompagnement physique', 'Physically accompanied', {
          help: { fr: 'Proposez-le toujours. La personne choisit.', en: 'Always offer it. The person chooses.' },
        }),
        ref_transport: one('transport_support', 'O', 'OP', 'Appui transport', 'Transport support'),
        ref_appointment: datetime('O', 'QI', 'Rendez-vous', 'Appointment', { notBefore: [{ field: 'ref_date' }] }),
        ref_state: one('referral_state', 'R', 'OP', 'État', 'State', { source: 'generated' }),
        ref_ack_due: calc({ type: 'datetime' }, '—', 'OP', 'Accusé de réception attendu avant', 'Acknowledgement due'),
        ref_feedback_due: calc({ type: 'datetime' }, '—', 'OP', 'Retour attendu avant', 'Feedback due'),
        ref_note: long('O', 'SN', 'Note', 'Note'),
      },
    },
  },
});
