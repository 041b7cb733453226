import { expect, test } from 'vitest';
import { axisTo, barOf, describeChart, drawnRows, largest, wrapLabel } from '../../../renderer/ui/charts/bars.ts';
import { figureWords } from '../../../renderer/ui/charts/figure.ts';
import type { Figure } from '../../../renderer/ui/charts/figure.ts';
import type { View, ViewRow } from '../../../renderer/ui/charts/view.ts';

const number = (value: number): Figure => ({ value, low: null, high: null });
const INTERVAL: Figure = { value: null, low: 9, high: 14 };
const HIDDEN: Figure = { value: null, low: null, high: null };

function row(key: string, figures: readonly (Figure | null)[], total: Figure | null, more: Partial<ViewRow<Figure>> = {}): ViewRow<Figure> {
  return { key, label: { fr: key, en: key }, group: null, inner: false, isTotal: false, figures, total, missing: null, ...more };
}

test('all parts known: drawn as parts', () => {
  expect(barOf(row('a', [number(31), number(87)], number(118)), 'fr')).toEqual({ kind: 'parts', values: [31, 87], total: 118 });
});

test('a hidden part: the whole alone, undivided', () => {
  expect(barOf(row('a', [HIDDEN, number(87)], number(118)), 'fr')).toEqual({ kind: 'whole', total: 118 });
  expect(barOf(row('a', [], number(3)), 'fr')).toEqual({ kind: 'whole', total: 3 });
});

test('without a known total nothing has a length, even when every part is known', () => {
  expect(barOf(row('a', [number(31), number(87)], HIDDEN), 'fr')).toEqual({ kind: 'stub', words: 'masqué' });
  expect(barOf(row('a', [], INTERVAL), 'fr')).toEqual({ kind: 'interval', low: 9, high: 14, words: 'de 9 à 14' });
  expect(barOf(row('a', [], INTERVAL), 'en')).toEqual({ kind: 'interval', low: 9, high: 14, words: 'from 9 to 14' });
  expect(barOf(row('a', [], null, { missing: { fr: 'non montrée', en: 'not shown' } }), 'en')).toEqual({
    kind: 'stub',
    words: 'not shown',
  });
});

test('figures in words', () => {
  expect(figureWords(number(1284), 'fr')).toMatch(/^1\s284$/u);
  expect(figureWords(number(0), 'fr')).toBe('0');
  expect(figureWords(null, 'fr')).toBe('sans objet');
  expect(figureWords(HIDDEN, 'en')).toBe('hidden');
});

const VIEW: View<Figure> = {
  rowTitle: { fr: 'Région', en: 'Region' },
  series: [],
  rows: [
    row('Mopti', [], number(84)),
    row('Gao', [], number(118)),
    row('Ségou', [], INTERVAL),
    row('Kidal', [], HIDDEN),
    row('Ensemble', [], number(900), { isTotal: true }),
  ],
};

test('the description is made from the data; the total is no line and sets no scale', () => {
  expect(drawnRows(VIEW)).toHaveLength(4);
  expect(largest(drawnRows(VIEW))).toBe(118);
  expect(describeChart('G01', VIEW, 'fr')).toBe(
    'G01\u00a0: 4\u00a0lignes. Plus grand nombre connu\u00a0: Gao, 118. Connues par un intervalle\u00a0: 1. Masquées\u00a0: 1.',
  );
  expect(describeChart('G01', { ...VIEW, rows: [row('Kidal', [], HIDDEN)] }, 'en')).toBe('G01: 1 line. Hidden: 1.');
});

test('a table with its total alone draws it', () => {
  expect(drawnRows({ ...VIEW, rows: [row('Total', [], number(9), { isTotal: true })] })).toHaveLength(1);
});

test('labels take at most two lines, cut between words', () => {
  expect(wrapLabel('Communauté', 12)).toEqual(['Communauté']);
  expect(wrapLabel('Agression physique', 12)).toEqual(['Agression', 'physique']);
  expect(wrapLabel('Déni de ressources ou de services', 12)).toEqual(['Déni de', 'ressources…']);
  expect(wrapLabel('Psychologique', 5)).toEqual(['Psychologique']);
});

test('the axis ends on a round number, in about five round whole steps', () => {
  expect(axisTo(0)).toEqual({ end: 1, ticks: [0] });
  expect(axisTo(1)).toEqual({ end: 1, ticks: [0, 1] });
  expect(axisTo(3)).toEqual({ end: 3, ticks: [0, 1, 2, 3] });
  expect(axisTo(15)).toEqual({ end: 20, ticks: [0, 5, 10, 15, 20] });
  expect(axisTo(97)).toEqual({ end: 100, ticks: [0, 20, 40, 60, 80, 100] });
  expect(axisTo(141)).toEqual({ end: 200, ticks: [0, 50, 100, 150, 200] });
});
