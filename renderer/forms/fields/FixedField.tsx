import { isWithheld, type Answer } from '../../../shared/forms/answers.ts';
import { listOf } from '../../../shared/forms/conditionWords.ts';
import type { Field } from '../../../shared/forms/define.ts';
import { placeInWords } from '../../../shared/forms/lists/places.ts';
import type { Options } from '../../../shared/forms/lists/option.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate, formatDateTime, isDateTime, isPartialDate } from '../../../shared/time.ts';
import { say } from '../../language.ts';
import { lists } from '../../lists.ts';
import { wording } from '../../wording.ts';
import { LockIcon } from '../../ui/icons.ts';
import { WITHHELD_WORDS } from './withheld.ts';

const BLANK: Text = { fr: 'Sans réponse', en: 'No answer' };
const GIVEN_LATER: Text = { fr: 'Donné par l’application à l’enregistrement', en: 'Given by the application when saved' };
const COMPUTED_LATER: Text = { fr: 'Se calcule à partir des réponses', en: 'Computed from the answers' };
const NO_FILES: Text = {
  fr: 'Une photo de recherche se garde parmi les pièces jointes du dossier.',
  en: 'A tracing photo is kept among the attachments of the case.',
};

/** An answer in words, for reading: codes by their list, dates and places in the form of the language, withheld answers as such. */
export function answerInWords(field: Field, answer: Answer | undefined, references: Options = []): Text {
  if (answer === undefined) return BLANK;
  if (isWithheld(answer)) return WITHHELD_WORDS[answer.withheld];
  if (typeof answer === 'number') return { fr: String(answer), en: String(answer) };
  if (typeof answer === 'object' && 'region' in answer) return placeInWords(answer, lists());
  const list = listOf(field);
  const codes = typeof answer === 'string' ? [answer] : answer;
  if (field.type === 'ref') return joined(codes.map((code) => references.find((one) => one.code === code) ?? { fr: code, en: code }));
  if (list !== undefined) return joined(codes.map((code) => wording(list, code)));
  return joined(codes.map(instantOrText));
}

function joined(texts: readonly Text[]): Text {
  return { fr: texts.map(({ fr }) => fr).join(', '), en: texts.map(({ en }) => en).join(', ') };
}

function instantOrText(text: string): Text {
  if (isDateTime(text)) return { fr: formatDateTime(text, 'fr'), en: formatDateTime(text, 'en') };
  if (/^\d{4}(-|$)/.test(text) && isPartialDate(text)) return { fr: formatDate(text, 'fr'), en: formatDate(text, 'en') };
  return { fr: text, en: text };
}

type Props = { readonly field: Field; readonly answer: Answer | undefined; readonly id: string; readonly references?: Options };

/** What is never typed here: a generated code, the account, a computed value; and a file, with where it is kept. */
export function FixedField({ field, answer, id, references = [] }: Props) {
  const text = field.type === 'file' ? NO_FILES : answer === undefined ? emptyText(field) : answerInWords(field, answer, references);
  return (
    <output id={id} tabIndex={-1} className={answer === undefined ? 'fixed quiet' : 'fixed'}>
      {field.type !== 'calc' && <LockIcon />}
      <span className={field.type === 'code' ? 'code' : undefined}>{say(text)}</span>
    </output>
  );
}

function emptyText(field: Field): Text {
  return field.type === 'calc' ? COMPUTED_LATER : GIVEN_LATER;
}
