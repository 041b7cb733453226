import type { Withheld } from '../../../shared/forms/answers.ts';
import { listOf } from '../../../shared/forms/conditionWords.ts';
import type { Field } from '../../../shared/forms/define.ts';
import { options } from '../../../shared/forms/lists/all.ts';
import { mayBeWithheld } from '../../../shared/forms/schema.ts';
import type { Text } from '../../../shared/text.ts';

/** What is offered beside a question; « sans objet » is an option of its list. */
export type Why = Exclude<Withheld['withheld'], 'not_applicable'>;

/** The three ways of not giving a value, in words; a blank is none of them (reference §0.1). */
export const WITHHELD_WORDS: Readonly<Record<Withheld['withheld'], Text>> = {
  unknown: { fr: 'Ne sait pas', en: 'Does not know' },
  declined: { fr: 'Ne souhaite pas répondre', en: 'Prefers not to say' },
  not_applicable: { fr: 'Sans objet', en: 'Not applicable' },
};

/** The key of each, wherever the focus is in the question (interface §6). */
export const WITHHELD_KEYS: Readonly<Record<Why, string>> = { unknown: 'Alt+U', declined: 'Alt+R' };

/** Which of « ne sait pas » and « ne souhaite pas répondre » are beside a question (interface P7): on S, C and O, unless its list has it already. */
export function withheldChoices(field: Field): readonly Why[] {
  if (!mayBeWithheld(field)) return [];
  const list = listOf(field);
  const listed = list === undefined ? [] : options(list);
  const listsUnknown = listed.some(({ code }) => code === 'unknown');
  const listsDeclined = listed.some(({ fr }) => fr === WITHHELD_WORDS.declined.fr);
  const choices: readonly Why[] = ['unknown', 'declined'];
  return choices.filter((why) => (why === 'unknown' ? !listsUnknown : !listsDeclined));
}
