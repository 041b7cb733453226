import { label, type ListName } from '../shared/forms/lists/all.ts';
import { wordsOf } from '../shared/forms/lists/inForce.ts';
import type { Option } from '../shared/forms/lists/option.ts';
import type { CaseState } from '../shared/rules/cases/caseState.ts';
import type { Text } from '../shared/text.ts';
import { lists } from './lists.ts';

/** The wording of a code that came through the request handler as text; an unknown code is shown as it is, so that nothing disappears. */
export function wording(list: ListName, code: string): Text {
  return wordsOf(lists(), list, code) ?? { fr: code, en: code };
}

/** Which cercles belong to a region; none as long as the region is not chosen (reference §4.12). */
export function cerclesOf(region: string): (option: Option) => boolean {
  return (option) => 'region' in option && option.region === region;
}

const SHORT_STATES: Readonly<Partial<Record<CaseState, Text>>> = {
  open_intake: { fr: 'Accueil', en: 'Intake' },
  open_assessment: { fr: 'Évaluation', en: 'Assessment' },
  open_planning: { fr: 'Planification', en: 'Planning' },
  open_implementation: { fr: 'Mise en œuvre', en: 'Implementation' },
  open_services_done: { fr: 'Services faits', en: 'Services done' },
};

/** The state of a case in one or two words, for lists and the stepper. */
export function stateName(state: CaseState): Text {
  return SHORT_STATES[state] ?? label('case_state', state);
}
