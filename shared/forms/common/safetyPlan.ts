import { defineForm } from '../define.ts';
import { calc, date, long, one, yesNo, yesNoUnknown } from '../questions.ts';

/** Safety plan (reference §3.11): kept on this machine; a paper copy only where the person says that it is safe. */
export const safetyPlan = defineForm({
  id: 'safety_plan',
  title: { fr: 'Plan de sécurité', en: 'Safety plan' },
  reference: '3.11',
  sections: {
    danger: {
      title: { fr: 'Le danger', en: 'The danger' },
      fields: {
        sp_with_person: yesNo('S', 'OP', 'Élaboré avec la personne', 'Developed with the person', {
          help: { fr: 'Un plan fait sans elle ne la protège pas.', en: 'A plan made without her does not protect her.' },
        }),
        sp_date: date('R', 'OP', 'Date', 'Date', {
          initial: { fact: 'today', days: 0 },
          notBefore: [{ fact: 'registrationDate' }],
          notAfter: [{ fact: 'today' }],
        }),
        sp_concern: long('S', 'SN', 'Danger identifié, dans ses mots', "Safety concern in the person's words"),
        sp_warning_signs: long('O', 'SN', "Signes d'alerte", 'Warning signs', {
          help: {
            fr: "Ce qui annonce le danger : l'heure, le lieu, l'humeur, l'alcool, les armes.",
            en: 'What announces danger: time, place, mood, alcohol, weapons.',
          },
        }),
      },
    },
    resources: {
      title: { fr: 'Sur quoi compter', en: 'What to rely on' },
      fields: {
        sp_res_material: long('O', 'SN', 'Ressources matérielles', 'Material resources'),
        sp_res_relations: long('O', 'SN', 'Personnes de confiance', 'Trusted people', {
          help: {
            fr: "Le lien suffit (« une tante ») : n'écrivez ni nom ni numéro.",
            en: 'The link is enough (“an aunt”): write no name and no number.',
          },
        }),
        sp_res_community: long('O', 'SN', 'Aide communautaire (voisinage, leaders, mosquée, église)', 'Community help'),
        sp_res_other: long('O', 'SN', 'Autres ressources', 'Other resources'),
      },
    },
    steps: {
      title: { fr: 'Avant, pendant, après', en: 'Before, during, after' },
      fields: {
        sp_before: long('S', 'SN', 'Avant : se préparer', 'Before: preparedness'),
        sp_during: long('S', 'SN', 'Pendant : réduire le danger', 'During: strategies'),
        sp_after: long('O', 'SN', 'Après / si départ', 'After / if leaving'),
        sp_children: long('C', 'SN', 'Sécurité des enfants', "Children's safety", { visibleIf: { fact: 'dependantChildren', atLeast: 1 } }),
        sp_bag_ready: yesNoUnknown('O', 'SN', 'Affaires et papiers prêts', 'Bag and papers ready'),
      },
    },
    review: {
      title: { fr: 'La suite', en: 'What comes next' },
      fields: {
        sp_copy_given: one('copy_given', 'S', 'OP', 'Copie remise', 'Copy given', {
          help: {
            fr: 'Seulement si la personne dit que le papier ne la met pas en danger.',
            en: 'Only if the person says that paper puts her in no danger.',
          },
        }),
        sp_review_date: date('S', 'OP', 'Revoir le', 'Review on', {
          initial: { fact: 'latestSafetyReview', days: 0 },
          notBefore: [{ field: 'sp_date' }],
          notAfter: [{ field: 'sp_date', days: 30 }, { fact: 'latestSafetyReview' }],
          help: {
            fr: 'Au plus tard dans 30 jours ; dans 7 jours quand le risque est élevé.',
            en: 'Within 30 days at the latest; within 7 days at high risk.',
          },
        }),
        time_spent: one('time_spent', 'O', 'OP', 'Temps passé', 'Time spent'),
        sp_complete: calc({ type: 'yn' }, '—', 'OP', 'Plan terminé', 'Plan complete'),
      },
    },
  },
});
