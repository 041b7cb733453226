import { defineForm } from '../define.ts';

/** A dated note of the case (reference §3.42). */
export const note = defineForm({
  id: 'note',
  title: { fr: 'Note', en: 'Note' },
  reference: '3.42',
  oneScreen: true,
  sections: {
    note: {
      title: { fr: 'La note', en: 'The note' },
      fields: {
        note_date: {
          type: 'date',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Date', en: 'Date' },
          initial: { fact: 'today', days: 0 },
          notAfter: [{ fact: 'today' }],
        },
        note_subject: {
          type: 'one',
          list: 'note_subject',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Objet', en: 'Subject' },
        },
        note_text: {
          type: 'long',
          required: 'R',
          privacy: 'SN',
          label: { fr: 'Note', en: 'Note' },
          help: {
            fr: "Le lien suffit (« son oncle ») : n'écrivez ni téléphone, ni numéro de pièce, ni le nom de l'auteur présumé.",
            en: 'The link is enough (“her uncle”): write no telephone, no document number, no name of the alleged perpetrator.',
          },
        },
      },
    },
  },
});
