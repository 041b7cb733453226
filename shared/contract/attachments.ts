import { LONGEST_FILE, PICTURE_BYTES, SOUND_TYPES, THUMBNAIL_BYTES } from '../rules/attachments/attachments.ts';
import { CASEWORKER, CASE_STAFF, reads, writes, opens } from './define.ts';
import { code, fileToken, id, nothing, revealReason } from './values.ts';
import { z } from 'zod';

/** So many bytes in base64. */
function base64(most: number) {
  return z
    .string()
    .min(4)
    .max(Math.ceil(most / 3) * 4);
}

const chosenFile = z.strictObject({ type: z.enum(['image/jpeg', 'image/png', ...SOUND_TYPES]), bytes: base64(LONGEST_FILE) });

/** Pictures and sounds kept with a case. */
export const attachmentsOperations = {
  /** What a new piece may be in this case, and whether one more may be added. */
  'attachments.begin': reads(
    CASEWORKER,
    z.strictObject({ caseId: id }),
    z.strictObject({ caseCode: z.string(), kinds: z.array(code), full: z.boolean() }),
  ),
  /** A chosen file, judged by its content, for the page to draw again or to play; nothing is kept. */
  'attachments.look': reads(CASEWORKER, z.strictObject({ file: fileToken }), chosenFile),
  /** A picture as the page drew it again, small one beside it; or a sound, read from its file once more. */
  'attachments.add': writes(
    CASEWORKER,
    z.strictObject({
      caseId: id,
      kind: code,
      content: z.discriminatedUnion('what', [
        z.strictObject({ what: z.literal('picture'), picture: base64(PICTURE_BYTES), thumbnail: base64(THUMBNAIL_BYTES) }),
        z.strictObject({ what: z.literal('sound'), file: fileToken }),
      ]),
    }),
    z.strictObject({ recordId: id }),
  ),
  /** Small pictures of a case, with the same reason as an identity. One line of the journal for each, before any is opened. */
  'attachments.thumbnails': opens(
    CASE_STAFF,
    z.strictObject({ caseId: id, reason: revealReason }),
    z.strictObject({ thumbnails: z.array(z.strictObject({ recordId: id, bytes: z.string() })), secondsShown: z.int() }),
  ),
  'attachments.open': opens(
    CASE_STAFF,
    z.strictObject({ caseId: id, recordId: id, reason: revealReason }),
    z.strictObject({ type: z.enum(['image/jpeg', ...SOUND_TYPES]), bytes: z.string(), secondsShown: z.int() }),
  ),
  'attachments.remove': writes(CASEWORKER, z.strictObject({ caseId: id, recordId: id, revision: z.int() }), nothing),
} as const;
