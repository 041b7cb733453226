import type { Database } from 'better-sqlite3-multiple-ciphers';
import { tamperingsOf } from '../../../../electron/services/journal/tampering.ts';
import type { Reply } from '../../../../shared/failure.ts';
import { openCopy, SECOND, TODAY, unlockAs, type Installation } from '../../../support/installation.ts';
import { withBase, type Place } from './attackedCentre.ts';

/** What the next sessions of everybody notice, by case. */
export type Noticed = {
  /** The opening of it, or of a part of it, was refused with a sentence. */
  readonly refused: ReadonlySet<string>;
  readonly recorded: ReadonlySet<string>;
  /** Missing among the figures of the month, which a supervisor cannot freeze then. */
  readonly uncounted: ReadonlySet<string>;
  /** Person and case, for each case that a person opened. */
  readonly opened: ReadonlySet<string>;
  /** Findings of no known case or record. */
  readonly others: readonly string[];
};

/** Each caseworker opens her or his cases, and all that is in those of `deep`; both supervisors open all cases and check the month; the first one verifies the whole journal. */
export async function notice(centre: Installation, places: readonly Place[], deep: ReadonlySet<string>): Promise<Noticed> {
  const [refused, opened, recorded, uncounted] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  const others: string[] = [];
  const caseOf = new Map(places.flatMap(({ caseId, records }) => [caseId, ...records].map((id) => [id, caseId] as const)));
  for (const person of ['AC1', 'AC2', SECOND, 'SD1'] as const) {
    const own = places.filter(({ holder }) => holder === person || person === 'SD1' || person === SECOND);
    await unlockAs(centre, person);
    for (const { caseId, holder } of own) {
      const kind = await readWhole(centre, caseId, deep.has(caseId) && holder === person);
      if (kind === null) opened.add(`${typeof person === 'string' ? person : person.staffCode} ${caseId}`);
      else if (kind !== 'notFound') refused.add(caseId);
    }
    if (person === 'AC1' || person === 'AC2') continue;
    const { unopened } = await centre.ask('months.check', { month: TODAY.slice(0, 7) });
    for (const { caseId, code } of places) if (unopened.includes(code)) uncounted.add(caseId);
  }
  await centre.ask('journal.verify', {});
  const stores = centre.application.host.session?.stores;
  for (const { object, reason } of stores === undefined ? [] : tamperingsOf(stores)) {
    const caseId = caseOf.get(object ?? '');
    if (caseId === undefined) others.push(`${reason} ${object ?? ''}`);
    else recorded.add(caseId);
  }
  return { refused, recorded, uncounted, opened, others };
}

/** A case, and with `isDeep` its forms, notes and pictures, as its screens ask for them. The kind of the first refusal, or null. */
async function readWhole(centre: Installation, caseId: string, isDeep: boolean): Promise<string | null> {
  const file = await centre.call('cases.open', { caseId });
  if (!file.ok) return file.failure.kind;
  if (!isDeep) return null;
  const { forms, attachments } = file.value;
  const kinds = [
    kindOf(await centre.call('notes.open', { caseId })),
    kindOf(await centre.call('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' })),
    kindOf(await centre.call('attachments.thumbnails', { caseId, reason: 'verify' })),
  ];
  for (const { form, records } of forms)
    for (const { recordId, parentId } of records)
      kinds.push(kindOf(await centre.call('forms.open', { caseId, form, recordId, parentId, narrative: true })));
  for (const { recordId } of attachments) kinds.push(kindOf(await centre.call('attachments.open', { caseId, recordId, reason: 'verify' })));
  return kinds.find((kind) => kind !== null) ?? null;
}

/** Of a refusal, or null. */
function kindOf<Value>(reply: Reply<Value>): string | null {
  return reply.ok ? null : reply.failure.kind;
}

/** An act on the rows of one case, and of another where it needs one: gives the cases that it changed; none where it does not apply to this case. */
export type Attack = {
  readonly name: string;
  readonly act: (connection: Database, caseId: string, others: readonly string[]) => readonly string[];
};

export type Outcome = {
  /** Attacks of which nobody noticed anything, while everybody opened the case as before. */
  readonly silent: readonly string[];
  /** Attacks after which somebody does not find the case any more, and nobody is informed of it. */
  readonly lost: readonly string[];
  /** The same two, where the supervisor cannot freeze the month because of it. */
  readonly uncounted: readonly string[];
  /** Cases that no attack touched and that do not open, or of which something is recorded. */
  readonly falseAlarms: readonly string[];
  /** Attacks that no case was fit for. */
  readonly unused: readonly string[];
};

/** Each attack on a case of its own, by chance of this seed, in one copy of the centre; then the next sessions of everybody. `before`: who opened what without attacks. */
export async function attackAll(
  { folder, places, before }: { readonly folder: string; readonly places: readonly Place[]; readonly before: ReadonlySet<string> },
  attacks: readonly Attack[],
  seed: number,
): Promise<Outcome> {
  const centre = await openCopy(folder);
  const order = shuffled(
    places.map(({ caseId }) => caseId),
    seed,
  );
  const touched = new Set<string>();
  const used: { readonly name: string; readonly caseIds: readonly string[] }[] = [];
  await withBase(centre.profile, (connection) => {
    for (const { name, act } of attacks) {
      const free = order.filter((caseId) => !touched.has(caseId));
      const caseIds = firstOf(free, (caseId) =>
        act(
          connection,
          caseId,
          free.filter((other) => other !== caseId),
        ),
      );
      for (const caseId of caseIds) touched.add(caseId);
      used.push({ name, caseIds });
    }
  });
  const { refused, recorded, uncounted, opened, others } = await notice(centre, places, touched);
  centre.remove();
  const isSeen = (caseId: string) => refused.has(caseId) || recorded.has(caseId) || others.some((one) => one.endsWith(caseId));
  const isFound = (caseId: string) => [...before].every((pair) => !pair.endsWith(caseId) || opened.has(pair));
  const unseen = used.filter(({ caseIds }) => caseIds.length > 0 && !caseIds.some(isSeen));
  const named = unseen.filter(({ caseIds }) => caseIds.some((caseId) => uncounted.has(caseId)));
  const unnamed = unseen.filter((one) => !named.includes(one));
  const names = (some: typeof used) => some.map(({ name }) => name);
  return {
    silent: names(unnamed.filter(({ caseIds }) => caseIds.every(isFound))),
    lost: names(unnamed.filter(({ caseIds }) => !caseIds.every(isFound))),
    uncounted: names(named),
    falseAlarms: order.filter((caseId) => !touched.has(caseId) && (isSeen(caseId) || uncounted.has(caseId) || !isFound(caseId))),
    unused: names(used.filter(({ caseIds }) => caseIds.length === 0)),
  };
}

/** What the first of these gives that gives anything. */
function firstOf(caseIds: readonly string[], act: (caseId: string) => readonly string[]): readonly string[] {
  for (const caseId of caseIds) {
    const given = act(caseId);
    if (given.length > 0) return given;
  }
  return [];
}

/** The same order for the same seed. */
function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  return items
    .map((item) => ({ item, rank: next() }))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ item }) => item);
}
