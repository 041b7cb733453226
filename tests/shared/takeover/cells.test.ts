import { describe, expect, it } from 'vitest';
import { hasForbiddenCharacter, looksLikeFormula, readAge, readDay, readPartialDay, readTime } from '../../../shared/takeover/cells.ts';

describe('readDay', () => {
  it.each([
    ['13/05/2026', '2026-05-13'],
    ['3/5/2026', '2026-05-03'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', null],
    ['31/02/2026', null],
    ['00/05/2026', null],
    ['12/13/2026', null],
    ['2026', null],
    ['05/2026', null],
    ['2026-05-13', null],
    ['13/05/26', null],
    ['13/05/2026 ?', null],
    ['', null],
  ])('%s', (cell, expected) => {
    expect(readDay(cell)).toBe(expected);
  });
});

describe('readPartialDay', () => {
  it.each([
    ['13/05/2026', '2026-05-13'],
    ['05/2026', '2026-05'],
    ['5/2026', '2026-05'],
    ['2026', '2026'],
    ['13/2026', null],
    ['00/2026', null],
    ['31/02/2026', null],
    ['mai 2026', null],
  ])('%s', (cell, expected) => {
    expect(readPartialDay(cell)).toBe(expected);
  });
});

describe('readAge', () => {
  it.each([
    ['0', 0, false],
    ['110', 110, false],
    ['~30', 30, true],
    ['~ 30', 30, true],
  ])('%s', (cell, years, estimated) => {
    expect(readAge(cell)).toEqual({ years, estimated });
  });
  it.each(['111', '212', '-4', 'adulte', '', '2,5', '30 ans', '~', '30~', '1000'])('« %s » is no age', (cell) => {
    expect(readAge(cell)).toBeNull();
  });
});

describe('readTime', () => {
  it.each([
    ['21:30', '21:30'],
    ['7h30', '07:30'],
    ['14 h', '14:00'],
    ['00:00', '00:00'],
    ['09:15:00', '09:15'],
    ['24:00', null],
    ['12:60', null],
    ['soir', null],
    ['12', null],
  ])('%s', (cell, expected) => {
    expect(readTime(cell)).toBe(expected);
  });
});

it('forbids controls, overrides of direction and half characters, and nothing else', () => {
  for (const allowed of ['deux\nlignes', 'tab\t', '\r\n', 'œ « » ’ é', '😀', '\u200B', '\uFFFD'])
    expect(hasForbiddenCharacter(allowed)).toBe(false);
  for (const forbidden of ['\u0001', '\u000B', '\u001B', '\u007F', '\u0085', '\u202E', '\u202A', '\u2066', '\uD83D', 'a\uDC00b'])
    expect(hasForbiddenCharacter(forbidden)).toBe(true);
});

it('sees what a spreadsheet would compute', () => {
  expect(['=1', '+1', '-1', '@a'].every(looksLikeFormula)).toBe(true);
  expect(['1=1', '', 'a'].some(looksLikeFormula)).toBe(false);
});
