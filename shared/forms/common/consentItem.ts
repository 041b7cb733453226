import { defineForm } from '../define.ts';
import { many, one, ref, yesNo } from '../questions.ts';

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
        recipient_category: one('consent_recipient', 'R', 'OP', 'Service destinataire', 'Recipient service'),
        recipient_provider_id: ref('provider', 'S', 'OP', 'Prestataire précis', 'Named provider', {
          help: { fr: "Un prestataire précis doit être nommé avant l'envoi.", en: 'A named provider is needed before sending.' },
        }),
        authorised: yesNo('R', 'OP', 'Autorise le partage', 'Authorises sharing'),
        info_items: many('info_item', 'C', 'OP', 'Informations autorisées', 'Authorised information', {
          help: {
            fr: 'Le minimum utile est proposé. La personne peut tout enlever.',
            en: 'The useful minimum is proposed. The person may remove anything.',
          },
          visibleIf: { field: 'authorised', is: 'yes' },
        }),
      },
    },
  },
});
