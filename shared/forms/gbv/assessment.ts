import { defineForm } from '../define.ts';
import { calc, date, long, many, one, yesNo, yesNoUnknown } from '../questions.ts';

/** GBV assessment (reference §3.9): the coded need of each domain finishes the step; the account stays optional. */
export const assessmentGbv = defineForm({
  id: 'assessment_gbv',
  title: { fr: 'Évaluation des besoins', en: 'Needs assessment' },
  reference: '3.9',
  appliesIf: { fact: 'programme', anyOf: ['gbv', 'gbv_cp'] },
  sections: {
    request: {
      title: { fr: 'La demande', en: 'The request' },
      fields: {
        assessment_date: date('R', 'OP', "Date de l'évaluation", 'Assessment date', {
          initial: { fact: 'today', days: 0 },
          notBefore: [{ fact: 'registrationDate' }],
          notAfter: [{ fact: 'today' }],
        }),
        assessment_kind: one('assessment_kind', 'R', 'OP', 'Initiale / réévaluation', 'Initial / reassessment', { initial: 'initial' }),
        presenting_problem: long('S', 'SN', 'Ce que la personne demande, dans ses mots', 'What the person asks for, in her/his words', {
          help: {
            fr: "Ce qu'elle veut, pas ce qui s'est passé : le récit a sa place dans l'incident, une seule fois.",
            en: 'What she wants, not what happened: the account has its place in the incident, once.',
          },
        }),
        profile_note: long('O', 'SN', 'Profil et contexte de vie', 'Profile and background'),
        family_note: long('O', 'SN', 'Situation familiale et logement', 'Family and living situation'),
      },
    },
    safety: {
      title: { fr: 'La sécurité', en: 'Safety' },
      fields: {
        need_safety: one('need_level', 'S', 'OP', 'Besoin : sécurité', 'Need: safety'),
        feels_safe_home: one('safety_scale', 'O', 'SN', 'Sentiment de sécurité au domicile (1–5)', 'Feels safe at home (1–5)'),
        need_safety_note: long('O', 'SN', 'Sécurité : précisions', 'Safety: details'),
      },
    },
    health: {
      title: { fr: 'La santé', en: 'Health' },
      fields: {
        health_signs: many('health_sign', 'O', 'SN', "Signes d'alerte", 'Warning signs', {
          alone: ['none'],
          help: { fr: "Un seul signe suffit : orientez vers la santé aujourd'hui.", en: 'One sign is enough: refer to health care today.' },
        }),
        need_health: one('need_level', 'S', 'OP', 'Besoin : santé', 'Need: health', {
          checks: [
            {
              when: {
                all: [
                  { not: { field: 'health_signs', includes: 'none' } },
                  { field: 'health_signs', answered: true },
                  { field: 'need_health', noneOf: ['urgent', 'declined'] },
                ],
              },
              level: 'warning',
              at: 'finish',
              message: {
                fr: "Un signe d'alerte est noté : le besoin de santé est urgent.",
                en: 'A warning sign is recorded: the health need is urgent.',
              },
            },
          ],
        }),
        need_health_note: long('O', 'SN', 'Santé : précisions', 'Health: details'),
      },
    },
    psychosocial: {
      title: { fr: 'Le moral', en: 'Psychosocial' },
      fields: {
        psychosocial_signs: many(
          'psychosocial_sign',
          'O',
          'SN',
          'État émotionnel observé ou rapporté',
          'Emotional state observed or reported',
          { alone: ['none'] },
        ),
        suicide_thoughts: yesNoUnknown('S', 'SN', 'Idées suicidaires exprimées', 'Suicidal thoughts expressed', {
          checks: [
            {
              when: {
                all: [
                  { field: 'suicide_thoughts', is: 'yes' },
                  { fact: 'riskLevel', anyOf: ['medium', 'low'] },
                ],
              },
              level: 'error',
              at: 'finish',
              message: {
                fr: "Des idées suicidaires demandent un risque « élevé » : reprenez d'abord la fiche « Danger immédiat ».",
                en: 'Suicidal thoughts ask for a “high” risk: first take up the form “Immediate danger” again.',
              },
            },
          ],
          help: {
            fr: 'Oui : restez avec la personne. Le risque est élevé et la supervision est prévenue.',
            en: 'Yes: stay with the person. The risk is high and the supervisor is told.',
          },
        }),
        need_psychosocial: one('need_level', 'S', 'OP', 'Besoin : psychosocial', 'Need: psychosocial'),
        supports_note: long('O', 'SN', 'Soutiens, forces, foi, ressources', 'Supports, strengths, faith, resources'),
      },
    },
    rights: {
      title: { fr: 'Le droit et les papiers', en: 'Legal and documents' },
      fields: {
        need_legal: one('need_level', 'S', 'OP', 'Besoin : juridique / judiciaire', 'Need: legal / justice'),
        need_legal_note: long('O', 'SN', 'Juridique : précisions', 'Legal: details'),
        need_documents: one('need_level', 'S', 'OP', 'Besoin : état civil / documents', 'Need: civil documents'),
      },
    },
    living: {
      title: { fr: 'Le logement et les moyens de vivre', en: 'Shelter and livelihood' },
      fields: {
        need_shelter: one('need_level', 'S', 'OP', 'Besoin : hébergement sûr', 'Need: safe shelter'),
        need_livelihood: one('need_level', 'S', 'OP', "Besoin : moyens d'existence / AGR", 'Need: livelihoods'),
        need_education: one('need_level', 'S', 'OP', 'Besoin : éducation / formation', 'Need: education / training', {
          visibleIf: { fact: 'ageYears', below: 25 },
        }),
        need_material: one('need_level', 'S', 'OP', 'Besoin : aide matérielle (kit de dignité, vivres, abri)', 'Need: material aid'),
        need_other_note: long('O', 'SN', 'Autres besoins', 'Other needs'),
      },
    },
    child: {
      title: { fr: "L'enfant", en: 'The child' },
      fields: {
        child_considerations: long('C', 'SN', "Points propres à l'enfant survivant", 'Considerations for the child survivor', {
          visibleIf: { fact: 'ageYears', below: 18 },
        }),
        parents_know: yesNoUnknown('C', 'SN', 'Les parents non auteurs sont-ils au courant ?', 'Do non-offending parents know?', {
          visibleIf: { fact: 'ageYears', below: 18 },
        }),
      },
    },
    summary: {
      title: { fr: 'La synthèse', en: 'Summary' },
      fields: {
        key_points: long('S', 'SN', 'Synthèse', 'Summary', {
          help: {
            fr: 'Deux ou trois phrases : ce qui presse, ce que la personne a choisi.',
            en: 'Two or three sentences: what is pressing, what the person has chosen.',
          },
        }),
        safety_plan_needed: yesNo('S', 'OP', 'Plan de sécurité nécessaire', 'Safety plan needed', {
          initial: { fact: 'safetyPlanSuggested' },
          help: {
            fr: "Proposé « oui » quand l'auteur est un partenaire, quand le risque est moyen ou élevé, pour un enfant ou devant des idées suicidaires.",
            en: 'Proposed “yes” with an intimate partner, at medium or high risk, for a child or with suicidal thoughts.',
          },
        }),
        time_spent: one('time_spent', 'O', 'OP', 'Temps passé', 'Time spent'),
        assessment_complete: calc({ type: 'yn' }, '—', 'OP', 'Évaluation terminée', 'Assessment complete'),
      },
    },
  },
});
