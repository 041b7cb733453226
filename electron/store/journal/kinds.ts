import { z } from 'zod';
import { bytesText } from '../../../shared/bytesText.ts';

/** A code, never a sentence. */
const code = z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/);
const count = z.int().min(0).max(10_000_000);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const period = z.string().regex(/^[0-9Q-]{4,8}$/);
const digest = bytesText(32);
const id = z.string().regex(/^[0-9a-f-]{36}$/);
const none = z.strictObject({});
const form = z.strictObject({ form: code });
const change = z.strictObject({ from: code.nullable(), to: code.nullable() });
const report = z.strictObject({ programme: code, month, version: count, sha256: digest });

/**
 * Everything that is journaled (reference §7.5, security §6.1): kind → the only details it may carry. Codes of the work, counts, digests; no free
 * text, no answer, no name: whoever opens the base reads the journal, so a risk or the state of a referral is not told here (security T6). To add one: a line here, and one in `SIGNED` if it discloses something or uses an authority.
 */
export const JOURNAL_KINDS = {
  'journal.start': none,
  'journal.checkpoint': z.strictObject({ from: count, to: count, head: digest, roster: count }),
  'journal.tamper': z.strictObject({ seq: count, reason: code }),
  'witness.paper': z.strictObject({ number: count }),
  'state.audit': z.strictObject({ records: count, findings: count }),

  'session.unlock': none,
  'door.refuse': z.strictObject({ operation: code }),
  'session.lock': z.strictObject({ reason: code }),
  'unlock.failed': z.strictObject({ tries: count }),

  /** The intake that this draft was ended as a case: what it asked of duplicates was for somebody (security §2.7). */
  'intake.registered': none,
  'case.create': z.strictObject({ program: code, origin: code }),
  'case.read': none,
  'case.state': change,
  'case.assign': z.strictObject({ from: id, to: id }),
  /** From one team to another. */
  'case.move': z.strictObject({ from: id, to: id }),
  /** Something about it was told to the supervisors of its team: what, is sealed to them. */
  'case.notice': none,
  'case.link': z.strictObject({ to: id }),
  /** The content of one case was carried into another, and back. The object is the case that goes on. */
  'case.merge': z.strictObject({ ended: id, records: count }),
  'case.unmerge': z.strictObject({ ended: id, records: count }),
  /** Two files of one family; the object is the link, which two is sealed with it. */
  'family.link': none,
  'family.unlink': z.strictObject({ reason: code }),
  'contact.create': z.strictObject({ program: code }),
  'record.create': form,
  'record.update': form,
  'record.read': form,
  'record.remove': form,
  'draft.purge': z.strictObject({ count }),
  'identity.open': z.strictObject({ form: code, reason: code }),
  /** Names were read to find a person; what was typed is nowhere. */
  'persons.search': z.strictObject({ reason: code }),
  'narrative.open': form,
  'attachment.add': none,
  'attachment.open': z.strictObject({ reason: code }),
  'consent.record': form,
  'consent.withdraw': z.strictObject({ scopes: count, cancelled: count }),
  'referral.state': none,
  'risk.change': none,
  'approval.request': z.strictObject({ kind: code }),
  'approval.decide': z.strictObject({ kind: code, decision: code }),
  'transfer.request': none,
  'transfer.decide': z.strictObject({ decision: code }),
  'transfer.export': z.strictObject({ sha256: digest }),
  'transfer.import': z.strictObject({ sha256: digest }),

  /** A survey was kept: not of whom, nor what was said. */
  'feedback.record': none,

  'duplicates.ask': z.strictObject({ program: code }),
  'duplicates.run': z.strictObject({ queries: count, pairs: count }),
  'duplicates.settle': z.strictObject({ verdict: code }),

  'takeover.commit': z.strictObject({ rows: count, registered: count, held: count }),
  'takeover.correct': z.strictObject({ outcome: code }),
  'takeover.row.open': none,
  'takeover.report.open': none,
  'takeover.undo': z.strictObject({ removed: count }),
  /** The file that was read is about to be overwritten and deleted; which file it was is nowhere. */
  'takeover.source.erase': none,
  /** What became of the file or of the paper behind a take-over. */
  'takeover.source.record': z.strictObject({ kind: code, fate: code, method: code }),
  'mapping.change': z.strictObject({ target: code, count }),

  /** `reason`: why a frozen month was corrected. `neverLeft`: after a copy was put back, a supervisor said that no report of the month had left before. */
  'report.freeze': report.extend({ reason: code.exactOptional(), neverLeft: z.literal(true).exactOptional() }),
  'export.aggregate': report,
  'package.import': report,
  'package.refuse': z.strictObject({ reason: code, sha256: digest }),
  /** Another content for a version that is here: neither counts. */
  'package.conflict': report,
  /** The same content under a key that is relied on, after a doubt. */
  'package.heard': z.strictObject({ sha256: digest }),
  'package.witness': z.strictObject({ reason: code }),
  /** A month was split in two halves; the digest is its commitment. */
  'sealed.draw': z.strictObject({ month, sha256: digest }),
  /** One half of a month is written for one custodian. */
  'sealed.export': z.strictObject({ programme: code, month, side: code, sha256: digest }),
  'sealed.import': z.strictObject({ period, step: code, sha256: digest }),
  'sealed.step': z.strictObject({ period, step: code, sha256: digest }),
  /** The sum of these centres is about to be told to the other custodian: after this line it counts as opened. */
  'sealed.open': z.strictObject({ period, centres: count, groups: count, sha256: digest }),
  'sealed.end': z.strictObject({ period, outcome: code }),
  'sealed.erase': z.strictObject({ count }),
  'consolidated.export': z.strictObject({ period, format: code }),
  /** `neverLeft`: after a copy was put back, the focal point said that no other tables of the period had left. */
  'consolidated.release': z.strictObject({ period, version: count, sha256: digest, neverLeft: z.literal(true).exactOptional() }),
  /** An extract has its number, its purpose and the letters of its parts (`partsMark`): what was ticked, never what it said, nor for which provider. */
  print: z.strictObject({
    what: code,
    pages: count,
    halves: code.optional(),
    takenBy: code.optional(),
    number: code.optional(),
    purpose: code.optional(),
    parts: code.optional(),
  }),

  'setting.change': z.strictObject({ key: code }),
  'suppression.change': z.strictObject({ key: code }),
  'directory.save': z.strictObject({ services: count }),
  'directory.propose': none,
  'directory.handOut': z.strictObject({
    number: count,
    sites: count,
    providers: count,
    revoked: count,
    lists: count,
    protection: count,
    sha256: digest,
  }),
  'protection.agree': z.strictObject({ number: count, mode: code }),
  'protection.enter': z.strictObject({ number: count, mode: code }),
  'directory.import': z.strictObject({
    number: count,
    entered: count,
    changed: count,
    withdrawn: count,
    revoked: count,
    /** Number of the lists that came with it, and how many codes they changed here. */
    lists: count,
    codes: count,
    protection: count,
    sha256: digest,
  }),
  /** A code of a list added, reworded or retired; not which. */
  'lists.agree': z.strictObject({ list: code, number: count }),
  'directory.decide': z.strictObject({ decision: code }),
  'register.change': none,
  'card.receive': z.strictObject({ digest }),
  'card.confirm': z.strictObject({ digest }),
  'card.handOver': z.strictObject({ digest }),
  'card.revoke.ask': z.strictObject({ digest }),
  'card.revoke': z.strictObject({ digest }),

  'roster.entry': z.strictObject({ seq: count, head: digest, kind: code }),
  'roster.propose': z.strictObject({ kind: code }),
  'roster.decline': z.strictObject({ kind: code }),
  'user.invite': z.strictObject({ role: code }),
  'user.enrol': none,
  'user.admit': z.strictObject({ role: code }),
  'reader.acknowledge': none,
  'passphrase.change': none,
  'key.rotate': z.strictObject({ what: code }),
  'recovery.set': z.strictObject({ shares: count, needed: count }),
  'recovery.used': none,
  'recovery.rehearse': none,

  'update.verify': z.strictObject({ release: count, sha256: digest }),
  'update.refuse': z.strictObject({ reason: code }),
  'update.putAside': z.strictObject({ release: count, sha256: digest }),
  'backup.make': z.strictObject({ id }),
  'backup.verify': z.strictObject({ id, good: z.boolean() }),
  /** Heads of both journals in the copy, and how many entries beyond it the person's own witness had seen. */
  'backup.restore': z.strictObject({ id, admin: count, cases: count.nullable(), later: count }),
  /** A copy put back over work that it does not hold, or over what does not open whole: signed by two, one entry each. `cases`: how many are to be entered again. */
  'restore.older': z.strictObject({ reason: code, line: code, cases: count }),
  /** An account that a copy opened again is meant to be there. */
  'restore.keep': none,
  /** What earlier restores had put aside was erased: how many. */
  'restore.forget': z.strictObject({ count }),
  /** What the supervision said of the former machine. */
  'loss.answer': z.strictObject({ lost: z.boolean() }),
  'loss.card': none,
  'loss.end': z.strictObject({ accounts: count, cases: count }),
  'backup.erase': z.strictObject({ id }),
  'backup.drill': z.strictObject({ good: z.boolean() }),
  'destroy.identity': none,
  'destroy.case': none,
  'retention.destroy': z.strictObject({ count }),
  'vault.schedule': z.strictObject({ minutes: count }),
  'vault.cancel': none,
  'vault.destroyed': none,
} as const;

export type JournalKind = keyof typeof JOURNAL_KINDS;
export type JournalDetail<K extends JournalKind> = z.input<(typeof JOURNAL_KINDS)[K]>;

/** Acts of disclosure or authority, and every lock: signed by the person (security §6.1). */
export const SIGNED: ReadonlySet<string> = new Set<JournalKind>([
  'journal.start',
  'journal.checkpoint',
  'journal.tamper',
  'witness.paper',
  'session.lock',
  'case.assign',
  'case.move',
  'case.notice',
  'case.merge',
  'case.unmerge',
  'identity.open',
  'attachment.open',
  'persons.search',
  'approval.decide',
  'transfer.decide',
  'transfer.export',
  'transfer.import',
  'duplicates.settle',
  'takeover.undo',
  'takeover.source.erase',
  'takeover.source.record',
  'report.freeze',
  'export.aggregate',
  'sealed.draw',
  'sealed.export',
  'sealed.open',
  'sealed.end',
  'package.import',
  'package.conflict',
  'package.witness',
  'consolidated.export',
  'consolidated.release',
  'print',
  'suppression.change',
  'directory.handOut',
  'directory.import',
  'lists.agree',
  'protection.agree',
  'protection.enter',
  'card.confirm',
  'card.handOver',
  'card.revoke.ask',
  'card.revoke',
  'roster.entry',
  'roster.propose',
  'roster.decline',
  'user.invite',
  'user.admit',
  'reader.acknowledge',
  'passphrase.change',
  'key.rotate',
  'recovery.set',
  'recovery.used',
  'recovery.rehearse',
  'update.putAside',
  'backup.restore',
  'restore.older',
  'restore.keep',
  'restore.forget',
  'loss.answer',
  'loss.card',
  'loss.end',
  'destroy.identity',
  'destroy.case',
  'retention.destroy',
  'vault.schedule',
  'vault.cancel',
  'vault.destroyed',
]);

export function isJournalKind(kind: string): kind is JournalKind {
  return Object.hasOwn(JOURNAL_KINDS, kind);
}
