import { defineForm } from '../define.ts';
import { date, many, text, yesNo } from '../questions.ts';

/** Safe contact (reference §3.4). */
export const safeContact = defineForm({
  id: 'safe_contact',
  title: { fr: 'Contact sûr', en: 'Safe contact' },
  reference: '3.4',
  appliesIf: { fact: 'consentContact', is: 'yes' },
  sections: {
    how: {
      title: { fr: 'Comment joindre la personne', en: 'How to reach the person' },
      fields: {
        contact_channel: many('contact_channel', 'S', 'OP', 'Moyens de contact acceptés', 'Accepted channels', { alone: ['at_centre'] }),
        contact_days_times: text('S', 'DI', 'Jours et heures sûrs', 'Safe days and times', {
          help: {
            fr: 'Les moments où la personne peut répondre sans danger.',
            en: 'The times at which the person can answer without danger.',
          },
        }),
        leave_message: yesNo('S', 'OP', 'Peut-on laisser un message ?', 'May a message be left?', {
          help: { fr: 'Non, sauf demande claire de la personne.', en: 'No, unless the person clearly asks for it.' },
          initial: 'no',
        }),
        home_visit_allowed: yesNo('S', 'OP', 'Visite à domicile acceptée', 'Home visit accepted', {
          help: {
            fr: 'Une visite peut mettre en danger. Non, sauf demande claire de la personne.',
            en: 'A visit can put the person in danger. No, unless the person clearly asks for it.',
          },
          initial: 'no',
        }),
        valid_from: date('R', 'OP', 'Valable à partir du', 'Valid from', {
          initial: { fact: 'today', days: 0 },
          notAfter: [{ fact: 'today' }],
        }),
      },
    },
    who: {
      title: { fr: 'Par qui, et qui éviter', en: 'Through whom, and whom to avoid' },
      fields: {
        contact_person: text('O', 'DI', 'Personne relais (nom, lien)', 'Contact person (name, relation)', {
          visibleIf: { field: 'contact_channel', includes: 'contact_person' },
        }),
        contact_person_phone: text('O', 'DI', 'Téléphone de la personne relais', "Contact person's phone", {
          visibleIf: { field: 'contact_person', answered: true },
          pattern: 'phone',
        }),
        contact_code_word: text('O', 'DI', 'Mot convenu', 'Agreed word'),
        contact_pretext: text('O', 'DI', 'Motif à donner si une autre personne répond', 'What to say if someone else answers', {
          help: { fr: 'Jamais un motif qui laisse deviner le centre.', en: 'Never a reason that would give the centre away.' },
        }),
        contact_never: text('S', 'DI', 'Personnes à ne jamais contacter', 'People never to contact', {
          help: { fr: "Écrivez « personne » si la personne n'en cite aucune.", en: 'Write “nobody” if the person names no one.' },
        }),
      },
    },
  },
});
