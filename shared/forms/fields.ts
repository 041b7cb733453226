import type { Field, Form, Privacy } from './define.ts';

/** One question with its place in its form. */
export type Placed = { readonly code: string; readonly section: string; readonly field: Field };

const placed = new WeakMap<Form, readonly Placed[]>();

/** Every question of a form, in the order in which they are asked. */
export function fieldsOf(form: Form): readonly Placed[] {
  const known = placed.get(form);
  if (known !== undefined) return known;
  const all = Object.entries(form.sections).flatMap(([section, { fields }]) =>
    Object.entries(fields).map(([code, field]) => ({ code, section, field })),
  );
  placed.set(form, all);
  return all;
}

/** The questions of a form by code. */
export function fieldTable(form: Form): Readonly<Record<string, Field>> {
  return Object.fromEntries(fieldsOf(form).map(({ code, field }) => [code, field]));
}

/** Whether a person answers this question; the rest is computed, generated or decided elsewhere. */
export function isAsked(field: Field): boolean {
  return field.type !== 'calc' && field.source === undefined;
}

/** How an answer is stored: under which key, and what may see it (reference §0.3). */
export type StorageClass = 'OP' | 'QI' | 'SN' | 'DI' | 'RD';

const STORED_AS: Readonly<Record<Privacy, StorageClass>> = {
  OP: 'OP',
  QI: 'QI',
  SN: 'SN',
  DI: 'DI',
  RD: 'RD',
  'QI→RD': 'QI',
  'QI→RD (month)': 'QI',
  'QI→RD (region)': 'QI',
  'QI→RD (region/cercle)': 'QI',
  'QI→RD (group)': 'QI',
  'QI→RD (class)': 'QI',
  'RD (suppressed below national total)': 'RD',
  'RD (parent / family / other)': 'RD',
};

/** The raw value of a `QI→RD` question is stored as QI: only its grouping is reportable. */
export function storageClass(privacy: Privacy): StorageClass {
  return STORED_AS[privacy];
}

/** The type as the dictionary writes it: `one(sex)`, `ref(site)`, `calc`. */
export function typeInWords(field: Field): string {
  if (field.type === 'one' || field.type === 'many') return `${field.type}(${field.list})`;
  return field.type === 'ref' ? `ref(${field.to})` : field.type;
}
