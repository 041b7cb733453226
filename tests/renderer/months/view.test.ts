import { expect, test } from 'vitest';
import { viewOf } from '../../../renderer/ui/charts/view.ts';
import type { Dimension } from '../../../renderer/ui/charts/view.ts';

const both = (word: string) => ({ fr: word, en: word });
const TYPE: Dimension = { name: 'gbv_type', title: both('Type'), codes: ['rape', 'denial'].map((code) => ({ code, label: both(code) })) };
const SEX: Dimension = {
  name: 'sex',
  title: both('Sex'),
  codes: ['female', 'male', 'unknown'].map((code) => ({ code, label: both(code) })),
};
const cells = (...dims: readonly string[]) => dims.map((one, value) => ({ dims: one, value }));
const valuesOf = (figures: readonly ({ readonly value: number } | null)[]) => figures.map((figure) => figure?.value ?? null);

test('a crossing: first dimension in lines, second in series, totals last, codes without a cell left out', () => {
  const view = viewOf(
    [TYPE, SEX],
    cells('', 'sex=female', 'sex=male', 'gbv_type=rape', 'gbv_type=rape|sex=female', 'gbv_type=rape|sex=male'),
  );
  expect(view.series.map(({ key }) => key)).toEqual(['female', 'male']);
  expect(view.rows.map(({ key }) => key)).toEqual(['gbv_type=rape', 'total']);
  expect(view.rows.map((row) => [...valuesOf(row.figures), row.total?.value])).toEqual([
    [4, 5, 3],
    [1, 2, 0],
  ]);
});

test('one dimension: lines, then the total', () => {
  const view = viewOf([TYPE], cells('', 'gbv_type=denial', 'gbv_type=rape'));
  expect(view.series).toEqual([]);
  expect(view.rows.map(({ key, isTotal }) => [key, isTotal])).toEqual([
    ['gbv_type=rape', false],
    ['gbv_type=denial', false],
    ['total', true],
  ]);
});

test('« of which » lines: total first, then each dimension under its title', () => {
  const view = viewOf([TYPE, SEX], cells('', 'gbv_type=rape', 'sex=male'));
  expect(view.rows.map(({ key, group }) => [key, group?.fr ?? null])).toEqual([
    ['total', null],
    ['gbv_type=rape', 'Type'],
    ['sex=male', 'Sex'],
  ]);
});

test('a cell missing in a crossing is absent, not zero; an unknown code has its own name', () => {
  const view = viewOf([TYPE, SEX], cells('', 'gbv_type=rape|sex=male', 'gbv_type=new_code|sex=female'));
  expect(view.rows.map(({ label }) => label.fr)).toEqual(['rape', 'new_code', 'Total']);
  expect(valuesOf(view.rows[0]?.figures ?? [])).toEqual([null, 1]);
  expect(view.rows[0]?.total).toBeNull();
});

test('no dimension: the total alone', () => {
  const view = viewOf([TYPE], cells(''));
  expect(view.rows.map(({ key, total }) => [key, total?.value])).toEqual([['total', 0]]);
});
