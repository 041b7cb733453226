import { defineForm } from '../define.ts';
import { GIVERS } from './consentGivers.ts';

/** Introduction and consent to services (reference §3.1). */
export const consentService = defineForm({
  id: 'consent_service',
  title: { fr: 'Accueil et consentement aux services', en: 'Introduction and consent to services' },
  reference: '3.1',
  sections: {
    interview: {
      title: { fr: "L'entretien", en: 'The interview' },
      fields: {
        consent_datetime: {
          type: 'datetime',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Date et heure de l'entretien", en: 'Date and time of the interview' },
          notAfter: [{ fact: 'now' }],
        },
        staff_code: {
          type: 'code',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Code du ou de la gestionnaire de cas', en: 'Caseworker code' },
          source: 'account',
        },
        site_id: {
          type: 'ref',
          to: 'site',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Centre d'écoute", en: 'Listening centre' },
          source: 'account',
        },
        interview_language: {
          type: 'one',
          list: 'language',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Langue de l'entretien", en: 'Language of the interview' },
        },
        interpreter_used: {
          type: 'yn',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Interprète présent·e', en: 'Interpreter present' },
          help: {
            fr: 'Jamais un membre de la famille, sauf si la personne insiste.',
            en: 'Never a family member, unless the person insists.',
          },
        },
        interpreter_pledge: {
          type: 'yn',
          required: 'C',
          privacy: 'OP',
          label: { fr: "L'interprète a signé l'engagement de confidentialité", en: 'Interpreter signed the confidentiality pledge' },
          visibleIf: { field: 'interpreter_used', is: 'yes' },
          checks: [
            {
              when: { field: 'interpreter_pledge', isNot: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: "Sans engagement signé, l'interprète ne peut pas rester. Faites signer l'engagement ou poursuivez sans interprète.",
                en: 'Without a signed pledge the interpreter cannot stay. Have the pledge signed, or go on without an interpreter.',
              },
            },
          ],
        },
        persons_present: {
          type: 'many',
          list: 'person_present',
          required: 'O',
          privacy: 'QI',
          label: { fr: 'Autres personnes présentes', en: 'Other persons present' },
          alone: ['none'],
          checks: [
            {
              when: {
                any: [
                  { field: 'persons_present', includes: 'caregiver' },
                  { field: 'persons_present', includes: 'family' },
                ],
              },
              level: 'warning',
              at: 'finish',
              message: {
                fr: "Une personne proche est présente. Si elle peut être l'auteur·e des faits, proposez un entretien seul à seule.",
                en: 'Someone close is present. If that person may be the perpetrator, offer a conversation alone.',
              },
            },
          ],
        },
      },
    },
    explained: {
      title: { fr: 'Ce qui a été expliqué', en: 'What was explained' },
      fields: {
        info_confidentiality: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'La confidentialité a été expliquée', en: 'Confidentiality was explained' },
          checks: [
            {
              when: { field: 'info_confidentiality', isNot: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: 'Cette explication vient avant toute autre question. Donnez-la, puis cochez Oui.',
                en: 'This explanation comes before any other question. Give it, then tick Yes.',
              },
            },
          ],
        },
        info_limits: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: {
            fr: 'Les limites de la confidentialité ont été expliquées (danger grave, obligation légale, exploitation et abus par le personnel humanitaire)',
            en: 'Limits of confidentiality were explained',
          },
          help: {
            fr: "Dites-le avant d'écouter le récit : danger grave, obligation légale, exploitation ou abus par du personnel humanitaire.",
            en: 'Say it before listening to the account: serious danger, legal duty, exploitation or abuse by aid staff.',
          },
          checks: [
            {
              when: { field: 'info_limits', isNot: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: 'Cette explication vient avant toute autre question. Donnez-la, puis cochez Oui.',
                en: 'This explanation comes before any other question. Give it, then tick Yes.',
              },
            },
          ],
        },
        info_rights: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: {
            fr: "Le droit de refuser, d'arrêter, de ne pas répondre a été expliqué",
            en: 'Right to refuse, stop or not answer was explained',
          },
          checks: [
            {
              when: { field: 'info_rights', isNot: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: 'Cette explication vient avant toute autre question. Donnez-la, puis cochez Oui.',
                en: 'This explanation comes before any other question. Give it, then tick Yes.',
              },
            },
          ],
        },
        info_services: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Les services disponibles ont été expliqués', en: 'Available services were explained' },
        },
        info_storage: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'La manière de conserver les informations a été expliquée', en: 'How information is kept was explained' },
        },
        mandatory_reporting_applies: {
          type: 'yn',
          required: 'S',
          privacy: 'OP',
          label: { fr: "Une obligation légale de signalement s'applique", en: 'A mandatory reporting duty applies' },
          initial: { fact: 'mandatoryReporting' },
        },
        mandatory_reporting_told: {
          type: 'yn',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'La personne a été informée avant tout signalement', en: 'Person was informed before any report' },
          visibleIf: { field: 'mandatory_reporting_applies', is: 'yes' },
          checks: [
            {
              when: { field: 'mandatory_reporting_told', isNot: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: 'La personne doit être informée avant tout signalement.',
                en: 'The person must be informed before any report.',
              },
            },
          ],
        },
      },
    },
    giver: {
      title: { fr: 'Qui consent', en: 'Who consents' },
      fields: {
        consent_age_band: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: "Tranche d'âge pour le consentement", en: 'Age band for consent' },
          of: { type: 'one', list: 'consent_age_band' },
        },
        child_agreement: {
          type: 'one',
          list: 'child_agreement',
          required: 'C',
          privacy: 'OP',
          label: { fr: "Accord de l'enfant", en: "Child's agreement" },
          help: {
            fr: 'Pour un enfant de moins de 6 ans, expliquez simplement et choisissez « Trop jeune ».',
            en: 'For a child under 6, explain simply and choose “Too young”.',
          },
          visibleIf: { fact: 'ageYears', below: 18 },
          offered: {
            consent_written: { fact: 'ageYears', atLeast: 12 },
            assent_written: { fact: 'ageYears', atLeast: 6 },
            assent_oral: { fact: 'ageYears', atLeast: 6 },
            too_young: { fact: 'ageYears', below: 6 },
          },
        },
        caregiver_agreement: {
          type: 'one',
          list: 'caregiver_agreement',
          required: 'C',
          privacy: 'OP',
          label: { fr: "Accord de la personne qui s'occupe de l'enfant", en: "Caregiver's agreement" },
          help: {
            fr: "De 15 à 17 ans, cette personne n'est contactée qu'avec la permission de l'enfant.",
            en: "From 15 to 17 years, this person is contacted only with the child's permission.",
          },
          visibleIf: { fact: 'ageYears', below: 18 },
        },
        caregiver_not_asked_reason: {
          type: 'one',
          list: 'caregiver_not_asked_reason',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Raison de ne pas solliciter cette personne', en: 'Reason not to ask the caregiver' },
          visibleIf: { field: 'caregiver_agreement', is: 'not_asked' },
        },
        consent_giver: {
          type: 'one',
          list: 'consent_giver',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Qui donne le consentement', en: 'Who gives consent' },
          help: {
            fr: "Les choix dépendent de l'âge. Si la personne qui s'occupe de l'enfant est l'auteur·e présumé·e, un autre adulte de confiance consent.",
            en: 'The choices depend on the age. If the caregiver is the alleged perpetrator, another trusted adult consents.',
          },
          offered: {
            ...GIVERS,
            caregiver: { all: [GIVERS.caregiver, { not: { field: 'caregiver_not_asked_reason', is: 'perpetrator' } }] },
            legal_guardian: { all: [GIVERS.legal_guardian, { not: { field: 'caregiver_not_asked_reason', is: 'perpetrator' } }] },
          },
        },
        trusted_adult_link: {
          type: 'one',
          list: 'family_relation',
          required: 'C',
          privacy: 'QI',
          label: { fr: "Lien de l'adulte de confiance avec l'enfant", en: 'Relation of the trusted adult to the child' },
          visibleIf: { field: 'consent_giver', is: 'trusted_adult' },
        },
        child_maturity: {
          type: 'one',
          list: 'maturity',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Maturité appréciée', en: 'Assessed maturity' },
          visibleIf: {
            all: [
              { fact: 'ageYears', atLeast: 12 },
              { fact: 'ageYears', below: 18 },
              { field: 'caregiver_agreement', anyOf: ['refused', 'not_asked', 'absent'] },
            ],
          },
        },
      },
    },
    services: {
      title: { fr: "L'accompagnement", en: 'Case management' },
      fields: {
        consent_services: {
          type: 'yn',
          required: 'R',
          privacy: 'OP',
          label: { fr: "La personne accepte l'accompagnement", en: 'The person accepts case management' },
          help: {
            fr: 'Un refus ne ferme jamais la porte : la personne peut revenir quand elle le souhaite.',
            en: 'A refusal never closes the door: the person can come back whenever she or he wishes.',
          },
        },
        refusal_reason: {
          type: 'one',
          list: 'refusal_reason',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Raison du refus (si la personne souhaite la donner)', en: 'Reason for refusal' },
          help: { fr: 'Ne la demandez pas avec insistance. Elle peut rester vide.', en: 'Do not press for it. It may stay blank.' },
          visibleIf: { field: 'consent_services', is: 'no' },
        },
        best_interest_override: {
          type: 'yn',
          required: 'O',
          privacy: 'OP',
          label: {
            fr: "Poursuite sans consentement dans l'intérêt supérieur de l'enfant",
            en: "Proceeding without consent in the child's best interests",
          },
          help: {
            fr: "Seulement pour un enfant en danger immédiat, ou quand aucun consentement sûr n'est possible.",
            en: 'Only for a child in immediate danger, or when no safe consent is possible.',
          },
          visibleIf: {
            all: [
              { fact: 'ageYears', below: 18 },
              {
                any: [
                  { field: 'consent_services', is: 'no' },
                  { field: 'child_agreement', anyOf: ['refused', 'unable'] },
                  { field: 'caregiver_agreement', anyOf: ['refused', 'absent'] },
                ],
              },
            ],
          },
        },
        best_interest_override_reason: {
          type: 'long',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Justification', en: 'Justification' },
          visibleIf: { field: 'best_interest_override', is: 'yes' },
        },
        consent_mode: {
          type: 'one',
          list: 'consent_mode',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Forme du consentement', en: 'Form of consent' },
          visibleIf: { field: 'consent_services', is: 'yes' },
        },
        consent_document: {
          type: 'file',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Formulaire signé (numérisé)', en: 'Signed form (scan)' },
        },
      },
    },
    others: {
      title: { fr: 'Les autres accords', en: 'The other agreements' },
      fields: {
        consent_reporting: {
          type: 'yn',
          required: 'R',
          privacy: 'OP',
          label: {
            fr: "Accepte l'utilisation d'informations non identifiables pour les rapports statistiques",
            en: 'Agrees that non-identifiable information is used in reports',
          },
          help: {
            fr: "Un refus n'enlève aucun service : l'incident reste au centre et n'est compté nulle part.",
            en: 'A refusal takes no service away: the incident stays at the centre and is counted nowhere.',
          },
          visibleIf: {
            any: [
              { field: 'consent_services', is: 'yes' },
              { field: 'best_interest_override', is: 'yes' },
            ],
          },
        },
        consent_contact: {
          type: 'yn',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Accepte d'être recontactée", en: 'Agrees to be contacted again' },
          help: {
            fr: 'Si la personne refuse, les suivis se font seulement au centre.',
            en: 'If the person refuses, follow-ups take place only at the centre.',
          },
          visibleIf: {
            any: [
              { field: 'consent_services', is: 'yes' },
              { field: 'best_interest_override', is: 'yes' },
            ],
          },
        },
        consent_tracing: {
          type: 'yn',
          required: 'C',
          privacy: 'OP',
          label: {
            fr: 'Accepte que des informations servent à la recherche familiale',
            en: 'Agrees to use of information for family tracing',
          },
          visibleIf: { fact: 'uascStatus', isNot: 'no' },
        },
        consent_photo: {
          type: 'yn',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Accepte une photo (recherche familiale seulement)', en: 'Agrees to a photo (tracing only)' },
          help: {
            fr: 'Seulement pour la recherche familiale, jamais pour une violence basée sur le genre.',
            en: 'For family tracing only, never for gender-based violence.',
          },
          visibleIf: { field: 'consent_tracing', is: 'yes' },
        },
        consent_mrm: {
          type: 'yn',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Accepte le partage anonymisé avec le MRM', en: 'Agrees to sharing with the MRM' },
          visibleIf: { fact: 'mrmFlagOpened', is: 'yes' },
        },
      },
    },
    withdrawal: {
      title: { fr: 'Retrait du consentement', en: 'Withdrawal of consent' },
      fields: {
        withdrawn_on: {
          type: 'date',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Consentement retiré le', en: 'Consent withdrawn on' },
          help: {
            fr: "Le retrait vaut pour l'avenir et annule les référencements non envoyés.",
            en: 'Withdrawal holds for the future and cancels referrals that were not sent.',
          },
          notAfter: [{ fact: 'today' }],
        },
        withdrawn_scope: {
          type: 'many',
          list: 'consent_scope',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Portée du retrait', en: 'Scope of withdrawal' },
          visibleIf: { field: 'withdrawn_on', answered: true },
          alone: ['all'],
        },
      },
    },
  },
});
