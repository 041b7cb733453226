import { expect, test } from 'vitest';
import type { ConsolidatedCell, ConsolidatedTable } from '../../../shared/contract/desk.ts';
import { areasOfTable, opensByArea, viewByArea, viewOfArea } from '../../../renderer/ui/charts/areaView.ts';
import { inventedTables } from '../months/invented.ts';

const { tables } = inventedTables();

function table(id: string): ConsolidatedTable {
  const found = tables.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
}

test('by region: short dimension as series, regions in the order of their list, missing ones after, the country last', () => {
  const view = viewByArea(table('G01'), [{ region: 'kidal', label: { fr: 'Kidal', en: 'Kidal' } }]);
  expect(view.series.map(({ key }) => key)).toEqual(['sexual', 'non_sexual']);
  expect(view.rows.map(({ key }) => key)).toEqual([...areasOfTable(table('G01')), 'kidal', 'ML']);
  expect(view.rows.at(-2)?.missing?.fr).toBe('non montrée');
  expect(view.rows.at(-1)?.isTotal).toBe(true);
});

test('figures are those of the cells, never sums', () => {
  const g01 = table('G01');
  const cell = (area: string, dims: string): ConsolidatedCell | undefined =>
    g01.cells.find((one) => one.area === area && one.dims === dims);
  for (const row of viewByArea(g01, []).rows) {
    expect(row.total).toBe(cell(row.key, ''));
    expect(row.figures).toEqual([cell(row.key, 'gbv_type=sexual'), cell(row.key, 'gbv_type=non_sexual')]);
  }
});

test('a region that has cells is not missing', () => {
  expect(
    viewByArea(table('G01'), [{ region: 'gao', label: { fr: 'Gao', en: 'Gao' } }]).rows.filter(({ key }) => key === 'gao'),
  ).toHaveLength(1);
});

test('« of which » tables open by region, crossings on the country, and so does a table of which no region is known', () => {
  const unknown = { ...table('G01'), cells: table('G01').cells.map((cell) => (cell.level === 'region' ? { ...cell, value: null } : cell)) };
  expect(opensByArea(table('G01'))).toBe(true);
  expect(opensByArea(table('G02a'))).toBe(false);
  expect(opensByArea(unknown)).toBe(false);
});

test('one area: its own cells only', () => {
  const view = viewOfArea(table('G02a'), 'mopti');
  const cells = view.rows.flatMap((row) => [...row.figures, row.total]).filter((cell) => cell !== null);
  expect(new Set(cells.map(({ area }) => area))).toEqual(new Set(['mopti']));
});
