import { defineForm } from '../define.ts';
import { NEXT_STATES } from './referralStates.ts';
import { SERVICE_DETAILS } from './serviceDetails.ts';

/** Referral feedback (reference §3.14). */
export const referralEvent = defineForm({
  id: 'referral_event',
  title: { fr: "Retour d'information", en: 'Referral feedback' },
  reference: '3.14',
  rows: { parent: 'referral', title: 'event_state' },
  sections: {
    event: {
      title: { fr: 'Le nouvel état', en: 'The new state' },
      fields: {
        event_datetime: {
          type: 'datetime',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Date', en: 'Date' },
          notAfter: [{ fact: 'now' }],
          notBefore: [{ fact: 'referralTime' }],
        },
        event_state: {
          type: 'one',
          list: 'referral_state',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Nouvel état', en: 'New state' },
          help: {
            fr: 'Un référencement refusé, expiré ou manqué ne se rouvre pas : un nouveau le remplace.',
            en: 'A referral that was refused, expired or not attended is never reopened: a new one replaces it.',
          },
          offered: NEXT_STATES,
        },
        event_source: {
          type: 'one',
          list: 'feedback_source',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Source de l'information", en: 'Source' },
          help: {
            fr: 'Ce que dit la personne et ce que confirme le prestataire sont comptés à part.',
            en: 'What the person says and what the provider confirms are counted apart.',
          },
        },
        rejection_reason: {
          type: 'one',
          list: 'rejection_reason',
          required: 'C',
          privacy: 'RD',
          label: { fr: 'Raison du refus par le prestataire', en: "Provider's reason for refusal" },
          visibleIf: { field: 'event_state', is: 'rejected' },
        },
        no_show_reason: {
          type: 'one',
          list: 'no_show_reason',
          required: 'C',
          privacy: 'OP',
          label: { fr: "Raison de l'absence", en: 'Reason for not attending' },
          help: { fr: 'Sans reproche : une nouvelle proposition reste possible.', en: 'Without blame: a new offer remains possible.' },
          visibleIf: { field: 'event_state', is: 'no_show' },
        },
        decline_reason: {
          type: 'one',
          list: 'decline_reason',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Raison de la personne', en: "Person's reason" },
          visibleIf: { field: 'event_state', is: 'declined' },
        },
      },
    },
    service: {
      title: { fr: 'Le service reçu', en: 'The service received' },
      fields: {
        service_received: {
          type: 'many',
          list: 'service_detail',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Prestations reçues', en: 'Services received' },
          visibleIf: { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
          filteredBy: { fact: 'referralService', table: SERVICE_DETAILS },
        },
        service_date: {
          type: 'date',
          required: 'C',
          privacy: 'QI→RD',
          label: { fr: 'Date du service', en: 'Date of service' },
          visibleIf: { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
          notAfter: [{ fact: 'today' }],
          notBefore: [{ fact: 'referralTime' }],
        },
        hours_incident_to_care: {
          type: 'calc',
          required: '—',
          privacy: 'QI→RD (class)',
          label: { fr: "Heures entre l'incident et les soins", en: 'Hours from incident to care' },
          of: { type: 'int' },
        },
        pep_given: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'PPE administrée dans les 72 h', en: 'PEP given within 72 h' },
          help: {
            fr: 'Seulement si la personne a accepté que cette information revienne.',
            en: 'Only if the person agreed that this information comes back.',
          },
          visibleIf: {
            all: [
              { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
              { fact: 'referralService', is: 'health' },
              { fact: 'incidentType', is: 'rape' },
              { fact: 'authorisedItems', includes: 'medical_info' },
            ],
          },
        },
        ec_given: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: "Contraception d'urgence dans les 120 h", en: 'EC given within 120 h' },
          visibleIf: {
            all: [
              { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
              { fact: 'referralService', is: 'health' },
              { fact: 'incidentType', is: 'rape' },
              { fact: 'pregnancyRisk', is: 'yes' },
              { fact: 'authorisedItems', includes: 'medical_info' },
            ],
          },
        },
        person_satisfied: {
          type: 'one',
          list: 'satisfaction',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Satisfaction de la personne', en: "Person's satisfaction" },
          visibleIf: { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
        },
        further_service: {
          type: 'ynu',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Suite nécessaire', en: 'Further service needed' },
        },
        event_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Note', en: 'Note' },
        },
      },
    },
  },
});
