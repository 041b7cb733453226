import type { Text } from '../text.ts';
import type { Answers } from './answers.ts';
import { listOf } from './conditionWords.ts';
import type { Form } from './define.ts';
import { fieldTable } from './fields.ts';
import { isCode, label } from './lists/all.ts';

/** `row` is the rank of the row concerned from 0; absent when the rows are wrong together. */
export type RowProblem = { readonly row?: number; readonly field: string; readonly message: Text };

/**
 * What is wrong with the rows of one record together: twice the same service, no primary perpetrator (reference §2.2). No row at all is
 * wrong only where the form needs one; elsewhere the number may be unknown.
 */
export function rowProblems(form: Form, rows: readonly Answers[]): readonly RowProblem[] {
  if (form.rows === undefined) return [];
  if (rows.length === 0) return form.rows.needed === true ? [{ field: form.rows.title, message: noRow(form) }] : [];
  const { title, unique, atLeastOne } = form.rows;
  const named = rows.map((row) => row[title]);
  const repeated = named.flatMap((name, row) =>
    name !== undefined && named.indexOf(name) < row ? [{ row, field: title, message: REPEATED }] : [],
  );
  const lacking = atLeastOne !== undefined && !named.includes(atLeastOne);
  return [...(unique === true ? repeated : []), ...(lacking ? [{ field: title, message: lacks(form, atLeastOne) }] : [])];
}

const REPEATED: Text = { fr: 'Cette ligne existe déjà. Complétez la première.', en: 'This row exists already. Complete the first one.' };

function noRow({ title }: Form): Text {
  return { fr: `Ajoutez au moins une ligne «\u00a0${title.fr}\u00a0».`, en: `Add at least one row “${title.en}”.` };
}

function lacks(form: Form, code: string): Text {
  const name = wording(form, code) ?? form.title;
  return { fr: `Une ligne au moins doit être «\u00a0${name.fr}\u00a0».`, en: `At least one row must be “${name.en}”.` };
}

/** The title of a row, from its coded facts only: « Auteur·e présumé·e 2, secondaire ». */
export function rowTitle(form: Form, rank: number, row: Answers): Text {
  const answer = form.rows === undefined ? undefined : row[form.rows.title];
  const name = typeof answer === 'string' ? wording(form, answer) : undefined;
  const number = rank + 1;
  if (name === undefined) return { fr: `${form.title.fr} ${number}`, en: `${form.title.en} ${number}` };
  return { fr: `${form.title.fr} ${number}, ${name.fr.toLowerCase()}`, en: `${form.title.en} ${number}, ${name.en.toLowerCase()}` };
}

function wording(form: Form, code: string): Text | undefined {
  const field = form.rows === undefined ? undefined : fieldTable(form)[form.rows.title];
  const list = field === undefined ? undefined : listOf(field);
  return list !== undefined && isCode(list, code) ? label(list, code) : undefined;
}
