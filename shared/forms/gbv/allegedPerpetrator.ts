import { defineForm } from '../define.ts';
import { calc, one, yesNoUnknown } from '../questions.ts';

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
        perp_rank: one('perp_rank', 'R', 'OP', 'Principal / secondaire', 'Primary / secondary', {
          help: { fr: 'Un incident a au moins un·e auteur·e principal·e.', en: 'An incident has at least one primary perpetrator.' },
        }),
        perp_sex: one('sex_unknown', 'S', 'RD', 'Sexe', 'Sex'),
        perp_age_group: one('perp_age_group', 'S', 'RD', "Tranche d'âge", 'Age group'),
        perp_relation: one('perp_relation', 'S', 'RD', 'Relation avec la personne survivante', 'Relation to the survivor', {
          help: {
            fr: "Aucun nom, téléphone ni adresse : cette fiche n'en a pas la place.",
            en: 'No name, phone or address: this form has no place for them.',
          },
        }),
        perp_occupation: one('perp_occupation', 'S', 'RD', 'Profession ou groupe', 'Occupation or group', {
          help: {
            fr: "Au moment de l'incident. Pour le personnel humanitaire, la supervision est prévenue par une voie séparée.",
            en: 'At the time of the incident. For aid workers the supervisor is told through a separate channel.',
          },
        }),
        perp_armed_actor: one('armed_actor', 'C', 'SN', 'Type de force ou groupe armé', 'Type of armed force or group', {
          help: { fr: 'Jamais le nom du groupe.', en: 'Never the name of the group.' },
          visibleIf: {
            field: 'perp_occupation',
            anyOf: ['armed_forces', 'police_gendarmerie', 'armed_group', 'militia', 'foreign_force', 'peacekeeper', 'bandit'],
          },
        }),
        perp_former: yesNoUnknown('S', 'RD', 'VBG antérieure par la même personne', 'Past GBV by the same person'),
        perp_is_aid_worker: calc({ type: 'yn' }, '—', 'SN', 'Personnel humanitaire (EAS)', 'Aid worker (SEA)'),
      },
    },
    danger: {
      title: { fr: 'Le danger qui reste', en: 'The danger that remains' },
      fields: {
        perp_lives_with: yesNoUnknown('O', 'SN', 'Vit avec la personne survivante', 'Lives with the survivor'),
        perp_access: yesNoUnknown('O', 'SN', 'Peut facilement atteindre la personne survivante', 'Has easy access to the survivor'),
        perp_knows_location: yesNoUnknown('O', 'SN', 'Sait où elle se trouve', 'Knows where the survivor is'),
        perp_weapon_access: yesNoUnknown('O', 'SN', 'A accès à une arme', 'Has access to a weapon'),
      },
    },
  },
});
