import { z } from 'zod';
import { readSlipNumber } from '../ids.ts';
import { isDate, isDateTime, isPartialDate, isTime } from '../time.ts';
import type { Answer, Answers } from './answers.ts';
import { listOf } from './conditionWords.ts';
import type { Field, Form } from './define.ts';
import type { Shape } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { isCode, type ListName } from './lists/all.ts';
import { isAdaptable } from './lists/inForce.ts';
import { mayHold, REGION_CHOICES } from './lists/places.ts';

/* The content policy of both shells refuses code made from text; zod must not try. */
z.config({ jitless: true });

const MAX_TEXT = 200;
const MAX_LONG = 100_000;
/** A record id, a code or the id of an attachment: never typed, so short and plain. */
const IDENTIFIER = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
/** Form of every code: which codes an adaptable list has is known where it is answered (`problems`), and an answer outlives each change of it. */
export const CODE_FORM = /^[a-z][a-z0-9_]{0,47}$/;
const PHONE = /^(?:\+223 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}$/;

const withheld = z.strictObject({ withheld: z.enum(['unknown', 'declined', 'not_applicable']) });

const place = z
  .strictObject({ region: z.string().max(40), cercle: z.string().regex(CODE_FORM).optional(), commune: singleLine().optional() })
  .transform(({ region, cercle, commune }) => ({
    region,
    ...(cercle === undefined ? {} : { cercle }),
    ...(commune === undefined ? {} : { commune }),
  }))
  .refine(({ region, cercle }) => REGION_CHOICES.some(({ code }) => code === region) && (cercle === undefined || mayHold(region, cercle)));

/** A slip number in its one writing, however it was typed; a slip of the pen is none (`readSlipNumber`). */
const slip = z
  .string()
  .max(40)
  .transform((typed, context) => {
    const number = readSlipNumber(typed);
    if (number !== null) return number;
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  });

/** What deceives the eye or breaks a file (security §8): controls but tab and line break, lone surrogates, marks that turn the writing. */
export const FORBIDDEN_IN_TEXT = /[[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]--[\t\n\r]]/v;

function text(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value.trim() !== '' && !FORBIDDEN_IN_TEXT.test(value));
}

function singleLine() {
  return text(MAX_TEXT).refine((value) => !/[\r\n]/.test(value));
}

function codeOf(list: ListName) {
  if (isAdaptable(list)) return z.string().regex(CODE_FORM);
  return z.string().refine((code) => isCode(list, code));
}

function codesOf(list: ListName) {
  return z
    .array(codeOf(list))
    .min(1)
    .max(60)
    .refine((codes) => new Set(codes).size === codes.length);
}

function shapeSchema(shape: Shape): z.ZodType<Answer> {
  if (shape.type === 'int') return z.int().min(-1_000_000).max(1_000_000);
  if (shape.type === 'date') return z.string().refine(isDate);
  if (shape.type === 'datetime') return z.string().refine(isDateTime);
  if (shape.type === 'many') return codesOf(shape.list);
  return codeOf(listOf(shape) ?? 'yes_no');
}

/** The shape of one value, withheld answers apart. */
function valueSchema(field: Field): z.ZodType<Answer> {
  switch (field.type) {
    case 'text':
      if (field.pattern === 'slip') return slip;
      return field.pattern === 'phone' ? z.string().regex(PHONE) : singleLine();
    case 'long':
      return text(MAX_LONG);
    case 'int':
      return z.int().min(field.min).max(field.max);
    case 'dec':
      return z.number().min(field.min).max(field.max);
    case 'date':
      return z.string().refine(field.partial === true ? isPartialDate : isDate);
    case 'datetime':
      return z.string().refine(isDateTime);
    case 'time':
      return z.string().refine(isTime);
    case 'yn':
    case 'ynu':
    case 'one':
    case 'many':
      return shapeSchema(field);
    case 'geo':
      return place;
    case 'ref':
      return field.several === true ? z.array(IDENTIFIER).min(1).max(200) : IDENTIFIER;
    case 'calc':
      return shapeSchema(field.of);
    case 'file':
    case 'code':
    case 'uuid':
      return IDENTIFIER;
  }
}

const NEVER_WITHHELD: ReadonlySet<Field['type']> = new Set(['calc', 'ref', 'file', 'code', 'uuid']);

/** Whether « ne sait pas », « ne souhaite pas répondre » or « sans objet » may replace an answer: on S, C and O, never on R. */
export function mayBeWithheld(field: Field): boolean {
  return field.required !== 'R' && field.required !== '—' && field.source === undefined && !NEVER_WITHHELD.has(field.type);
}

const ofField = new WeakMap<Field, z.ZodType<Answer>>();

function answerSchema(field: Field): z.ZodType<Answer> {
  const known = ofField.get(field);
  if (known !== undefined) return known;
  const value = valueSchema(field);
  const made = mayBeWithheld(field) ? z.union([value, withheld]) : value;
  ofField.set(field, made);
  return made;
}

/** Whether an answer has the shape its question asks for: known codes, real dates, lengths and bounds. */
export function isWellFormed(field: Field, answer: unknown): boolean {
  return answerSchema(field).safeParse(answer).success;
}

const ofForm = new WeakMap<Form, z.ZodType<Answers>>();

/**
 * The schema of a form's answers. Every key is optional (a blank is an absent key); a key the form does not have, a code its list does
 * not have (for an adaptable list: what is no code), a text above 200 characters (100 000 for a narrative) and a number out of bounds are refused.
 */
export function schemaOf(form: Form): z.ZodType<Answers> {
  const known = ofForm.get(form);
  if (known !== undefined) return known;
  const entries = fieldsOf(form).map(({ code, field }) => [code, answerSchema(field).optional()] as const);
  const made = z.strictObject(Object.fromEntries(entries)).transform(withoutBlanks);
  ofForm.set(form, made);
  return made;
}

function withoutBlanks(answers: Readonly<Record<string, Answer | undefined>>): Answers {
  const kept: Record<string, Answer> = {};
  for (const [code, answer] of Object.entries(answers)) if (answer !== undefined) kept[code] = answer;
  return kept;
}
