import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Answers } from '../../shared/forms/answers.ts';
import { canonicalJson, context, optionalId, type Json } from './canonical.ts';
import type { CaseKeys } from './caseKeys.ts';
import { Unreadable, decrypt, encrypt, secretBuffer, secretCopy, zero } from './primitives.ts';

/**
 * What is stored apart, each class sealed by itself: no answer of a form is in clear, since an operational code such as a service asked for
 * reveals as much of the violence as a narrative (reference §0.3, security T6). Operational answers are under the key of the quasi-identifiers.
 */
export const PART_CLASSES = ['OP', 'facts', 'QI', 'SN', 'DI'] as const;
export type PartClass = (typeof PART_CLASSES)[number];

/** Everything that a part is bound to: nothing of it can be exchanged without being noticed. */
export type RecordRef = {
  readonly siteId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly form: string;
  readonly revision: number;
};

export type AttachmentRef = {
  readonly siteId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly attachmentId: string;
  readonly field: 'whole' | 'thumbnail';
};

export type DraftRef = {
  readonly userId: string;
  /** null: not yet a case, the draft is under the user's own key. */
  readonly caseId: string | null;
  readonly form: string;
  readonly draftId: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
};

/** The case whose work is sealed. */
export type WorkRef = { readonly siteId: string; readonly caseId: string };

const PART_VERSION = 1;
const HEADING_BYTES = 3;
const PADDING = 256;
const SPACE = 0x20;

const answerSchema = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.strictObject({ withheld: z.enum(['unknown', 'declined', 'not_applicable']) }),
  z.strictObject({ region: z.string(), cercle: z.string().optional(), commune: z.string().optional() }),
]);
const answersSchema = z.record(z.string(), answerSchema);

/**
 * One ciphertext for the answers of one class (security §2.3): `01 · epoch u16 · nonce 12 · ciphertext · tag 16`,
 * plaintext padded with spaces to a multiple of 256 bytes. Throws Unreadable when these keys do not cover the class.
 */
export function sealPart(keys: CaseKeys, ref: RecordRef, partClass: PartClass, answers: Answers): Buffer {
  return sealJson(keyOf(keys, partClass), keys.epoch, partContext(ref, partClass, keys.epoch), answers);
}

/** Opens what `sealPart` made. Throws Unreadable. */
export function openPart(keys: CaseKeys, ref: RecordRef, partClass: PartClass, bytes: Uint8Array): Answers {
  const plaintext = openBytes(keyOf(keys, partClass), keys.epoch, partContext(ref, partClass, keys.epoch), bytes);
  const opened = answersSchema.safeParse(parseAndZero(plaintext));
  if (!opened.success) throw new Unreadable();
  return withoutAbsent(opened.data);
}

/**
 * An attached file, up to 10 MB, under the identity key: it is of class DI (reference §3.42), and what destroys the identities destroys it by its key too
 * (security §9.6). Its type is known by its first bytes alone, and its length is inside: a picture and a sound of one size class look alike (security §3.4).
 * Throws Unreadable when these keys do not cover identities.
 */
export function sealAttachment(keys: CaseKeys, ref: AttachmentRef, content: Uint8Array): Buffer {
  const padded = secretBuffer(sizeClass(LENGTH_BYTES + content.length, ATTACHMENT_BYTES));
  try {
    padded.writeUInt32BE(content.length);
    padded.set(content, LENGTH_BYTES);
    return sealBytes(keyOf(keys, 'DI'), keys.epoch, attachmentContext(ref), padded);
  } finally {
    zero(padded);
  }
}

const LENGTH_BYTES = 4;
/** Least size of a file and of its small picture: the small picture always has it, as has the empty one beside a sound. */
const ATTACHMENT_BYTES = 65_536;

/** Opens what `sealAttachment` made, to be zeroed by the caller. Throws Unreadable: another case, record, file or use than it was sealed for. */
export function openAttachment(keys: CaseKeys, ref: AttachmentRef, bytes: Uint8Array): Buffer {
  const padded = openBytes(keyOf(keys, 'DI'), keys.epoch, attachmentContext(ref), bytes);
  try {
    const length = padded.length < LENGTH_BYTES ? Number.POSITIVE_INFINITY : padded.readUInt32BE();
    if (length > padded.length - LENGTH_BYTES) throw new Unreadable();
    return secretCopy(padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  } finally {
    zero(padded);
  }
}

/** What is sealed of a case's work: `counted` under the key of the facts, the rest under that of the quasi-identifiers. Throws Unreadable when these keys do not cover it. */
export function sealWorkPart(keys: CaseKeys, ref: WorkRef, part: WorkPart, content: Json): Buffer {
  return sealJson(keyOf(keys, WORK_CLASSES[part]), keys.epoch, workContext(ref, part, keys.epoch), content, WORK_BYTES[part]);
}

/** Throws Unreadable. The content is checked by the caller's schema. */
export function openWorkPart(keys: CaseKeys, ref: WorkRef, part: WorkPart, bytes: Uint8Array): unknown {
  return parseAndZero(openBytes(keyOf(keys, WORK_CLASSES[part]), keys.epoch, workContext(ref, part, keys.epoch), bytes));
}

const WORK_CLASSES = { counted: 'facts', work: 'QI' } as const satisfies Readonly<Record<string, PartClass>>;
type WorkPart = keyof typeof WORK_CLASSES;
/** Least size: `counted` always has it, `work` doubles until it holds its content, so that a size says little of what a case waits for (security §3.4). */
const WORK_BYTES = { counted: 256, work: 1024 } as const;

/** A draft of any JSON content, under the case's narrative key or, before there is a case, the user's own key; `epoch` 0 for the latter. */
export function sealDraft(key: Uint8Array, epoch: number, ref: DraftRef, content: Json): Buffer {
  return sealJson(key, epoch, draftContext(ref), content);
}

/** Throws Unreadable. The content is checked by the caller's schema. */
export function openDraft(key: Uint8Array, epoch: number, ref: DraftRef, bytes: Uint8Array): unknown {
  return parseAndZero(openBytes(key, epoch, draftContext(ref), bytes));
}

/** The key of a class among those held. Throws Unreadable when it is not held. */
function keyOf(keys: CaseKeys, partClass: PartClass): Buffer {
  const byClass = { OP: keys.quasi, facts: keys.facts, QI: keys.quasi, SN: keys.narrative, DI: keys.identity };
  const key = byClass[partClass];
  if (key === null) throw new Unreadable();
  return key;
}

function sealJson(key: Uint8Array, epoch: number, additional: Uint8Array, value: Json, least?: number): Buffer {
  const plaintext = paddedJson(value, least);
  try {
    return sealBytes(key, epoch, additional, plaintext);
  } finally {
    zero(plaintext);
  }
}

function sealBytes(key: Uint8Array, epoch: number, additional: Uint8Array, plaintext: Uint8Array): Buffer {
  const heading = Buffer.alloc(HEADING_BYTES);
  heading[0] = PART_VERSION;
  heading.writeUInt16BE(epoch, 1);
  return Buffer.concat([heading, encrypt(key, additional, plaintext)]);
}

function openBytes(key: Uint8Array, epoch: number, additional: Uint8Array, bytes: Uint8Array): Buffer {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < HEADING_BYTES || view[0] !== PART_VERSION || view.readUInt16BE(1) !== epoch) throw new Unreadable();
  return decrypt(key, additional, view.subarray(HEADING_BYTES));
}

/** `least`: bytes of the first size class, each next one twice as long; absent: whole steps of 256 bytes. */
function paddedJson(value: Json, least?: number): Buffer {
  const text = canonicalJson(value);
  const length = Math.max(1, Buffer.byteLength(text));
  const size = least === undefined ? Math.ceil(length / PADDING) * PADDING : sizeClass(length, least);
  const padded = secretBuffer(size).fill(SPACE);
  padded.write(text);
  return padded;
}

/** The smallest of `least`, twice it, four times it… that holds `length` bytes. */
function sizeClass(length: number, least: number): number {
  return least * 2 ** Math.max(0, Math.ceil(Math.log2(length / least)));
}

function parseAndZero(plaintext: Buffer): unknown {
  try {
    return JSON.parse(plaintext.toString('utf8'));
  } catch {
    throw new Unreadable();
  } finally {
    zero(plaintext);
  }
}

function withoutAbsent(answers: z.infer<typeof answersSchema>): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([field, answer]) => {
      if (typeof answer !== 'object' || !('region' in answer)) return [field, answer];
      const { region, cercle, commune } = answer;
      return [field, { region, ...(cercle === undefined ? {} : { cercle }), ...(commune === undefined ? {} : { commune }) }];
    }),
  );
}

function partContext(ref: RecordRef, partClass: PartClass, epoch: number): Buffer {
  return context(
    'rec',
    { id: ref.siteId },
    { id: ref.caseId },
    { id: ref.recordId },
    { text: ref.form },
    { text: partClass },
    { u32: ref.revision },
    { u16: epoch },
  );
}

function workContext({ siteId, caseId }: WorkRef, part: WorkPart, epoch: number): Buffer {
  return context('work', { id: siteId }, { id: caseId }, { text: part }, { u16: epoch });
}

function attachmentContext(ref: AttachmentRef): Buffer {
  return context('att', { id: ref.siteId }, { id: ref.caseId }, { id: ref.recordId }, { id: ref.attachmentId }, { text: ref.field });
}

function draftContext(ref: DraftRef): Buffer {
  return context('draft', { id: ref.userId }, optionalId(ref.caseId), { text: ref.form }, { id: ref.draftId }, { u64: ref.savedAt });
}
