import { apply, newPrincipal, newUser, withTeam, withUser } from './rosterChanges.ts';
import { entryHash, NO_ENTRY, type PrincipalRecord, type RosterBody, type RosterEntry } from './rosterEntries.ts';
import { assertSigners } from './rosterSigners.ts';
import { holdsStore, isDueMember, RosterRefused, type Principal, type RosterState } from './rosterState.ts';

/**
 * Verifies the whole list (security §2.4): chain of hashes, each body once, both signatures by an administrator and a supervisor
 * (the focal point on a desk) active at that line and neither of whom it changes, keys made with the enrolment code. New keys after a recovery
 * are proved by the united shares and signed by one of the two and anybody else; alone only where nobody else is left. Throws RosterRefused at the first bad line.
 */
export function verifyRoster(entries: readonly RosterEntry[]): RosterState {
  const state = [...rosterStates(entries)].at(-1);
  if (state === undefined) throw new RosterRefused(1, 'chain');
  return state;
}

/** The state after each line, first to last, verified as `verifyRoster` does: an old signature is checked on the list of its day (security §6.1). */
export function* rosterStates(entries: readonly RosterEntry[]): Generator<RosterState> {
  const [first, ...others] = entries;
  if (first === undefined) return;
  let state = begin(first);
  yield state;
  const seen = new Set([first.body.id]);
  for (const entry of others) {
    if (seen.has(entry.body.id)) throw new RosterRefused(entry.seq, 'replayed');
    seen.add(entry.body.id);
    state = extendRoster(state, entry);
    yield state;
  }
}

/** The state after one more entry. Throws RosterRefused; the caller checks that the body's id is new. */
export function extendRoster(state: RosterState, entry: RosterEntry): RosterState {
  if (entry.seq !== state.seq + 1 || entry.previous !== state.head) throw new RosterRefused(entry.seq, 'chain');
  assertSigners(state, entry);
  const changed = withDeparture(state, apply(state, entry), entry);
  const head = entryHash(state.siteId, entry);
  return { ...changed, seq: entry.seq, head, hashes: [...state.hashes, head] };
}

function begin(entry: RosterEntry): RosterState {
  const { body } = entry;
  if (entry.seq !== 1 || entry.previous !== NO_ENTRY || body.kind !== 'genesis') throw new RosterRefused(entry.seq, 'chain');
  const empty: RosterState = {
    siteId: body.site.siteId,
    siteCode: body.site.code,
    kind: body.site.kind,
    space: body.training === true ? 'training' : 'real',
    users: new Map(),
    teams: [],
    principals: new Map(),
    formerPrincipals: [],
    stale: new Set(),
    leftAt: { admin: 0, cases: 0 },
    lost: null,
    order: null,
    ordered: new Set(),
    weakened: new Map(),
    under: new Map(),
    recovery: body.recovery === null ? null : { ...body.recovery, at: body.at, used: false },
    seq: 0,
    head: NO_ENTRY,
    hashes: [],
  };
  const users = body.users.map((user) => newUser(user, user.agreement, user.signing, entry.seq));
  const principals = body.principals.map(newPrincipal);
  const state = {
    ...empty,
    users: new Map(users.map((user) => [user.userId, user])),
    teams: users.reduce((teams, { teamId }) => withTeam(teams, teamId), empty.teams),
    principals: new Map(principals.map((principal) => [principal.principalId, principal])),
  };
  assertSigners(state, entry);
  const head = entryHash(state.siteId, entry);
  return { ...state, seq: 1, head, hashes: [head] };
}

/**
 * What a line about a person leaves behind: the principals and store keys that she or he knew and should know no more. A change of keys after a leak
 * is the departure of the holder of the former ones.
 */
function withDeparture(before: RosterState, after: RosterState, { seq, body }: RosterEntry): RosterState {
  if (!('userId' in body)) return after;
  const was = before.users.get(body.userId);
  const is = after.users.get(body.userId);
  if (was === undefined || is === undefined) return after;
  const leaked = body.kind === 'keys.change';
  const left = groupsLeft(before, after, body);
  const leftAt = (store: 'admin' | 'cases') => (holdsStore(was, store) && (leaked || !holdsStore(is, store)) ? seq : after.leftAt[store]);
  return {
    ...withUser(after, { ...is, changedAt: seq }),
    stale: new Set([...after.stale, ...left]),
    leftAt: { admin: leftAt('admin'), cases: leftAt('cases') },
  };
}

/** Groups of which a line makes its person no member, or whose key leaked with hers or his. */
function groupsLeft(before: RosterState, after: RosterState, body: RosterBody): readonly string[] {
  return [...before.principals.values()].flatMap((principal) => (isLeft(before, after, body, principal) ? [principal.principalId] : []));
}

/** Whether a line makes its person no member of a group, or lets its key leak: a next key of it made before that line is known outside. */
export function isLeft(
  before: Pick<RosterState, 'users'>,
  after: Pick<RosterState, 'users'>,
  body: RosterBody,
  principal: PrincipalRecord | Principal,
): boolean {
  const was = 'userId' in body ? before.users.get(body.userId) : undefined;
  const is = was === undefined ? undefined : after.users.get(was.userId);
  if (was === undefined || is === undefined || !isDueMember(was, principal)) return false;
  return body.kind === 'keys.change' || !isDueMember(is, principal);
}
