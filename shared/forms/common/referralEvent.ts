import { defineForm } from '../define.ts';
import { calc, date, datetime, long, many, one, yesNoUnknown } from '../questions.ts';
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
        event_datetime: datetime('R', 'OP', 'Date', 'Date', { notAfter: [{ fact: 'now' }], notBefore: [{ fact: 'referralTime' }] }),
        event_state: one('referral_state', 'R', 'OP', 'Nouvel état', 'New state', {
          help: {
            fr: 'Un référencement refusé, expiré ou manqué ne se rouvre pas : un nouveau le remplace.',
            en: 'A referral that was refused, expired or not attended is never reopened: a new one replaces it.',
          },
          offered: NEXT_STATES,
        }),
        event_source: one('feedback_source', 'R', 'OP', "Source de l'information", 'Source', {
          help: {
            fr: 'Ce que dit la personne et ce que confirme le prestataire sont comptés à part.',
            en: 'What the person says and what the provider confirms are counted apart.',
          },
        }),
        rejection_reason: one('rejection_reason', 'C', 'RD', 'Raison du refus par le prestataire', "Provider's reason for refusal", {
          visibleIf: { field: 'event_state', is: 'rejected' },
        }),
        no_show_reason: one('no_show_reason', 'C', 'OP', "Raison de l'absence", 'Reason for not attending', {
          help: { fr: 'Sans reproche : une nouvelle proposition reste possible.', en: 'Without blame: a new offer remains possible.' },
          visibleIf: { field: 'event_state', is: 'no_show' },
        }),
        decline_reason: one('decline_reason', 'C', 'OP', 'Raison de la personne', "Person's reason", {
          visibleIf: { field: 'event_state', is: 'declined' },
        }),
      },
    },
    service: {
      title: { fr: 'Le service reçu', en: 'The service received' },
      fields: {
        service_received: many('service_detail', 'C', 'OP', 'Prestations reçues', 'Services received', {
          visibleIf: { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
          filteredBy: { fact: 'referralService', table: SERVICE_DETAILS },
        }),
        service_date: date('C', 'QI→RD', 'Date du service', 'Date of service', {
          visibleIf: { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
          notAfter: [{ fact: 'today' }],
          notBefore: [{ fact: 'referralTime' }],
        }),
        hours_incident_to_care: calc(
          { type: 'int' },
          '—',
          'QI→RD (class)',
          "Heures entre l'incident et les soins",
          'Hours from incident to care',
        ),
        pep_given: yesNoUnknown('C', 'SN', 'PPE administrée dans les 72 h', 'PEP given within 72 h', {
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
        }),
        ec_given: yesNoUnknown('C', 'SN', "Contraception d'urgence dans les 120 h", 'EC given within 120 h', {
          visibleIf: {
            all: [
              { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
              { fact: 'referralService', is: 'health' },
              { fact: 'incidentType', is: 'rape' },
              { fact: 'pregnancyRisk', is: 'yes' },
              { fact: 'authorisedItems', includes: 'medical_info' },
            ],
          },
        }),
        person_satisfied: one('satisfaction', 'O', 'OP', 'Satisfaction de la personne', "Person's satisfaction", {
          visibleIf: { field: 'event_state', anyOf: ['completed', 'completed_unconfirmed'] },
        }),
        further_service: yesNoUnknown('S', 'OP', 'Suite nécessaire', 'Further service needed'),
        event_note: long('O', 'SN', 'Note', 'Note'),
      },
    },
  },
});
