import { defineForm } from '../define.ts';

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
        contact_channel: {
          type: 'many',
          list: 'contact_channel',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Moyens de contact acceptés', en: 'Accepted channels' },
          alone: ['at_centre'],
        },
        contact_days_times: {
          type: 'text',
          required: 'S',
          privacy: 'DI',
          label: { fr: 'Jours et heures sûrs', en: 'Safe days and times' },
          help: {
            fr: 'Les moments où la personne peut répondre sans danger.',
            en: 'The times at which the person can answer without danger.',
          },
        },
        leave_message: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Peut-on laisser un message ?', en: 'May a message be left?' },
          help: { fr: 'Non, sauf demande claire de la personne.', en: 'No, unless the person clearly asks for it.' },
          initial: 'no',
        },
        home_visit_allowed: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Visite à domicile acceptée', en: 'Home visit accepted' },
          help: {
            fr: 'Une visite peut mettre en danger. Non, sauf demande claire de la personne.',
            en: 'A visit can put the person in danger. No, unless the person clearly asks for it.',
          },
          initial: 'no',
        },
        valid_from: {
          type: 'date',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Valable à partir du', en: 'Valid from' },
          initial: { fact: 'today', days: 0 },
          notAfter: [{ fact: 'today' }],
        },
      },
    },
    who: {
      title: { fr: 'Par qui, et qui éviter', en: 'Through whom, and whom to avoid' },
      fields: {
        contact_person: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Personne relais (nom, lien)', en: 'Contact person (name, relation)' },
          visibleIf: { field: 'contact_channel', includes: 'contact_person' },
        },
        contact_person_phone: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Téléphone de la personne relais', en: "Contact person's phone" },
          visibleIf: { field: 'contact_person', answered: true },
          pattern: 'phone',
        },
        contact_code_word: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Mot convenu', en: 'Agreed word' },
        },
        contact_pretext: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Motif à donner si une autre personne répond', en: 'What to say if someone else answers' },
          help: { fr: 'Jamais un motif qui laisse deviner le centre.', en: 'Never a reason that would give the centre away.' },
        },
        contact_never: {
          type: 'text',
          required: 'S',
          privacy: 'DI',
          label: { fr: 'Personnes à ne jamais contacter', en: 'People never to contact' },
          help: { fr: "Écrivez « personne » si la personne n'en cite aucune.", en: 'Write “nobody” if the person names no one.' },
        },
      },
    },
  },
});
