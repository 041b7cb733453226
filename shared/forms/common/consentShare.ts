import { defineForm } from '../define.ts';
import { date, datetime, file, long, one } from '../questions.ts';
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
        share_datetime: datetime('R', 'OP', 'Date', 'Date', { notAfter: [{ fact: 'now' }] }),
        share_giver: one('consent_giver', 'R', 'OP', 'Qui autorise', 'Who authorises', { offered: GIVERS }),
        share_mode: one('consent_mode', 'R', 'OP', 'Forme', 'Form', {
          help: {
            fr: "L'écrit est préférable ; l'empreinte vaut signature.",
            en: 'Writing is preferred; a thumbprint counts as a signature.',
          },
        }),
        valid_until: date('S', 'OP', "Valable jusqu'au", 'Valid until', {
          help: {
            fr: '90 jours proposés. La personne peut choisir moins, ou retirer à tout moment.',
            en: '90 days proposed. The person may choose less, or withdraw at any time.',
          },
          initial: { fact: 'shareConsentEnd', days: 0 },
          notBefore: [{ field: 'share_datetime' }],
        }),
        withhold_text: long('O', 'SN', 'Ce qui ne doit pas être dit, et à qui', 'What must not be told, and to whom', {
          help: { fr: 'Demandez-le toujours : quoi, et à qui.', en: 'Always ask: what, and to whom.' },
        }),
        withhold_reason: one('withhold_reason', 'O', 'OP', 'Raison', 'Reason', { visibleIf: { field: 'withhold_text', answered: true } }),
        share_document: file('O', 'DI', 'Formulaire signé', 'Signed form'),
        share_withdrawn_on: date('O', 'OP', 'Retiré le', 'Withdrawn on', {
          help: { fr: 'Annule les référencements qui ne sont pas encore envoyés.', en: 'Cancels referrals that have not been sent yet.' },
          notAfter: [{ fact: 'today' }],
        }),
      },
    },
  },
});
