import { defineForm } from '../define.ts';
import { file, long, one, text } from '../questions.ts';

/** Identity (reference §3.3). */
export const identity = defineForm({
  id: 'identity',
  title: { fr: 'Identité', en: 'Identity' },
  reference: '3.3',
  sections: {
    name: {
      title: { fr: 'Le nom', en: 'Name' },
      fields: {
        last_name: text('O', 'DI', 'Nom', 'Surname', {
          help: {
            fr: "Rien ici n'est obligatoire. Le suivi peut se faire avec le code seul.",
            en: 'Nothing here is required. Follow-up can rely on the code alone.',
          },
        }),
        first_name: text('O', 'DI', 'Prénom(s)', 'First name(s)'),
        nickname: text('O', 'DI', 'Surnom', 'Nickname', {
          help: { fr: 'Utile pour la recherche familiale.', en: 'Useful for family tracing.' },
        }),
        name_after_separation: text('O', 'DI', 'Nom donné après la séparation', 'Name given after separation', {
          visibleIf: { fact: 'uascStatus', anyOf: ['unaccompanied', 'separated'] },
        }),
        father_name: text('O', 'DI', 'Nom du père', "Father's name"),
        mother_name: text('O', 'DI', 'Nom de la mère', "Mother's name"),
        birth_place: text('O', 'DI', 'Lieu de naissance', 'Place of birth'),
      },
    },
    reach: {
      title: { fr: 'Adresse et téléphone', en: 'Address and phone' },
      fields: {
        address: long('O', 'DI', 'Adresse (quartier, concession, repère)', 'Address (neighbourhood, compound, landmark)', {
          help: { fr: 'Quartier, concession, repère.', en: 'Neighbourhood, compound, landmark.' },
        }),
        phone: text('O', 'DI', 'Téléphone', 'Phone', {
          help: { fr: '8 chiffres, avec ou sans +223.', en: '8 digits, with or without +223.' },
          pattern: 'phone',
        }),
      },
    },
    papers: {
      title: { fr: 'Pièces et références', en: 'Documents and references' },
      fields: {
        id_doc_type: one('doc_type', 'O', 'DI', 'Type de pièce', 'Type of ID document'),
        id_doc_number: text('C', 'DI', 'Numéro de pièce', 'Document number', { visibleIf: { field: 'id_doc_type', answered: true } }),
        unhcr_number: text('O', 'DI', 'Numéro HCR', 'UNHCR number', {
          visibleIf: { fact: 'displacementStatus', anyOf: ['refugee', 'asylum_seeker'] },
        }),
        icrc_number: text('O', 'DI', 'Référence CICR / Croix-Rouge malienne', 'ICRC / Mali Red Cross reference', {
          visibleIf: { fact: 'consentTracing', is: 'yes' },
        }),
      },
    },
    tracing: {
      title: { fr: 'Recherche familiale', en: 'Family tracing' },
      fields: {
        distinguishing_marks: long('O', 'DI', 'Signes distinctifs', 'Distinguishing marks', {
          help: {
            fr: 'Surtout pour un petit enfant qui ne connaît pas son nom.',
            en: 'Mostly for a small child who does not know her or his name.',
          },
          visibleIf: { fact: 'consentTracing', is: 'yes' },
        }),
        photo: file('O', 'DI', 'Photo', 'Photo', {
          visibleIf: {
            all: [
              { fact: 'consentPhoto', is: 'yes' },
              { fact: 'uascStatus', anyOf: ['unaccompanied', 'separated'] },
              { fact: 'programme', noneOf: ['gbv', 'gbv_cp'] },
            ],
          },
        }),
      },
    },
  },
});
