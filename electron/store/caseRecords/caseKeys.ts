import type { Buffer } from 'node:buffer';
import type { CaseProgramme } from '../../../shared/ids.ts';
import {
  assertCommitted,
  commitment,
  deriveCaseKeys,
  factsOnly,
  newCaseKey,
  openRewrap,
  rewrapCaseKey,
  unwrapCaseKey,
  wrapCaseKey,
  zeroCaseKeys,
  type CaseBond,
  type CaseKeyWrap,
  type CaseKeys,
  type Recipient,
  type Scope,
} from '../../keys/caseKeys.ts';
import { Unreadable, hk, zero } from '../../keys/primitives.ts';
import { activeUser, holdsStore, principalsFor, signingKeysOf, type RosterState } from '../../keys/rosterState.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { alteredOf } from './caseTurn.ts';
import { assertReadersKnown } from '../opened/readers.ts';
import { heldKeys, heldName, type HeldKey } from '../opened/ownKeys.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, listed, one, run } from '../base/sql.ts';
import type { CaseKeyCopyRow, CaseKeyWrapRow, CaseRow } from '../base/casesTables.ts';

/**
 * To whom a case of this programme, owner and team is sealed: owner and team principals in full, counting principals its facts (security §2.2).
 * Throws RosterRefused when the owner is not an active account.
 */
export function recipientsOf(roster: RosterState, program: CaseProgramme, ownerId: string, teamId: string): readonly Recipient[] {
  activeUser(roster, ownerId);
  return presentRecipients(roster, { program, owner_id: ownerId, team_id: teamId });
}

/** The same for a case in its present state: an owner who left, is suspended or has another role is no recipient. */
export function presentRecipients(
  roster: RosterState,
  { program, owner_id: ownerId, team_id: teamId }: Pick<CaseRow, 'program' | 'owner_id' | 'team_id'>,
): readonly Recipient[] {
  const owner = roster.users.get(ownerId);
  const full = principalsFor(roster, 'team', program, teamId);
  const facts = principalsFor(roster, 'counting', program, null);
  const recipient = (scope: Scope) => (principal: { principalId: string; epoch: number; publicKey: Buffer }) => ({
    principalId: principal.principalId,
    epoch: principal.epoch,
    publicKey: principal.publicKey,
    scope,
  });
  return [
    ...(owner !== undefined && holdsStore(owner, 'cases')
      ? [{ principalId: owner.userId, epoch: owner.epoch, publicKey: owner.agreementPublic, scope: 'full' as const }]
      : []),
    ...full.map(recipient('full')),
    ...facts.map(recipient('facts')),
  ];
}

/**
 * A fresh case key with everything that goes with it. The caller writes the wraps, then zeroes `keys` when done. Throws Refused while a reader is unknown
 * to the caseworker who seals.
 */
export function makeCaseKey(stores: OpenStores, bond: CaseBond, recipients: readonly Recipient[]) {
  assertReadersKnown(stores);
  const { caseId, epoch } = bond;
  const caseKey = newCaseKey();
  const giver = { userId: stores.user.userId, keys: stores.keys.user };
  try {
    return {
      keys: deriveCaseKeys(caseId, epoch, caseKey, stores.keys.ivk),
      commitment: commitment(caseKey, bond),
      wraps: recipients.map((recipient) => wrapCaseKey(caseId, epoch, caseKey, recipient, giver)),
      copy: rewrapCaseKey(stores.keys.user.userSecret, caseId, epoch, 'full', caseKey),
    };
  } finally {
    zero(caseKey);
  }
}

/**
 * The keys by which the giver of a wrap is checked; none for somebody who has no right to give a case its key. Its owner gives it, every present or former supervisor,
 * and a person who changed keys to herself or himself; another colleague's key would let her or him read what is written next (security §1, A4).
 */
export function giverKeys(roster: RosterState, wrap: Pick<OwnedWrapRow, 'wrapped_by' | 'principal_id' | 'owner_id'>): readonly Buffer[] {
  const giver = wrap.wrapped_by;
  const mayGive = giver === wrap.owner_id || giver === wrap.principal_id || roster.users.get(giver)?.hasSupervised === true;
  return mayGive ? signingKeysOf(roster, giver) : [];
}

export function insertWraps(db: WritableDb<'cases'>, wraps: readonly CaseKeyWrap[]): void {
  for (const wrap of wraps) {
    run(
      db,
      casesSql.insertInto('case_key_wrap').values({
        case_id: wrap.caseId,
        principal_id: wrap.principalId,
        principal_epoch: wrap.principalEpoch,
        scope: wrap.scope,
        case_epoch: wrap.caseEpoch,
        sealed: wrap.sealed,
        wrapped_by: wrap.wrappedBy,
        signature: wrap.signature,
      }),
    );
  }
}

/** Removes every wrap and copy of a case key: with the last one, nobody opens the case. */
export function deleteWraps(db: WritableDb<'cases'>, caseId: string): void {
  run(db, casesSql.deleteFrom('case_key_wrap').where('case_id', '=', caseId));
  run(db, casesSql.deleteFrom('case_key_copy').where('case_id', '=', caseId));
}

/** Open cases of people who left wait for another owner. */
export function flagLeavers(db: WritableDb<'cases'>, userIds: readonly string[]): void {
  const left = casesSql
    .updateTable('case_file')
    .set({ unassigned: 1 })
    .where('owner_id', 'in', [...userIds]);
  run(db, left.where('unassigned', '=', 0).where('state', 'not in', ['closed', 'transferred', 'duplicate', 'no_consent']));
}

/** Whether a case is still sealed to an epoch of a principal. */
export function hasWraps(db: ReadableDb<'cases'>, principalId: string, epoch: number): boolean {
  const wraps = casesSql.selectFrom('case_key_wrap').select('case_id').where('principal_id', '=', principalId);
  return one(db, wraps.where('principal_epoch', '=', epoch).limit(1)) !== undefined;
}

/** Removes the cached keys of people, with the right they copied. */
export function forgetCopies(db: WritableDb<'cases'>, userIds: readonly string[]): void {
  run(db, casesSql.deleteFrom('case_key_copy').where('user_id', 'in', [...userIds]));
}

/**
 * The keys this session holds for a case: all of them for the owner and the team's supervisors, the facts' key for a counting member, null for
 * anybody else or an unknown case. Zero them after use. Throws Unreadable on a substituted key, a wrap that nobody of the roster signed, and a case that is not as
 * its last turn left it.
 */
export function openCaseKeys(db: ReadableDb<'cases'>, stores: OpenStores, caseId: string): CaseKeys | null {
  const opened = openStoredKeys(db, stores, caseId);
  if (opened === null || alteredOf(db, stores, [opened]).length === 0) return opened?.keys ?? null;
  zeroCaseKeys(opened.keys);
  throw new Unreadable();
}

/** The same of a base that is only judged: its cases are compared with nothing. */
export function openCopiedKeys(db: ReadableDb<'cases'>, stores: OpenStores, caseId: string): CaseKeys | null {
  return openStoredKeys(db, stores, caseId)?.keys ?? null;
}

function openStoredKeys(db: ReadableDb<'cases'>, stores: OpenStores, caseId: string): { keys: CaseKeys; siteId: string } | null {
  const row = one(
    db,
    casesSql
      .selectFrom('case_file')
      .select(['case_id', 'site_id', 'epoch', 'program', 'owner_id', 'team_id', 'commitment'])
      .where('case_id', '=', caseId),
  );
  if (row === undefined) return null;
  const siteId = row.site_id;
  const opened = openBest(db, stores, row);
  if (opened === null) return null;
  if (opened.scope === 'facts') return { keys: factsOnly(caseId, row.epoch, opened.key), siteId };
  try {
    assertCommitted(opened.key, bondOf(row), row.commitment);
    return { keys: deriveCaseKeys(caseId, row.epoch, opened.key, stores.keys.ivk), siteId };
  } finally {
    zero(opened.key);
  }
}

/** What the key of a case is bound to by its row. */
export function bondOf(row: Pick<CaseRow, 'case_id' | 'epoch' | 'program' | 'owner_id' | 'team_id'>): CaseBond {
  return { caseId: row.case_id, epoch: row.epoch, program: row.program, ownerId: row.owner_id, teamId: row.team_id };
}

/** `openCaseKeys`, used and zeroed. Throws Unreadable when the session holds no full key of the case. */
export function withCaseKeys<Result>(db: ReadableDb<'cases'>, stores: OpenStores, caseId: string, act: (keys: CaseKeys) => Result): Result {
  const keys = openCaseKeys(db, stores, caseId);
  if (keys === null) throw new Unreadable();
  try {
    if (keys.narrative === null) throw new Unreadable();
    return act(keys);
  } finally {
    zeroCaseKeys(keys);
  }
}

/** A key of a case that a session holds; `copied`: it came from the copy under the person's own key. */
type HeldCaseKey = BestKey & { readonly wrap: CaseKeyWrapRow; readonly copied: boolean };

/**
 * The best key that this session holds of each of these cases, by case id; the caller zeroes them. `unopened`: cases whose wrap or copy was altered; the others
 * are not held back by them.
 */
export function openHeldKeys(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
  caseIds: readonly string[],
): { readonly opened: ReadonlyMap<string, HeldCaseKey>; readonly unopened: readonly string[] } {
  const opened = new Map<string, HeldCaseKey>();
  const unopened: string[] = [];
  const held = heldKeys(stores);
  const fromCopy = new Map(copiesOf(db, stores, caseIds).map((copy) => [copy.case_id, copy]));
  const wraps = wrapsFor(held).selectAll('case_key_wrap').select('case_file.owner_id');
  for (const wrap of bestOf(held, all(db, wraps.where('case_key_wrap.case_id', 'in', listed(caseIds))))) {
    const copy = fromCopy.get(wrap.case_id);
    const usable = copy !== undefined && copy.scope === wrap.scope && copy.case_epoch === wrap.case_epoch;
    try {
      const key = usable ? openCopy(stores, copy) : openWrap(stores, held, wrap);
      opened.set(wrap.case_id, { scope: wrap.scope, key, wrap, copied: usable });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unopened.push(wrap.case_id);
    }
  }
  return { opened, unopened };
}

/** `unopened`: cases whose wrap or copy was altered. */
export type FactKeys = { readonly keys: ReadonlyMap<string, Buffer>; readonly unopened: readonly string[] };

/**
 * The facts' key of those of these cases that this session may count or read, by case id. Seals are slow (75 µs), so each is copied once under the user's own
 * key; the copies are written in the caller's transaction. The caller zeroes the keys once the facts are loaded.
 */
export function openFactKeys(db: WritableDb<'cases'>, stores: OpenStores, caseIds: readonly string[]): FactKeys {
  const { opened, unopened } = openHeldKeys(db, stores, caseIds);
  const keys = new Map<string, Buffer>();
  for (const [caseId, { scope, key, wrap, copied }] of opened) {
    if (!copied) insertCopy(db, stores, wrap, key);
    keys.set(caseId, scope === 'full' ? factsKeyOf(key) : key);
  }
  return { keys, unopened };
}

function factsKeyOf(caseKey: Buffer): Buffer {
  const key = hk(caseKey, 'case/facts');
  zero(caseKey);
  return key;
}

/**
 * The cases of which this session holds a key, and whether it opens all of them or only their facts. No key is opened.
 */
export function heldCases(db: ReadableDb<'cases'>, stores: OpenStores): readonly { readonly caseId: string; readonly scope: Scope }[] {
  const held = heldKeys(stores);
  const columns = ['case_key_wrap.case_id', 'case_key_wrap.principal_id', 'case_key_wrap.principal_epoch', 'case_key_wrap.scope'] as const;
  return bestOf(held, all(db, wrapsFor(held).select(columns))).map((wrap) => ({ caseId: wrap.case_id, scope: wrap.scope }));
}

type BestKey = { readonly scope: Scope; readonly key: Buffer };

function openBest(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
  { case_id: caseId, epoch, owner_id: ownerId }: Pick<CaseRow, 'case_id' | 'epoch' | 'owner_id'>,
): BestKey | null {
  const held = heldKeys(stores);
  const wraps = all(
    db,
    casesSql.selectFrom('case_key_wrap').selectAll().where('case_id', '=', caseId).where('case_epoch', '=', epoch),
  ).filter((wrap) => isHeld(held, wrap));
  const wrap = wraps.find((candidate) => candidate.scope === 'full') ?? wraps[0];
  if (wrap === undefined) return null;
  const copy = one(
    db,
    casesSql
      .selectFrom('case_key_copy')
      .selectAll()
      .where('user_id', '=', stores.user.userId)
      .where('case_id', '=', caseId)
      .where('scope', '=', wrap.scope)
      .where('case_epoch', '=', epoch),
  );
  return { scope: wrap.scope, key: copy === undefined ? openWrap(stores, held, { ...wrap, owner_id: ownerId }) : openCopy(stores, copy) };
}

/** A wrap with the owner of its case. */
type OwnedWrapRow = CaseKeyWrapRow & Pick<CaseRow, 'owner_id'>;

function wrapsFor(held: Held) {
  return casesSql
    .selectFrom('case_key_wrap')
    .innerJoin('case_file', 'case_file.case_id', 'case_key_wrap.case_id')
    .where('case_key_wrap.principal_id', 'in', [...new Set([...held.values()].map(({ principalId }) => principalId))])
    .whereRef('case_key_wrap.case_epoch', '=', 'case_file.epoch');
}

/** For each case, the wrap that gives this session the most; cases without any are absent. */
function bestOf<Row extends HeldWrap>(held: Held, rows: readonly Row[]): readonly Row[] {
  const best = new Map<string, Row>();
  for (const row of rows) if (isHeld(held, row) && best.get(row.case_id)?.scope !== 'full') best.set(row.case_id, row);
  return [...best.values()];
}

type HeldWrap = Pick<CaseKeyWrapRow, 'case_id' | 'principal_id' | 'principal_epoch' | 'scope'>;
type Held = ReadonlyMap<string, HeldKey>;

function isHeld(held: Held, wrap: HeldWrap): boolean {
  return held.has(heldName(wrap.principal_id, wrap.principal_epoch));
}

function openWrap(stores: OpenStores, held: Held, row: OwnedWrapRow): Buffer {
  const key = held.get(heldName(row.principal_id, row.principal_epoch));
  if (key === undefined) throw new Unreadable();
  const wrap: CaseKeyWrap = {
    caseId: row.case_id,
    principalId: row.principal_id,
    principalEpoch: row.principal_epoch,
    scope: row.scope,
    caseEpoch: row.case_epoch,
    sealed: row.sealed,
    wrappedBy: row.wrapped_by,
    signature: row.signature,
  };
  return unwrapCaseKey(wrap, key.secret, giverKeys(stores.roster, row), key.publicKey);
}

function copiesOf(db: ReadableDb<'cases'>, stores: OpenStores, caseIds: readonly string[]): readonly CaseKeyCopyRow[] {
  const own = casesSql.selectFrom('case_key_copy').selectAll().where('user_id', '=', stores.user.userId);
  return all(db, own.where('case_id', 'in', listed(caseIds)));
}

function openCopy(stores: OpenStores, copy: CaseKeyCopyRow): Buffer {
  return openRewrap(stores.keys.user.userSecret, copy.case_id, copy.case_epoch, copy.scope, copy.bytes);
}

function insertCopy(db: WritableDb<'cases'>, stores: OpenStores, wrap: CaseKeyWrapRow, key: Buffer): void {
  const bytes = rewrapCaseKey(stores.keys.user.userSecret, wrap.case_id, wrap.case_epoch, wrap.scope, key);
  const copy = { user_id: stores.user.userId, case_id: wrap.case_id, scope: wrap.scope, case_epoch: wrap.case_epoch, bytes };
  run(db, casesSql.insertInto('case_key_copy').orReplace().values(copy));
}
