import { Buffer } from 'node:buffer';
import type { Output } from '../../../shared/contract.ts';
import type { SealedOpening } from '../../../shared/contract/sealed.ts';
import { isCode, label } from '../../../shared/forms/lists/all.ts';
import { hasEnded, monthsOfPeriod, quarterOf, type IsoDate, type IsoPeriod } from '../../../shared/time.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { eightWords } from '../../keys/words.ts';
import { contributionId, countCentres, LEAST_CENTRES } from '../../sealed/openings.ts';
import { receiptWords } from '../../sealed/shares.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { eraseShare, listOpenings, listShares, updateOpening } from '../../store/exchange/sealed.ts';
import { transaction } from '../../store/base/sql.ts';
import type { SealedShareRow } from '../../store/base/adminTables.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { cardStates } from '../exchange/cardTrust.ts';
import { progressOf, mayBeOpened, partnerName, roundOf, alreadyDisclosed, type Round } from './round.ts';
import { contributionOf, eligible, halfOfRow } from './sums.ts';
import { monthsToOpenFirst } from './turn.ts';

/** Halves are erased so long after the opening in which they were summed (disclosure §6.3). */
const KEPT_AFTER_MS = 30 * 86_400_000;

/** Halves that wait, and the openings of this custodian, newest first: who, never how many of what. */
export function listSealed(host: Host): Output<'sealed.list'> {
  const session = requireSession(host);
  return {
    waiting: waitingIn(session, today(host)),
    openings: listOpenings(session.stores.admin)
      .toReversed()
      .map((row) => shownOpening(session, roundOf(row))),
  };
}

/** Halves of a month or of a quarter that are held with one custodian, disclosed ones included. */
type Pile = { readonly period: IsoPeriod; readonly partner: string; readonly shares: readonly SealedShareRow[] };

/**
 * What waits with each custodian, in time: month by month, then the late halves of each ended quarter whose months come no more before it. Months with too few
 * waiting centres are listed in their quarter.
 */
function waitingIn(session: OpenSession, day: IsoDate): Output<'sealed.list'>['waiting'] {
  const held = listShares(session.stores.admin).filter(({ state }) => state === 'valid');
  const waiting = ({ period, partner }: Pile) => eligible(session, period, partner).map(halfOfRow);
  const quarters = pilesOf(held, ({ period }) => quarterOf(period)).filter(
    (pile) => waiting(pile).length > 0 && hasEnded(pile.period, day) && monthsToOpenFirst(session, pile.period, pile.partner).length === 0,
  );
  const isInQuarter = ({ period, partner }: Pile) =>
    quarters.some((quarter) => quarter.period === quarterOf(period) && quarter.partner === partner);
  const months = pilesOf(held, ({ period }) => period).filter((pile) => !isInQuarter(pile) || countCentres(waiting(pile)) >= LEAST_CENTRES);
  const cards = cardStates(session, day).filter(({ card, state }) => card.role === 'focal_point' && state === 'confirmed');
  return [...months, ...quarters].toSorted(inTime).map((pile) => {
    const { period, partner, shares } = pile;
    const disclosed = alreadyDisclosed(session.stores.admin, period);
    return {
      period,
      partner: officeOf(partner),
      cardId: cards.find(({ card }) => partnerName(card.code, card.structure_code) === partner)?.row.card_id ?? null,
      halves: waiting(pile),
      opened: shares.filter((share) => disclosed.has(contributionOf(share))).length,
    };
  });
}

function pilesOf(held: readonly SealedShareRow[], periodOf: (share: SealedShareRow) => IsoPeriod): readonly Pile[] {
  const piles = Map.groupBy(held, (share) => `${periodOf(share)} ${share.partner}`);
  return [...piles.values()].flatMap((shares) =>
    shares.slice(0, 1).map((first) => ({ period: periodOf(first), partner: first.partner, shares })),
  );
}

function inTime(left: Pile, right: Pile): number {
  const [one, other] = [left, right].map(({ period }) => monthsOfPeriod(period).at(-1) ?? '');
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}

/**
 * Halves whose opening was signed thirty days ago are erased, and the values of an opening that failed: at each unlock of this desk. A clock set
 * forward only erases earlier what is of no more use.
 */
export function eraseOldHalves(stores: OpenStores, at: number): void {
  const before = at - KEPT_AFTER_MS;
  const ended = listOpenings(stores.admin).filter(({ state, ended_at }) => state !== 'open' && ended_at !== null && ended_at <= before);
  const disclosed = new Set(
    ended.flatMap((row) => {
      const groups = row.state === 'done' ? roundOf(row).agreed?.common.groups : undefined;
      return (groups ?? []).flatMap(({ contributions }) => contributions.map(contributionId));
    }),
  );
  const shares = listShares(stores.admin).filter((share) => share.file !== null && disclosed.has(contributionOf(share)));
  const failed = ended.filter(({ other_values }) => other_values !== null);
  if (shares.length + failed.length === 0) return;
  transaction(stores.admin, (db) => {
    const count = shares.reduce((sum, { share_id }) => sum + eraseShare(db, share_id), 0);
    for (const { opening_id } of failed) updateOpening(db, opening_id, { other_values: null });
    appendJournal(db, stores.actor, { kind: 'sealed.erase', detail: { count } }, at);
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
            groups: agreed.common.groups.map(({ area, contributions }) => ({
              area: area !== null && isCode('region', area) ? label('region', area) : null,
              halves: contributions.map(({ centre, month }) => ({ centre, month })),
            })),
            onlyHere: [...agreed.common.onlyHere],
            onlyThere: [...agreed.common.onlyThere],
            mayBeOpened: row.state === 'done' || mayBeOpened(session.stores.admin, round),
            words: [...eightWords(agreed.set)],
          },
    receipts:
      row.state !== 'done' || agreed === null
        ? []
        : agreed.common.groups.flatMap(({ contributions }) =>
            contributions.map(({ centre, month, commitment }) => ({
              centre,
              month,
              words: [...receiptWords(month, Buffer.from(commitment, 'hex'))],
            })),
          ),
    endedOn: row.ended_at === null ? null : new Date(row.ended_at).toISOString().slice(0, 10),
  };
}

function officeOf(partner: string): { readonly code: string; readonly structureCode: string } {
  const [structureCode = '', code = ''] = partner.split(' ');
  return { code, structureCode };
}
