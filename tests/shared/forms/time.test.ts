import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as time from '../../../shared/time.ts';

const days = fc.integer({ min: 0, max: 60_000 }).map((count) => time.addDays('1900-01-01', count));
const SETTINGS = { seed: 11, numRuns: 200 };

test('real days, months, times and instants', () => {
  for (const day of ['2024-02-29', '2026-12-31', '1900-02-28', '2000-02-29']) expect(time.isDate(day)).toBe(true);
  for (const day of [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '2026-05-00',
    '',
    '2026-05-13T10:00',
    ' 2026-05-13',
  ]) {
    expect(time.isDate(day)).toBe(false);
  }
  for (const partial of ['2026', '2026-05', '2026-05-13']) expect(time.isPartialDate(partial)).toBe(true);
  for (const partial of ['26', '2026-13', '2026-00', '2026-05-32', '2026-5']) expect(time.isPartialDate(partial)).toBe(false);
  expect(time.isMonth('2026-12')).toBe(true);
  expect(time.isMonth('2026-12-01')).toBe(false);
  expect(time.isTime('23:59')).toBe(true);
  expect(time.isTime('24:00')).toBe(false);
  expect(time.isDateTime('2026-05-13T09:30')).toBe(true);
  expect(time.isDateTime('2026-02-30T09:30')).toBe(false);
  expect(time.isDateTime('2026-05-13T09:60')).toBe(false);
});

test('what a partial date can mean', () => {
  expect([time.earliestDay('2024'), time.latestDay('2024')]).toEqual(['2024-01-01', '2024-12-31']);
  expect([time.earliestDay('2024-02'), time.latestDay('2024-02')]).toEqual(['2024-02-01', '2024-02-29']);
  expect([time.earliestDay('2026-05-13'), time.latestDay('2026-05-13')]).toEqual(['2026-05-13', '2026-05-13']);
  expect(() => time.earliestDay('2026-02-30')).toThrow(RangeError);
  expect(() => time.latestDay('hier')).toThrow(RangeError);
});

describe('arithmetic', () => {
  test('days go and come back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -1000, max: 1000 }), (day, count) => {
        expect(time.daysBetween(day, time.addDays(day, count))).toBe(count);
        expect(time.addDays(time.addDays(day, count), -count)).toBe(day);
        expect(time.isDate(day)).toBe(true);
        expect(time.monthOf(day)).toBe(day.slice(0, 7));
      }),
      SETTINGS,
    );
  });

  test('a month later is the same day or the last one', () => {
    expect(time.addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(time.addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(time.addMonths('2026-05-13', -12)).toBe('2025-05-13');
    expect(time.monthsFromTo('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(time.monthsFromTo('2026-02', '2026-01')).toEqual([]);
  });

  test('age turns on the birthday', () => {
    expect(time.ageOn('2008-05-20', '2026-05-19')).toBe(17);
    expect(time.ageOn('2008-05-20', '2026-05-20')).toBe(18);
    expect(time.ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(time.ageOn('2008-02-29', '2026-03-01')).toBe(18);
    expect(time.ageOn('2026-05-20', '2026-05-20')).toBe(0);
    expect(time.ageOn('2026-05-21', '2026-05-20')).toBe(-1);
  });

  test('hours cross midnight, months and leap days', () => {
    expect(time.addHours('2024-02-28T10:00', 72)).toBe('2024-03-02T10:00');
    expect(time.hoursBetween('2026-05-13T09:30', '2026-05-14T10:00')).toBe(24.5);
    expect(time.hoursBetween('2026-05-14T10:00', '2026-05-13T10:00')).toBe(-24);
    expect(time.dayOf('2026-05-13T23:59')).toBe('2026-05-13');
  });
});

test('written as people read them', () => {
  expect(time.formatDate('2026-10-13', 'fr')).toBe('13/10/2026');
  expect(time.formatDate('2026-10', 'fr')).toBe('10/2026');
  expect(time.formatDate('2026', 'fr')).toBe('2026');
  expect(time.formatDate('2026-10-03', 'en')).toBe('3 Oct 2026');
  expect(time.formatDate('2026-10', 'en')).toBe('Oct 2026');
  expect(time.formatDayInList('2026-10-13', 'fr')).toBe('mar. 13 oct.');
  expect(time.formatDayInList('2026-10-13', 'en')).toBe('Tue 13 Oct');
  expect(time.formatLongDate('2026-10-13', 'fr')).toBe('mardi 13 octobre 2026');
  expect(time.formatLongDate('2026-08-01', 'fr')).toBe('samedi 1er août 2026');
  expect(time.formatLongDate('2026-10-13', 'en')).toBe('Tuesday 13 October 2026');
  expect(time.formatMonth('2026-10', 'fr')).toBe('octobre 2026');
  expect(time.formatMonth('2026-02', 'en')).toBe('February 2026');
  expect(time.formatDateTime('2026-10-13T16:48', 'fr')).toBe('13/10/2026 à 16:48');
  expect(time.formatDateTime('2026-10-13T16:48', 'en')).toBe('13 Oct 2026 at 16:48');
});
