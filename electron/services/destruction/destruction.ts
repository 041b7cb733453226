import type { Input, Output } from '../../../shared/contract.ts';
import type { DestructionLevel } from '../../../shared/contract/destruction.ts';
import { Refused } from '../../../shared/failure.ts';
import { monthOf } from '../../../shared/time.ts';
import { randomFileName } from '../../files/files.ts';
import { clocksOf, minuteOf, requireSession, today, type Host } from '../../host.ts';
import { waitOfOrder } from '../../keys/order.ts';
import type { Proposal, RosterBody } from '../../keys/rosterEntries.ts';
import { diskFault } from '../../profile/room.ts';
import { listBackups } from '../../store/backup/copies.ts';
import { armInForce, carryOut, isOutlived, orderInForce, stopOrder } from '../../store/destruction/destruction.ts';
import { appendJournal, lastOfKind } from '../../store/journal/journal.ts';
import { dropAct, mayConfirm, proposeAct, waitingActs } from '../../store/accounts/rosterActs.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { transaction } from '../../store/base/sql.ts';
import { stickName } from '../backup/backup.ts';
import { folderOf, writeExport } from '../exchange/exportFile.ts';
import { assertStillOpen, NOTHING_WRITTEN } from '../session/sessionGuard.ts';
import { signSecond } from '../accounts/secondSignature.ts';
import { confirmPassphrase } from '../session/personKeys.ts';
import { endSession } from '../session/session.ts';

/** What may be destroyed here by two, what waits for a signature, what will be done, and what copies keep (security §9.6). Shows no remaining time. */
export function destructionState(host: Host): Output<'destruction.state'> {
  const { stores, settings } = requireSession(host);
  const codeOf = (userId: string) => stores.roster.users.get(userId)?.staffCode ?? '';
  const waiting = waitingDestruction(stores, host.now().getTime());
  const order = orderInForce(stores);
  const done = lastOfKind(stores.admin, 'vault.destroyed');
  return {
    levels: [...levelsOf(stores)],
    minutes: settings.destructionMinutes,
    proposed:
      waiting === null
        ? null
        : {
            proposalId: waiting.body.id,
            level: waiting.body.level,
            minutes: waiting.body.minutes,
            by: codeOf(waiting.proposal.proposed.by),
            at: minuteOf(waiting.body.at),
            mayConfirm: mayConfirm(stores, waiting.proposal),
          },
    ordered: order === null ? null : { level: order.level, minutes: order.minutes, by: [...order.by] },
    doneOn: done === undefined ? null : minuteOf(done.at).slice(0, 10),
    sticks: sticksOf(stores),
  };
}

/** First signature, with the passphrase. Throws Refused: another waits, the reason of the whole base is not written, a wrong passphrase. */
export async function proposeDestruction(input: Input<'destruction.propose'>, host: Host): Promise<Output<'destruction.propose'>> {
  const { stores, settings } = requireSession(host);
  const at = host.now().getTime();
  if (!levelsOf(stores).includes(input.level)) throw new Refused('invalid', NOTHING_HERE);
  if (input.level === 'base' && !input.written) throw new Refused('invalid', REASON_NEEDED, { written: REASON_NEEDED });
  if (waitingDestruction(stores, at) !== null || orderInForce(stores) !== null) throw new Refused('conflict', WAITS_ALREADY);
  await confirmPassphrase(host, input.passphrase);
  proposeAct(requireSession(host).stores, { kind: 'vault.destroy', level: input.level, minutes: settings.destructionMinutes }, at);
  return {};
}

/** Second signature, with the passphrase of that other person: the delay runs from here. Throws Refused. */
export async function confirmDestruction(input: Input<'destruction.confirm'>, host: Host): Promise<Output<'destruction.confirm'>> {
  await confirmPassphrase(host, input.passphrase);
  const session = requireSession(host);
  const at = host.now().getTime();
  const waiting = waitingDestruction(session.stores, at);
  if (waiting?.body.id !== input.proposalId) throw new Refused('conflict', GONE);
  signSecond(session, input.proposalId, at, { gone: GONE, notTogether: NOT_TOGETHER });
  const { admin, actor } = session.stores;
  const line = { kind: 'vault.schedule', object: waiting.body.id, detail: { minutes: waiting.body.minutes } } as const;
  transaction(admin, (db) => appendJournal(db, actor, line, at));
  armInForce(session.stores, clocksOf(host));
  return {};
}

/** One person is enough to decline a proposal, or to stop what two ordered while it waits. Throws Refused `conflict` when nothing waits. */
export function stopDestruction(host: Host): Output<'destruction.stop'> {
  const session = requireSession(host);
  const at = host.now().getTime();
  const waiting = waitingDestruction(session.stores, at);
  const order = orderInForce(session.stores);
  if (waiting === null && order === null) throw new Refused('conflict', GONE);
  if (waiting !== null) dropAct(session.stores, waiting.body.id, at);
  if (order === null) return {};
  session.stores = stopOrder(session.stores, order, clocksOf(host));
  const { admin, actor } = session.stores;
  transaction(admin, (db) => appendJournal(db, actor, { kind: 'vault.cancel', object: order.id, detail: {} }, at));
  return {};
}

/** The sticks to be destroyed by hand, on paper, as a PDF in a chosen folder; journaled before it leaves. Throws Refused. */
export async function handOutSticks(input: Input<'destruction.handOut'>, host: Host): Promise<Output<'destruction.handOut'>> {
  const session = requireSession(host);
  const folder = folderOf(host, input.folder);
  if (host.printPdf === null) throw new Refused('conflict', NO_WINDOW);
  const bytes = await host.printPdf('#/print/sticks');
  assertStillOpen(host, session, NOTHING_WRITTEN);
  const { admin, actor } = session.stores;
  transaction(admin, (db) => appendJournal(db, actor, { kind: 'print', detail: { what: 'sticks', pages: 1 } }, host.now().getTime()));
  const fileName = randomFileName('.pdf');
  writeExport(folder, fileName, bytes, monthOf(today(host)));
  return { fileName, bytes: bytes.length };
}

/**
 * At start and every second: an order whose time has come is carried out. An open session ends first, as it does when nobody is there, and its keys with it; nothing
 * on the screen shows why (security §9.6). What the disk refuses is tried again.
 */
export function carryOutDestruction(host: Host): void {
  try {
    if (host.session !== null && isOutlived(host.session.stores)) endSession(host, 'idle');
    if (waitOfOrder(host.profile, clocksOf(host)) !== 0) return;
    const wasOpen = host.session !== null;
    if (wasOpen) endSession(host, 'idle');
    const done = carryOut(host.profile, clocksOf(host));
    if (done === null || wasOpen) return;
    endSession(host, 'idle');
    if (done === 'base') host.onLocked('idle');
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

type Waiting = { readonly proposal: Proposal; readonly body: Extract<RosterBody, { kind: 'vault.destroy' }> };

function waitingDestruction(stores: OpenStores, at: number): Waiting | null {
  for (const proposal of waitingActs(stores, at)) if (proposal.body.kind === 'vault.destroy') return { proposal, body: proposal.body };
  return null;
}

function levelsOf({ roster }: OpenStores): readonly DestructionLevel[] {
  return roster.kind === 'centre' ? ['vault', 'base'] : ['base'];
}

function sticksOf({ admin }: OpenStores): Output<'destruction.state'>['sticks'] {
  const byStick = Map.groupBy(listBackups(admin), ({ stick_id: stickId }) => stickId);
  return [...byStick].map(([stickId, copies]) => ({
    stick: stickName(stickId),
    copies: copies.length,
    lastOn: minuteOf(Math.max(...copies.map(({ made_at: madeAt }) => madeAt))).slice(0, 10),
  }));
}

const NOTHING_HERE = { fr: 'Cette installation ne garde aucune identité.', en: 'This installation keeps no identity.' };
const REASON_NEEDED = {
  fr: 'Écrivez d’abord la raison sur papier, signée des deux personnes, et gardez-la ailleurs. Rien n’a été fait.',
  en: 'First write the reason on paper, signed by both people, and keep it elsewhere. Nothing was done.',
};
const WAITS_ALREADY = {
  fr: 'Une destruction attend déjà. Arrêtez-la d’abord, ou laissez-la aller à son terme.',
  en: 'A destruction already waits. Stop it first, or let it come to its end.',
};
const GONE = {
  fr: 'Aucune destruction n’attend plus. Rien n’a été modifié.',
  en: 'No destruction waits any more. Nothing was changed.',
};
const NOT_TOGETHER = {
  fr: 'La seconde signature doit venir d’une autre personne, d’un autre rôle que la première. Rien n’a été modifié.',
  en: 'The second signature must come from another person, of another role than the first. Nothing was changed.',
};
const NO_WINDOW = {
  fr: 'Il n’y a pas de fenêtre pour dessiner le papier. Rien n’a été écrit.',
  en: 'There is no window to draw the paper. Nothing was written.',
};
