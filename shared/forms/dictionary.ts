import type { Condition } from './condition.ts';
import { fieldsOf, typeInWords } from './fields.ts';
import { LISTS } from './lists/all.ts';
import type { Options } from './lists/option.ts';
import { FORM_IDS, formOf, type FormId } from './registry.ts';

export type DictionaryField = {
  readonly code: string;
  readonly type: string;
  readonly required: string;
  readonly privacy: string;
  readonly fr: string;
  readonly en: string;
  readonly visible_if?: Condition;
};

export type Dictionary = {
  readonly version: string;
  readonly forms: readonly { readonly id: FormId; readonly fields: readonly DictionaryField[] }[];
  readonly lists: Readonly<Record<string, Options>>;
};

/** Every form and every list as data, generated from the definitions that the screens use (`dictionary` command). */
export function dictionary(version: string): Dictionary {
  return { version, forms: FORM_IDS.map((id) => ({ id, fields: formFields(id) })), lists: LISTS };
}

function formFields(id: FormId): readonly DictionaryField[] {
  return fieldsOf(formOf(id)).map(({ code, field }) => ({
    code,
    type: typeInWords(field),
    required: field.required,
    privacy: field.privacy,
    fr: field.label.fr,
    en: field.label.en,
    ...(field.visibleIf === undefined ? {} : { visible_if: field.visibleIf }),
  }));
}
