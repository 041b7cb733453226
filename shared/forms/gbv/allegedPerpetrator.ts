import { defineForm } from '../define.ts';

/** Alleged perpetrator (reference §3.6). */
export const allegedPerpetrator = defineForm({
  id: 'alleged_perpetrator',
  title: { fr: 'Auteur·e présumé·e', en: 'Alleged perpetrator' },
  reference: '3.6',
  rows: { parent: 'incident', title: 'perp_rank', atLeastOne: 'primary' },
  sections: {
    who: {
      title: { fr: 'Auteur·e présumé·e', en: 'Alleged perpetrator' },
      fields: {
        perp_rank: {
          type: 'one',
          list: 'perp_rank',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Principal / secondaire', en: 'Primary / secondary' },
          help: { fr: 'Un incident a au moins un·e auteur·e principal·e.', en: 'An incident has at least one primary perpetrator.' },
        },
        perp_sex: {
          type: 'one',
          list: 'sex_unknown',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Sexe', en: 'Sex' },
        },
        perp_age_group: {
          type: 'one',
          list: 'perp_age_group',
          required: 'S',
          privacy: 'RD',
          label: { fr: "Tranche d'âge", en: 'Age group' },
        },
        perp_relation: {
          type: 'one',
          list: 'perp_relation',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Relation avec la personne survivante', en: 'Relation to the survivor' },
          help: {
            fr: "Aucun nom, téléphone ni adresse : cette fiche n'en a pas la place.",
            en: 'No name, phone or address: this form has no place for them.',
          },
        },
        perp_occupation: {
          type: 'one',
          list: 'perp_occupation',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Profession ou groupe', en: 'Occupation or group' },
          help: {
            fr: "Au moment de l'incident. Pour le personnel humanitaire, la supervision est prévenue par une voie séparée.",
            en: 'At the time of the incident. For aid workers the supervisor is told through a separate channel.',
          },
        },
        perp_armed_actor: {
          type: 'one',
          list: 'armed_actor',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Type de force ou groupe armé', en: 'Type of armed force or group' },
          help: { fr: 'Jamais le nom du groupe.', en: 'Never the name of the group.' },
          visibleIf: {
            field: 'perp_occupation',
            anyOf: ['armed_forces', 'police_gendarmerie', 'armed_group', 'militia', 'foreign_force', 'peacekeeper', 'bandit'],
          },
        },
        perp_former: {
          type: 'ynu',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'VBG antérieure par la même personne', en: 'Past GBV by the same person' },
        },
        perp_is_aid_worker: {
          type: 'calc',
          required: '—',
          privacy: 'SN',
          label: { fr: 'Personnel humanitaire (EAS)', en: 'Aid worker (SEA)' },
          of: { type: 'yn' },
        },
      },
    },
    danger: {
      title: { fr: 'Le danger qui reste', en: 'The danger that remains' },
      fields: {
        perp_lives_with: {
          type: 'ynu',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Vit avec la personne survivante', en: 'Lives with the survivor' },
        },
        perp_access: {
          type: 'ynu',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Peut facilement atteindre la personne survivante', en: 'Has easy access to the survivor' },
        },
        perp_knows_location: {
          type: 'ynu',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Sait où elle se trouve', en: 'Knows where the survivor is' },
        },
        perp_weapon_access: {
          type: 'ynu',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'A accès à une arme', en: 'Has access to a weapon' },
        },
      },
    },
  },
});
