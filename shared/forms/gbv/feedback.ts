import { defineForm } from '../define.ts';
import { calc, code, date, long, one } from '../questions.ts';

/** Feedback survey (reference §3.17): belongs to no case, and is asked by another person than the caseworker. */
export const feedback = defineForm({
  id: 'feedback',
  title: { fr: 'Enquête de satisfaction', en: 'Feedback survey' },
  reference: '3.17',
  sections: {
    about: {
      title: { fr: 'Qui répond', en: 'Who answers' },
      fields: {
        fb_month: date('R', 'RD', 'Mois', 'Month', { source: 'generated' }),
        fb_admin_staff: code('R', 'OP', 'Code de la personne qui administre', 'Code of the administering staff', { source: 'account' }),
        fb_respondent: one('fb_respondent', 'R', 'OP', 'Qui répond', 'Respondent'),
        fb_child_age: one('fb_child_age', 'C', 'QI', "Tranche d'âge de l'enfant", "Child's age band", {
          visibleIf: { field: 'fb_respondent', anyOf: ['adolescent', 'caregiver'] },
        }),
        fb_discovery: one(
          'discovery_method',
          'O',
          'OP',
          'Comment avez-vous connu nos services\u00a0?',
          'How did you learn about our services?',
        ),
      },
    },
    coming: {
      title: { fr: 'Venir et décider', en: 'Coming and deciding' },
      fields: {
        fb_hours_ok: one('yes_no_na', 'S', 'OP', "Les heures d'ouverture vous convenaient-elles\u00a0?", 'Were opening hours suitable?'),
        fb_comfortable: one(
          'yes_no_na',
          'S',
          'OP',
          "Vous êtes-vous senti·e à l'aise avec la personne qui vous a reçu·e\u00a0?",
          'Comfortable with the caseworker?',
        ),
        fb_same_worker: one(
          'yes_no_na',
          'S',
          'OP',
          'Avez-vous pu voir la même personne à chaque visite\u00a0?',
          'Same person at each visit?',
        ),
        fb_support_person: one(
          'yes_no_na',
          'S',
          'OP',
          'Pouviez-vous venir avec une personne de votre choix\u00a0?',
          'Could you bring a support person?',
        ),
        fb_options_told: one('yes_no_na', 'S', 'OP', 'Vous a-t-on présenté tous les choix possibles\u00a0?', 'Fully informed of options?'),
        fb_decided: one('yes_no_na', 'S', 'OP', 'Avez-vous décidé vous-même de la suite\u00a0?', 'Did you decide yourself?'),
        fb_referred: one(
          'yes_no_na',
          'S',
          'OP',
          'Vous a-t-on orienté·e ailleurs si un service manquait\u00a0?',
          'Referred elsewhere if needed?',
        ),
      },
    },
    welcome: {
      title: { fr: "L'accueil", en: 'The welcome' },
      fields: {
        fb_discreet: one('yes_no_na', 'S', 'OP', "Avez-vous pu venir sans attirer l'attention\u00a0?", 'Discreet access?'),
        fb_confidential: one(
          'yes_no_na',
          'S',
          'OP',
          'Vos informations sont-elles restées confidentielles\u00a0?',
          'Confidentiality respected?',
        ),
        fb_private: one('yes_no_na', 'S', 'OP', "L'entretien a-t-il eu lieu à l'abri des oreilles\u00a0?", 'Private interview?'),
        fb_friendly: one('yes_no_na', 'S', 'OP', 'Le personnel était-il accueillant\u00a0?', 'Friendly staff?'),
        fb_no_judgement: one('yes_no_na', 'S', 'OP', 'Sans jugement\u00a0?', 'Non-judgemental?'),
        fb_answered: one('yes_no_na', 'S', 'OP', 'A-t-on répondu à vos questions\u00a0?', 'Questions answered?'),
        fb_language: one('yes_no_na', 'S', 'OP', 'Dans une langue que vous comprenez\u00a0?', 'Understandable language?'),
        fb_time: one('yes_no_na', 'S', 'OP', 'A-t-on pris le temps de vous écouter\u00a0?', 'Enough time?'),
      },
    },
    result: {
      title: { fr: 'Le résultat', en: 'The outcome' },
      fields: {
        fb_helped: one('yes_no_na', 'S', 'OP', 'Cela vous a-t-il aidé·e\u00a0?', 'Did it help?'),
        fb_feel_better: one('yes_no_na', 'S', 'OP', 'Vous sentez-vous mieux\u00a0?', 'Do you feel better?'),
        fb_recommend: one('yes_no_na', 'S', 'OP', "Le conseilleriez-vous à quelqu'un\u00a0?", 'Would you recommend?'),
        fb_comment: long('O', 'SN', 'Suggestions', 'Suggestions', {
          help: {
            fr: 'Sans nom, sans lieu, sans rien qui dise qui parle.',
            en: 'No name, no place, nothing that tells who speaks.',
          },
        }),
        fb_score: calc({ type: 'yn' }, '—', 'RD', 'Satisfait·e', 'Satisfied'),
      },
    },
  },
});
