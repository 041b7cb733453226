import { compareProfiles, mayBeSamePerson, profileOf } from './compare.ts';
import type { Comparison, Degree, Person, Profile } from './compare.ts';
import { slips } from './distance.ts';
import { fold, readName, skeleton } from './spelling.ts';
import type { NameWord, WrittenName } from './spelling.ts';

/** Persons by the words of their names, their telephones, the letters of the whole and the words of where they live, for search in memory only. Nothing here is ever stored. */
export type PersonIndex<Id> = {
  readonly profiles: Map<Id, Profile>;
  readonly byWord: Map<string, Set<Id>>;
  /** Near key → skeletons that have it: two words one slip apart share one. */
  readonly near: Map<string, Set<string>>;
  readonly byPhone: Map<string, Set<Id>>;
  readonly byLetters: Map<string, Set<Id>>;
  readonly byPlace: Map<string, Set<Id>>;
  readonly places: Map<Id, readonly NameWord[]>;
  /** Every word once, however many bear it: half a register shares a few hundred names, and an old machine holds all of it. */
  readonly words: Map<string, NameWord>;
};

export type Match<Id> = Pick<Comparison, 'score' | 'reasons'> & { readonly id: Id; readonly degree: Exclude<Degree, 'none'> };
/** What one search may cost, so that a register whose names are all alike comes to its end: persons and words met, names compared. */
export type SearchBounds = { readonly met: number; readonly compared: number };
/** `whole` is false when a bound ended the search: others may be the same person, and nobody compared them. */
export type SearchOutcome<Id> = { readonly matches: readonly Match<Id>[]; readonly whole: boolean };
export type NameMatch<Id> = { readonly id: Id; readonly degree: 'likely' | 'possible'; readonly score: number };

/** Borne by so many, a word is a name of its own and no slip of another. */
const ESTABLISHED_LEAST = 3;
const ESTABLISHED_SHARE = 1 / 1000;
const PREFIX_RESEMBLANCE = 0.9;
/** Letters from which a word may be a place: fewer begin too many of them. */
const LEAST_OF_PLACE = 3;
const LONGEST_PLACES = 400;
/** By number of slips, for words typed in a search. */
const NEARNESS: readonly number[] = [1, 0.85, 0.7];

export function createPersonIndex<Id>(): PersonIndex<Id> {
  return {
    profiles: new Map(),
    byWord: new Map(),
    near: new Map(),
    byPhone: new Map(),
    byLetters: new Map(),
    byPlace: new Map(),
    places: new Map(),
    words: new Map(),
  };
}

/** Adds a person, or replaces the one of that id. */
export function addPerson<Id>(index: PersonIndex<Id>, id: Id, person: Person): void {
  removePerson(index, id);
  const read = profileOf(person);
  const profile = { ...read, name: sharedName(index, read.name), phones: [...read.phones] };
  index.profiles.set(id, profile);
  for (const { skeleton: word } of allWords(profile.name)) {
    put(index.byWord, word, id);
    for (const key of nearKeys(word)) put(index.near, key, word);
  }
  for (const phone of profile.phones) put(index.byPhone, phone, id);
  put(index.byLetters, letters(profile.name), id);
  const places = placeWords(index, person.places ?? '');
  index.places.set(id, places);
  for (const { skeleton: word } of places) put(index.byPlace, word, id);
}

export function removePerson<Id>(index: PersonIndex<Id>, id: Id): void {
  const profile = index.profiles.get(id);
  if (profile === undefined) return;
  index.profiles.delete(id);
  for (const { skeleton: word } of allWords(profile.name)) {
    take(index.byWord, word, id);
    if (!index.byWord.has(word)) for (const key of nearKeys(word)) take(index.near, key, word);
  }
  for (const phone of profile.phones) take(index.byPhone, phone, id);
  take(index.byLetters, letters(profile.name), id);
  for (const { skeleton: word } of index.places.get(id) ?? []) take(index.byPlace, word, id);
  index.places.delete(id);
}

/** Persons of the index who may be this one, best first; the person itself too if it is in. Whether they are is for people to say. */
export function findSamePerson<Id>(index: PersonIndex<Id>, person: Person): readonly Match<Id>[] {
  return searchSamePerson(index, person, { met: Infinity, compared: Infinity }).matches;
}

/** The same among those `isAsked` says, within bounds: telephones, then the letters of the whole, then the rarest words are looked at first. */
export function searchSamePerson<Id>(
  index: PersonIndex<Id>,
  person: Person,
  bounds: SearchBounds,
  isAsked: (id: Id) => boolean = () => true,
): SearchOutcome<Id> {
  const profile = profileOf(person);
  const least = Math.max(ESTABLISHED_LEAST, index.profiles.size * ESTABLISHED_SHARE);
  const established = (word: string): boolean => (index.byWord.get(word)?.size ?? 0) >= least;
  const meter: Meter = { left: bounds.met, cut: false };
  const matches: Match<Id>[] = [];
  let compared = 0;
  for (const id of candidates(index, profile, meter)) {
    const other = index.profiles.get(id);
    if (other === undefined || !isAsked(id) || !mayBeSamePerson(profile, other)) continue;
    meter.cut ||= compared === bounds.compared;
    if (compared === bounds.compared) break;
    compared += 1;
    const { degree, score, reasons } = compareProfiles(profile, other, established);
    if (degree !== 'none') matches.push({ id, degree, score, reasons });
  }
  return { matches: matches.sort((left, right) => right.score - left.score), whole: !meter.cut };
}

/** Search as one types: every word typed must be found, whole, nearly or as a beginning, in the name or the place, or the figures of a telephone. At most `limit`, best first. */
export function searchNames<Id>(index: PersonIndex<Id>, query: string, limit: number): readonly NameMatch<Id>[] {
  const digits = query.replace(/\D/g, '');
  if (digits.length >= 4 && !/\p{L}/u.test(query)) return searchPhones(index, digits, limit);
  const typed = fold(query) === '' ? [] : allWords(readName(query));
  const scores = typed.map((word) => personsWithWord(index, word));
  const [first, ...rest] = scores;
  if (first === undefined) return [];
  const found: NameMatch<Id>[] = [];
  for (const [id, score] of first) {
    const others = rest.map((scored) => scored.get(id));
    if (others.includes(undefined)) continue;
    const mean = others.reduce<number>((sum, other) => sum + (other ?? 0), score) / scores.length;
    found.push({ id, degree: mean >= PREFIX_RESEMBLANCE ? 'likely' : 'possible', score: mean });
  }
  return found.sort((left, right) => right.score - left.score).slice(0, limit);
}

function searchPhones<Id>(index: PersonIndex<Id>, digits: string, limit: number): readonly NameMatch<Id>[] {
  const found: NameMatch<Id>[] = [];
  for (const [phone, ids] of index.byPhone) {
    if (!phone.includes(digits.replace(/^(?:00)?223(?=\d{4})/, ''))) continue;
    for (const id of ids) found.push({ id, degree: phone === digits ? 'likely' : 'possible', score: digits.length / phone.length });
  }
  return found.sort((left, right) => right.score - left.score).slice(0, limit);
}

function personsWithWord<Id>(index: PersonIndex<Id>, typed: NameWord): ReadonlyMap<Id, number> {
  const scores = new Map<Id, number>();
  const vocabulary = typed.skeleton.length < 2 ? [] : nearWords(index, typed, { left: Infinity, cut: false });
  for (const word of index.byWord.keys()) if (word.startsWith(typed.skeleton)) vocabulary.push([word, PREFIX_RESEMBLANCE]);
  vocabulary.push([typed.skeleton, 1]);
  for (const [word, score] of vocabulary) {
    for (const id of index.byWord.get(word) ?? []) scores.set(id, Math.max(score, scores.get(id) ?? 0));
  }
  for (const [place, ids] of typed.skeleton.length < LEAST_OF_PLACE ? [] : index.byPlace) {
    if (place.startsWith(typed.skeleton)) for (const id of ids) scores.set(id, Math.max(PREFIX_RESEMBLANCE, scores.get(id) ?? 0));
  }
  return scores;
}

function placeWords<Id>(index: PersonIndex<Id>, places: string): readonly NameWord[] {
  const words = fold(places.slice(0, LONGEST_PLACES)).split(' ');
  const long = words.filter((word) => sharedWord(index, word).skeleton.length >= LEAST_OF_PLACE);
  return Array.from(new Set(long), (word) => sharedWord(index, word));
}

const NO_WORDS: readonly NameWord[] = [];

function sharedName<Id>(index: PersonIndex<Id>, { words, nicknames }: WrittenName): WrittenName {
  const shared = ({ plain }: NameWord): NameWord => sharedWord(index, plain);
  return { words: words.map(shared), nicknames: nicknames.length === 0 ? NO_WORDS : nicknames.map(shared) };
}

function sharedWord<Id>({ words }: PersonIndex<Id>, plain: string): NameWord {
  const kept = words.get(plain) ?? { plain, skeleton: skeleton(plain) };
  words.set(plain, kept);
  return kept;
}

/** How many persons and words may still be met, and whether some were left. */
type Meter = { left: number; cut: boolean };

function* metered<Item>(items: Iterable<Item>, meter: Meter): Generator<Item> {
  for (const item of items) {
    meter.cut ||= meter.left <= 0;
    if (meter.cut) return;
    meter.left -= 1;
    yield item;
  }
}

function candidates<Id>(index: PersonIndex<Id>, profile: Profile, meter: Meter): ReadonlySet<Id> {
  const found = new Set<Id>();
  for (const phone of profile.phones) for (const id of metered(index.byPhone.get(phone) ?? [], meter)) found.add(id);
  const words = allWords(profile.name);
  if (words.length === 0) return found;
  for (const id of metered(index.byLetters.get(letters(profile.name)) ?? [], meter)) found.add(id);
  const groups = words.map((word) => groupOf(index, word, meter)).sort((left, right) => left.persons - right.persons);
  if (profile.name.words.length === 1) for (const group of groups) for (const id of personsOf(index, group, meter)) found.add(id);
  for (const [position, group] of groups.entries()) {
    const others = groups.slice(position + 1);
    if (others.length === 0) break;
    for (const id of personsOf(index, group, meter)) {
      const borne = index.profiles.get(id);
      if (borne !== undefined && mayBeSamePerson(profile, borne) && others.some(({ near }) => bears(borne.name, near))) found.add(id);
    }
  }
  return found;
}

/** A word of the query, the words of the index near it, and how many persons bear one of them. */
type Group = { readonly near: ReadonlySet<string>; readonly persons: number };

function groupOf<Id>(index: PersonIndex<Id>, word: NameWord, meter: Meter): Group {
  const near = new Set(nearWords(index, word, meter).map(([other]) => other));
  return { near, persons: Array.from(near).reduce((sum, other) => sum + (index.byWord.get(other)?.size ?? 0), 0) };
}

function* personsOf<Id>(index: PersonIndex<Id>, group: Group, meter: Meter): Generator<Id> {
  for (const word of group.near) yield* metered(index.byWord.get(word) ?? [], meter);
}

function bears({ words, nicknames }: WrittenName, near: ReadonlySet<string>): boolean {
  return words.some(({ skeleton: word }) => near.has(word)) || nicknames.some(({ skeleton: word }) => near.has(word));
}

/** Words of the index at most two slips from this one, itself included, with how near they are. */
function nearWords<Id>(index: PersonIndex<Id>, word: NameWord, meter: Meter): [string, number][] {
  const near = new Set<string>();
  for (const key of nearKeys(word.skeleton)) for (const other of metered(index.near.get(key) ?? [], meter)) near.add(other);
  const scored: [string, number][] = [];
  for (const other of near) {
    const nearness = NEARNESS[slips(word.skeleton, other, 2)];
    if (nearness !== undefined) scored.push([other, nearness]);
  }
  return scored;
}

/** The word, the word less one letter, and its consonants less one: a slip or two leave one of them alike. */
function nearKeys(word: string): ReadonlySet<string> {
  const frame = word.replace(/[aeiu]/g, '');
  const keys = new Set([word, ...withoutOne(word)]);
  if (frame.length >= 2) for (const key of [frame, ...withoutOne(frame)]) keys.add(`-${key}`);
  return keys;
}

function withoutOne(word: string): readonly string[] {
  return Array.from(word, (_, position) => word.slice(0, position) + word.slice(position + 1));
}

/** The consonants of the whole name in the order of the alphabet: alike when words or neighbouring letters changed places. */
function letters(name: WrittenName): string {
  const consonants = skeleton(name.words.map((word) => word.plain).join('')).replace(/[aeiu]/g, '');
  return Array.from(consonants).sort().join('');
}

function allWords(name: WrittenName): readonly NameWord[] {
  return [...name.words, ...name.nicknames];
}

function put<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

function take<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const values = map.get(key);
  values?.delete(value);
  if (values?.size === 0) map.delete(key);
}
