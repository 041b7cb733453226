import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Answer } from '../../../shared/forms/answers.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import type { Text } from '../../../shared/text.ts';
import { RiskExplanation } from '../../forms/explanations.tsx';
import { useAnswer, useFilling } from '../../forms/filling.ts';
import { say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { RiskChip } from '../../ui/Chip.tsx';
import { QuestionList } from './QuestionList.tsx';
import { DANGER } from './steps.ts';

const RISK = 'risk_assessment';
const QUICK = DANGER.filter(({ field }) => !['risk_level', 'risk_reason', 'immediate_action'].includes(field));
const LEVEL = DANGER.filter(({ field }) => !QUICK.some((question) => question.field === field));

const NOW: Text = { fr: 'Orienter maintenant', en: 'Refer now' };
const CARE_FIRST: Text = {
  fr: 'Les soins et la sécurité d’abord. L’accueil reste en brouillon et se reprend où il s’est arrêté.',
  en: 'Care and safety first. The intake stays as a draft and resumes where it stopped.',
};
const DIRECTORY: Text = { fr: 'Ouvrir l’annuaire des services', en: 'Open the directory of services' };
const SUGGESTED: Text = { fr: 'Niveau suggéré', en: 'Suggested level' };

/** Step 2: five quick questions, then the level, proposed from the answers; a yes to danger puts care before the rest. */
export function DangerStep() {
  const { draft } = useFilling();
  const urgent = useStore(draft.store, (content) => {
    const risk = content[RISK] ?? {};
    return risk['danger_now'] === 'yes' || risk['life_threat_injury'] === 'yes' || risk['suicide_risk'] === 'yes';
  });
  return (
    <>
      <QuestionList asked={QUICK} />
      {urgent && (
        <Notice tone="brick" title={NOW}>
          <p>{say(CARE_FIRST)}</p>
          <ButtonLink to="/services">{DIRECTORY}</ButtonLink>
        </Notice>
      )}
      <Level />
    </>
  );
}

/** The level follows the suggestion until the person chooses one; what raised it is said below. */
function Level() {
  const { draft, read } = useFilling();
  const suggested = useAnswer(RISK, 'risk_level_suggested');
  const answered = useStore(draft.store, (content) => QUICK.some(({ field }) => read(content, RISK).answers[field] !== undefined));
  const retained = useAnswer(RISK, 'risk_level');
  const followed = useRef<Answer | undefined>(undefined);
  useEffect(() => {
    if (!answered || suggested === undefined || retained !== followed.current) return;
    followed.current = suggested;
    if (retained !== suggested) draft.change(RISK, { risk_level: suggested });
  }, [answered, retained, suggested, draft]);
  if (!answered) return null;
  return (
    <>
      <p className="row">
        {say(SUGGESTED)} <RiskChip risk={isCode('risk_level', suggested) ? suggested : null} />
      </p>
      <RiskExplanation part={RISK} />
      <QuestionList asked={LEVEL} />
    </>
  );
}
