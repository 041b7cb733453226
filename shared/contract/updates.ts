import { bytesText } from '../bytesText.ts';
import { ADMINISTRATOR, reads, writes } from './define.ts';
import { fileToken, isoDate, nothing, shortText } from './values.ts';
import { z } from 'zod';

const digest = bytesText(32);

/** A new version, verified and staged. */
export const updatesOperations = {
  'updates.state': reads(
    ADMINISTRATOR,
    nothing,
    z.strictObject({
      release: z.int(),
      /** The release keys of this build are the invented ones of the tests. */
      keysAreInvented: z.boolean(),
      /** The last good copy, and whether it is of today or yesterday; null before the first. */
      copy: z.strictObject({ on: isoDate, fresh: z.boolean() }).nullable(),
    }),
  ),
  'updates.open': writes(
    ADMINISTRATOR,
    z.strictObject({ file: fileToken }),
    z.strictObject({
      digest,
      release: z.int(),
      version: shortText,
      notes: z.array(z.string()),
      words: z.array(z.string()).length(8),
      files: z.array(z.strictObject({ name: shortText, bytes: z.int() })),
    }),
  ),
  'updates.stage': writes(
    ADMINISTRATOR,
    z.strictObject({ file: fileToken, digest, folder: fileToken }),
    z.strictObject({
      folderName: shortText,
      files: z.int(),
      /** Bases of which a copy was opened as at a start, and how many lines each holds. */
      rehearsed: z.array(z.strictObject({ base: z.enum(['admin', 'cases']), rows: z.int() })),
    }),
  ),
} as const;
