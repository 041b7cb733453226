import { defineForm } from '../define.ts';
import { calc, code, date, geo, long, many, one, text, time, yesNoUnknown } from '../questions.ts';

/** GBV incident (reference §3.5). */
export const incident = defineForm({
  id: 'incident',
  title: { fr: 'Incident VBG', en: 'GBV incident' },
  reference: '3.5',
  sections: {
    report: {
      title: { fr: 'La déclaration', en: 'The report' },
      fields: {
        incident_code: code('R', 'OP', "Code de l'incident", 'Incident code', { source: 'generated' }),
        report_date: date('R', 'QI→RD (month)', 'Date de déclaration au centre', 'Date of report / interview', {
          help: {
            fr: "Elle décide du mois dans lequel l'incident est compté.",
            en: 'It decides the month in which the incident is counted.',
          },
          notAfter: [{ fact: 'today' }],
        }),
        reported_by: one('reported_by', 'R', 'RD', 'Déclaré par', 'Reported by', {
          help: {
            fr: 'Seules les déclarations faites en présence de la personne survivante sont comptées.',
            en: 'Only reports made with the survivor present are counted.',
          },
        }),
        previously_reported: one('previously_reported', 'S', 'RD', 'Incident déjà déclaré ailleurs', 'Already reported elsewhere', {
          help: { fr: 'Évite de compter deux fois le même incident.', en: 'Avoids counting the same incident twice.' },
        }),
        previous_incidents: yesNoUnknown(
          'S',
          'RD',
          "La personne a-t-elle déjà subi d'autres incidents de VBG ?",
          'Previous GBV incidents against the person',
          {
            help: {
              fr: "Un seul incident par fiche : le dernier, ou celui pour lequel la personne demande de l'aide.",
              en: 'One incident per form: the latest, or the one for which the person wants help.',
            },
          },
        ),
      },
    },
    when: {
      title: { fr: 'Quand', en: 'When' },
      fields: {
        incident_date: date('S', 'QI', "Date de l'incident", 'Date of incident', {
          help: {
            fr: "Le mois ou l'année suffit. Si cela s'est répété sur plusieurs jours, la dernière fois.",
            en: 'The month or the year is enough. If it was repeated over several days, the last time.',
          },
          partial: true,
          notAfter: [{ field: 'report_date' }],
          notBefore: [{ fact: 'birthDate' }],
        }),
        incident_date_precision: one('date_precision', 'S', 'OP', 'Précision de la date', 'Date precision'),
        incident_time: time('O', 'QI', 'Heure (si connue)', 'Time (if known)', {
          help: {
            fr: "Si elle est connue, elle précise les délais de la PPE et de la contraception d'urgence.",
            en: 'If known, it sharpens the limits of PEP and emergency contraception.',
          },
        }),
        incident_timeofday: one('incident_timeofday', 'S', 'RD', 'Moment de la journée', 'Time of day'),
        elapsed_days: calc(
          { type: 'int' },
          '—',
          'QI',
          "Jours écoulés entre l'incident et la déclaration",
          'Days between incident and report',
        ),
        elapsed_class: calc({ type: 'one', list: 'elapsed_class' }, '—', 'RD', 'Délai de déclaration', 'Reporting delay class'),
        age_at_incident: calc({ type: 'int' }, '—', 'QI→RD', "Âge au moment de l'incident", 'Age at time of incident'),
      },
    },
    where: {
      title: { fr: 'Où', en: 'Where' },
      fields: {
        incident_geo: geo('S', 'QI→RD', "Lieu de l'incident (région, cercle, commune)", 'Place of incident', {
          help: { fr: "Le lieu de l'incident, pas le lieu de vie.", en: 'The place of the incident, not where the person lives.' },
          cercle: 'needed',
        }),
        incident_locality: text('O', 'DI', 'Localité, site, quartier', 'Locality, site', {
          help: { fr: 'Ne quitte jamais ce poste.', en: 'Never leaves this computer.' },
        }),
        incident_place_type: one('incident_place_type', 'S', 'RD', 'Type de lieu', 'Type of place'),
        displacement_stage: one(
          'displacement_stage',
          'S',
          'RD',
          "Étape du déplacement au moment de l'incident",
          'Stage of displacement at time of incident',
          { help: { fr: "Au moment de l'incident, pas aujourd'hui.", en: 'At the time of the incident, not today.' } },
        ),
      },
    },
    type: {
      title: { fr: 'Le type de violence', en: 'Type of violence' },
      fields: {
        q1_penetration: yesNoUnknown(
          'S',
          'SN',
          'Y a-t-il eu pénétration, même légère (vagin, anus, bouche ; partie du corps ou objet) ?',
          'Did the incident involve penetration?',
          {
            help: {
              fr: 'Ne posez pas la question telle quelle : déduisez-la de ce que la personne a dit. Le type suit la première réponse Oui.',
              en: 'Do not put the question as such: draw it from what the person said. The type follows the first Yes.',
            },
          },
        ),
        q2_sexual_contact: yesNoUnknown('C', 'SN', 'Y a-t-il eu un contact sexuel non désiré ?', 'Unwanted sexual contact?', {
          help: {
            fr: "Comprend la tentative de viol, les attouchements et l'excision.",
            en: 'Includes attempted rape, unwanted touching and excision.',
          },
          visibleIf: { field: 'q1_penetration', isNot: 'yes' },
        }),
        q3_physical: yesNoUnknown('C', 'SN', 'Y a-t-il eu agression physique ?', 'Physical assault?', {
          help: {
            fr: 'Coups, brûlures, blessures, étranglement. Sans acte sexuel.',
            en: 'Blows, burns, wounds, strangling. Without a sexual act.',
          },
          visibleIf: { field: 'q2_sexual_contact', isNot: 'yes' },
        }),
        q4_forced_marriage: yesNoUnknown('C', 'SN', "S'agit-il d'un mariage forcé ?", 'Was it an act of forced marriage?', {
          help: {
            fr: 'Contre la volonté de la personne, quel que soit le rite. Pour un enfant : sans consentement libre possible.',
            en: "Against the person's will, whatever the rite. For a child: when free consent was not possible.",
          },
          visibleIf: { field: 'q3_physical', isNot: 'yes' },
        }),
        q5_denial: yesNoUnknown(
          'C',
          'SN',
          "Y a-t-il eu déni de ressources, d'opportunités ou de services ?",
          'Denial of resources, opportunities or services?',
          {
            help: {
              fr: "Héritage refusé, revenus pris, école ou contraception empêchée. La pauvreté seule n'en est pas.",
              en: 'Inheritance refused, earnings taken, school or contraception prevented. Poverty alone is not.',
            },
            visibleIf: { field: 'q4_forced_marriage', isNot: 'yes' },
          },
        ),
        q6_psychological: yesNoUnknown(
          'C',
          'SN',
          'Y a-t-il eu violence psychologique ou émotionnelle ?',
          'Psychological / emotional abuse?',
          {
            help: { fr: 'Menaces, humiliations, isolement, harcèlement.', en: 'Threats, humiliation, isolation, harassment.' },
            visibleIf: { field: 'q5_denial', isNot: 'yes' },
          },
        ),
        q7_is_gbv: yesNoUnknown('C', 'SN', "L'incident est-il fondé sur le genre ?", 'Is the incident gender-based?', {
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
        }),
        gbv_type: calc({ type: 'one', list: 'gbv_type' }, 'S', 'RD', 'Type de VBG', 'GBV type', {
          help: {
            fr: "Établi par les réponses : la première réponse Oui, dans l'ordre.",
            en: 'Found from the answers: the first Yes, in order.',
          },
        }),
        non_gbv_note: long('C', 'SN', 'Si non-VBG, préciser', 'If non-GBV, describe', { visibleIf: { field: 'gbv_type', is: 'non_gbv' } }),
      },
    },
    circumstances: {
      title: { fr: 'Les circonstances', en: 'Circumstances' },
      fields: {
        other_acts: many('gbv_type', 'O', 'SN', 'Autres actes commis pendant le même incident', 'Other acts in the same incident', {
          help: { fr: "Pour organiser l'aide seulement. Jamais compté.", en: 'For planning help only. Never counted.' },
        }),
        harmful_practice: one('harmful_practice', 'S', 'RD', 'Pratique traditionnelle néfaste', 'Harmful traditional practice'),
        goods_exchanged: yesNoUnknown(
          'S',
          'RD',
          "Argent, biens, avantages ou services échangés en lien avec l'incident",
          'Money, goods, benefits or services exchanged',
          {
            help: {
              fr: 'Argent, nourriture, protection, transport, note scolaire, en échange ou promis.',
              en: 'Money, food, protection, transport, school marks, given or promised.',
            },
          },
        ),
        abduction_type: one('abduction_type', 'S', 'RD', "Type d'enlèvement au moment de l'incident", 'Type of abduction'),
        held_location_type: one('held_location_type', 'C', 'SN', 'Lieu de détention', 'Place held', {
          visibleIf: { field: 'abduction_type', isNot: 'none' },
        }),
        weapon_used: many('weapon', 'O', 'SN', 'Arme ou objet utilisé', 'Weapon or object used', {
          help: { fr: 'Facultatif. Ne demandez pas de détails.', en: 'Optional. Do not ask for details.' },
        }),
        n_perpetrators: one('n_perpetrators', 'S', 'RD', "Nombre d'auteur·e·s présumé·e·s", 'Number of alleged perpetrators'),
        case_context: calc({ type: 'many', list: 'case_context' }, '—', 'RD', "Contexte de l'incident", 'Case context'),
        crsv_flag: calc(
          { type: 'yn' },
          '—',
          'RD (suppressed below national total)',
          'Violence sexuelle liée au conflit (présumée)',
          'Presumed conflict-related sexual violence',
        ),
      },
    },
    consequences: {
      title: { fr: 'Conséquences et récit', en: 'Consequences and account' },
      fields: {
        injuries: many('injury', 'O', 'SN', 'Conséquences physiques', 'Physical consequences', {
          help: { fr: "Sert à juger de l'urgence. Ne sort jamais du centre.", en: 'Used to judge urgency. Never leaves the centre.' },
        }),
        pregnancy_risk: yesNoUnknown('C', 'SN', "Risque de grossesse lié à l'incident", 'Risk of pregnancy from the incident', {
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
        }),
        incident_account: long('O', 'SN', 'Récit, dans les mots de la personne', "Account in the person's words", {
          help: {
            fr: "Jamais obligatoire. Les mots de la personne, sans nom d'auteur·e.",
            en: "Never required. The person's own words, without any perpetrator's name.",
          },
        }),
      },
    },
  },
});
