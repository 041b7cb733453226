import { defineForm } from '../define.ts';

/** GBV assessment (reference §3.9): the coded need of each domain finishes the step; what is told stays optional. */
export const assessmentGbv = defineForm({
  id: 'assessment_gbv',
  title: { fr: 'Évaluation des besoins', en: 'Needs assessment' },
  reference: '3.9',
  appliesIf: { fact: 'programme', anyOf: ['gbv', 'gbv_cp'] },
  sections: {
    request: {
      title: { fr: 'La demande', en: 'The request' },
      fields: {
        assessment_date: {
          type: 'date',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Date de l'évaluation", en: 'Assessment date' },
          initial: { fact: 'today', days: 0 },
          notBefore: [{ fact: 'registrationDate' }],
          notAfter: [{ fact: 'today' }],
        },
        assessment_kind: {
          type: 'one',
          list: 'assessment_kind',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Initiale / réévaluation', en: 'Initial / reassessment' },
          initial: 'initial',
        },
        presenting_problem: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Ce que la personne demande, dans ses mots', en: 'What the person asks for, in her/his words' },
          help: {
            fr: "Ce qu'elle veut, pas ce qui s'est passé : le récit a sa place dans l'incident, une seule fois.",
            en: 'What she wants, not what happened: the account has its place in the incident, once.',
          },
        },
        profile_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Profil et contexte de vie', en: 'Profile and background' },
        },
        family_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Situation familiale et logement', en: 'Family and living situation' },
        },
      },
    },
    safety: {
      title: { fr: 'La sécurité', en: 'Safety' },
      fields: {
        need_safety: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : sécurité', en: 'Need: safety' },
        },
        feels_safe_home: {
          type: 'one',
          list: 'safety_scale',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Sentiment de sécurité au domicile (1–5)', en: 'Feels safe at home (1–5)' },
        },
        need_safety_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Sécurité : précisions', en: 'Safety: details' },
        },
      },
    },
    health: {
      title: { fr: 'La santé', en: 'Health' },
      fields: {
        health_signs: {
          type: 'many',
          list: 'health_sign',
          required: 'O',
          privacy: 'SN',
          label: { fr: "Signes d'alerte", en: 'Warning signs' },
          alone: ['none'],
          help: { fr: "Un seul signe suffit : orientez vers la santé aujourd'hui.", en: 'One sign is enough: refer to health care today.' },
        },
        need_health: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : santé', en: 'Need: health' },
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
        },
        need_health_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Santé : précisions', en: 'Health: details' },
        },
      },
    },
    psychosocial: {
      title: { fr: 'Le moral', en: 'Psychosocial' },
      fields: {
        psychosocial_signs: {
          type: 'many',
          list: 'psychosocial_sign',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'État émotionnel observé ou rapporté', en: 'Emotional state observed or reported' },
          alone: ['none'],
        },
        suicide_thoughts: {
          type: 'ynu',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Idées suicidaires exprimées', en: 'Suicidal thoughts expressed' },
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
        },
        need_psychosocial: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : psychosocial', en: 'Need: psychosocial' },
        },
        supports_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Soutiens, forces, foi, ressources', en: 'Supports, strengths, faith, resources' },
        },
      },
    },
    rights: {
      title: { fr: 'Le droit et les papiers', en: 'Legal and documents' },
      fields: {
        need_legal: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : juridique / judiciaire', en: 'Need: legal / justice' },
        },
        need_legal_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Juridique : précisions', en: 'Legal: details' },
        },
        need_documents: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : état civil / documents', en: 'Need: civil documents' },
        },
      },
    },
    living: {
      title: { fr: 'Le logement et les moyens de vivre', en: 'Shelter and livelihood' },
      fields: {
        need_shelter: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : hébergement sûr', en: 'Need: safe shelter' },
        },
        need_livelihood: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: "Besoin : moyens d'existence / AGR", en: 'Need: livelihoods' },
        },
        need_education: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : éducation / formation', en: 'Need: education / training' },
          visibleIf: { fact: 'ageYears', below: 25 },
        },
        need_material: {
          type: 'one',
          list: 'need_level',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoin : aide matérielle (kit de dignité, vivres, abri)', en: 'Need: material aid' },
        },
        need_other_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Autres besoins', en: 'Other needs' },
        },
      },
    },
    child: {
      title: { fr: "L'enfant", en: 'The child' },
      fields: {
        child_considerations: {
          type: 'long',
          required: 'C',
          privacy: 'SN',
          label: { fr: "Points propres à l'enfant survivant", en: 'Considerations for the child survivor' },
          visibleIf: { fact: 'ageYears', below: 18 },
        },
        parents_know: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Les parents non auteurs sont-ils au courant ?', en: 'Do non-offending parents know?' },
          visibleIf: { fact: 'ageYears', below: 18 },
        },
      },
    },
    summary: {
      title: { fr: 'La synthèse', en: 'Summary' },
      fields: {
        key_points: {
          type: 'long',
          required: 'S',
          privacy: 'SN',
          label: { fr: 'Synthèse', en: 'Summary' },
          help: {
            fr: 'Deux ou trois phrases : ce qui presse, ce que la personne a choisi.',
            en: 'Two or three sentences: what is pressing, what the person has chosen.',
          },
        },
        safety_plan_needed: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Plan de sécurité nécessaire', en: 'Safety plan needed' },
          initial: { fact: 'safetyPlanSuggested' },
          help: {
            fr: "Proposé « oui » quand l'auteur est un partenaire, quand le risque est moyen ou élevé, pour un enfant ou devant des idées suicidaires.",
            en: 'Proposed “yes” with an intimate partner, at medium or high risk, for a child or with suicidal thoughts.',
          },
        },
        time_spent: {
          type: 'one',
          list: 'time_spent',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Temps passé', en: 'Time spent' },
        },
        assessment_complete: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Évaluation terminée', en: 'Assessment complete' },
          of: { type: 'yn' },
        },
      },
    },
  },
});
