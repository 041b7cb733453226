import { describe, expect, test } from 'vitest';
import { ARROWS } from './arrows.ts';
import { arrows, circles, importGraph } from './graph.ts';

const graph = importGraph();

test('no product files import each other in a circle, types included', () => {
  expect(circles(graph.keys(), (file) => graph.get(file) ?? [])).toEqual([]);
});

test('a circle is found where there is one', () => {
  const planted = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  expect(circles(planted.keys(), (node) => planted.get(node) ?? [])).toEqual([['a', 'b', 'c']]);
});

describe.each(Object.entries(ARROWS))('%s', (folder, allowed) => {
  test('a room imports the rooms that the table of arrows names, and no others', () => {
    const drawn = [...arrows(graph, folder)].map(([room, others]) => [room, [...others].toSorted().join(' ')]);
    expect(Object.fromEntries(drawn)).toEqual(allowed);
  });

  test('rooms have no circle', () => {
    expect(circles(Object.keys(allowed), (room) => (allowed[room] ?? '').split(' ').filter(Boolean))).toEqual([]);
  });
});
