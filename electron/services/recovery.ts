import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { minuteOf, requireSession, type Host, type OpenSession } from '../host.ts';
import { SharesRefused, uniteShares } from '../keys/recovery.ts';
import { genesisOf, type RosterState, type RosterUser } from '../keys/rosterState.ts';
import { holdersDiffer, type Signer } from '../keys/rosterEntries.ts';
import { UnknownAccount, freshBundle, zeroSessionKeys, type SessionKeys } from '../keys/session.ts';
import { zero } from '../keys/primitives.ts';
import { signsOf } from '../keys/shares.ts';
import { clearFailures } from '../keys/throttle.ts';
import { appendJournal, lastOfKind } from '../store/journal/journal.ts';
import { StoreRefused } from '../store/base/storeRefused.ts';
import { PreparedTooEarly, RecoveryUnderWay, confirmRecovery, prepareRecovery, uncovered } from '../store/recovery/recovery.ts';
import { RecoveryRefused, closeUnited, openUnited, recoverPerson, signersFor, type UnitedRecovery } from '../store/recovery/recoveryUse.ts';
import { closeStores } from '../store/session/session.ts';
import { transaction } from '../store/base/sql.ts';
import { assertPassphrase } from './session/passphraseRules.ts';
import { IN_USE, keyringRefusal } from './session/openRefusals.ts';
import { keysIn, storesOf } from './session/personKeys.ts';

/** Shares that open, of the three that are made. */
const NEEDED = 2;

/** What a person who keeps the installation must know of its shares: whether they exist, have served, cover everybody, were tried. */
export function recoveryState(host: Host): Output<'recovery.state'> {
  const { stores } = requireSession(host);
  const { recovery, users } = stores.roster;
  const rehearsed = lastOfKind(stores.admin, 'recovery.rehearse');
  return {
    set: recovery === null ? null : { keepers: [...recovery.keepers], madeOn: minuteOf(recovery.at).slice(0, 10), used: recovery.used },
    uncovered: recovery === null ? [] : [...uncovered(stores)],
    lastRehearsal: rehearsed === undefined ? null : minuteOf(rehearsed.at),
    administrators: [...users.values()].filter(isAdministrator).map(({ staffCode }) => staffCode),
  };
}

/** Two sign in presence: the session's person and an administrator, by passphrase (security §2.4). The shares exist in this session's memory only. */
export async function prepareShares(input: Input<'recovery.prepare'>, host: Host): Promise<Output<'recovery.prepare'>> {
  const session = requireSession(host);
  session.shares = null;
  if (!holdersDiffer(input.keepers)) throw new Refused('invalid', SAME_KEEPER);
  const { staffCode, passphrase } = input.administrator;
  const person = [...session.stores.roster.users.values()].find((user) => user.staffCode === staffCode && isAdministrator(user));
  if (person === undefined) throw new Refused('invalid', NOT_ADMINISTRATOR);
  const administrator = await keysIn(host, host.profile, staffCode, passphrase);
  try {
    assertStillOpen(host, session);
    const former = await formerSecret(session, input.formerShares);
    const at = host.now().getTime();
    const prepared = await prepareRecovery(session.stores, administrator, input.keepers, NEEDED, former, at).finally(() => zero(former));
    session.shares = { prepared, proved: 0 };
    return {};
  } catch (error) {
    throw sharesRefusal(error);
  } finally {
    zeroSessionKeys(administrator);
  }
}

/** The share to be copied now. Throws Refused `notFound` when no set is being made. */
export function nextShare(host: Host): Output<'recovery.share'> {
  const { prepared, proved } = sharesOf(requireSession(host));
  const keeper = prepared.record.keepers[proved];
  const groups = prepared.shares[proved];
  if (keeper === undefined || groups === undefined) throw new Refused('notFound', NO_SET);
  return { rank: proved + 1, total: prepared.record.n, keeper, groups: [...groups] };
}

/**
 * The share as its keeper typed it from the paper; with the last one, and the passphrase of the administrator who signed, the set is in force. Throws Refused
 * `invalid` naming what differs.
 */
export async function proveShare(input: Input<'recovery.prove'>, host: Host): Promise<Output<'recovery.prove'>> {
  const session = requireSession(host);
  const { prepared, proved } = sharesOf(session);
  const wrong = differing(prepared.shares[proved] ?? [], signsOf(input.typed));
  if (wrong.length > 0) throw new Refused('invalid', differs(wrong));
  const total = prepared.record.n;
  if (proved + 1 < total) {
    session.shares = { prepared, proved: proved + 1 };
    return { proved: proved + 1, total };
  }
  await assertAdministrator(host, session, prepared, input.administratorPassphrase);
  session.shares = null;
  try {
    session.stores = confirmRecovery(session.stores, prepared, host.now().getTime());
  } catch (error) {
    if (error instanceof PreparedTooEarly) throw new Refused('conflict', CHANGED_MEANWHILE);
    throw sharesRefusal(error);
  }
  return { proved: total, total };
}

/** The administrator who signed the set is still there when it comes into force. Throws Refused. */
async function assertAdministrator(
  host: Host,
  session: OpenSession,
  { entry }: NonNullable<OpenSession['shares']>['prepared'],
  passphrase: string | null,
): Promise<void> {
  const staffCode = session.stores.roster.users.get(entry.proposed.by)?.staffCode ?? '';
  if (passphrase === null) throw new Refused('invalid', NO_ADMINISTRATOR);
  zeroSessionKeys(await keysIn(host, host.profile, staffCode, passphrase));
  assertStillOpen(host, session);
}

/** Everything of a recovery but the last steps, in an open session (security §9.4); one signed line in the journal. */
export async function rehearse(input: Input<'recovery.rehearse'>, host: Host): Promise<Output<'recovery.rehearse'>> {
  const session = requireSession(host);
  const united = await unitedFor(host, input, session.stores.roster);
  try {
    assertStillOpen(host, session);
    const { admin, actor } = session.stores;
    transaction(admin, (db) =>
      appendJournal(db, actor, { kind: 'recovery.rehearse', object: united.renewal.userId, detail: {} }, host.now().getTime()),
    );
    return {};
  } catch (error) {
    throw sharesRefusal(error);
  } finally {
    closeUnited(united);
  }
}

/** Before a use: the shares open this account, and these people may sign for their holders. Writes nothing. */
export async function checkShares(input: Input<'recovery.check'>, host: Host): Promise<Output<'recovery.check'>> {
  const united = await unitedFor(host, input, null);
  const { signers, others } = signersFor(united);
  closeUnited(united);
  return { signers: [...signers], others: [...others] };
}

/**
 * A forgotten passphrase (security §9.4): holders' shares, two who sign, a new passphrase and new keys; the former passphrase opens nothing. The first to
 * sign is of the administration or the supervision, and hers or his is the session in which it is done.
 */
export async function useShares(input: Input<'recovery.use'>, host: Host): Promise<Output<'recovery.use'>> {
  const { locks } = host;
  const [first, second] = input.signers;
  if (first === undefined || first.staffCode === second?.staffCode) throw new Refused('invalid', SAME_SIGNER);
  assertPassphrase(input.passphrase, [input.staffCode]);
  const united = await unitedFor(host, input, null);
  const opened: SessionKeys[] = [];
  try {
    const { userId, next } = united.renewal;
    const fresh = await freshBundle(userId, input.passphrase, { user: next, genesis: genesisOf(united.roster) }, host.kdf);
    for (const { staffCode, passphrase } of input.signers) opened.push(await keysIn(host, host.profile, staffCode, passphrase));
    const [keys, other] = opened;
    if (keys === undefined || host.locks !== locks || host.session !== null) throw new Refused('locked', INTERRUPTED);
    const stores = storesOf(host, keys);
    try {
      recoverPerson(stores, other === undefined ? null : signerOf(other), united, fresh, host.now().getTime());
    } finally {
      closeStores(stores);
    }
    clearFailures(host.profile, userId);
    return {};
  } catch (error) {
    throw sharesRefusal(error);
  } finally {
    opened.forEach(zeroSessionKeys);
    closeUnited(united);
  }
}

async function unitedFor(host: Host, { staffCode, shares }: Input<'recovery.check'>, held: RosterState | null): Promise<UnitedRecovery> {
  try {
    return await openUnited(host.profile, staffCode, shares, held);
  } catch (error) {
    throw sharesRefusal(error);
  }
}

/** The key of the set that is replaced, when its holders are there; null otherwise. Throws SharesRefused. */
async function formerSecret({ stores }: OpenSession, typed: readonly string[]): Promise<Buffer | null> {
  const { recovery } = stores.roster;
  return typed.length === 0 || recovery === null ? null : uniteShares(recovery, typed);
}

function isAdministrator(user: RosterUser): boolean {
  return user.role === 'administrator' && user.status === 'active';
}

function sharesOf({ shares }: OpenSession): NonNullable<OpenSession['shares']> {
  if (shares === null) throw new Refused('notFound', NO_SET);
  return shares;
}

function assertStillOpen(host: Host, session: OpenSession): void {
  if (requireSession(host) !== session) throw new Refused('locked', INTERRUPTED);
}

/** Ranks, from 1, of the typed groups that differ from the groups on the screen. */
function differing(groups: readonly string[], typed: string): readonly number[] {
  const wrong = groups.flatMap((group, place) => (typed.slice(place * 4, place * 4 + 4) === group ? [] : [place + 1]));
  return wrong.length === 0 && typed.length > groups.join('').length ? [groups.length] : wrong;
}

function differs(ranks: readonly number[]) {
  const [first = 1] = ranks;
  const more = ranks.length > 3;
  return more
    ? {
        fr: `Ce qui est tapé diffère de la part à partir du groupe ${first}. Corrigez le papier ou la saisie, puis vérifiez de nouveau.`,
        en: `What is typed differs from the share from group ${first} on. Correct the paper or the entry, then check again.`,
      }
    : {
        fr: `À corriger, sur le papier ou à l’écran\u00a0: groupe ${ranks.join(', ')}. Rien n’est perdu.`,
        en: `To correct, on paper or on screen: group ${ranks.join(', ')}. Nothing is lost.`,
      };
}

/** What shares that do not open are, in words; anything else as it was. */
function sharesRefusal(error: unknown): unknown {
  if (error instanceof SharesRefused)
    return new Refused('invalid', error.reason === 'mistyped' ? mistyped(error.rank) : SHARES[error.reason]);
  if (error instanceof RecoveryRefused) return new Refused(error.problem === 'signer' ? 'forbidden' : 'notFound', PROBLEMS[error.problem]);
  if (error instanceof RecoveryUnderWay) return new Refused('conflict', underWay(error.staffCode));
  if (error instanceof UnknownAccount) return new Refused('notFound', NO_ACCOUNT);
  if (error instanceof StoreRefused && error.problem === 'locked') return new Refused('conflict', IN_USE);
  return keyringRefusal(error);
}

function signerOf({ userId, user }: SessionKeys): Signer {
  return { userId, signingSeed: user.signingSeed };
}

function underWay(staffCode: string) {
  return {
    fr: `Le compte ${staffCode} n’a pas fini d’être rouvert, et seules les parts d’avant peuvent le finir. Fermez la session, choisissez «\u00a0Phrase oubliée\u00a0» pour ${staffCode} avec ces parts, puis refaites-en de nouvelles. Rien n’a changé.`,
    en: `The account ${staffCode} is not quite reopened, and only the former shares can finish it. Lock the session, choose “Forgotten passphrase” for ${staffCode} with those shares, then make new ones. Nothing has changed.`,
  };
}

function mistyped(rank: number) {
  return {
    fr: `La part ${rank + 1} ne se lit pas\u00a0: elle compte 18 groupes de quatre signes. Relisez le papier. Rien n’a changé.`,
    en: `Share ${rank + 1} cannot be read: it has 18 groups of four signs. Read the paper again. Nothing has changed.`,
  };
}

const SHARES = {
  otherSet: {
    fr: 'Une de ces parts appartient à un autre jeu\u00a0: elle ne sert plus. Prenez les parts faites en dernier. Rien n’a changé.',
    en: 'One of these shares belongs to another set: it serves no more. Take the shares made last. Nothing has changed.',
  },
  repeated: {
    fr: 'C’est deux fois la même part. Il faut les parts de deux personnes. Rien n’a changé.',
    en: 'This is the same share twice. The shares of two people are needed. Nothing has changed.',
  },
  few: {
    fr: 'Il manque une part\u00a0: une seule n’ouvre rien. Rien n’a changé.',
    en: 'A share is missing: one alone opens nothing. Nothing has changed.',
  },
  pair: {
    fr: 'Ces parts ne vont pas ensemble. Relisez les papiers, ou demandez la troisième personne. Rien n’a changé.',
    en: 'These shares do not go together. Read the papers again, or ask the third person. Nothing has changed.',
  },
};
const PROBLEMS = {
  none: {
    fr: 'Il n’existe pas de parts de secours sur cet ordinateur. Rien n’a changé.',
    en: 'There are no recovery shares on this computer. Nothing has changed.',
  },
  uncovered: {
    fr: 'Ces parts n’ouvrent pas encore ce compte\u00a0: il n’a pas été ouvert depuis qu’elles existent, ou depuis que ses clés ont changé. Rien n’a changé.',
    en: 'These shares do not open this account yet: it was not opened since they exist, or since its keys changed. Nothing has changed.',
  },
  signer: {
    fr: 'Deux personnes différentes signent, dont une de l’administration ou de la supervision, et aucune n’est celle dont la phrase est oubliée. Rien n’a changé.',
    en: 'Two different people sign, one of them of the administration or the supervision, and neither is the one whose passphrase is forgotten. Nothing has changed.',
  },
};
const NO_ACCOUNT = { fr: 'Ce code n’existe pas sur cet ordinateur.', en: 'This code does not exist on this computer.' };
const NO_SET = {
  fr: 'Aucune part n’est en cours. Recommencez\u00a0: rien n’est encore en service.',
  en: 'No share is being made. Begin again: nothing is in force yet.',
};
const SAME_KEEPER = {
  fr: 'Une même fonction garderait deux parts. Choisissez trois personnes différentes.',
  en: 'One function would keep two shares. Choose three different people.',
};
const SAME_SIGNER = {
  fr: 'Deux personnes différentes signent. Rien n’a changé.',
  en: 'Two different people sign. Nothing has changed.',
};
const NO_ADMINISTRATOR = {
  fr: 'Il manque la phrase secrète de l’administration, qui signe une dernière fois. Rien n’est perdu.',
  en: 'The administrator’s passphrase is missing, who signs a last time. Nothing is lost.',
};
const NOT_ADMINISTRATOR = {
  fr: 'Ce code n’est pas celui de l’administration. Rien n’a changé.',
  en: 'This code is not the administrator’s. Nothing has changed.',
};
const CHANGED_MEANWHILE = {
  fr: 'La liste du personnel a changé entre-temps. Ces parts ne servent pas\u00a0: détruisez les papiers et recommencez.',
  en: 'The list of staff changed meanwhile. These shares do not serve: destroy the papers and begin again.',
};
const INTERRUPTED = {
  fr: 'La session s’est fermée pendant l’opération. Recommencez\u00a0: rien n’a changé.',
  en: 'The session was locked during the operation. Begin again: nothing has changed.',
};
