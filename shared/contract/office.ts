import { z } from 'zod';
import { ADMINISTRATOR, AUDITORS, AUTHORITY, CASEWORKER, EVERYONE, FOCAL_POINT, SIGNERS, SUPERVISOR, reads, writes } from './define.ts';
import { answers, code, fileToken, id, isoDate, isoDateTime, nothing, passphrase, shortText, staffCode, text } from './values.ts';
import { isSettingKey, type SettingKey } from '../rules/settings/settings.ts';
import { listChange } from './lists.ts';
import { protectionChange } from './protection.ts';
import { bytesText } from '../bytesText.ts';

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
  /** Number of the lists it brings, and what would change in those of here. */
  lists: z.strictObject({ number: z.int(), changes: z.array(listChange) }),
  /** How small counts are protected as it brings it; null when that changes nothing here. */
  protection: protectionChange.nullable(),
});
export type ReceivedDirectory = z.infer<typeof receivedDirectory>;

const journalLine = z.strictObject({
  seq: z.int(),
  at: isoDateTime,
  staffCode: staffCode.nullable(),
  kind: z.string().regex(/^[A-Za-z.]{1,60}$/),
  title: text,
  signed: z.boolean(),
});

const chain = z.strictObject({
  /** True when this person's keys open the beginning of the chain; false: `whole` says only that what this person last saw still stands. */
  verified: z.boolean(),
  whole: z.boolean(),
  /** Last entry verified, and when the end was last reached; null before the first time. */
  upTo: z.int().nullable(),
  at: isoDateTime.nullable(),
  /** Everything that was found and told, newest first, in words. */
  found: z.array(z.strictObject({ at: isoDateTime, words: text, caseCode: code.nullable() })),
});

const settingKey = z.custom<SettingKey>((value) => typeof value === 'string' && isSettingKey(value));

/** What is copied by hand in the register of the centre (security §6.3, W4). */
const paper = z.strictObject({ number: z.int().min(1), words: z.array(z.string().max(20)).length(3), givenAt: isoDateTime });

/** Directory, journal, settings (interface 3.12, 3.21; reference §7.2, §7.5). */
export const officeOperations = {
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
  'journal.read': reads(
    EVERYONE,
    z.strictObject({ page: z.int().min(1).max(10_000) }),
    z.strictObject({
      total: z.int(),
      lines: z.array(journalLine),
      chain,
      paper: paper.nullable(),
      /** True when a week has passed since the last one was given, or none was. */
      paperDue: z.boolean(),
    }),
  ),
  /** The whole chain from its first entry, and for a supervisor every record. */
  'journal.verify': writes(
    AUDITORS,
    nothing,
    z.strictObject({
      chain,
      /** Entries that are kept, and records compared with them; null where there is no case base. */
      entries: z.int(),
      records: z.int().nullable(),
      at: isoDateTime,
    }),
  ),
  'journal.givePaper': writes(AUTHORITY, nothing, paper),
  /** `sure`: read again in the register; a difference is then told in the journal as tampering. */
  'journal.comparePaper': writes(
    AUTHORITY,
    z.strictObject({ number: z.int().min(1).max(100_000), words: z.string().max(200), sure: z.boolean() }),
    z.strictObject({ outcome: z.enum(['same', 'missing', 'differs']), told: z.boolean() }),
  ),
  'settings.read': reads(
    SIGNERS,
    nothing,
    z.strictObject({
      settings: z.array(
        z.strictObject({
          key: settingKey,
          value: z.int(),
          changedAt: isoDateTime.nullable(),
          changedBy: staffCode.nullable(),
        }),
      ),
      waiting: z.array(
        z.strictObject({
          proposalId: id,
          key: settingKey,
          value: z.int(),
          /** What is put in force, line by line, for a setting that is more than a number. */
          under: z.array(text),
          proposedBy: z.string(),
          proposedAt: isoDateTime,
          mayConfirm: z.boolean(),
        }),
      ),
      maySave: z.boolean(),
    }),
  ),
  'settings.save': writes(ADMINISTRATOR, z.strictObject({ key: code, value: z.int() }), nothing),
  'settings.propose': writes(SIGNERS, z.strictObject({ key: code, value: z.int() }), nothing),
  'settings.confirm': writes(SIGNERS, z.strictObject({ proposalId: id, passphrase }), nothing),
  'settings.decline': writes(SIGNERS, z.strictObject({ proposalId: id }), nothing),
} as const;
