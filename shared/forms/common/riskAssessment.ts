import { defineForm } from '../define.ts';

/** Immediate danger and risk level (reference §3.10). */
export const riskAssessment = defineForm({
  id: 'risk_assessment',
  title: { fr: 'Danger immédiat et niveau de risque', en: 'Immediate danger and risk level' },
  reference: '3.10',
  sections: {
    danger: {
      title: { fr: 'Le danger immédiat', en: 'Immediate danger' },
      fields: {
        risk_date: {
          type: 'datetime',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Date et heure', en: 'Date and time' },
          notAfter: [{ fact: 'now' }],
        },
        danger_now: {
          type: 'ynu',
          required: 'R',
          privacy: 'SN',
          label: { fr: 'Danger immédiat en quittant le centre', en: 'Immediate danger on leaving' },
          help: { fr: 'Oui : orientez maintenant, le reste peut attendre.', en: 'Yes: refer now, the rest can wait.' },
        },
        life_threat_injury: {
          type: 'ynu',
          required: 'R',
          privacy: 'SN',
          label: { fr: 'Blessure grave, saignement, douleur aiguë', en: 'Serious injury, bleeding, acute pain' },
          help: { fr: "Oui : les soins d'abord. L'accueil se reprend plus tard.", en: 'Yes: care first. The intake can be resumed later.' },
        },
        suicide_risk: {
          type: 'ynu',
          required: 'R',
          privacy: 'SN',
          label: { fr: 'Risque suicidaire', en: 'Suicide risk' },
          help: {
            fr: "Demandez-le directement et calmement. En parler n'aggrave pas le risque.",
            en: 'Ask directly and calmly. Talking about it does not increase the risk.',
          },
        },
        perp_access_risk: {
          type: 'ynu',
          required: 'R',
          privacy: 'SN',
          label: { fr: "L'auteur·e présumé·e peut l'atteindre", en: 'Perpetrator can reach the person' },
          help: {
            fr: 'Vit avec la personne, connaît son lieu de vie, ou la surveille.',
            en: 'Lives with the person, knows where she or he lives, or watches her or him.',
          },
        },
        honour_retaliation: {
          type: 'ynu',
          required: 'O',
          privacy: 'SN',
          label: { fr: 'Menace de représailles (famille, communauté, groupe armé)', en: 'Threat of retaliation' },
        },
        child_no_care: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Enfant sans aucune prise en charge', en: 'Child without any care' },
          visibleIf: { fact: 'ageYears', below: 18 },
        },
        recruitment_risk: {
          type: 'ynu',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Risque de (ré)recrutement', en: 'Risk of (re)recruitment' },
          help: { fr: 'Par une force ou un groupe armé.', en: 'By an armed force or group.' },
          visibleIf: { fact: 'ageYears', below: 18 },
        },
      },
    },
    level: {
      title: { fr: 'Le niveau de risque', en: 'Risk level' },
      fields: {
        sexual_violence_120h: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Violence sexuelle datant de moins de 120 h', en: 'Sexual violence less than 120 h ago' },
          of: { type: 'yn' },
        },
        pep_deadline: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Limite PPE (72 h)', en: 'PEP limit (72 h)' },
          of: { type: 'datetime' },
        },
        ec_deadline: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: "Limite contraception d'urgence (120 h)", en: 'EC limit (120 h)' },
          of: { type: 'datetime' },
        },
        risk_level_suggested: {
          type: 'calc',
          required: '—',
          privacy: 'OP',
          label: { fr: 'Niveau suggéré', en: 'Suggested level' },
          of: { type: 'one', list: 'risk_level' },
        },
        risk_level: {
          type: 'one',
          list: 'risk_level',
          required: 'R',
          privacy: 'RD',
          label: { fr: 'Niveau de risque retenu', en: 'Risk level retained' },
          help: {
            fr: 'Plus bas que suggéré : dites pourquoi. Plus haut : aucune raison à donner.',
            en: 'Lower than suggested: say why. Higher: no reason needed.',
          },
        },
        risk_reason: {
          type: 'long',
          required: 'C',
          privacy: 'SN',
          label: { fr: 'Motif', en: 'Reason' },
          visibleIf: {
            any: [
              { field: 'risk_level', is: 'high' },
              {
                all: [
                  { field: 'risk_level_suggested', is: 'high' },
                  { field: 'risk_level', anyOf: ['medium', 'low'] },
                ],
              },
              {
                all: [
                  { field: 'risk_level_suggested', is: 'medium' },
                  { field: 'risk_level', is: 'low' },
                ],
              },
            ],
          },
        },
        immediate_action: {
          type: 'many',
          list: 'immediate_action',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'Action immédiate', en: 'Immediate action' },
          visibleIf: { field: 'risk_level', is: 'high' },
        },
      },
    },
  },
});
