import { z } from 'zod';
import { ADMINISTRATOR, AUTHORITY, CASEWORKER, EVERYONE, SIGNERS, reads, writes } from './define.ts';
import { code, id, isoDate, isoDateTime, nothing, passphrase, person, program, role, shortText, staffCode } from './values.ts';

const founder = z.strictObject({ staffCode, name: shortText, pledgeDate: isoDate, passphrase });

const account = z.strictObject({
  userId: id,
  staffCode,
  name: shortText,
  role,
  programs: z.array(program),
  supervisorCode: staffCode.nullable(),
  pledgeDate: isoDate,
  /** invited: has a code · enrolled: has chosen a passphrase, waits for the second signature · active. */
  state: z.enum(['invited', 'enrolled', 'active', 'suspended']),
  /** Eight words of the key, to be compared aloud; null until enrolled. */
  words: z.array(z.string()).length(8).nullable(),
  /** New keys after a leak wait for a second signature; the act to confirm with the eight words, or null. */
  changeOfKeys: id.nullable(),
  lastOpened: isoDateTime.nullable(),
  /** Number of the team; null for a role without cases. */
  team: z.int().nullable(),
});
export type Account = z.infer<typeof account>;

const reason = z.enum(['left', 'moved', 'absence', 'doubt', 'other']);

/** What one person proposes of another's account and a second one confirms (security §2.4). */
const personAct = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('suspend'), reason }),
  z.strictObject({ what: z.literal('return') }),
  z.strictObject({ what: z.literal('remove'), reason }),
  z.strictObject({ what: z.literal('role'), role, programs: z.array(program), counts: z.boolean() }),
  z.strictObject({ what: z.literal('counting') }),
  /** Number of a team; null: a new one, which begins with this supervisor. */
  z.strictObject({ what: z.literal('team'), team: z.int().min(1).nullable() }),
]);
export type PersonAct = z.infer<typeof personAct>;

/** `ready` false: its keys wait for its supervisor's, then the administrator's next session. */
const team = z.strictObject({ number: z.int(), supervisors: z.array(staffCode), caseworkers: z.array(staffCode), ready: z.boolean() });
export type Team = z.infer<typeof team>;

const waitingAct = z.strictObject({
  proposalId: id,
  userId: id,
  staffCode,
  act: personAct,
  proposedBy: staffCode,
  proposedAt: isoDateTime,
  /** The reader may give the second signature. */
  mayConfirm: z.boolean(),
});
export type WaitingAct = z.infer<typeof waitingAct>;

/** Keys that are being renewed after a departure (security §2.5). */
export const renewal = z.strictObject({
  /** Cases of the reader's care, and those still to be sealed again; 0 of 0 for a role without cases. */
  cases: z.strictObject({ total: z.int(), left: z.int(), unreadable: z.int() }),
  /** Whose session must be opened once for the renewal to go on, or null. */
  waitsFor: z.enum(['administrator', 'authority']).nullable(),
  /** A step could not be written (no space left); it is tried again at the next unlock. */
  failed: z.boolean(),
});
export type Renewal = z.infer<typeof renewal>;

const eightWords = z.array(z.string().max(20)).length(8);

const reader = z.strictObject({
  userId: id,
  staffCode,
  name: shortText,
  scope: z.enum(['full', 'facts']),
  words: eightWords,
  known: z.boolean(),
});
export type Reader = z.infer<typeof reader>;

/** First run, unlock, lock, accounts (interface 3.1, 3.2, 3.21; security §2.4, §5.1). */
export const sessionOperations = {
  'start.state': reads(
    'anyone',
    nothing,
    z.strictObject({
      /** network, removable, synchronised: the folder may not hold an installation. */
      phase: z.enum(['empty', 'installed', 'newer', 'damaged', 'network', 'removable', 'synchronised']),
      kind: z.enum(['centre', 'desk']).nullable(),
      siteCode: code.nullable(),
      today: isoDate,
      now: isoDateTime,
    }),
  ),
  'start.proposePassphrase': reads('anyone', nothing, z.strictObject({ words: z.string() })),
  'start.create': writes(
    'locked',
    z.strictObject({
      kind: z.enum(['centre', 'desk']),
      /** An installation for training, for ever: it and the real ones refuse each other's files. */
      training: z.boolean().default(false),
      language: z.enum(['fr', 'en']),
      structure: z.strictObject({ code, name: shortText, type: code }),
      site: z.strictObject({
        code: z.string().regex(/^[A-Z0-9]{3,5}$/),
        name: shortText,
        type: code,
        region: code,
        cercle: code.nullable(),
      }),
      administrator: founder,
      /** The first supervisor of a centre, or the focal point of a desk: signs the start with the administrator. */
      authority: founder,
    }),
    z.strictObject({ unlockMilliseconds: z.int() }),
  ),
  'session.state': reads(
    'anyone',
    nothing,
    z.strictObject({
      user: person.nullable(),
      staffCodes: z.array(staffCode),
      lastStaffCode: staffCode.nullable(),
      waitSeconds: z.int(),
      siteCode: code.nullable(),
      structureCode: code.nullable(),
      kind: z.enum(['centre', 'desk']).nullable(),
      language: z.enum(['fr', 'en']),
      theme: z.enum(['system', 'light', 'dark', 'contrast']),
      /** An installation for training, for ever (security §7.1). */
      training: z.boolean(),
      /** True until recovery shares and a verified backup exist: invented data only. */
      inventedDataOnly: z.boolean(),
      /** How much a copy on a stick is asked of the one who is there; nothing of a focal point, who makes none. */
      backupNeed: z.enum(['none', 'remind', 'insist']),
      /** True while the disk has less than 200 MB: everything is read, only drafts are kept. */
      shortOfRoom: z.boolean(),
      /** Told to the supervisors (the focal point on a desk): the journal was found altered, and no month has left since. */
      journalAltered: z.boolean(),
      /** Told to those who sign for accounts: something is to be settled since a copy was put back, or a machine was lost. */
      afterRestore: z.boolean(),
      /** The identities were destroyed here and this person still has the passphrase of before (security §9.6). */
      passphraseDue: z.boolean(),
      idleMinutes: z.int(),
      /** Another number whenever the lists in force are others; 0 when they are those of the reference, or nobody is there. */
      lists: z.int(),
      /** The keyed process's minute: the screen counts on from it, never from its own clock. */
      now: isoDateTime,
    }),
  ),
  'session.unlock': writes(
    'locked',
    z.strictObject({ staffCode, passphrase }),
    z.strictObject({
      user: person,
      /** `acts`: entries of that session; `entries`: number of the last one of the journal (security §5.1). */
      lastSession: z.strictObject({ at: isoDateTime, staffCode, acts: z.int(), entries: z.int() }).nullable(),
      failedTries: z.int(),
    }),
  ),
  /** Also while an unlock is under way: it then opens nothing. */
  'session.lock': writes('anyone', z.strictObject({ reason: z.enum(['asked', 'idle', 'quickExit', 'hidden', 'suspend']) }), nothing),
  'session.touch': writes(EVERYONE, nothing, nothing),
  'session.prefer': writes(
    EVERYONE,
    z.strictObject({ language: z.enum(['fr', 'en']), theme: z.enum(['system', 'light', 'dark', 'contrast']) }),
    nothing,
  ),
  'accounts.list': reads(
    SIGNERS,
    nothing,
    z.strictObject({ accounts: z.array(account), acts: z.array(waitingAct), renewal, teams: z.array(team) }),
  ),
  'accounts.propose': writes(SIGNERS, z.strictObject({ userId: id, act: personAct }), nothing),
  'accounts.confirm': writes(SIGNERS, z.strictObject({ proposalId: id, passphrase }), nothing),
  'accounts.decline': writes(SIGNERS, z.strictObject({ proposalId: id }), nothing),
  'accounts.invite': writes(
    ADMINISTRATOR,
    z.strictObject({
      staffCode,
      name: shortText,
      role,
      programs: z.array(program),
      supervisorCode: staffCode.nullable(),
      pledgeDate: isoDate,
    }),
    z.strictObject({ userId: id, enrolmentCode: eightWords, expiresAt: isoDateTime }),
  ),
  'accounts.enrol': writes(
    'locked',
    z.strictObject({ staffCode, code: z.string().max(200), passphrase }),
    z.strictObject({ words: eightWords }),
  ),
  'accounts.admit': writes(AUTHORITY, z.strictObject({ userId: id, words: eightWords, passphrase }), nothing),
  /** After a leak: new keys and a new passphrase, in use once a second person has compared the eight words (security §2.5). */
  'accounts.changeKeys': writes(EVERYONE, z.strictObject({ current: passphrase, next: passphrase }), z.strictObject({ words: eightWords })),
  'accounts.confirmKeys': writes(SIGNERS, z.strictObject({ userId: id, words: eightWords, passphrase }), nothing),
  /** Who can read or count one's cases; `known` false: to be acknowledged before anything new is sealed to them (security §2.4). */
  'readers.list': reads(CASEWORKER, nothing, z.strictObject({ readers: z.array(reader) })),
  'readers.acknowledge': writes(CASEWORKER, z.strictObject({ userId: id }), nothing),
  'accounts.changePassphrase': writes(EVERYONE, z.strictObject({ current: passphrase, next: passphrase }), nothing),
} as const;
