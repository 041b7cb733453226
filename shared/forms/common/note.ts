import { defineForm } from '../define.ts';
import { date, long, one } from '../questions.ts';

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
        note_date: date('R', 'OP', 'Date', 'Date', { initial: { fact: 'today', days: 0 }, notAfter: [{ fact: 'today' }] }),
        note_subject: one('note_subject', 'R', 'OP', 'Objet', 'Subject'),
        note_text: long('R', 'SN', 'Note', 'Note', {
          help: {
            fr: "Le lien suffit (« son oncle ») : n'écrivez ni téléphone, ni numéro de pièce, ni le nom de l'auteur présumé.",
            en: 'The link is enough (“her uncle”): write no telephone, no document number, no name of the alleged perpetrator.',
          },
        }),
      },
    },
  },
});
