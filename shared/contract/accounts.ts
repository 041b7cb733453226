import { ADMINISTRATOR, AUTHORITY, CASEWORKER, EVERYONE, SIGNERS, reads, writes } from './define.ts';
import { id, isoDate, isoDateTime, nothing, passphrase, program, role, shortText, staffCode } from './values.ts';
import { z } from 'zod';

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

const reason = z.enum(['left', 'moved', 'absence', 'suspicion', 'other']);

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
  /** The person whose session must be opened once so that the renewal can continue, or null. */
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

/** Accounts, their changes by two signatures, keys and readers (interface 3.21; security §2.4, §2.5). */
export const accountsOperations = {
  'accounts.list': reads(
    SIGNERS,
    nothing,
    z.strictObject({ accounts: z.array(account), acts: z.array(waitingAct), renewal, teams: z.array(team) }),
  ),
  'accounts.propose': writes(SIGNERS, z.strictObject({ userId: id, act: personAct, passphrase }), nothing),
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
