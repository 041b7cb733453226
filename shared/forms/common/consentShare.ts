import { defineForm } from '../define.ts';
import { GIVERS } from './consentGivers.ts';

/** Consent to share information (reference §3.8). */
export const consentShare = defineForm({
  id: 'consent_share',
  title: { fr: "Consentement au partage d'informations", en: 'Consent to share information' },
  reference: '3.8',
  sections: {
    act: {
      title: { fr: "L'autorisation", en: 'The authorisation' },
      fields: {
        share_datetime: {
          type: 'datetime',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Date', en: 'Date' },
          notAfter: [{ fact: 'now' }],
        },
        share_giver: {
          type: 'one',
          list: 'consent_giver',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Qui autorise', en: 'Who authorises' },
          offered: GIVERS,
        },
        share_mode: {
          type: 'one',
          list: 'consent_mode',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Forme', en: 'Form' },
          help: {
            fr: "L'écrit est préférable ; l'empreinte vaut signature.",
            en: 'Writing is preferred; a thumbprint counts as a signature.',
          },
        },
        valid_until: {
          type: 'date',
          required: 'S',
          privacy: 'OP',
          label: { fr: "Valable jusqu'au", en: 'Valid until' },
          help: {
            fr: '90 jours proposés. La personne peut choisir moins, ou retirer à tout moment.',
            en: '90 days proposed. The person may choose less, or withdraw at any time.',
          },
          initial: { fact: 'shareConsentEnd', days: 0 },
          notBefore: [{ field: 'share_datetime' }],
        },
        withhold_text: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Ce qui ne doit pas être dit, et à qui', en: 'What must not be told, and to whom' },
          help: { fr: 'Demandez-le toujours : quoi, et à qui.', en: 'Always ask: what, and to whom.' },
        },
        withhold_reason: {
          type: 'one',
          list: 'withhold_reason',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Raison', en: 'Reason' },
          visibleIf: { field: 'withhold_text', answered: true },
        },
        share_document: {
          type: 'file',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Formulaire signé', en: 'Signed form' },
        },
        share_withdrawn_on: {
          type: 'date',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Retiré le', en: 'Withdrawn on' },
          help: { fr: 'Annule les référencements qui ne sont pas encore envoyés.', en: 'Cancels referrals that have not been sent yet.' },
          notAfter: [{ fact: 'today' }],
        },
      },
    },
  },
});
