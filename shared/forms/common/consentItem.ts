import { defineForm } from '../define.ts';

/** Authorisation for one service (reference §3.8). */
export const consentItem = defineForm({
  id: 'consent_item',
  title: { fr: 'Autorisation pour un service', en: 'Authorisation for one service' },
  reference: '3.8',
  rows: { parent: 'consent_share', title: 'recipient_category' },
  sections: {
    item: {
      title: { fr: 'Autorisation', en: 'Authorisation' },
      fields: {
        recipient_category: {
          type: 'one',
          list: 'consent_recipient',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Service destinataire', en: 'Recipient service' },
        },
        recipient_provider_id: {
          type: 'ref',
          to: 'provider',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Prestataire précis', en: 'Named provider' },
          help: { fr: "Un prestataire précis doit être nommé avant l'envoi.", en: 'A named provider is needed before sending.' },
        },
        authorised: {
          type: 'yn',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Autorise le partage', en: 'Authorises sharing' },
        },
        info_items: {
          type: 'many',
          list: 'info_item',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Informations autorisées', en: 'Authorised information' },
          help: {
            fr: 'Le minimum utile est proposé. La personne peut tout enlever.',
            en: 'The useful minimum is proposed. The person may remove anything.',
          },
          visibleIf: { field: 'authorised', is: 'yes' },
        },
      },
    },
  },
});
