import { defineForm } from '../define.ts';

/** GBV incident (reference §3.5). */
export const incident = defineForm({
  id: 'incident',
  title: { fr: 'Incident VBG', en: 'GBV incident' },
  reference: '3.5',
  sections: {
    report: {
      title: { fr: 'La déclaration', en: 'The report' },
      fields: {
        incident_code: {
          type: 'code',
          required: 'R',
          privacy: 'OP',
          label: { fr: "Code de l'incident", en: 'Incident code' },
          source: 'generated',
        },
        report_date: {
          type: 'date',
          required: 'R',
          privacy: 'QI→RD (month)',
          label: { fr: 'Date de déclaration au centre', en: 'Date of report / interview' },
          help: {
            fr: "Elle décide du mois dans lequel l'incident est compté.",
            en: 'It decides the month in which the incident is counted.',
          },
          notAfter: [{ fact: 'today' }],
        },
        reported_by: {
          type: 'one',
          list: 'reported_by',
          required: 'R',
          privacy: 'RD',
          label: { fr: 'Déclaré par', en: 'Reported by' },
          help: {
            fr: 'Seules les déclarations faites en présence de la personne survivante sont comptées.',
            en: 'Only reports made with the survivor present are counted.',
          },
        },
        previously_reported: {
          type: 'one',
          list: 'previously_reported',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Incident déjà déclaré ailleurs', en: 'Already reported elsewhere' },
          help: { fr: 'Évite de compter deux fois le même incident.', en: 'Avoids counting the same incident twice.' },
        },
        previous_incidents: {
          type: 'ynu',
          required: 'S',
          privacy: 'RD',
          label: { fr: "La personne a-t-elle déjà subi d'autres incidents de VBG ?", en: 'Previous GBV incidents against the person' },
          help: {
            fr: "Un seul incident par fiche : le dernier, ou celui pour lequel la personne demande de l'aide.",
            en: 'One incident per form: the latest, or the one for which the person wants help.',
          },
        },
      },
    },
    when: {
      title: { fr: 'Quand', en: 'When' },
      fields: {
        incident_date: {
          type: 'date',
          required: 'S',
          privacy: 'QI',
          label: { fr: "Date de l'incident", en: 'Date of incident' },
          help: {
            fr: "Le mois ou l'année suffit. Si cela s'est répété sur plusieurs jours, la dernière fois.",
            en: 'The month or the year is enough. If it was repeated over several days, the last time.',
          },
          partial: true,
          notAfter: [{ field: 'report_date' }],
          notBefore: [{ fact: 'birthDate' }],
        },
        incident_date_precision: {
          type: 'one',
          list: 'date_precision',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Précision de la date', en: 'Date precision' },
        },
        incident_time: {
          type: 'time',
          required: 'O',
          privacy: 'QI',
          label: { fr: 'Heure (si connue)', en: 'Time (if known)' },
          help: {
            fr: "Si elle est connue, elle précise les délais de la PPE et de la contraception d'urgence.",
            en: 'If known, it sharpens the limits of PEP and emergency contraception.',
          },
        },
        incident_timeofday: {
          type: 'one',
          list: 'incident_timeofday',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Moment de la journée', en: 'Time of day' },
        },
        elapsed_days: {
          type: 'calc',
          required: '—',
          privacy: 'QI',
          label: { fr: "Jours écoulés entre l'incident et la déclaration", en: 'Days between incident and report' },
          of: { type: 'int' },
        },
        elapsed_class: {
          type: 'calc',
          required: '—',
          privacy: 'RD',
          label: { fr: 'Délai de déclaration', en: 'Reporting delay class' },
          of: { type: 'one', list: 'elapsed_class' },
        },
        age_at_incident: {
          type: 'calc',
          required: '—',
          privacy: 'QI→RD',
          label: { fr: "Âge au moment de l'incident", en: 'Age at time of incident' },
          of: { type: 'int' },
        },
      },
    },
    where: {
      title: { fr: 'Où', en: 'Where' },
      fields: {
        incident_geo: {
          type: 'geo',
          required: 'S',
          privacy: 'QI→RD',
          label: { fr: "Lieu de l'incident (région, cercle, commune)", en: 'Place of incident' },
          help: { fr: "Le lieu de l'incident, pas le lieu de vie.", en: 'The place of the incident, not where the person lives.' },
          cercle: 'needed',
        },
        incident_locality: {
          type: 'text',
          required: 'O',
          privacy: 'DI',
          label: { fr: 'Localité, site, quartier', en: 'Locality, site' },
          help: { fr: 'Ne quitte jamais ce poste.', en: 'Never leaves this computer.' },
        },
        incident_place_type: {
          type: 'one',
          list: 'incident_place_type',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Type de lieu', en: 'Type of place' },
        },
        displacement_stage: {
          type: 'one',
          list: 'displacement_stage',
          required: 'S',
          privacy: 'RD',
          label: { fr: "Étape du déplacement au moment de l'incident", en: 'Stage of displacement at time of incident' },
          help: { fr: "Au moment de l'incident, pas aujourd'hui.", en: 'At the time of the incident, not today.' },
        },
      },
    },
    type: {
      title: { fr: 'Le type de violence', en: 'Type of violence' },
      fields: {
        q1_penetration: {
          type: 'ynu',
          required: 'S',
          privacy: 'SN',
          label: {
            fr: 'Y a-t-il eu pénétration, même légère (vagin, anus, bouche ; partie du corps ou objet) ?',
            en: 'Did the incident involve penetration?',
          },
          help: {
            fr: 'Ne posez pas la question telle quelle : déduisez-la de ce que la personne a dit. Le type suit la première réponse Oui.',
            en: 'Do not put the question as such: draw it from what the person said. The type follows the first Yes.',
          },
        },
        q2_sexual_contact: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Y a-t-il eu un contact sexuel non désiré ?', en: 'Unwanted sexual contact?' },
          help: {
            fr: "Comprend la tentative de viol, les attouchements et l'excision.",
            en: 'Includes attempted rape, unwanted touching and excision.',
          },
          visibleIf: { field: 'q1_penetration', isNot: 'yes' },
        },
        q3_physical: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Y a-t-il eu agression physique ?', en: 'Physical assault?' },
          help: {
            fr: 'Coups, brûlures, blessures, étranglement. Sans acte sexuel.',
            en: 'Blows, burns, wounds, strangling. Without a sexual act.',
          },
          visibleIf: { field: 'q2_sexual_contact', isNot: 'yes' },
        },
        q4_forced_marriage: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: "S'agit-il d'un mariage forcé ?", en: 'Was it an act of forced marriage?' },
          help: {
            fr: 'Contre la volonté de la personne, quel que soit le rite. Pour un enfant : sans consentement libre possible.',
            en: "Against the person's will, whatever the rite. For a child: when free consent was not possible.",
          },
          visibleIf: { field: 'q3_physical', isNot: 'yes' },
        },
        q5_denial: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: {
            fr: "Y a-t-il eu déni de ressources, d'opportunités ou de services ?",
            en: 'Denial of resources, opportunities or services?',
          },
          help: {
            fr: "Héritage refusé, revenus pris, école ou contraception empêchée. La pauvreté seule n'en est pas.",
            en: 'Inheritance refused, earnings taken, school or contraception prevented. Poverty alone is not.',
          },
          visibleIf: { field: 'q4_forced_marriage', isNot: 'yes' },
        },
        q6_psychological: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Y a-t-il eu violence psychologique ou émotionnelle ?', en: 'Psychological / emotional abuse?' },
          help: { fr: 'Menaces, humiliations, isolement, harcèlement.', en: 'Threats, humiliation, isolation, harassment.' },
          visibleIf: { field: 'q5_denial', isNot: 'yes' },
        },
        q7_is_gbv: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: "L'incident est-il fondé sur le genre ?", en: 'Is the incident gender-based?' },
          help: {
            fr: 'Fondé sur les rôles et les rapports entre femmes et hommes.',
            en: 'Based on roles and relations between women and men.',
          },
          visibleIf: { field: 'q6_psychological', isNot: 'yes' },
          checks: [
            {
              when: { field: 'q7_is_gbv', is: 'yes' },
              level: 'error',
              at: 'finish',
              message: {
                fr: "L'incident est fondé sur le genre : reprenez les questions depuis la première pour trouver son type.",
                en: 'The incident is gender-based: go through the questions again from the first to find its type.',
              },
            },
          ],
        },
        gbv_type: {
          type: 'calc',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Type de VBG', en: 'GBV type' },
          help: {
            fr: "Établi par les réponses : la première réponse Oui, dans l'ordre.",
            en: 'Found from the answers: the first Yes, in order.',
          },
          of: { type: 'one', list: 'gbv_type' },
        },
        non_gbv_note: {
          type: 'long',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Si non-VBG, préciser', en: 'If non-GBV, describe' },
          visibleIf: { field: 'gbv_type', is: 'non_gbv' },
        },
      },
    },
    circumstances: {
      title: { fr: 'Les circonstances', en: 'Circumstances' },
      fields: {
        other_acts: {
          type: 'many',
          list: 'gbv_type',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Autres actes commis pendant le même incident', en: 'Other acts in the same incident' },
          help: { fr: "Pour organiser l'aide seulement. Jamais compté.", en: 'For planning help only. Never counted.' },
        },
        harmful_practice: {
          type: 'one',
          list: 'harmful_practice',
          required: 'S',
          privacy: 'RD',
          label: { fr: 'Pratique traditionnelle néfaste', en: 'Harmful traditional practice' },
        },
        goods_exchanged: {
          type: 'ynu',
          required: 'S',
          privacy: 'RD',
          label: {
            fr: "Argent, biens, avantages ou services échangés en lien avec l'incident",
            en: 'Money, goods, benefits or services exchanged',
          },
          help: {
            fr: 'Argent, nourriture, protection, transport, note scolaire, en échange ou promis.',
            en: 'Money, food, protection, transport, school marks, given or promised.',
          },
        },
        abduction_type: {
          type: 'one',
          list: 'abduction_type',
          required: 'S',
          privacy: 'RD',
          label: { fr: "Type d'enlèvement au moment de l'incident", en: 'Type of abduction' },
        },
        held_location_type: {
          type: 'one',
          list: 'held_location_type',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Lieu de détention', en: 'Place held' },
          visibleIf: { field: 'abduction_type', isNot: 'none' },
        },
        weapon_used: {
          type: 'many',
          list: 'weapon',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Arme ou objet utilisé', en: 'Weapon or object used' },
          help: { fr: 'Facultatif. Ne demandez pas de détails.', en: 'Optional. Do not ask for details.' },
        },
        n_perpetrators: {
          type: 'one',
          list: 'n_perpetrators',
          required: 'S',
          privacy: 'RD',
          label: { fr: "Nombre d'auteur·e·s présumé·e·s", en: 'Number of alleged perpetrators' },
        },
        case_context: {
          type: 'calc',
          required: '—',
          privacy: 'RD',
          label: { fr: "Contexte de l'incident", en: 'Case context' },
          of: { type: 'many', list: 'case_context' },
        },
        crsv_flag: {
          type: 'calc',
          required: '—',
          privacy: 'RD (suppressed below national total)',
          label: { fr: 'Violence sexuelle liée au conflit (présumée)', en: 'Presumed conflict-related sexual violence' },
          of: { type: 'yn' },
        },
      },
    },
    consequences: {
      title: { fr: 'Conséquences et récit', en: 'Consequences and account' },
      fields: {
        injuries: {
          type: 'many',
          list: 'injury',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Conséquences physiques', en: 'Physical consequences' },
          help: { fr: "Sert à juger de l'urgence. Ne sort jamais du centre.", en: 'Used to judge urgency. Never leaves the centre.' },
        },
        pregnancy_risk: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: "Risque de grossesse lié à l'incident", en: 'Risk of pregnancy from the incident' },
          help: {
            fr: "La contraception d'urgence agit jusqu'à 120 h, le plus tôt est le mieux.",
            en: 'Emergency contraception works up to 120 h; the earlier the better.',
          },
          visibleIf: {
            all: [
              { field: 'gbv_type', is: 'rape' },
              { fact: 'sex', is: 'female' },
              { fact: 'ageYears', atLeast: 10 },
              { fact: 'ageYears', below: 56 },
            ],
          },
        },
        incident_account: {
          type: 'long',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Récit, dans les mots de la personne', en: "Account in the person's words" },
          help: {
            fr: "Jamais obligatoire. Les mots de la personne, sans nom d'auteur·e.",
            en: "Never required. The person's own words, without any perpetrator's name.",
          },
        },
      },
    },
  },
});
