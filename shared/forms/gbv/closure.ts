import { defineForm } from '../define.ts';

/** Case closure (reference §3.16). */
export const closureGbv = defineForm({
  id: 'closure_gbv',
  title: { fr: 'Clôture', en: 'Case closure' },
  reference: '3.16',
  sections: {
    reason: {
      title: { fr: 'Le motif', en: 'The reason' },
      fields: {
        closure_date: {
          type: 'date',
          required: 'S',
          privacy: 'QI→RD (month)',
          label: { fr: 'Date de clôture', en: 'Closure date' },
          notBefore: [{ fact: 'registrationDate' }, { fact: 'lastFollowUp' }],
          notAfter: [{ fact: 'today' }],
        },
        closure_reason: {
          type: 'one',
          list: 'closure_reason',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Motif principal', en: 'Main reason' },
          help: { fr: 'Les vérifications demandées dépendent du motif.', en: 'The checks asked for depend on the reason.' },
        },
        unmet_needs: {
          type: 'many',
          list: 'need_domain',
          required: 'O',
          privacy: 'RD',
          label: { fr: 'Besoins non satisfaits', en: 'Unmet needs' },
          help: { fr: 'Ce qui a manqué ici sert à plaider pour des services.', en: 'What was missing here helps to argue for services.' },
          visibleIf: { field: 'closure_reason', noneOf: ['death', 'duplicate'] },
        },
      },
    },
    checklist: {
      title: { fr: 'Les vérifications', en: 'Checklist' },
      fields: {
        chk_needs_met: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Besoins satisfaits dans la mesure du possible', en: 'Needs met as far as possible' },
          visibleIf: {
            field: 'closure_reason',
            noneOf: ['client_request', 'no_contact', 'left_area', 'transferred', 'not_eligible', 'death', 'duplicate'],
          },
        },
        chk_plan_complete: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: "Plan d'action réalisé", en: 'Action plan completed' },
          visibleIf: {
            field: 'closure_reason',
            noneOf: ['client_request', 'no_contact', 'left_area', 'transferred', 'not_eligible', 'death', 'duplicate'],
          },
        },
        chk_safety_plan: {
          type: 'one',
          list: 'yes_no_na',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Plan de sécurité revu et en place', en: 'Safety plan reviewed and in place' },
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'transferred', 'not_eligible', 'death', 'duplicate'] },
        },
        chk_no_contact: {
          type: 'one',
          list: 'yes_no_na',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Aucun contact depuis plus de 30 jours malgré 3 tentatives', en: 'No contact for > 30 days despite 3 attempts' },
          help: {
            fr: 'Trois tentatives, trois jours différents, sur 30 jours au moins, par des moyens acceptés.',
            en: 'Three attempts on three different days, over at least 30 days, by accepted channels.',
          },
          visibleIf: { field: 'closure_reason', is: 'no_contact' },
        },
        chk_transfer_done: {
          type: 'one',
          list: 'yes_no_na',
          required: 'C',
          privacy: 'OP',
          label: { fr: "Transfert accepté par la structure d'accueil", en: 'Transfer accepted by the receiving structure' },
          visibleIf: { field: 'closure_reason', is: 'transferred' },
        },
        chk_agreed: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Clôture convenue avec la personne', en: 'Closure agreed with the person' },
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'death', 'duplicate'] },
        },
        chk_can_return: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: "Personne informée qu'elle peut revenir à tout moment", en: 'Person told she/he can return any time' },
          help: { fr: 'Un dossier clôturé se rouvre à tout moment.', en: 'A closed case can be reopened at any time.' },
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'death', 'duplicate'] },
        },
        chk_feedback_offered: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Enquête de satisfaction proposée', en: 'Feedback survey offered' },
          help: { fr: "Proposée par quelqu'un d'autre que vous.", en: 'Offered by someone other than you.' },
          visibleIf: { field: 'closure_reason', noneOf: ['no_contact', 'death', 'duplicate'] },
        },
        chk_files_secured: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Documents papier sécurisés ou détruits', en: 'Paper documents secured or destroyed' },
        },
      },
    },
    summary: {
      title: { fr: 'Le bilan et la décision', en: 'Summary and decision' },
      fields: {
        closure_note: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Bilan', en: 'Closing summary' },
        },
        closure_approval: {
          type: 'one',
          list: 'approval_status',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Décision de la supervision', en: "Supervisor's decision" },
          source: 'supervision',
        },
        closure_approval_note: {
          type: 'long',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Commentaire', en: 'Comment' },
          visibleIf: { field: 'closure_approval', is: 'rejected' },
          source: 'supervision',
        },
        reopen_reason: {
          type: 'one',
          list: 'reopen_reason',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Motif de réouverture', en: 'Reason for reopening' },
          visibleIf: { fact: 'reopening', is: 'yes' },
        },
      },
    },
  },
});
