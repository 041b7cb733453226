import type { CardPayload } from '../../../shared/exchange/payload.ts';
import type { Role } from '../../../shared/rights.ts';
import { keysBehind, readKeyCard } from '../../exchange/keyCards.ts';
import type { OpenSession } from '../../host.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import { confirmersOf, listCards, revokersOf } from '../../store/exchange/cards.ts';
import type { CardRow } from '../../store/base/adminTables.ts';

/** At a site two people of two roles confirm a card: a false recipient is a leak (security §7.2). At a desk the focal point does. */
const CONFIRMING_ROLES = { centre: ['supervisor', 'administrator'], desk: ['focal_point'] } as const satisfies Record<
  string,
  readonly Role[]
>;
/** Two people of two roles withdraw a card, everywhere. */
const REVOKING_ROLES = { centre: ['supervisor', 'administrator'], desk: ['focal_point', 'administrator'] } as const satisfies Record<
  string,
  readonly Role[]
>;

/** How many people must confirm a card here. */
export function confirmationsNeeded(roster: RosterState): number {
  return CONFIRMING_ROLES[roster.kind].length;
}

/** What is true of a card today, by its own bytes and by signatures: a column of the base proves nothing, since every holder of its key can write one. */
export type CardState = {
  readonly row: CardRow;
  readonly card: CardPayload;
  readonly fingerprint: Buffer;
  /** Users whose signature confirms the eight words, and withdraws it, in that order in time. */
  readonly confirmers: readonly string[];
  readonly revokers: readonly { readonly userId: string; readonly since: string }[];
  /** `replaced`: a later card of the same office is relied on; what it signed is to be confirmed aloud, and nothing is sealed to it. */
  readonly state: 'toConfirm' | 'confirmed' | 'replaced' | 'expired' | 'revoked';
  /** Relied on by the signature of a former key and not by words. */
  readonly renewed: boolean;
  /** Another card claims to follow the same former key: the words must be compared. */
  readonly contested: boolean;
};

type Read = Omit<CardState, 'state' | 'renewed' | 'contested'> & {
  readonly byWords: boolean;
  readonly revoked: boolean;
  readonly behind: ReadonlySet<string>;
};

/** Every card that is here, with what may be done with it. */
export function cardStates(session: OpenSession, day: string): readonly CardState[] {
  const cards = listCards(session.stores.admin).map((row) => readCardRow(session, row));
  const contested = new Set(cards.filter((one) => isContested(one, cards)));
  const relied = reliedOn(cards, contested);
  return cards.map((one) => ({
    row: one.row,
    card: one.card,
    fingerprint: one.fingerprint,
    confirmers: one.confirmers,
    revokers: one.revokers,
    state: stateOf(one, cards, relied, day),
    renewed: relied.has(one) && !one.byWords,
    contested: contested.has(one) && !one.byWords,
  }));
}

function stateOf(one: Read, cards: readonly Read[], relied: ReadonlySet<Read>, day: string): CardState['state'] {
  if (one.revoked) return 'revoked';
  if (one.card.valid_until < day) return 'expired';
  if (!relied.has(one)) return 'toConfirm';
  return cards.some((other) => relied.has(other) && isLater(other, one)) ? 'replaced' : 'confirmed';
}

function readCardRow({ stores }: OpenSession, row: CardRow): Read {
  const { roster, admin } = stores;
  const { card, fingerprint } = readKeyCard(row.bytes, '0000-00-00', roster.space);
  const own = { ...row, digest: fingerprint };
  const confirmers = confirmersOf(admin, roster, own);
  const revokers = revokersOf(admin, roster, own);
  return {
    row,
    card,
    fingerprint,
    confirmers,
    revokers,
    byWords: areRoles(roster, confirmers, CONFIRMING_ROLES[roster.kind]),
    revoked:
      row.state === 'revoked' ||
      areRoles(
        roster,
        revokers.map(({ userId }) => userId),
        REVOKING_ROLES[roster.kind],
      ),
    behind: keysBehind(card),
  };
}

/** Whether active people of every one of these roles are among them. */
function areRoles(roster: RosterState, userIds: readonly string[], roles: readonly Role[]): boolean {
  const people = userIds.map((userId) => roster.users.get(userId)).filter((person) => person?.status === 'active');
  return roles.every((role) => people.some((person) => person?.role === role));
}

/**
 * Cards relied on: by words, or by a key that a relied-on card of the same office announces. A withdrawn card vouches for
 * nothing, and two cards that claim the same former key are compared by words.
 */
function reliedOn(cards: readonly Read[], contested: ReadonlySet<Read>): ReadonlySet<Read> {
  const relied = new Set(cards.filter(({ byWords, revoked }) => byWords && !revoked));
  for (let before = -1; before < relied.size;) {
    before = relied.size;
    for (const one of cards)
      if (
        !one.revoked &&
        !contested.has(one) &&
        [...relied].some((known) => isSameOffice(known, one) && one.behind.has(known.card.sign_key))
      )
        relied.add(one);
  }
  return relied;
}

function isContested(one: Read, cards: readonly Read[]): boolean {
  return cards.some(
    (other) =>
      isSameOffice(one, other) &&
      !one.behind.has(other.card.sign_key) &&
      !other.behind.has(one.card.sign_key) &&
      [...one.behind].some((key) => key !== one.card.sign_key && key !== other.card.sign_key && other.behind.has(key)),
  );
}

/** Of one office, the card whose key follows the other's, or the same key for longer. */
function isLater(other: Read, one: Read): boolean {
  if (other === one || !isSameOffice(other, one)) return false;
  if (other.card.sign_key === one.card.sign_key) return other.card.valid_until > one.card.valid_until;
  return other.behind.has(one.card.sign_key) || (!one.behind.has(other.card.sign_key) && other.row.received_at > one.row.received_at);
}

function isSameOffice(one: Read, other: Read): boolean {
  const named = ({ card }: Read) => [card.role, card.code, card.structure_code].join(' ');
  return one !== other && named(one) === named(other);
}
