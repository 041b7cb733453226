import { defineForm } from '../define.ts';
import { calc, datetime, long, many, one, yesNoUnknown } from '../questions.ts';

/** Immediate danger and risk level (reference §3.10). */
export const riskAssessment = defineForm({
  id: 'risk_assessment',
  title: { fr: 'Danger immédiat et niveau de risque', en: 'Immediate danger and risk level' },
  reference: '3.10',
  sections: {
    danger: {
      title: { fr: 'Le danger immédiat', en: 'Immediate danger' },
      fields: {
        risk_date: datetime('R', 'OP', 'Date et heure', 'Date and time', { notAfter: [{ fact: 'now' }] }),
        danger_now: yesNoUnknown('R', 'SN', 'Danger immédiat en quittant le centre', 'Immediate danger on leaving', {
          help: { fr: 'Oui : orientez maintenant, le reste peut attendre.', en: 'Yes: refer now, the rest can wait.' },
        }),
        life_threat_injury: yesNoUnknown('R', 'SN', 'Blessure grave, saignement, douleur aiguë', 'Serious injury, bleeding, acute pain', {
          help: { fr: "Oui : les soins d'abord. L'accueil se reprend plus tard.", en: 'Yes: care first. The intake can be resumed later.' },
        }),
        suicide_risk: yesNoUnknown('R', 'SN', 'Risque suicidaire', 'Suicide risk', {
          help: {
            fr: "Demandez-le directement et calmement. En parler n'aggrave pas le risque.",
            en: 'Ask directly and calmly. Talking about it does not increase the risk.',
          },
        }),
        perp_access_risk: yesNoUnknown('R', 'SN', "L'auteur·e présumé·e peut l'atteindre", 'Perpetrator can reach the person', {
          help: {
            fr: 'Vit avec la personne, connaît son lieu de vie, ou la surveille.',
            en: 'Lives with the person, knows where she or he lives, or watches her or him.',
          },
        }),
        honour_retaliation: yesNoUnknown('O', 'SN', 'Menace de représailles (famille, communauté, groupe armé)', 'Threat of retaliation'),
        child_no_care: yesNoUnknown('C', 'SN', 'Enfant sans aucune prise en charge', 'Child without any care', {
          visibleIf: { fact: 'ageYears', below: 18 },
        }),
        recruitment_risk: yesNoUnknown('C', 'SN', 'Risque de (ré)recrutement', 'Risk of (re)recruitment', {
          help: { fr: 'Par une force ou un groupe armé.', en: 'By an armed force or group.' },
          visibleIf: { fact: 'ageYears', below: 18 },
        }),
      },
    },
    level: {
      title: { fr: 'Le niveau de risque', en: 'Risk level' },
      fields: {
        sexual_violence_120h: calc(
          { type: 'yn' },
          '—',
          'OP',
          'Violence sexuelle datant de moins de 120 h',
          'Sexual violence less than 120 h ago',
        ),
        pep_deadline: calc({ type: 'datetime' }, '—', 'OP', 'Limite PPE (72 h)', 'PEP limit (72 h)'),
        ec_deadline: calc({ type: 'datetime' }, '—', 'OP', "Limite contraception d'urgence (120 h)", 'EC limit (120 h)'),
        risk_level_suggested: calc({ type: 'one', list: 'risk_level' }, '—', 'OP', 'Niveau suggéré', 'Suggested level'),
        risk_level: one('risk_level', 'R', 'RD', 'Niveau de risque retenu', 'Risk level retained', {
          help: {
            fr: 'Plus bas que suggéré : dites pourquoi. Plus haut : aucune raison à donner.',
            en: 'Lower than suggested: say why. Higher: no reason needed.',
          },
        }),
        risk_reason: long('C', 'SN', 'Motif', 'Reason', {
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
        }),
        immediate_action: many('immediate_action', 'C', 'OP', 'Action immédiate', 'Immediate action', {
          visibleIf: { field: 'risk_level', is: 'high' },
        }),
      },
    },
  },
});
