import { Buffer } from 'node:buffer';
import type { Output } from '../../shared/contract.ts';
import type { SealedOpening } from '../../shared/contract/sealed.ts';
import { isCode, label } from '../../shared/forms/lists/all.ts';
import { openSession, today, type Host, type OpenSession } from '../host.ts';
import { eightWords } from '../keys/words.ts';
import { receiptWords } from '../sealed/shares.ts';
import { appendJournal } from '../store/journal.ts';
import { eraseShare, listOpenings, listShares, updateOpening } from '../store/sealed.ts';
import { transaction } from '../store/sql.ts';
import type { Session } from '../store/session.ts';
import { cardStates } from './cardTrust.ts';
import { progressOf, mayBeOpened, partnerName, roundOf, toldIn, type Round } from './sealedRound.ts';
import { contributionOf, eligible } from './sealedSums.ts';

/** Halves are erased so long after the opening in which they were summed (disclosure §6.3). */
const KEPT_AFTER_MS = 30 * 86_400_000;

/** Halves that wait, and the openings of this custodian, newest first: who, never how many of what. */
export function listSealed(host: Host): Output<'sealed.list'> {
  const session = openSession(host);
  const { admin } = session.store;
  const held = Map.groupBy(
    listShares(admin).filter(({ state }) => state === 'valid'),
    ({ period, partner }) => `${period} ${partner}`,
  );
  const cards = cardStates(session, today(host)).filter(({ card, state }) => card.role === 'focal_point' && state === 'confirmed');
  return {
    months: [...held.values()].flatMap(([first]) => {
      if (first === undefined) return [];
      const { period, partner } = first;
      const told = toldIn(admin, period);
      const all = listShares(admin).filter((share) => share.state === 'valid' && share.period === period && share.partner === partner);
      const card = cards.find((one) => partnerName(one.card.code, one.card.structure_code) === partner);
      return [
        {
          period,
          partner: officeOf(partner),
          cardId: card?.row.card_id ?? null,
          centres: eligible(session, period, partner).map(({ site_code }) => site_code),
          opened: all.filter((share) => told.has(contributionOf(share))).length,
        },
      ];
    }),
    openings: listOpenings(admin)
      .toReversed()
      .map((row) => shownOpening(session, roundOf(row))),
  };
}

/**
 * Halves whose opening was signed thirty days ago are erased, and the values of an opening that failed: at each unlock of this desk. A clock set
 * forward only erases earlier what is of no more use.
 */
export function eraseOldHalves(store: Session, at: number): void {
  const before = at - KEPT_AFTER_MS;
  const ended = listOpenings(store.admin).filter(({ state, ended_at }) => state !== 'open' && ended_at !== null && ended_at <= before);
  const told = new Set(
    ended.flatMap((row) => {
      const groups = row.state === 'done' ? roundOf(row).agreed?.common.groups : undefined;
      return (groups ?? []).flatMap(({ centres }) => centres.map(({ centre, commitment }) => `${row.period} ${centre} ${commitment}`));
    }),
  );
  const shares = listShares(store.admin).filter((share) => share.file !== null && told.has(`${share.period} ${contributionOf(share)}`));
  const failed = ended.filter(({ other_values }) => other_values !== null);
  if (shares.length + failed.length === 0) return;
  transaction(store.admin, (db) => {
    const count = shares.reduce((sum, { share_id }) => sum + eraseShare(db, share_id), 0);
    for (const { opening_id } of failed) updateOpening(db, opening_id, { other_values: null });
    appendJournal(db, store.actor, { kind: 'sealed.erase', detail: { count } }, at);
  });
}

function shownOpening(session: OpenSession, round: Round): SealedOpening {
  const { row, agreed } = round;
  const { given, received, checked } = progressOf(round);
  return {
    openingId: row.opening_id,
    period: row.period,
    partner: officeOf(row.partner),
    state: row.state,
    why: row.why,
    given: [...given],
    received: [...received],
    checked,
    set:
      agreed === null
        ? null
        : {
            groups: agreed.common.groups.map(({ area, centres }) => ({
              area: area !== null && isCode('region', area) ? label('region', area) : null,
              centres: centres.map(({ centre }) => centre),
            })),
            onlyHere: [...agreed.common.onlyHere],
            onlyThere: [...agreed.common.onlyThere],
            mayBeOpened: row.state === 'done' || mayBeOpened(session.store.admin, round),
            words: [...eightWords(agreed.set)],
          },
    receipts:
      row.state !== 'done' || agreed === null
        ? []
        : agreed.common.groups.flatMap(({ centres }) =>
            centres.map(({ centre, commitment }) => ({
              centre,
              words: [...receiptWords(row.period, Buffer.from(commitment, 'hex'))],
            })),
          ),
    endedOn: row.ended_at === null ? null : new Date(row.ended_at).toISOString().slice(0, 10),
  };
}

function officeOf(partner: string): { readonly code: string; readonly structureCode: string } {
  const [structureCode = '', code = ''] = partner.split(' ');
  return { code, structureCode };
}
