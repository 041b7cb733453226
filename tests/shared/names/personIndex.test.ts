import { describe, expect, it } from 'vitest';
import { compare } from '../../../shared/names/compare.ts';
import type { Person } from '../../../shared/names/compare.ts';
import {
  addPerson,
  createPersonIndex,
  findSamePerson,
  removePerson,
  searchNames,
  searchSamePerson,
} from '../../../shared/names/personIndex.ts';
import { drawOf } from '../../../tools/registers/draw.ts';
import { byAnotherHand } from '../../../tools/registers/spelling.ts';

const people: readonly (readonly [string, Person])[] = [
  ['a', { name: 'Awa Coulibaly', phone: '66 00 00 01', age: 24, sex: 'female' }],
  ['b', { name: 'Rokia Diarra', phone: '66 00 00 02', age: 31, sex: 'female' }],
  ['c', { name: 'Traoré Fatoumata dite Tata', age: 15, sex: 'female' }],
];

function indexOf(persons: readonly (readonly [string, Person])[]): ReturnType<typeof createPersonIndex<string>> {
  const index = createPersonIndex<string>();
  for (const [id, person] of persons) addPerson(index, id, person);
  return index;
}

describe('findSamePerson', () => {
  it('finds by name under another spelling, by telephone with half a name, and nobody for a stranger', () => {
    const index = indexOf(people);
    expect(findSamePerson(index, { name: 'Kulibali Hawa', age: 25 }).map(({ id }) => id)).toEqual(['a']);
    expect(findSamePerson(index, { name: 'Rokia Zerbo', phone: '+22366000002', age: 31 }).map(({ id }) => id)).toEqual(['b']);
    expect(findSamePerson(index, { name: 'Nana Exemple', age: 24 })).toEqual([]);
  });

  it('misses nobody whom the comparison of each with each would name', () => {
    const draw = drawOf(3);
    const first = ['Awa', 'Djélika', 'Korotoumou', 'Sitan', 'Assitan', 'Mariam', 'Kadidia', 'Yah', 'Oumou', 'Tenin'];
    const last = ['Coulibaly', 'Diarra', 'Ag-Ahmed', 'Dolo', 'Ba', 'Tembely', 'Dembélé', 'Ouologuem'];
    const persons = Array.from({ length: 200 }, (_, id): [string, Person] => [
      String(id),
      { name: byAnotherHand(draw, `${draw.pick(first)} ${draw.pick(last)}`), age: 20 + draw.below(4), sex: 'female' },
    ]);
    const index = indexOf(persons);
    let named = 0;
    let missed = 0;
    for (const [id, person] of persons) {
      const found = new Set(findSamePerson(index, person).map((match) => match.id));
      for (const [otherId, other] of persons) {
        if (otherId === id || compare(person, other).degree !== 'likely') continue;
        named += 1;
        if (!found.has(otherId)) missed += 1;
      }
    }
    expect(named).toBeGreaterThan(100);
    expect(missed / named).toBeLessThan(0.01);
  });

  it('takes two names of many persons for two names, however near', () => {
    const many = ['Tembely', 'Dembélé'].flatMap((last) =>
      [1, 2, 3].map((age): [string, Person] => [`${last}${age}`, { name: `Awa ${last}`, age: age * 10, sex: 'female' }]),
    );
    const index = indexOf(many);
    expect(findSamePerson(index, { name: 'Awa Tembely', age: 10, sex: 'female' }).map(({ id }) => id)).toEqual(['Tembely1']);
  });

  it('a search within bounds says when it left persons out', () => {
    const alike = indexOf(Array.from({ length: 40 }, (_, id): [string, Person] => [String(id), { name: 'Awa Coulibaly', age: 24 }]));
    const asked = { name: 'Awa Coulibaly', age: 24 };
    const cut = searchSamePerson(alike, asked, { met: 1_000, compared: 10 });
    expect([cut.matches.length, cut.whole]).toEqual([10, false]);
    expect(searchSamePerson(alike, asked, { met: 15, compared: 1_000 }).whole).toBe(false);
    const exact = searchSamePerson(alike, asked, { met: 1_000, compared: 40 });
    expect([exact.matches.length, exact.whole]).toEqual([40, true]);
    expect(searchSamePerson(alike, asked, { met: 1_000, compared: 10 }, (id) => Number(id) < 10)).toMatchObject({ whole: true });
  });

  it('forgets a removed person and replaces one added twice', () => {
    const index = indexOf(people);
    removePerson(index, 'a');
    removePerson(index, 'nobody');
    addPerson(index, 'b', { name: 'Awa Coulibaly', age: 24 });
    expect(findSamePerson(index, { name: 'Awa Coulibaly', age: 24 }).map(({ id }) => id)).toEqual(['b']);
    expect(findSamePerson(index, { name: 'Rokia Diarra', age: 31 })).toEqual([]);
    for (const [id] of people) removePerson(index, id);
    expect([index.profiles.size, index.byWord.size, index.near.size, index.byPhone.size, index.byLetters.size]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('searchNames', () => {
  const index = indexOf(people);

  it.each([
    ['awa', ['a']],
    ['kuli', ['a']],
    ['coulibaly aw', ['a']],
    ['roqia diara', ['b']],
    ['tata', ['c']],
    ['66 00 00', ['a', 'b']],
    ['+223 66000002', ['b']],
    ['zzz', []],
    ['awa diarra', []],
    ['   ', []],
  ])('« %s »', (query, expected) => {
    expect(
      searchNames(index, query, 10)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(expected);
  });

  it('puts the exact name first and keeps to the limit', () => {
    const near = indexOf([...people, ['d', { name: 'Awaa Coulibalyy Exemple' }], ['e', { name: 'Awadou Coulibaly' }]]);
    expect(searchNames(near, 'Awadou Coulibaly', 1).map(({ id }) => id)).toEqual(['e']);
  });
});
