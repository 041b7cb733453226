import { expect, test } from 'vitest';
import {
  choicesOf,
  columnsLack,
  doubleTargets,
  doubtfulHeadings,
  nextHeading,
  withTarget,
  withWording,
} from '../../../renderer/features/takeover/mapping.ts';
import type { Mapping, Reading } from '../../../renderer/features/takeover/takeoverState.ts';

const MAPPING: Mapping = [
  { heading: 'Date', target: 'receivedOn' },
  { heading: 'Soins', target: 'careConsent' },
  { heading: 'Stat', target: 'statisticsConsent' },
  { heading: 'Divers', target: null },
];

test('the reception date and both consents are needed', () => {
  expect(columnsLack(MAPPING)).toBeNull();
  expect(columnsLack(withTarget(MAPPING, 'Date', null))?.fr).toContain('Date d');
  expect(columnsLack([])?.en).toContain('A column is missing');
});

test('a meaning taken twice stops the columns', () => {
  const twice = withTarget(MAPPING, 'Divers', 'careConsent');
  expect([...doubleTargets(twice)]).toEqual(['careConsent']);
  expect(columnsLack(twice)?.en).toContain('Two columns');
  expect(doubleTargets(MAPPING).size).toBe(0);
});

test('doubtful: probable, or unknown and filled', () => {
  const column = (heading: string, confidence: 'certain' | 'probable' | 'none', filled: number) => ({
    heading,
    target: null,
    confidence,
    filled,
  });
  const reading: Reading = {
    takeoverId: '',
    source: { kind: 'csv', encoding: 'utf-8', separator: ';' },
    rows: 1,
    targets: [],
    from: null,
    dateOrder: 'dayFirst',
    takenOn: null,
    columns: [column('A', 'certain', 1), column('B', 'probable', 0), column('C', 'none', 3), column('D', 'none', 0)],
  };
  expect(doubtfulHeadings(reading)).toEqual(['B', 'C']);
});

test('next and previous go round', () => {
  expect(nextHeading(['B', 'C'], null, 1)).toBe('B');
  expect(nextHeading(['B', 'C'], null, -1)).toBe('C');
  expect(nextHeading(['B', 'C'], 'C', 1)).toBe('B');
  expect(nextHeading(['B', 'C'], 'B', -1)).toBe('C');
  expect(nextHeading([], null, 1)).toBeNull();
});

test('the last choice for a wording counts', () => {
  const first = withWording([], { target: 'sex', wording: 'F ?', code: 'female' });
  expect(withWording(first, { target: 'sex', wording: 'F ?', code: null })).toEqual([{ target: 'sex', wording: 'F ?', code: null }]);
  expect(withWording(first, { target: 'sex', wording: 'M ?', code: 'male' })).toHaveLength(2);
});

test('choices are the codes of the list, or the states of a register', () => {
  expect(choicesOf('sex').map(({ code }) => code)).toContain('female');
  expect(choicesOf('register_state').map(({ code }) => code)).toEqual(['open', 'closed', 'lost']);
  expect(choicesOf('no_such_list')).toEqual([]);
});
