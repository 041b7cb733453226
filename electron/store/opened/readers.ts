import { Refused } from '../../../shared/failure.ts';
import { programmesOf } from '../../../shared/ids.ts';
import { context } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import { dueMembers, keyWords, type RosterState, type RosterUser } from '../../keys/rosterState.ts';
import type { OpenStores } from './openStores.ts';
import { all, casesSql } from '../base/sql.ts';
import { writeSessionCheckpoint } from './witness.ts';

/** Somebody who can read a caseworker's cases, or count them. */
export type Reader = {
  readonly user: RosterUser;
  readonly scope: 'full' | 'facts';
  /** Eight words of her or his keys. */
  readonly words: readonly string[];
  readonly known: boolean;
};

/**
 * Who can read or count the cases of this caseworker, and whom she knows already: those who were there when her own access was opened in presence, and those
 * she acknowledged since (security §2.4). A reader whose account or keys changed is shown again, and all of them after a change of team. Empty for other roles.
 */
export function readersOf(stores: OpenStores): readonly Reader[] {
  const { roster, user } = stores;
  if (user.role !== 'caseworker') return [];
  const programmes = new Set(user.programs.flatMap((program) => programmesOf(program)));
  const scopes = new Map<RosterUser, Reader['scope']>();
  const elsewhere = new Set<RosterUser>();
  const others = otherTeams(stores);
  for (const principal of roster.principals.values()) {
    if (principal.programme === null || !programmes.has(principal.programme)) continue;
    if (principal.kind === 'counting')
      for (const member of dueMembers(roster, principal)) scopes.set(member, scopes.get(member) ?? 'facts');
    if (principal.kind === 'team' && principal.teamId === user.teamId)
      for (const member of dueMembers(roster, principal)) scopes.set(member, 'full');
    if (principal.kind === 'team' && principal.teamId !== null && others.has(principal.teamId))
      for (const member of dueMembers(roster, principal)) {
        scopes.set(member, 'full');
        elsewhere.add(member);
      }
  }
  return [...scopes].map(([reader, scope]) => ({
    user: reader,
    scope,
    words: keyWords(roster, reader.userId, reader.agreementPublic, reader.signingPublic),
    known: elsewhere.has(reader) ? stores.acknowledged.has(digestOf(roster, reader, 'reader/team')) : isKnown(stores, reader),
  }));
}

/** Teams, other than her own, to which a case of hers was moved (a conflict of interest): their supervisors are new to her, whenever they came. */
function otherTeams({ cases, user }: OpenStores): ReadonlySet<string> {
  if (cases === null) return new Set();
  const rows = all(cases, casesSql.selectFrom('case_file').select('team_id').distinct().where('owner_id', '=', user.userId));
  return new Set(rows.map(({ team_id: teamId }) => teamId).filter((teamId) => teamId !== user.teamId));
}

/** Before a caseworker's application seals anything to a group: every member of it is known to her (security §2.4, T14). Throws Refused `conflict`. */
export function assertReadersKnown(stores: OpenStores): void {
  const unknown = readersOf(stores).find(({ known }) => !known);
  if (unknown !== undefined) throw new Refused('conflict', notKnown(unknown.user.staffCode));
}

/** Whether sealing to the groups is possible. */
export function areReadersKnown(stores: OpenStores): boolean {
  return readersOf(stores).every(({ known }) => known);
}

/** The caseworker compared the words: kept at once in her witness, under her own key, where nobody else can write it. */
export function acknowledgeReader(stores: OpenStores, reader: RosterUser, at: number): OpenStores {
  const digests = (['reader', 'reader/team'] as const).map((name) => digestOf(stores.roster, reader, name));
  const next = { ...stores, acknowledged: new Set([...stores.acknowledged, ...digests]) };
  writeSessionCheckpoint(next, at);
  return next;
}

function isKnown({ roster, user, acknowledged }: OpenStores, reader: RosterUser): boolean {
  const wasThere = reader.changedAt <= user.addedAt && user.joinedAt === user.addedAt;
  return wasThere || acknowledged.has(digestOf(roster, reader, 'reader'));
}

function digestOf(
  { siteId }: RosterState,
  { userId, agreementPublic, signingPublic, changedAt }: RosterUser,
  name: 'reader' | 'reader/team',
): string {
  const keys = [{ bytes: agreementPublic }, { bytes: signingPublic }] as const;
  return sha256(context(name, { id: siteId }, { id: userId }, ...keys, { u32: changedAt })).toString('base64url');
}

function notKnown(staffCode: string) {
  return {
    fr: `${staffCode} pourra lire vos dossiers, et vous ne l’avez pas encore confirmé. Ouvrez «\u00a0Ma journée\u00a0», comparez les huit mots, puis recommencez. Ce que vous avez saisi est gardé.`,
    en: `${staffCode} will be able to read your cases, and you have not confirmed it yet. Open “My day”, compare the eight words, then try again. What you typed is kept.`,
  };
}
