import { defineForm } from '../define.ts';
import { calc, code, date, geo, int, many, one, text, yesNo, yesNoUnknown } from '../questions.ts';

/** Registration of the person (reference §3.2). */
export const registration = defineForm({
  id: 'registration',
  title: { fr: 'Enregistrement de la personne', en: 'Registration of the person' },
  reference: '3.2',
  sections: {
    file: {
      title: { fr: 'Le dossier', en: 'The file' },
      fields: {
        case_code: code('R', 'OP', 'Code du dossier', 'Case code', { source: 'generated' }),
        survivor_code: code('R', 'OP', 'Code de la personne', 'Person code', { source: 'generated' }),
        case_program: one('case_program', 'R', 'RD', 'Programme', 'Programme', {
          help: {
            fr: 'Une violence basée sur le genre subie par un enfant relève des deux programmes : un seul dossier.',
            en: 'Gender-based violence against a child belongs to both programmes: one file only.',
          },
          checks: [
            {
              when: {
                all: [
                  { field: 'case_program', is: 'gbv_cp' },
                  { field: 'age_years', atLeast: 18 },
                ],
              },
              level: 'error',
              at: 'finish',
              message: {
                fr: 'Le double programme VBG et PE est pour un enfant. Cette personne a 18 ans ou plus.',
                en: 'The double GBV and child-protection programme is for a child. This person is 18 or over.',
              },
            },
          ],
        }),
        registration_date: date('R', 'QI→RD (month)', "Date d'enregistrement", 'Registration date', { notAfter: [{ fact: 'today' }] }),
        referred_from: one('referred_from', 'R', 'RD', 'Qui a orienté la personne vers vous ?', 'Who referred the person to you?', {
          help: {
            fr: 'Si plusieurs personnes ou services ont orienté, choisissez la dernière fois.',
            en: 'If several persons or services referred, choose the most recent.',
          },
        }),
        referred_from_other: text('C', 'OP', 'Préciser', 'Specify', { visibleIf: { field: 'referred_from', is: 'other' } }),
        slip_number: text('O', 'OP', 'Numéro de la fiche de référencement d’un autre centre', 'Number of another centre’s referral slip', {
          pattern: 'slip',
          help: {
            fr: 'Tel qu’il est imprimé, R-XXXX-XXXX. L’autre centre compte déjà cette personne\u00a0: ici, elle n’est pas comptée parmi les nouvelles, et son incident sera proposé comme déjà déclaré. Rien n’est envoyé à l’autre centre.',
            en: 'As it is printed, R-XXXX-XXXX. The other centre counts this person already: here she or he is not counted among the new ones, and the incident will be proposed as reported already. Nothing is sent to the other centre.',
          },
          visibleIf: { field: 'referred_from', isNot: 'self' },
        }),
        how_heard: one('discovery_method', 'O', 'OP', 'Comment la personne a connu le centre', 'How the person learned about the centre'),
        other_case_ref: text('O', 'DI', 'Référence donnée par une autre structure', 'Reference given by another structure'),
        duplicate_checked: yesNo('R', 'OP', 'Vérification des doublons faite', 'Duplicate check done', {
          help: {
            fr: 'Recherche locale par code, nom, âge et cercle. Elle ne quitte pas ce poste.',
            en: 'Local search by code, name, age and cercle. It does not leave this computer.',
          },
          checks: [
            {
              when: { field: 'duplicate_checked', isNot: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: "Cherchez d'abord si la personne est déjà connue du centre.",
                en: 'First look whether the person is already known to the centre.',
              },
            },
          ],
        }),
      },
    },
    person: {
      title: { fr: 'La personne', en: 'The person' },
      fields: {
        sex: one('sex', 'R', 'RD', 'Sexe', 'Sex'),
        age_known: one('age_known', 'R', 'OP', "Connaissance de l'âge", 'How age is known', {
          help: {
            fr: "Un âge estimé vaut mieux qu'une fausse date de naissance.",
            en: 'An estimated age is better than a false date of birth.',
          },
        }),
        date_of_birth: date('C', 'DI', 'Date de naissance', 'Date of birth', {
          visibleIf: { field: 'age_known', is: 'dob' },
          notAfter: [{ fact: 'today' }],
          notBefore: [{ fact: 'today', years: -110 }],
        }),
        age_years: int({ min: 0, max: 110 }, 'R', 'QI→RD (group)', 'Âge (années révolues)', 'Age (completed years)', {
          help: { fr: "Années révolues, au jour de l'enregistrement.", en: 'Completed years, on the day of registration.' },
        }),
        age_group: calc({ type: 'one', list: 'age_group' }, '—', 'RD', "Tranche d'âge", 'Age group'),
        is_child: calc({ type: 'yn' }, '—', 'RD', 'Moins de 18 ans', 'Under 18'),
        marital_status: one('marital_status', 'S', 'RD', 'Situation matrimoniale', 'Marital status', {
          visibleIf: { not: { field: 'age_years', below: 10 } },
        }),
        polygamous_union: yesNoUnknown('O', 'QI', 'Union polygame', 'Polygamous union', {
          visibleIf: { field: 'marital_status', is: 'married_cohabiting' },
        }),
      },
    },
    child: {
      title: { fr: "L'enfant", en: 'The child' },
      fields: {
        uasc_status: one(
          'uasc_status',
          'C',
          'RD',
          'ENA / ES / autre enfant vulnérable',
          'Unaccompanied / separated / other vulnerable child',
          {
            help: {
              fr: "Sans aucun adulte responsable : non accompagné. Avec un proche qui n'est ni son père ni sa mère : séparé.",
              en: 'With no responsible adult: unaccompanied. With a relative other than the parents: separated.',
            },
            visibleIf: { field: 'age_years', below: 18 },
          },
        ),
        child_lives_alone: yesNo('C', 'QI', "L'enfant vit-il seul ?", 'Does the child live alone?', {
          visibleIf: { field: 'age_years', below: 18 },
        }),
        caregiver_relation: one(
          'family_relation',
          'C',
          'QI',
          "Lien avec la personne qui s'occupe de l'enfant",
          'Relation to the caregiver',
          {
            visibleIf: {
              all: [
                { field: 'age_years', below: 18 },
                { field: 'child_lives_alone', isNot: 'yes' },
              ],
            },
          },
        ),
        caregiver_marital_status: one(
          'marital_status',
          'O',
          'QI',
          'Situation matrimoniale de cette personne',
          "Caregiver's marital status",
          { visibleIf: { field: 'caregiver_relation', answered: true } },
        ),
        caregiver_occupation: one('occupation', 'O', 'QI', 'Activité de cette personne', "Caregiver's occupation", {
          visibleIf: { field: 'caregiver_relation', answered: true },
        }),
        sibling_group_id: code('O', 'OP', 'Fratrie', 'Sibling group', {
          source: 'generated',
          visibleIf: { field: 'age_years', below: 18 },
        }),
      },
    },
    place: {
      title: { fr: 'Le lieu de vie et le déplacement', en: 'Residence and displacement' },
      fields: {
        displacement_status: one(
          'displacement_status',
          'R',
          'RD',
          'Statut au moment de la déclaration',
          'Displacement status at time of report',
          {
            help: {
              fr: "La situation d'aujourd'hui, pas celle de l'incident.",
              en: 'The situation today, not at the time of the incident.',
            },
          },
        ),
        displacement_reason: one('displacement_reason', 'C', 'RD', 'Cause du déplacement', 'Cause of displacement', {
          visibleIf: { field: 'displacement_status', anyOf: ['idp', 'returnee', 'refugee'] },
        }),
        displacement_date: date('O', 'QI', 'Date du déplacement', 'Date of displacement', {
          help: { fr: "Le mois ou l'année suffit.", en: 'The month or the year is enough.' },
          visibleIf: { field: 'displacement_status', anyOf: ['idp', 'returnee', 'refugee'] },
          partial: true,
          notAfter: [{ fact: 'today' }],
        }),
        origin_geo: geo('C', 'QI→RD (region)', "Lieu d'origine (région, cercle)", 'Place of origin', {
          visibleIf: { field: 'displacement_status', anyOf: ['idp', 'returnee', 'refugee'] },
        }),
        residence_geo: geo('R', 'QI→RD (region/cercle)', 'Lieu de résidence actuel (région, cercle, commune)', 'Current residence', {
          help: { fr: "Où la personne vit aujourd'hui. Jamais d'adresse ici.", en: 'Where the person lives today. Never an address here.' },
          cercle: 'needed',
        }),
        living_setting: one('living_setting', 'S', 'RD', "Type d'hébergement", 'Type of accommodation'),
        rent_arrears: yesNoUnknown('O', 'OP', 'Loyers impayés', 'Rent arrears', { visibleIf: { field: 'living_setting', is: 'rented' } }),
      },
    },
    needs: {
      title: { fr: 'Handicap et vulnérabilité', en: 'Disability and vulnerability' },
      fields: {
        disability_status: one('disability_status', 'R', 'RD', 'Situation de handicap', 'Disability', {
          help: {
            fr: 'Demandez les difficultés à voir, entendre, marcher, se souvenir, prendre soin de soi, communiquer.',
            en: 'Ask about difficulties in seeing, hearing, walking, remembering, self-care, communicating.',
          },
        }),
        disability_difficulties: many(
          'wg_domain',
          'O',
          'QI',
          'Difficultés (beaucoup / impossible)',
          'Domains of difficulty (a lot / cannot do)',
          {
            help: {
              fr: 'Seulement les domaines où la personne a beaucoup de difficultés ou ne peut pas du tout.',
              en: 'Only where the person has a lot of difficulty or cannot do it at all.',
            },
            visibleIf: { field: 'disability_status', isNot: 'none' },
          },
        ),
        assistive_device_lost: yesNoUnknown('O', 'OP', 'Aide technique perdue (prothèse, canne, béquilles)', 'Assistive device lost', {
          visibleIf: { field: 'disability_status', isNot: 'none' },
        }),
        vulnerability_criteria: many('vulnerability', 'S', 'RD', 'Critères de vulnérabilité', 'Vulnerability criteria', {
          help: { fr: 'Plusieurs réponses possibles.', en: 'Several answers possible.' },
        }),
      },
    },
    household: {
      title: { fr: 'Le ménage et les documents', en: 'Household and documents' },
      fields: {
        household_head: one('household_head', 'O', 'RD', 'Chef·fe de ménage', 'Head of household'),
        dependants_children: int({ min: 0, max: 30 }, 'O', 'QI', "Nombre d'enfants à charge", 'Dependent children'),
        dependants_total: int({ min: 0, max: 99 }, 'O', 'QI', 'Nombre total de personnes à charge', 'Dependants in total', {
          notBelow: { field: 'dependants_children' },
        }),
        civil_doc_status: one('civil_doc_status', 'S', 'RD', "Situation des documents d'état civil", 'Civil documents'),
        documents_lost: many('doc_type', 'C', 'QI', 'Documents perdus', 'Documents lost', {
          visibleIf: { field: 'civil_doc_status', is: 'lost' },
        }),
      },
    },
    background: {
      title: { fr: 'Le parcours', en: 'Background' },
      fields: {
        nationality: one('nationality', 'O', 'QI', 'Nationalité', 'Nationality'),
        country_of_origin: one('nationality', 'S', 'RD', "Pays d'origine", 'Country of origin', { initial: 'ml' }),
        ethnicity: one('ethnicity', 'O', 'QI', 'Appartenance ethnique', 'Ethnicity', {
          visibleIf: { fact: 'asksEthnicityAndReligion', is: 'yes' },
        }),
        religion: one('religion', 'O', 'QI', 'Religion', 'Religion', { visibleIf: { fact: 'asksEthnicityAndReligion', is: 'yes' } }),
        languages: many('language', 'O', 'QI', 'Langues parlées', 'Languages spoken'),
        education_level: one('education_level', 'O', 'QI', "Niveau d'instruction", 'Education level'),
        occupation: one('occupation', 'O', 'QI', 'Activité principale', 'Main occupation'),
      },
    },
  },
});
