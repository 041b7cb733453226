import type { Text } from '../../text.ts';
import { caafag } from './caafag.ts';
import { childProtection } from './childProtection.ts';
import { consent } from './consent.ts';
import { feedback } from './feedback.ts';
import { gbvCare } from './gbvCare.ts';
import { general } from './general.ts';
import { geography } from './geography.ts';
import { incident } from './incident.ts';
import { mines } from './mines.ts';
import type { Options } from './option.ts';
import { profile } from './profile.ts';
import { services } from './services.ts';
import { workflow } from './workflow.ts';

/** Every coded list by name, in the order of reference part 4. */
export const LISTS = {
  ...general,
  ...workflow,
  ...consent,
  ...profile,
  ...incident,
  ...gbvCare,
  ...services,
  ...childProtection,
  ...caafag,
  ...mines,
  ...feedback,
  ...geography,
};

export type ListName = keyof typeof LISTS;

/** The codes of one list: `CodeOf<'sex'>` is `'female' | 'male'`. */
export type CodeOf<L extends ListName> = (typeof LISTS)[L][number]['code'];

/** The options of one list, in the order in which they are shown. */
export function options(list: ListName): Options {
  return LISTS[list];
}

const wordings = new Map<ListName, ReadonlyMap<string, Text>>();

function wordingsOf(list: ListName): ReadonlyMap<string, Text> {
  const known = wordings.get(list);
  if (known !== undefined) return known;
  const made = new Map(options(list).map(({ code, fr, en }) => [code, { fr, en }]));
  wordings.set(list, made);
  return made;
}

/** Whether a value read from outside is a code of the list. */
export function isCode<L extends ListName>(list: L, code: unknown): code is CodeOf<L> {
  return typeof code === 'string' && wordingsOf(list).has(code);
}

/**
 * The wording of one code. Throws RangeError on a code the list does not know: a schema has let through what it should not have.
 * The error names the list, never the value.
 */
export function label<L extends ListName>(list: L, code: CodeOf<L>): Text {
  const text = wordingsOf(list).get(code);
  if (text === undefined) throw new RangeError(`unknown code in list ${list}`);
  return text;
}
