import { expect, test } from 'vitest';
import { formOf } from '../../../shared/forms/registry.ts';
import { rowProblems, rowTitle } from '../../../shared/forms/rows.ts';

test('one decision only per service', () => {
  const rows = [{ service_category: 'health' }, { service_category: 'legal' }, { service_category: 'health' }, {}, {}];
  expect(rowProblems(formOf('service_disposition'), rows).map(({ row, field }) => [row, field])).toEqual([[2, 'service_category']]);
});

test('at least one primary perpetrator, unless none is described', () => {
  const form = formOf('alleged_perpetrator');
  expect(rowProblems(form, [])).toEqual([]);
  expect(rowProblems(form, [{ perp_rank: 'secondary' }])).toMatchObject([
    { field: 'perp_rank', message: { fr: 'Une ligne au moins doit être «\u00a0Principal·e\u00a0».' } },
  ]);
  expect(rowProblems(form, [{ perp_rank: 'primary' }, { perp_rank: 'primary' }])).toEqual([]);
});

test('a form without rows has none to judge', () => {
  expect(rowProblems(formOf('registration'), [{}])).toEqual([]);
});

test('a row is named by its coded facts', () => {
  const form = formOf('alleged_perpetrator');
  expect(rowTitle(form, 1, { perp_rank: 'secondary' }).fr).toMatch(/^Auteur·e présumé·e 2, second/);
  expect(rowTitle(form, 0, {})).toEqual({ fr: 'Auteur·e présumé·e 1', en: 'Alleged perpetrator 1' });
});
