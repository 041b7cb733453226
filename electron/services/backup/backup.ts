import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { backupNeed, isStickOverdue, keptCopies, mayBeCalledSecured, nextDrill, oldestMonthKept } from '../../../shared/rules/backup.ts';
import { requireCaseSession, minuteOf, requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { zeroSessionKeys, type SessionKeys } from '../../keys/session.ts';
import { checkCopy, isAhead, makeCopy, ownCopiesIn } from '../../store/backup/backup.ts';
import { isOurs, type Manifest } from '../../store/backup/manifest.ts';
import { CopyRefused, proveCopy, type CopyFault, type Proof } from '../../store/backup/proveCopy.ts';
import {
  insertBackup,
  lastGoodBackup,
  lastVerifiedBackup,
  listBackups,
  markBackup,
  markErased,
  readBackup,
} from '../../store/backup/copies.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { bringCopy, copiesIn, dropSide, eraseCopy, freshSide, type FoundCopy } from '../../store/backup/sideProfile.ts';
import { transaction } from '../../store/base/sql.ts';
import { closeStores, openStores } from '../../store/session/session.ts';
import type { BackupRow, BackupState } from '../../store/base/adminTables.ts';
import { copiesHere, FAULTS, mediumOf, wasAway, watchSticks, whileOpen, workOnCopy } from './workOnCopy.ts';
import { folderOf } from '../exchange/exportFile.ts';
import { keysIn } from '../session/personKeys.ts';

const DRILL = 'backup.drill';
const drillSchema = z.strictObject({ at: z.int() });
/** Records opened in a drill (security §9.2). */
const DRILL_RECORDS = 10;

type CopyLine = Output<'backup.state'>['copies'][number];

/** What is known of the copies, of the sticks that are there, and of the drill; a stick pulled out is noticed here. */
export function backupState(host: Host): Output<'backup.state'> {
  const session = requireSession(host);
  const { stores } = session;
  watchSticks(host);
  const { copies, tooMany } = copiesHere(host, session);
  const here = new Map(copies.map((found) => [found.manifest.backupId, found]));
  const rows = listBackups(stores.admin);
  const lastGood = lastGoodBackup(stores.admin);
  const lastOn = lastGood === undefined ? null : dayOfStamp(lastGood.made_at);
  const drilledOn = lastDrill(stores);
  const known = new Set(rows.map((row) => row.backup_id));
  return {
    need: backupNeed(lastOn, today(host)),
    lastGood: lastGood === undefined ? null : { on: dayOfStamp(lastGood.made_at), state: lastGood.state },
    copies: [
      ...[...here.values()].filter(({ manifest }) => !known.has(manifest.backupId)).map((found) => unknownLine(host, found)),
      ...rows.map((row) => knownLine(host, session, row, here.get(row.backup_id))),
    ],
    sticks: sticksOf(rows, here, today(host)),
    tooMany,
    ahead: [...here.values()].some(({ manifest }) => isAhead(stores, manifest)),
    drill: { lastOn: drilledOn, dueOn: nextDrill(drilledOn, today(host)) },
  };
}

/** What the monthly report asks before it calls the base secured (security §9.2), and whether it may. */
export function securedState(host: Host): Output<'months.check'>['secured'] {
  const { stores } = requireSession(host);
  const verified = lastVerifiedBackup(stores.admin);
  const verifiedOn = verified === undefined ? null : dayOfStamp(verified.made_at);
  const drilledOn = lastDrill(stores);
  return { verifiedOn, drilledOn, holds: mayBeCalledSecured(verifiedOn, drilledOn, today(host)) };
}

function lastDrill({ admin }: OpenSession['stores']): string | null {
  const drilled = readSetting(admin, DRILL, drillSchema);
  return drilled === undefined ? null : dayOfStamp(drilled.at);
}

/** Copies the installation to a stick, reads it there again and proves it; only a copy that holds makes older ones go (security §9.1, §9.2). */
export function makeBackup(input: Input<'backup.make'>, host: Host): Promise<Output<'backup.make'>> {
  const { stores } = requireSession(host);
  const medium = folderOf(host, input.folder);
  return workOnCopy(host, async () => {
    const { manifest, folder, proof } = await makeCopy(stores, medium, host.now().getTime(), whileOpen(host));
    const state = proof.whole ? 'reread' : 'unchecked';
    const at = host.now().getTime();
    const { backupId, stickId } = manifest;
    host.written.set(backupId, { folder, wasAway: false });
    transaction(stores.admin, (db) => {
      const made = { backup_id: backupId, stick_id: stickId, made_at: at, made_by: stores.user.userId, state } as const;
      insertBackup(db, { ...made, checked_at: at, checked_by: stores.user.userId, deleted_at: null });
      appendJournal(db, stores.actor, { kind: 'backup.make', detail: { id: backupId } }, at);
      appendJournal(db, stores.actor, { kind: 'backup.verify', detail: { id: backupId, good: proof.whole } }, at);
    });
    const erased = proof.whole ? eraseOlder(host, medium) : 0;
    return { backupId, state, ...countsOf(proof), erased, sameDisk: statSync(medium).dev === statSync(host.profile).dev };
  });
}

/** Reads a copy from its stick and proves it anew; what is found of it is remembered. */
export function verifyBackup(input: Input<'backup.verify'>, host: Host): Promise<Output<'backup.verify'>> {
  const session = requireSession(host);
  const found = foundBehind(host, session, input.copy);
  return workOnCopy(host, async () => {
    watchSticks(host);
    const away = wasAway(host, found.manifest.backupId, readBackup(session.stores.admin, found.manifest.backupId));
    try {
      const { manifest, proof } = await checkCopy(session.stores, found.folder, host.freeBytes(), whileOpen(host));
      const state = proof.whole ? (away ? 'verified' : 'reread') : 'unchecked';
      remember(host, session, manifest, state);
      const erased = proof.whole ? eraseOlder(host, mediumOf(found)) : 0;
      return { state, ...countsOf(proof), erased, message: HOLDS[state] };
    } catch (error) {
      if (!(error instanceof CopyRefused) || !CONVICTING.includes(error.fault)) throw error;
      remember(host, session, found.manifest, 'bad');
      return { state: 'bad', persons: 0, cases: 0, records: 0, erased: 0, message: FAULTS[error.fault] };
    }
  });
}

/** A real restore beside the profile with the person's own passphrase: opened to be worked with, ten records read, then destroyed (security §9.2). */
export function drillBackup(input: Input<'backup.drill'>, host: Host): Promise<Output<'backup.drill'>> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const found = foundBehind(host, session, input.copy);
  const started = performance.now();
  return workOnCopy(host, async () => {
    const side = freshSide(host.profile);
    const turn = whileOpen(host);
    try {
      const manifest = await bringCopy(found.folder, side, host.freeBytes(), turn);
      const proof = await openedBeside(side, manifest, await keysIn(host, side, stores.user.staffCode, input.passphrase), turn);
      const at = host.now().getTime();
      transaction(stores.admin, (db) => {
        writeSetting(db, DRILL, { at }, stores.user.userId, at);
        appendJournal(db, stores.actor, { kind: 'backup.drill', detail: { good: true } }, at);
      });
      const seconds = Math.ceil((performance.now() - started) / 1000);
      return { ...countsOf(proof), seconds, dueOn: nextDrill(today(host), today(host)) };
    } finally {
      dropSide(host.profile);
    }
  });
}

/** The copy proved, and opened as if to be worked with; its keys are zeroed whatever comes of it. */
async function openedBeside(side: string, manifest: Manifest, keys: SessionKeys, turn: () => Promise<void>): Promise<Proof> {
  try {
    const proof = await proveCopy(side, manifest, keys, DRILL_RECORDS, turn);
    closeStores(openStores(side, keys));
    return proof;
  } finally {
    zeroSessionKeys(keys);
  }
}

/** Damage and tampering convict a copy; a person without an account in it, or another centre's stick, does not. */
const CONVICTING: readonly CopyFault[] = ['bytes', 'store', 'rows', 'journal', 'records'];

function remember(host: Host, { stores }: OpenSession, manifest: Manifest, state: BackupState): void {
  const at = host.now().getTime();
  const { userId } = stores.user;
  transaction(stores.admin, (db) => {
    const row = readBackup(db, manifest.backupId);
    const { backupId, stickId } = manifest;
    // The day of a copy with an unknown past is taken as a day of its month.
    const made_at = Date.parse(`${manifest.month}-01T00:00:00Z`);
    if (row === undefined)
      insertBackup(db, {
        backup_id: backupId,
        stick_id: stickId,
        made_at,
        made_by: manifest.userId,
        state,
        checked_at: at,
        checked_by: userId,
        deleted_at: null,
      });
    else markBackup(db, backupId, knownAfter(row.state, state), userId, at);
    appendJournal(
      db,
      stores.actor,
      { kind: 'backup.verify', detail: { id: backupId, good: state === 'reread' || state === 'verified' } },
      at,
    );
  });
}

/** Damage counts at once; a session that opens less takes nothing away from what another has proved. */
function knownAfter(before: BackupState, found: BackupState): BackupState {
  const proved: readonly BackupState[] = ['bad', 'unchecked', 'reread', 'verified'];
  return found === 'bad' || proved.indexOf(found) > proved.indexOf(before) ? found : before;
}

/**
 * Erases from a stick the copies that its retention no longer keeps, and gives how many. Only copies sealed with the present key take a rank and make others go;
 * those from before a change of keys go when their month is over, so that a forged one erases nothing.
 */
function eraseOlder(host: Host, medium: string): number {
  const { stores } = requireSession(host);
  const copies = ownCopiesIn(stores, medium).map((found) => ({ ...found, month: found.manifest.month }));
  const proved = copies.filter(({ manifest }) => isOurs(manifest, stores.keys.dekA));
  const kept = new Set(keptCopies(proved, today(host)));
  const at = host.now().getTime();
  const oldest = oldestMonthKept(today(host));
  const goes = (copy: (typeof copies)[number]) => (proved.includes(copy) ? !kept.has(copy) : copy.month < oldest);
  const erased = copies.filter((copy) => goes(copy) && eraseCopy(copy.folder));
  if (erased.length === 0) return 0;
  transaction(stores.admin, (db) => {
    for (const { manifest } of erased) {
      markErased(db, manifest.backupId, at);
      appendJournal(db, stores.actor, { kind: 'backup.erase', detail: { id: manifest.backupId } }, at);
    }
  });
  return erased.length;
}

function foundBehind(host: Host, { stores }: OpenSession, token: string): FoundCopy {
  const folder = folderOf(host, token);
  const found = copiesIn(dirname(folder)).find((copy) => copy.folder === folder);
  if (found === undefined) throw new Refused('notFound', NOT_HERE);
  if (found.manifest.siteId !== stores.keys.siteId) throw new Refused('conflict', FAULTS.otherSite);
  return found;
}

function sticksOf(rows: readonly BackupRow[], here: ReadonlyMap<string, FoundCopy>, day: string): Output<'backup.state'>['sticks'] {
  const present = new Set([...here.values()].map(({ manifest }) => manifest.stickId));
  const byStick = Map.groupBy(rows, (row) => row.stick_id);
  return [...byStick].map(([stickId, copies]) => {
    const lastOn = dayOfStamp(Math.max(...copies.map((row) => row.made_at)));
    return { stick: stickName(stickId), copies: copies.length, lastOn, overdue: isStickOverdue(lastOn, day), here: present.has(stickId) };
  });
}

function knownLine(host: Host, { stores }: OpenSession, row: BackupRow, found: FoundCopy | undefined): CopyLine {
  return {
    backupId: row.backup_id,
    stick: stickName(row.stick_id),
    month: dayOfStamp(row.made_at).slice(0, 7),
    madeAt: minuteOf(row.made_at),
    madeBy: stores.roster.users.get(row.made_by)?.staffCode ?? null,
    state: row.state,
    checkedAt: row.checked_at === null ? null : minuteOf(row.checked_at),
    here: found === undefined ? null : host.picker.tokenFor(found.folder),
    wasAway: wasAway(host, row.backup_id, row),
  };
}

function unknownLine(host: Host, { folder, manifest }: FoundCopy): CopyLine {
  return {
    backupId: manifest.backupId,
    stick: stickName(manifest.stickId),
    month: manifest.month,
    madeAt: null,
    madeBy: null,
    state: 'unchecked',
    checkedAt: null,
    here: host.picker.tokenFor(folder),
    wasAway: wasAway(host, manifest.backupId, undefined),
  };
}

/** Four letters of a random number: enough to distinguish the sticks of a centre. */
export function stickName(stickId: string): string {
  return stickId.slice(0, 4).toUpperCase();
}

function countsOf({ persons, cases, records }: Proof): { readonly persons: number; readonly cases: number; readonly records: number } {
  return { persons, cases, records };
}

function dayOfStamp(stamp: number): string {
  return minuteOf(stamp).slice(0, 10);
}

const HOLDS = {
  verified: {
    fr: 'Copie vérifiée\u00a0: relue sur la clé après l’avoir débranchée.',
    en: 'Copy verified: read from the stick after it had been unplugged.',
  },
  reread: {
    fr: 'Copie relue. Elle sera vérifiée quand la clé aura été débranchée puis relue.',
    en: 'Copy read back. It will be verified once the stick has been unplugged and read again.',
  },
  unchecked: {
    fr: 'Copie à vérifier\u00a0: il faut une session de gestionnaire de cas ou de supervision pour ouvrir les dossiers.',
    en: 'Copy to be checked: it takes the session of a caseworker or a supervisor to open the cases.',
  },
};
const NOT_HERE = {
  fr: 'Cette copie n’est plus là. Rebranchez la clé USB, puis recommencez. Rien n’a été modifié.',
  en: 'This copy is no longer there. Plug the USB stick in again, then start again. Nothing was changed.',
};
