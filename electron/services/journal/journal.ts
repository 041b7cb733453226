import type { Input, Output } from '../../../shared/contract.ts';
import { minuteOf, requireSession, type Host } from '../../host.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { countEntries, lastOfKind, readJournal } from '../../store/journal/journal.ts';
import { detailOf } from '../../store/journal/chain.ts';
import {
  comparePaperWitness,
  givePaperWitness,
  isPaperDue,
  lastPaperWitness,
  type PaperWitness,
} from '../../store/journal/paperWitness.ts';
import { readRecord } from '../../store/caseRecords/records.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { transaction } from '../../store/base/sql.ts';
import { checkWhole } from './check.ts';
import { recordTampering, tamperingsOf, type Tampering } from './tampering.ts';
import { journalTitle, tamperingWords } from './words.ts';
import { JOURNAL_KINDS } from '../../../shared/journal/kinds.ts';

const PAGE_SIZE = 50;

type Chain = Output<'journal.read'>['chain'];

/**
 * The journal as far as the role reads it (reference §7.2): own acts for a caseworker or a focal point, all of the case base for a supervisor,
 * all of the administration base for an administrator. Codes only, newest first.
 */
export function readJournalPage(input: Input<'journal.read'>, host: Host): Output<'journal.read'> {
  const { stores } = requireSession(host);
  const { role, userId } = stores.user;
  const db = baseOf(stores);
  const whole = role === 'supervisor' || role === 'administrator';
  const { total, rows } = readJournal(db, whole ? {} : { actor: userId }, { offset: (input.page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  const paper = givesPaper(stores) ? lastPaperWitness(db) : null;
  return {
    total,
    lines: rows.map((row) => ({
      seq: row.seq,
      at: minuteOf(row.at),
      staffCode: row.actor === null ? null : (stores.roster.users.get(row.actor)?.staffCode ?? null),
      kind: row.kind,
      title: journalTitle(row.kind),
      signed: row.sig !== null,
    })),
    chain: chainOf(stores),
    paper: paper === null ? null : shownPaper(paper),
    paperDue: givesPaper(stores) && isPaperDue(db, host.now().getTime()),
  };
}

/** « Vérifier le journal »: the whole chain from its first entry, every record; each finding is recorded once (security §6.3). */
export function verifyNow(host: Host): Output<'journal.verify'> {
  const { stores } = requireSession(host);
  const at = host.now().getTime();
  checkWhole(stores, at);
  const audit = stores.cases === null ? undefined : lastOfKind(stores.cases, 'state.audit');
  return {
    chain: chainOf(stores),
    entries: countEntries(baseOf(stores)),
    records: audit === undefined ? null : (JOURNAL_KINDS['state.audit'].detail.safeParse(detailOf(audit)).data?.records ?? null),
    at: minuteOf(at),
  };
}

/** A number and three words to be copied in the register of the centre, each week (security §6.3, W4). */
export function givePaper(host: Host): Output<'journal.givePaper'> {
  const { stores } = requireSession(host);
  return shownPaper(transaction(baseOf(stores), (db) => givePaperWitness(db, stores.actor, host.now().getTime())));
}

/** What the register says against the journal; a difference read twice convicts it. */
export function comparePaper(input: Input<'journal.comparePaper'>, host: Host): Output<'journal.comparePaper'> {
  const { stores } = requireSession(host);
  const db = baseOf(stores);
  const outcome = comparePaperWitness(db, input.number, input.words);
  const recorded = outcome !== 'same' && input.sure;
  if (recorded) recordTampering(stores, { base: db.base, seq: 0, reason: `paper.${input.number}` }, host.now().getTime());
  return { outcome, recorded };
}

/** What is known of the chain of the base that this person reads: by own verification, or by what was last seen of it. */
function chainOf(stores: OpenStores): Chain {
  const db = baseOf(stores);
  const check = stores.memory.checked[db.base];
  const found = tamperingsOf(stores);
  return {
    verified: stores.principals.some(({ principal }) => principal.kind === 'audit' && principal.store === db.base),
    whole: found.length === 0,
    upTo: check?.position?.seq ?? null,
    at: check === null || check.endedAt === null ? null : minuteOf(check.endedAt),
    found: found.map((one) => ({ at: minuteOf(one.at), words: tamperingWords(one), caseCode: caseCodeOf(stores, one) })),
  };
}

/** The case that was found altered, or that of a form older than the journal says: its code, as every list shows it. */
function caseCodeOf({ cases }: OpenStores, { object }: Tampering): string | null {
  if (cases === null || object === null) return null;
  return readCase(cases, readRecord(cases, object)?.case_id ?? object)?.code ?? null;
}

function givesPaper({ user }: OpenStores): boolean {
  return user.role === 'supervisor' || user.role === 'focal_point';
}

function shownPaper({ number, words, at }: PaperWitness): Output<'journal.givePaper'> {
  return { number, words: [...words], givenAt: minuteOf(at) };
}

function baseOf({ admin, cases }: OpenStores): ReadableDb {
  return cases ?? admin;
}
