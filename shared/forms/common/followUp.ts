import { defineForm } from '../define.ts';
import { calc, date, long, many, one, yesNo, yesNoUnknown } from '../questions.ts';

/** Follow-up (reference §3.15 and §3.29). */
export const followUp = defineForm({
  id: 'follow_up',
  title: { fr: 'Suivi', en: 'Follow-up' },
  reference: '3.15',
  oneScreen: true,
  sections: {
    contact: {
      title: { fr: 'Le contact', en: 'The contact' },
      fields: {
        fu_due: date('R', 'OP', 'Suivi prévu le', 'Follow-up due'),
        fu_type: one('followup_type', 'R', 'RD', 'Type de suivi', 'Type of follow-up'),
        fu_date: date('S', 'OP', 'Suivi réalisé le', 'Follow-up done on', { notAfter: [{ fact: 'today' }] }),
        fu_mode: one('followup_mode', 'S', 'OP', 'Mode', 'Mode', {
          help: { fr: 'Seulement un moyen que la personne a accepté.', en: 'Only a channel the person accepted.' },
        }),
        fu_outcome: one('followup_outcome', 'S', 'OP', 'Résultat', 'Outcome', {
          help: {
            fr: 'Une tentative sans résultat compte comme tentative et ne remet pas le délai à zéro.',
            en: 'A failed attempt counts as an attempt and does not reset the interval.',
          },
        }),
        fu_not_seen_reason: one('not_seen_reason', 'C', 'OP', 'Raison', 'Reason', { visibleIf: { field: 'fu_outcome', is: 'not_seen' } }),
        fu_attempt_no: calc({ type: 'int' }, '—', 'OP', 'Tentative n°', 'Attempt number'),
      },
    },
    child: {
      title: { fr: "L'enfant", en: 'The child' },
      fields: {
        fu_child_seen: yesNo('S', 'OP', 'Enfant vu·e', 'Child seen', {
          visibleIf: { fact: 'programme', anyOf: ['cp', 'gbv_cp'] },
          checks: [
            {
              when: {
                all: [
                  { field: 'fu_type', anyOf: ['in_care', 'after_reunification'] },
                  { field: 'fu_child_seen', isNot: 'yes' },
                ],
              },
              level: 'warning',
              at: 'finish',
              message: {
                fr: "L'enfant n'a pas été vu : ce suivi ne compte pas comme fait.",
                en: 'The child was not seen: this follow-up does not count as done.',
              },
            },
          ],
        }),
        fu_seen_alone: yesNo('C', 'OP', 'Vu·e seul·e', 'Seen alone', {
          help: { fr: "Un moment sans la personne qui s'occupe de l'enfant.", en: 'A moment without the caregiver.' },
          visibleIf: { field: 'fu_child_seen', is: 'yes' },
        }),
        fu_wellbeing: one('wellbeing', 'S', 'OP', "Bien-être de l'enfant", "Child's well-being", {
          visibleIf: { field: 'fu_child_seen', is: 'yes' },
        }),
        fu_care_ok: one('care_quality', 'S', 'OP', 'Qualité de la prise en charge', 'Quality of care', {
          visibleIf: { fact: 'programme', anyOf: ['cp', 'gbv_cp'] },
        }),
        fu_school: yesNoUnknown('S', 'RD', "Va à l'école ou en formation", 'Attends school or training', {
          visibleIf: { fact: 'programme', anyOf: ['cp', 'gbv_cp'] },
        }),
        fu_concern: one('protection_concern', 'O', 'OP', 'Problème suivi', 'Concern followed', {
          visibleIf: { fact: 'programme', anyOf: ['cp', 'gbv_cp'] },
        }),
        fu_reintegration: one('reintegration_status', 'C', 'RD', 'Réintégration', 'Reintegration', {
          visibleIf: {
            all: [
              { fact: 'programme', anyOf: ['cp', 'gbv_cp'] },
              { fact: 'reintegrationFollowed', is: 'yes' },
            ],
          },
        }),
      },
    },
    situation: {
      title: { fr: 'La situation', en: 'The situation' },
      fields: {
        fu_new_needs: yesNo('S', 'OP', 'Nouveaux besoins', 'New needs', { visibleIf: { field: 'fu_outcome', is: 'seen' } }),
        fu_needs_met: one('needs_met', 'S', 'OP', 'Les actions ont-elles répondu aux besoins ?', 'Did the actions meet the needs?', {
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        fu_new_incident: yesNo('S', 'OP', 'Nouvel incident', 'New incident', {
          help: {
            fr: "Oui : une nouvelle fiche d'incident sera proposée. Ne la racontez pas ici.",
            en: 'Yes: a new incident form will be proposed. Do not tell it here.',
          },
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        fu_risk_changed: yesNo('S', 'OP', 'Niveau de risque changé', 'Risk level changed', {
          help: { fr: 'Oui : une nouvelle évaluation du risque sera proposée.', en: 'Yes: a new risk assessment will be proposed.' },
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        fu_services_given: many(
          'service_category',
          'O',
          'RD',
          'Services fournis par le centre pendant ce suivi',
          'Services given by the centre at this contact',
          { visibleIf: { field: 'fu_outcome', is: 'seen' } },
        ),
      },
    },
    progress: {
      title: { fr: 'Les progrès', en: 'Progress' },
      fields: {
        prog_safety: one('goal_progress', 'S', 'OP', 'Progrès : sécurité', 'Progress: safety', {
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        prog_health: one('goal_progress', 'S', 'OP', 'Progrès : santé', 'Progress: health', {
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        prog_psychosocial: one('goal_progress', 'S', 'OP', 'Progrès : psychosocial', 'Progress: psychosocial', {
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        prog_legal: one('goal_progress', 'S', 'OP', 'Progrès : juridique', 'Progress: legal', {
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
        prog_other: one('goal_progress', 'O', 'OP', 'Progrès : autres objectifs', 'Progress: other goals', {
          visibleIf: { field: 'fu_outcome', is: 'seen' },
        }),
      },
    },
    next: {
      title: { fr: 'La suite', en: 'What comes next' },
      fields: {
        fu_next: yesNo('S', 'OP', 'Autre suivi nécessaire', 'Another follow-up needed'),
        fu_next_date: date('C', 'OP', 'Prochain suivi', 'Next follow-up', {
          help: { fr: "Plus tôt est possible, plus tard ne l'est pas.", en: 'Earlier is possible, later is not.' },
          visibleIf: { field: 'fu_next', is: 'yes' },
          notBefore: [{ field: 'fu_date' }],
          notAfter: [{ fact: 'latestNextFollowUp' }],
        }),
        fu_recommend_closure: yesNo('C', 'OP', 'Clôture proposée', 'Closure recommended', { visibleIf: { field: 'fu_next', is: 'no' } }),
        fu_note: long('O', 'SN', 'Note', 'Note'),
      },
    },
  },
});
