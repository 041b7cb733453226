import { defineForm } from '../define.ts';

/** Identity (reference §3.3). */
export const identity = defineForm({
  id: 'identity',
  title: { fr: 'Identité', en: 'Identity' },
  reference: '3.3',
  sections: {
    name: {
      title: { fr: 'Le nom', en: 'Name' },
      fields: {
        last_name: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Nom', en: 'Surname' },
          help: {
            fr: "Rien ici n'est obligatoire. Le suivi peut se faire avec le code seul.",
            en: 'Nothing here is required. Follow-up can rely on the code alone.',
          },
        },
        first_name: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Prénom(s)', en: 'First name(s)' },
        },
        nickname: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Surnom', en: 'Nickname' },
          help: { fr: 'Utile pour la recherche familiale.', en: 'Useful for family tracing.' },
        },
        name_after_separation: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Nom donné après la séparation', en: 'Name given after separation' },
          visibleIf: { fact: 'uascStatus', anyOf: ['unaccompanied', 'separated'] },
        },
        father_name: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Nom du père', en: "Father's name" },
        },
        mother_name: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Nom de la mère', en: "Mother's name" },
        },
        birth_place: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Lieu de naissance', en: 'Place of birth' },
        },
      },
    },
    reach: {
      title: { fr: 'Adresse et téléphone', en: 'Address and phone' },
      fields: {
        address: {
          type: 'long',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Adresse (quartier, concession, repère)', en: 'Address (neighbourhood, compound, landmark)' },
          help: { fr: 'Quartier, concession, repère.', en: 'Neighbourhood, compound, landmark.' },
        },
        phone: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Téléphone', en: 'Phone' },
          help: { fr: '8 chiffres, avec ou sans +223.', en: '8 digits, with or without +223.' },
          pattern: 'phone',
        },
      },
    },
    papers: {
      title: { fr: 'Pièces et références', en: 'Documents and references' },
      fields: {
        id_doc_type: {
          type: 'one',
          list: 'doc_type',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Type de pièce', en: 'Type of ID document' },
        },
        id_doc_number: {
          type: 'text',
          required: 'C',
          privacy: 'DI',
          label: { fr: 'Numéro de pièce', en: 'Document number' },
          visibleIf: { field: 'id_doc_type', answered: true },
        },
        unhcr_number: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Numéro HCR', en: 'UNHCR number' },
          visibleIf: { fact: 'displacementStatus', anyOf: ['refugee', 'asylum_seeker'] },
        },
        icrc_number: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Référence CICR / Croix-Rouge malienne', en: 'ICRC / Mali Red Cross reference' },
          visibleIf: { fact: 'consentTracing', is: 'yes' },
        },
      },
    },
    tracing: {
      title: { fr: 'Recherche familiale', en: 'Family tracing' },
      fields: {
        distinguishing_marks: {
          type: 'long',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Signes distinctifs', en: 'Distinguishing marks' },
          help: {
            fr: 'Surtout pour un petit enfant qui ne connaît pas son nom.',
            en: 'Mostly for a small child who does not know her or his name.',
          },
          visibleIf: { fact: 'consentTracing', is: 'yes' },
        },
        photo: {
          type: 'file',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Photo', en: 'Photo' },
          visibleIf: {
            all: [
              { fact: 'consentPhoto', is: 'yes' },
              { fact: 'uascStatus', anyOf: ['unaccompanied', 'separated'] },
              { fact: 'programme', noneOf: ['gbv', 'gbv_cp'] },
            ],
          },
        },
      },
    },
  },
});
