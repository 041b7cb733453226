import { defineForm } from '../define.ts';

/** Safety plan (reference §3.11): kept on this machine; a paper copy only where the person says that it is safe. */
export const safetyPlan = defineForm({
  id: 'safety_plan',
  title: { fr: 'Plan de sécurité', en: 'Safety plan' },
  reference: '3.11',
  sections: {
    danger: {
      title: { fr: 'Le danger', en: 'The danger' },
      fields: {
        sp_with_person: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Élaboré avec la personne', en: 'Developed with the person' },
          help: { fr: 'Un plan fait sans elle ne la protège pas.', en: 'A plan made without her does not protect her.' },
        },
        sp_date: {
          type: 'date',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Date', en: 'Date' },
          initial: { fact: 'today', days: 0 },
          notBefore: [{ fact: 'registrationDate' }],
          notAfter: [{ fact: 'today' }],
        },
        sp_concern: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Danger identifié, dans ses mots', en: "Safety concern in the person's words" },
        },
        sp_warning_signs: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: "Signes d'alerte", en: 'Warning signs' },
          help: {
            fr: "Ce qui annonce le danger : l'heure, le lieu, l'humeur, l'alcool, les armes.",
            en: 'What announces danger: time, place, mood, alcohol, weapons.',
          },
        },
      },
    },
    resources: {
      title: { fr: 'Sur quoi compter', en: 'What to rely on' },
      fields: {
        sp_res_material: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Ressources matérielles', en: 'Material resources' },
        },
        sp_res_relations: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Personnes de confiance', en: 'Trusted people' },
          help: {
            fr: "Le lien suffit (« une tante ») : n'écrivez ni nom ni numéro.",
            en: 'The link is enough (“an aunt”): write no name and no number.',
          },
        },
        sp_res_community: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Aide communautaire (voisinage, leaders, mosquée, église)', en: 'Community help' },
        },
        sp_res_other: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Autres ressources', en: 'Other resources' },
        },
      },
    },
    steps: {
      title: { fr: 'Avant, pendant, après', en: 'Before, during, after' },
      fields: {
        sp_before: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Avant : se préparer', en: 'Before: preparedness' },
        },
        sp_during: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Pendant : réduire le danger', en: 'During: strategies' },
        },
        sp_after: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Après / si départ', en: 'After / if leaving' },
        },
        sp_children: {
          type: 'long',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Sécurité des enfants', en: "Children's safety" },
          visibleIf: { fact: 'dependantChildren', atLeast: 1 },
        },
        sp_bag_ready: {
          type: 'ynu',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Affaires et papiers prêts', en: 'Bag and papers ready' },
        },
      },
    },
    review: {
      title: { fr: 'La suite', en: 'What comes next' },
      fields: {
        sp_copy_given: {
          type: 'one',
          list: 'copy_given',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Copie remise', en: 'Copy given' },
          help: {
            fr: 'Seulement si la personne dit que le papier ne la met pas en danger.',
            en: 'Only if the person says that paper puts her in no danger.',
          },
        },
        sp_review_date: {
          type: 'date',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Revoir le', en: 'Review on' },
          initial: { fact: 'latestSafetyReview', days: 0 },
          notBefore: [{ field: 'sp_date' }],
          notAfter: [{ field: 'sp_date', days: 30 }, { fact: 'latestSafetyReview' }],
          help: {
            fr: 'Au plus tard dans 30 jours ; dans 7 jours quand le risque est élevé.',
            en: 'Within 30 days at the latest; within 7 days at high risk.',
          },
        },
        time_spent: {
          type: 'one',
          list: 'time_spent',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Temps passé', en: 'Time spent' },
        },
        sp_complete: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Plan terminé', en: 'Plan complete' },
          of: { type: 'yn' },
        },
      },
    },
  },
});
