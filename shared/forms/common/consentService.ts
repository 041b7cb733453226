import { defineForm } from '../define.ts';
import { calc, code, date, datetime, file, long, many, one, ref, yesNo, yesNoUnknown } from '../questions.ts';
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
        consent_datetime: datetime('R', 'OP', "Date et heure de l'entretien", 'Date and time of the interview', {
          notAfter: [{ fact: 'now' }],
        }),
        staff_code: code('R', 'OP', 'Code du ou de la gestionnaire de cas', 'Caseworker code', { source: 'account' }),
        site_id: ref('site', 'R', 'OP', "Centre d'écoute", 'Listening centre', { source: 'account' }),
        interview_language: one('language', 'R', 'OP', "Langue de l'entretien", 'Language of the interview'),
        interpreter_used: yesNo('R', 'OP', 'Interprète présent·e', 'Interpreter present', {
          help: {
            fr: 'Jamais un membre de la famille, sauf si la personne insiste.',
            en: 'Never a family member, unless the person insists.',
          },
        }),
        interpreter_pledge: yesNo(
          'C',
          'OP',
          "L'interprète a signé l'engagement de confidentialité",
          'Interpreter signed the confidentiality pledge',
          {
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
        ),
        persons_present: many('person_present', 'O', 'QI', 'Autres personnes présentes', 'Other persons present', {
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
        }),
      },
    },
    explained: {
      title: { fr: 'Ce qui a été expliqué', en: 'What was explained' },
      fields: {
        info_confidentiality: yesNo('S', 'OP', 'La confidentialité a été expliquée', 'Confidentiality was explained', {
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
        }),
        info_limits: yesNo(
          'S',
          'OP',
          'Les limites de la confidentialité ont été expliquées (danger grave, obligation légale, exploitation et abus par le personnel humanitaire)',
          'Limits of confidentiality were explained',
          {
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
        ),
        info_rights: yesNo(
          'S',
          'OP',
          "Le droit de refuser, d'arrêter, de ne pas répondre a été expliqué",
          'Right to refuse, stop or not answer was explained',
          {
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
        ),
        info_services: yesNo('S', 'OP', 'Les services disponibles ont été expliqués', 'Available services were explained'),
        info_storage: yesNo('S', 'OP', 'La manière de conserver les informations a été expliquée', 'How information is kept was explained'),
        mandatory_reporting_applies: yesNo(
          'S',
          'OP',
          "Une obligation légale de signalement s'applique",
          'A mandatory reporting duty applies',
          { initial: { fact: 'mandatoryReporting' } },
        ),
        mandatory_reporting_told: yesNo(
          'C',
          'OP',
          'La personne a été informée avant tout signalement',
          'Person was informed before any report',
          {
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
        ),
      },
    },
    giver: {
      title: { fr: 'Qui consent', en: 'Who consents' },
      fields: {
        consent_age_band: calc(
          { type: 'one', list: 'consent_age_band' },
          '—',
          'OP',
          "Tranche d'âge pour le consentement",
          'Age band for consent',
        ),
        child_agreement: one('child_agreement', 'C', 'OP', "Accord de l'enfant", "Child's agreement", {
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
        }),
        caregiver_agreement: one(
          'caregiver_agreement',
          'C',
          'OP',
          "Accord de la personne qui s'occupe de l'enfant",
          "Caregiver's agreement",
          {
            help: {
              fr: "De 15 à 17 ans, cette personne n'est contactée qu'avec la permission de l'enfant.",
              en: "From 15 to 17 years, this person is contacted only with the child's permission.",
            },
            visibleIf: { fact: 'ageYears', below: 18 },
          },
        ),
        caregiver_not_asked_reason: one(
          'caregiver_not_asked_reason',
          'C',
          'OP',
          'Raison de ne pas solliciter cette personne',
          'Reason not to ask the caregiver',
          { visibleIf: { field: 'caregiver_agreement', is: 'not_asked' } },
        ),
        consent_giver: one('consent_giver', 'R', 'OP', 'Qui donne le consentement', 'Who gives consent', {
          help: {
            fr: "Les choix dépendent de l'âge. Si la personne qui s'occupe de l'enfant est l'auteur·e présumé·e, un autre adulte de confiance consent.",
            en: 'The choices depend on the age. If the caregiver is the alleged perpetrator, another trusted adult consents.',
          },
          offered: {
            ...GIVERS,
            caregiver: { all: [GIVERS.caregiver, { not: { field: 'caregiver_not_asked_reason', is: 'perpetrator' } }] },
            legal_guardian: { all: [GIVERS.legal_guardian, { not: { field: 'caregiver_not_asked_reason', is: 'perpetrator' } }] },
          },
        }),
        trusted_adult_link: one(
          'family_relation',
          'C',
          'QI',
          "Lien de l'adulte de confiance avec l'enfant",
          'Relation of the trusted adult to the child',
          { visibleIf: { field: 'consent_giver', is: 'trusted_adult' } },
        ),
        giver_armed: yesNoUnknown(
          'O',
          'QI',
          "La personne qui consent fait partie d'une force armée ou d'un groupe armé",
          'The person who consents belongs to an armed force or group',
          {
            help: {
              fr: 'Ne posez la question que sans danger. Si oui, la supervision valide d’abord, comme pour un maître coranique ou un employeur.',
              en: 'Ask only where it is safe. If so, the supervisor validates first, as for a Koranic master or an employer.',
            },
            visibleIf: {
              all: [
                { fact: 'ageYears', below: 18 },
                { field: 'consent_giver', anyOf: ['caregiver', 'legal_guardian', 'trusted_adult'] },
              ],
            },
          },
        ),
        child_maturity: one('maturity', 'C', 'OP', 'Maturité appréciée', 'Assessed maturity', {
          visibleIf: {
            all: [
              { fact: 'ageYears', atLeast: 12 },
              { fact: 'ageYears', below: 18 },
              { field: 'caregiver_agreement', anyOf: ['refused', 'not_asked', 'absent'] },
            ],
          },
        }),
      },
    },
    services: {
      title: { fr: "L'accompagnement", en: 'Case management' },
      fields: {
        consent_services: yesNo('R', 'OP', "La personne accepte l'accompagnement", 'The person accepts case management', {
          help: {
            fr: 'Un refus ne ferme jamais la porte : la personne peut revenir quand elle le souhaite.',
            en: 'A refusal never closes the door: the person can come back whenever she or he wishes.',
          },
        }),
        refusal_reason: one('refusal_reason', 'O', 'OP', 'Raison du refus (si la personne souhaite la donner)', 'Reason for refusal', {
          help: { fr: 'Ne la demandez pas avec insistance. Elle peut rester vide.', en: 'Do not press for it. It may stay blank.' },
          visibleIf: { field: 'consent_services', is: 'no' },
        }),
        best_interest_override: yesNo(
          'O',
          'OP',
          "Poursuite sans consentement dans l'intérêt supérieur de l'enfant",
          "Proceeding without consent in the child's best interests",
          {
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
        ),
        best_interest_override_reason: long('C', 'SN', 'Justification', 'Justification', {
          visibleIf: { field: 'best_interest_override', is: 'yes' },
        }),
        consent_mode: one('consent_mode', 'C', 'OP', 'Forme du consentement', 'Form of consent', {
          visibleIf: { field: 'consent_services', is: 'yes' },
        }),
        consent_document: file('O', 'DI', 'Formulaire signé (numérisé)', 'Signed form (scan)'),
      },
    },
    others: {
      title: { fr: 'Les autres accords', en: 'The other agreements' },
      fields: {
        consent_reporting: yesNo(
          'R',
          'OP',
          "Accepte l'utilisation d'informations non identifiables pour les rapports statistiques",
          'Agrees that non-identifiable information is used in reports',
          {
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
        ),
        consent_contact: yesNo('R', 'OP', "Accepte d'être recontactée", 'Agrees to be contacted again', {
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
        }),
        consent_tracing: yesNo(
          'C',
          'OP',
          'Accepte que des informations servent à la recherche familiale',
          'Agrees to use of information for family tracing',
          { visibleIf: { fact: 'uascStatus', isNot: 'no' } },
        ),
        consent_photo: yesNo('C', 'OP', 'Accepte une photo (recherche familiale seulement)', 'Agrees to a photo (tracing only)', {
          help: {
            fr: 'Seulement pour la recherche familiale, jamais pour une violence basée sur le genre.',
            en: 'For family tracing only, never for gender-based violence.',
          },
          visibleIf: { field: 'consent_tracing', is: 'yes' },
        }),
        consent_mrm: yesNo('C', 'OP', 'Accepte le partage anonymisé avec le MRM', 'Agrees to sharing with the MRM', {
          visibleIf: { fact: 'mrmFlagOpened', is: 'yes' },
        }),
      },
    },
    withdrawal: {
      title: { fr: 'Retrait du consentement', en: 'Withdrawal of consent' },
      fields: {
        withdrawn_on: date('O', 'OP', 'Consentement retiré le', 'Consent withdrawn on', {
          help: {
            fr: "Le retrait vaut pour l'avenir et annule les référencements non envoyés.",
            en: 'Withdrawal holds for the future and cancels referrals that were not sent.',
          },
          notAfter: [{ fact: 'today' }],
        }),
        withdrawn_scope: many('consent_scope', 'C', 'OP', 'Portée du retrait', 'Scope of withdrawal', {
          visibleIf: { field: 'withdrawn_on', answered: true },
          alone: ['all'],
        }),
      },
    },
  },
});
