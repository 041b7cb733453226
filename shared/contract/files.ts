import { EVERYONE, reads } from './define.ts';
import { fileToken, isoDate, nothing } from './values.ts';
import { z } from 'zod';

const entry = z.strictObject({
  token: fileToken,
  /** What the keyed process read in the folder; shown in the picker, stored nowhere. */
  label: z.string().max(300),
  kind: z.enum(['folder', 'file']),
  bytes: z.int(),
  modified: isoDate,
});

export type PickerEntry = z.infer<typeof entry>;

/** Folders and files that a person may choose. */
export const filesOperations = {
  'files.places': reads(EVERYONE, nothing, z.strictObject({ places: z.array(entry) })),
  'files.list': reads(
    EVERYONE,
    z.strictObject({ folder: fileToken, accept: z.enum(['register', 'package', 'card', 'update', 'attachment', 'folder']) }),
    z.strictObject({ entries: z.array(entry) }),
  ),
} as const;
