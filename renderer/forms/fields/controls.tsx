import type { ComponentType } from 'react';
import type { Field } from '../../../shared/forms/define.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { DateField, DateTimeField, TimeField } from './DateField.tsx';
import { ManyField } from './ManyField.tsx';
import { PlaceField } from './PlaceField.tsx';
import { ReferenceField } from './ReferenceField.tsx';
import { LineField, LongField, NumberField } from './TextField.tsx';
import type { QuestionProps } from './asking.ts';

/** Types that are typed or chosen by a person; the others are shown by `FixedField`. */
export type EditableType = Exclude<Field['type'], 'calc' | 'file' | 'code' | 'uuid'>;
export type EditableField = Extract<Field, { readonly type: EditableType }>;

type Controls = { readonly [T in EditableType]: ComponentType<QuestionProps<Extract<Field, { readonly type: T }>>> };

/** One control per type of question. One more type: its line here, or the compiler asks for it. */
const CONTROLS: Controls = {
  text: LineField,
  long: LongField,
  int: NumberField,
  dec: NumberField,
  date: DateField,
  time: TimeField,
  datetime: DateTimeField,
  yn: ChoiceField,
  ynu: ChoiceField,
  one: ChoiceField,
  many: ManyField,
  geo: PlaceField,
  ref: ReferenceField,
};

/** Whether a person answers this question on the screen. */
export function hasControl(field: Field): field is EditableField {
  return field.source === undefined && Object.hasOwn(CONTROLS, field.type) && !(field.type === 'ref' && field.to === 'site');
}

/** The control of a question. The map pairs each type with its own component, which the compiler cannot follow through an index. */
export function controlOf(field: EditableField): ComponentType<QuestionProps> {
  return CONTROLS[field.type] as ComponentType<QuestionProps>;
}

/** Types asked by one input that the label names; the others are groups with a legend. */
export function isSingle(field: EditableField, asCombobox: boolean): boolean {
  if (field.type === 'one' || field.type === 'yn' || field.type === 'ynu') return asCombobox;
  if (field.type === 'ref') return field.several !== true;
  return field.type === 'text' || field.type === 'long' || field.type === 'int' || field.type === 'dec' || field.type === 'time';
}
