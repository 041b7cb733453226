import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Answers } from '../../shared/forms/answers.ts';
import { canonicalJson, context, optionalId, type Json } from './canonical.ts';
import type { CaseKeys } from './caseKeys.ts';
import { Unreadable, decrypt, encrypt, secretBuffer, zero } from './primitives.ts';

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
  readonly field: string;
  readonly mediaType: string;
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
 * (security §9.6). Throws Unreadable when these keys do not cover identities.
 */
export function sealAttachment(keys: CaseKeys, ref: AttachmentRef, content: Uint8Array): Buffer {
  return sealBytes(keyOf(keys, 'DI'), keys.epoch, attachmentContext(ref), content);
}

/** Opens what `sealAttachment` made, to be zeroed by the caller. Throws Unreadable: another case, record, file, use or type than it was sealed for. */
export function openAttachment(keys: CaseKeys, ref: AttachmentRef, bytes: Uint8Array): Buffer {
  return openBytes(keyOf(keys, 'DI'), keys.epoch, attachmentContext(ref), bytes);
}

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

function sealJson(key: Uint8Array, epoch: number, additional: Uint8Array, value: Json): Buffer {
  const plaintext = paddedJson(value);
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

function paddedJson(value: Json): Buffer {
  const text = canonicalJson(value);
  const length = Buffer.byteLength(text);
  const padded = secretBuffer(Math.max(1, Math.ceil(length / PADDING)) * PADDING).fill(SPACE);
  padded.write(text);
  return padded;
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

function attachmentContext(ref: AttachmentRef): Buffer {
  return context(
    'att',
    { id: ref.siteId },
    { id: ref.caseId },
    { id: ref.recordId },
    { id: ref.attachmentId },
    { text: ref.field },
    { text: ref.mediaType },
  );
}

function draftContext(ref: DraftRef): Buffer {
  return context('draft', { id: ref.userId }, optionalId(ref.caseId), { text: ref.form }, { id: ref.draftId }, { u64: ref.savedAt });
}
