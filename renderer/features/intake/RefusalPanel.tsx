import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { fieldsOf, isAsked } from '../../../shared/forms/fields.ts';
import type { Text } from '../../../shared/text.ts';
import type { Content } from '../../forms/draft.ts';
import { Question } from '../../forms/fields/Question.tsx';
import { formOfPart, useFilling } from '../../forms/filling.ts';
import { say } from '../../language.ts';
import { CheckIcon, MinusIcon } from '../../ui/icons.ts';
import { EXPLAINED } from './steps.ts';

const TITLE: Text = { fr: 'Contact sans consentement', en: 'Contact without consent' };
const MAY_RETURN: Text = {
  fr: 'Un refus ne ferme jamais la porte\u00a0: la personne peut revenir quand elle le souhaite.',
  en: 'A refusal never closes the door: the person can come back at any time.',
};
const KEPT: Text = { fr: 'Ce qui reste', en: 'What stays' };
const ERASED: Text = { fr: 'Ce qui s’efface', en: 'What is erased' };
const KEPT_THINGS: readonly Text[] = [
  { fr: 'La date et le centre', en: 'The date and the centre' },
  { fr: 'Le sexe et la tranche d’âge', en: 'Sex and age group' },
  { fr: 'La raison du refus, si la personne la donne', en: 'The reason for refusal, if the person gives it' },
];
const NOTHING_ELSE: Text = { fr: 'Aucune autre réponse n’a été donnée.', en: 'No other answer was given.' };

const EXPLANATIONS: Text = { fr: 'Les explications données', en: 'The explanations given' };

/** What stays, if only as a group, and what was proposed without being typed: not listed as erased. */
const NOT_TYPED = new Set([
  'consent_datetime',
  'consent_services',
  'refusal_reason',
  'registration_date',
  'sex',
  'age_known',
  'age_years',
  'consent_giver',
  'interview_language',
  'case_program',
  'country_of_origin',
  'risk_date',
  'leave_message',
  'home_visit_allowed',
  'valid_from',
]);

/** What was answered and will not be kept once the refusal is recorded, by its label (reference §2.4, `no_consent`). */
export function erasedByRefusal(content: Content): readonly Text[] {
  const labels = Object.entries(content).flatMap(([part, answers]) =>
    fieldsOf(formOfPart(part))
      .filter(({ code, field }) => isAsked(field) && answers[code] !== undefined && !NOT_TYPED.has(code))
      .map(({ code, field }) => (EXPLAINED.some((one) => one === code) ? EXPLANATIONS : field.label)),
  );
  return [...new Set(labels)];
}

/** A refusal of services: sex and reason are asked, what stays and what is erased is said before anything is recorded. */
export function RefusalPanel() {
  const { draft } = useFilling();
  const erased = useStore(
    draft.store,
    useShallow((content) => erasedByRefusal(content).map(say)),
  );
  return (
    <section className="refusal stack" aria-labelledby="refusal-title">
      <div>
        <h3 id="refusal-title">{say(TITLE)}</h3>
        <p className="quiet">{say(MAY_RETURN)}</p>
      </div>
      <Question part="registration" code="sex" />
      <Question part="consent_service" code="refusal_reason" />
      <div className="place">
        <div>
          <h4>{say(KEPT)}</h4>
          <ul className="marked">
            {KEPT_THINGS.map((thing) => (
              <li key={thing.en}>
                <CheckIcon className="leaf" />
                {say(thing)}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h4>{say(ERASED)}</h4>
          <ul className="marked">
            {(erased.length === 0 ? [say(NOTHING_ELSE)] : erased).map((thing) => (
              <li key={thing}>
                <MinusIcon />
                {thing}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
