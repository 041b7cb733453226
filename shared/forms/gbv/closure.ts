import { defineForm } from '../define.ts';
import { date, long, many, one, yesNo } from '../questions.ts';

/** Case closure (reference §3.16). */
export const closureGbv = defineForm({
  id: 'closure_gbv',
  title: { fr: 'Clôture', en: 'Case closure' },
  reference: '3.16',
  sections: {
    reason: {
      title: { fr: 'Le motif', en: 'The reason' },
      fields: {
        closure_date: date('S', 'QI→RD (month)', 'Date de clôture', 'Closure date', {
          notBefore: [{ fact: 'registrationDate' }, { fact: 'lastFollowUp' }],
          notAfter: [{ fact: 'today' }],
        }),
        closure_reason: one('closure_reason', 'S', 'RD', 'Motif principal', 'Main reason', {
          help: { fr: 'Les vérifications demandées dépendent du motif.', en: 'The checks asked for depend on the reason.' },
        }),
        unmet_needs: many('need_domain', 'O', 'RD', 'Besoins non satisfaits', 'Unmet needs', {
          help: { fr: 'Ce qui a manqué ici sert à plaider pour des services.', en: 'What was missing here helps to argue for services.' },
          visibleIf: { field: 'closure_reason', noneOf: ['death', 'duplicate'] },
        }),
      },
    },
    checklist: {
      title: { fr: 'Les vérifications', en: 'Checklist' },
      fields: {
        chk_needs_met: yesNo('S', 'OP', 'Besoins satisfaits dans la mesure du possible', 'Needs met as far as possible', {
          visibleIf: {
            field: 'closure_reason',
            noneOf: ['client_request', 'no_contact', 'left_area', 'transferred', 'not_eligible', 'death', 'duplicate'],
          },
        }),
        chk_plan_complete: yesNo('S', 'OP', "Plan d'action réalisé", 'Action plan completed', {
          visibleIf: {
            field: 'closure_reason',
            noneOf: ['client_request', 'no_contact', 'left_area', 'transferred', 'not_eligible', 'death', 'duplicate'],
          },
        }),
        chk_safety_plan: one('yes_no_na', 'S', 'OP', 'Plan de sécurité revu et en place', 'Safety plan reviewed and in place', {
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'transferred', 'not_eligible', 'death', 'duplicate'] },
        }),
        chk_no_contact: one(
          'yes_no_na',
          'S',
          'OP',
          'Aucun contact depuis plus de 30 jours malgré 3 tentatives',
          'No contact for > 30 days despite 3 attempts',
          {
            help: {
              fr: 'Trois tentatives, trois jours différents, sur 30 jours au moins, par des moyens acceptés.',
              en: 'Three attempts on three different days, over at least 30 days, by accepted channels.',
            },
            visibleIf: { field: 'closure_reason', is: 'no_contact' },
          },
        ),
        chk_transfer_done: one(
          'yes_no_na',
          'C',
          'OP',
          "Transfert accepté par la structure d'accueil",
          'Transfer accepted by the receiving structure',
          { visibleIf: { field: 'closure_reason', is: 'transferred' } },
        ),
        chk_agreed: yesNo('S', 'OP', 'Clôture convenue avec la personne', 'Closure agreed with the person', {
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'death', 'duplicate'] },
        }),
        chk_can_return: yesNo('S', 'OP', "Personne informée qu'elle peut revenir à tout moment", 'Person told she/he can return any time', {
          help: { fr: 'Un dossier clôturé se rouvre à tout moment.', en: 'A closed case can be reopened at any time.' },
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'death', 'duplicate'] },
        }),
        chk_feedback_offered: yesNo('S', 'OP', 'Enquête de satisfaction proposée', 'Feedback survey offered', {
          help: { fr: "Proposée par quelqu'un d'autre que vous.", en: 'Offered by someone other than you.' },
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'death', 'duplicate'] },
        }),
        chk_files_secured: yesNo('S', 'OP', 'Documents papier sécurisés ou détruits', 'Paper documents secured or destroyed'),
      },
    },
    summary: {
      title: { fr: 'Le bilan et la décision', en: 'Summary and decision' },
      fields: {
        closure_note: long('O', 'SN', 'Bilan', 'Closing summary'),
        closure_approval: one('approval_status', '—', 'OP', 'Décision de la supervision', "Supervisor's decision", {
          source: 'supervision',
        }),
        closure_approval_note: long('C', 'SN', 'Commentaire', 'Comment', {
          visibleIf: { field: 'closure_approval', is: 'rejected' },
          source: 'supervision',
        }),
        reopen_reason: one('reopen_reason', 'C', 'OP', 'Motif de réouverture', 'Reason for reopening', {
          visibleIf: { fact: 'reopening', is: 'yes' },
        }),
      },
    },
  },
});
