import { defineForm } from '../define.ts';
import { file, one } from '../questions.ts';

/** A piece kept with the case (reference §3.42): its kind, and the file that is sealed beside it. */
export const attachment = defineForm({
  id: 'attachment',
  title: { fr: 'Pièce jointe', en: 'Attachment' },
  reference: '3.42',
  sections: {
    piece: {
      title: { fr: 'La pièce', en: 'The attachment' },
      fields: {
        att_kind: one('attachment_kind', 'R', 'OP', 'Type de pièce', 'Kind', {
          offered: {
            /* As the photo of the identity: agreed to, for a child whose family is looked for, never where violence is followed (reference §3.3). */
            tracing_photo: {
              all: [
                { fact: 'consentPhoto', is: 'yes' },
                { fact: 'uascStatus', anyOf: ['unaccompanied', 'separated'] },
                { fact: 'programme', noneOf: ['gbv', 'gbv_cp'] },
              ],
            },
          },
        }),
        att_file: file('R', 'DI', 'Fichier', 'File'),
      },
    },
  },
});
