import { bytesText } from '../bytesText.ts';
import { PACKAGE_MODES } from '../exchange/payload.ts';
import { AUTHORITY, CASEWORKER, EVERYONE, FOCAL_POINT, SUPERVISOR, reads, writes } from './define.ts';
import { list, listCode, listsNumber } from './lists.ts';
import { answers, code, fileToken, id, isoDate, nothing, shortText, staffCode, text } from './values.ts';
import { z } from 'zod';

/** What would change for one code, in the words of shared/forms/lists/agreed.ts. */
const listChange = z.strictObject({
  kind: z.enum(['added', 'reworded', 'retired', 'offeredAgain']),
  list,
  code: listCode,
  was: text.nullable(),
  is: text,
  countsAs: text.nullable(),
  region: listCode.nullable(),
  retiredFrom: isoDate.nullable(),
});

const service = z.strictObject({ serviceId: id, answers });

const provider = z.strictObject({
  providerId: id,
  revision: z.int(),
  answers,
  services: z.array(service),
  checkedOn: isoDate.nullable(),
  freshness: z.enum(['fresh', 'toCheck', 'stale']),
});

export type Provider = z.infer<typeof provider>;

/** A caseworker's proposal that waits for the supervisor; `replacesId`: the entry it would change, null for a new provider. */
const proposal = z.strictObject({
  providerId: id,
  answers,
  services: z.array(service),
  replacesId: id.nullable(),
  proposedBy: staffCode.nullable(),
  proposedOn: isoDate,
});

export type Proposal = z.infer<typeof proposal>;

const digest = bytesText(32);

/** What a policy received would change here: what becomes stronger at once, what waits for two signatures, and the mode. */
export const protectionChange = z.strictObject({
  number: listsNumber,
  mode: z.strictObject({ was: z.enum(PACKAGE_MODES), is: z.enum(PACKAGE_MODES) }),
  stronger: z.array(z.strictObject({ key: code, was: z.int(), is: z.int() })),
  weaker: z.array(z.strictObject({ key: code, was: z.int(), is: z.int() })),
});

const receivedDirectory = z.strictObject({
  digest,
  from: z.string(),
  number: z.int(),
  /** Names of providers, in the order of the names. `kept`: changed here since, and left as they are. */
  entered: z.array(z.string()),
  changed: z.array(z.string()),
  withdrawn: z.array(z.string()),
  kept: z.array(z.string()),
  same: z.int(),
  /** Cards of this base that end, and how many other keys are remembered as ended. */
  revoked: z.array(z.strictObject({ code: z.string(), since: isoDate })),
  otherKeys: z.int(),
  /** Witnesses of this centre's journal that the focal point kept, and how many the journal here contradicts. */
  anchors: z.strictObject({ compared: z.int(), wrong: z.int() }),
  /** Number of the lists it brings, and what would change in the lists of this installation. */
  lists: z.strictObject({ number: z.int(), changes: z.array(listChange) }),
  /** How small counts are protected as it brings it; null when that changes nothing here. */
  protection: protectionChange.nullable(),
});

export type ReceivedDirectory = z.infer<typeof receivedDirectory>;

export type ProtectionChange = z.infer<typeof protectionChange>;

/** Service providers. */
export const directoryOperations = {
  'directory.list': reads(
    EVERYONE,
    z.strictObject({ category: code.optional(), region: code.optional() }),
    z.strictObject({
      providers: z.array(provider),
      /** Empty for every role but the supervisor. */
      proposals: z.array(proposal),
    }),
  ),
  'directory.save': writes(
    AUTHORITY,
    z.strictObject({
      providerId: id.nullable(),
      revision: z.int(),
      answers,
      services: z.array(z.strictObject({ serviceId: id.nullable(), answers })).max(40),
    }),
    z.strictObject({ providerId: id, revision: z.int() }),
  ),
  'directory.propose': writes(
    CASEWORKER,
    z.strictObject({
      providerId: id.nullable(),
      /** Of the entry as it was read, 0 for a new provider. */
      revision: z.int(),
      answers,
      services: z.array(z.strictObject({ serviceId: id.nullable(), answers })).max(40),
    }),
    nothing,
  ),
  'directory.decide': writes(SUPERVISOR, z.strictObject({ providerId: id, accept: z.boolean() }), nothing),
  /** The focal point's directory, one sealed file for each centre whose card is confirmed (security §7.1 kind 5). */
  'directory.handOut': writes(
    FOCAL_POINT,
    z.strictObject({ folder: fileToken }),
    z.strictObject({
      number: z.int(),
      providers: z.int(),
      lists: z.int(),
      files: z.array(z.strictObject({ siteCode: code, fileName: shortText })),
    }),
  ),
  /** What a directory received would change; nothing is written of it. */
  'directory.preview': writes(SUPERVISOR, z.strictObject({ file: fileToken }), receivedDirectory),
  /** Enters exactly what was shown: another file in between is refused. */
  'directory.import': writes(SUPERVISOR, z.strictObject({ file: fileToken, digest }), receivedDirectory),
} as const;
