import type { Input, Output } from '../../../shared/contract.ts';
import { minuteOf, openSession, type Host } from '../../host.ts';
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
import type { Session } from '../../store/session/openStores.ts';
import { transaction } from '../../store/base/sql.ts';
import { checkWhole, tamperingsOf, tell, type Tampering } from './check.ts';
import { journalTitle, tamperingWords } from './words.ts';
import { JOURNAL_KINDS } from '../../../shared/journal/kinds.ts';

const PAGE_SIZE = 50;

type Chain = Output<'journal.read'>['chain'];

/**
 * The journal as far as the role reads it (reference §7.2): own acts for a caseworker or a focal point, all of the case base for a supervisor,
 * all of the administration base for an administrator. Codes only, newest first.
 */
export function readJournalPage(input: Input<'journal.read'>, host: Host): Output<'journal.read'> {
  const { store } = openSession(host);
  const { role, userId } = store.user;
  const db = baseOf(store);
  const whole = role === 'supervisor' || role === 'administrator';
  const { total, rows } = readJournal(db, whole ? {} : { actor: userId }, { offset: (input.page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  const paper = givesPaper(store) ? lastPaperWitness(db) : null;
  return {
    total,
    lines: rows.map((row) => ({
      seq: row.seq,
      at: minuteOf(row.at),
      staffCode: row.actor === null ? null : (store.roster.users.get(row.actor)?.staffCode ?? null),
      kind: row.kind,
      title: journalTitle(row.kind),
      signed: row.sig !== null,
    })),
    chain: chainOf(store),
    paper: paper === null ? null : shownPaper(paper),
    paperDue: givesPaper(store) && isPaperDue(db, host.now().getTime()),
  };
}

/** « Vérifier le journal »: the whole chain from its first entry, every record; what is found is told once (security §6.3). */
export function verifyNow(host: Host): Output<'journal.verify'> {
  const { store } = openSession(host);
  const at = host.now().getTime();
  checkWhole(store, at);
  const audit = store.cases === null ? undefined : lastOfKind(store.cases, 'state.audit');
  return {
    chain: chainOf(store),
    entries: countEntries(baseOf(store)),
    records: audit === undefined ? null : (JOURNAL_KINDS['state.audit'].detail.safeParse(detailOf(audit)).data?.records ?? null),
    at: minuteOf(at),
  };
}

/** A number and three words to be copied in the register of the centre, each week (security §6.3, W4). */
export function givePaper(host: Host): Output<'journal.givePaper'> {
  const { store } = openSession(host);
  return shownPaper(transaction(baseOf(store), (db) => givePaperWitness(db, store.actor, host.now().getTime())));
}

/** What the register says against the journal; a difference read twice convicts it. */
export function comparePaper(input: Input<'journal.comparePaper'>, host: Host): Output<'journal.comparePaper'> {
  const { store } = openSession(host);
  const db = baseOf(store);
  const outcome = comparePaperWitness(db, input.number, input.words);
  const told = outcome !== 'same' && input.sure;
  if (told) tell(store, { base: db.base, seq: 0, reason: `paper.${input.number}` }, host.now().getTime());
  return { outcome, told };
}

/** What is known of the chain of the base that this person reads: by own verification, or by what was last seen of it. */
function chainOf(store: Session): Chain {
  const db = baseOf(store);
  const check = store.memory.checked[db.base];
  const found = tamperingsOf(store);
  return {
    verified: store.principals.some(({ principal }) => principal.kind === 'audit' && principal.store === db.base),
    whole: found.length === 0,
    upTo: check?.position?.seq ?? null,
    at: check === null || check.endedAt === null ? null : minuteOf(check.endedAt),
    found: found.map((one) => ({ at: minuteOf(one.at), words: tamperingWords(one), caseCode: caseCodeOf(store, one) })),
  };
}

/** The case that was found altered, or that of a form older than the journal says: its code, as every list shows it. */
function caseCodeOf({ cases }: Session, { object }: Tampering): string | null {
  if (cases === null || object === null) return null;
  return readCase(cases, readRecord(cases, object)?.case_id ?? object)?.code ?? null;
}

function givesPaper({ user }: Session): boolean {
  return user.role === 'supervisor' || user.role === 'focal_point';
}

function shownPaper({ number, words, at }: PaperWitness): Output<'journal.givePaper'> {
  return { number, words: [...words], givenAt: minuteOf(at) };
}

function baseOf({ admin, cases }: Session): ReadableDb {
  return cases ?? admin;
}
