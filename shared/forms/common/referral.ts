import { defineForm } from '../define.ts';
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
        referral_code: {
          type: 'code',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'N° de référencement', en: 'Referral number' },
          source: 'generated',
        },
        ref_date: {
          type: 'datetime',
          required: 'R',
          privacy: 'QI→RD',
          label: { fr: 'Date et heure', en: 'Date and time' },
          notAfter: [{ fact: 'now' }],
        },
        ref_service_category: {
          type: 'one',
          list: 'service_category',
          required: 'R',
          privacy: 'RD',
          label: { fr: 'Service demandé', en: 'Service requested' },
          help: {
            fr: "La médiation familiale n'est jamais proposée en cas de violence du partenaire.",
            en: 'Family mediation is never offered for partner violence.',
          },
        },
        ref_service_detail: {
          type: 'many',
          list: 'service_detail',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Prestations demandées', en: 'Services requested in detail' },
          filteredBy: { field: 'ref_service_category', table: SERVICE_DETAILS },
        },
        ref_provider_id: {
          type: 'ref',
          to: 'provider',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Prestataire', en: 'Provider' },
        },
        ref_focal_person: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Personne à contacter', en: 'Contact person' },
        },
        ref_urgency: {
          type: 'one',
          list: 'urgency',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Urgence', en: 'Urgency' },
          help: { fr: "Immédiate tant qu'un délai médical court.", en: 'Immediate as long as a medical clock is running.' },
        },
        replaces_referral_id: {
          type: 'ref',
          to: 'referral',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Remplace', en: 'Replaces' },
          source: 'generated',
        },
      },
    },
    information: {
      title: { fr: 'Les informations', en: 'Information' },
      fields: {
        ref_consent_ids: {
          type: 'ref',
          to: 'consent_item',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Autorisations utilisées', en: 'Authorisations used' },
          several: true,
          source: 'generated',
        },
        ref_info_shared: {
          type: 'many',
          list: 'info_item',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Informations transmises', en: 'Information passed on' },
          help: { fr: 'Seulement ce que la personne a autorisé pour ce service.', en: 'Only what the person authorised for this service.' },
          within: { fact: 'authorisedItems' },
        },
      },
    },
    handover: {
      title: { fr: 'La remise', en: 'Hand-over' },
      fields: {
        ref_mode: {
          type: 'one',
          list: 'referral_mode',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Mode de remise', en: 'Hand-over mode' },
          help: { fr: 'La fiche porte le code, jamais le nom.', en: 'The slip carries the code, never the name.' },
        },
        ref_accompanied: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Accompagnement physique', en: 'Physically accompanied' },
          help: { fr: 'Proposez-le toujours. La personne choisit.', en: 'Always offer it. The person chooses.' },
        },
        ref_transport: {
          type: 'one',
          list: 'transport_support',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Appui transport', en: 'Transport support' },
        },
        ref_appointment: {
          type: 'datetime',
          required: 'O',
          privacy: 'QI',
          label: { fr: 'Rendez-vous', en: 'Appointment' },
          notBefore: [{ field: 'ref_date' }],
        },
        ref_state: {
          type: 'one',
          list: 'referral_state',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'État', en: 'State' },
          source: 'generated',
        },
        ref_ack_due: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Accusé de réception attendu avant', en: 'Acknowledgement due' },
          of: { type: 'datetime' },
        },
        ref_feedback_due: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Retour attendu avant', en: 'Feedback due' },
          of: { type: 'datetime' },
        },
        ref_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Note', en: 'Note' },
        },
      },
    },
  },
});
