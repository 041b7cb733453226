import { describe, expect, it } from 'vitest';
import { boxBefore, boxesOf, dateInWords, leaveBox, readBoxes, typeInBox } from '../../../renderer/forms/partialDate.ts';
import type { DateBox, DateBoxes } from '../../../renderer/forms/partialDate.ts';

const TODAY = '2026-10-13';
const EMPTY_BOXES: DateBoxes = { day: '', month: '', year: '' };

/** Types a whole text key by key, following the focus as the screen does. */
function typed(keys: string, start: DateBox = 'day'): { readonly boxes: DateBoxes; readonly focus: DateBox } {
  let boxes = EMPTY_BOXES;
  let focus: DateBox = start;
  for (const key of keys) {
    const result = typeInBox(boxes, focus, `${boxes[focus]}${key}`, TODAY);
    boxes = result.moveTo === undefined ? result.boxes : leaveBox(result.boxes, focus, TODAY);
    focus = result.moveTo ?? focus;
  }
  return { boxes, focus };
}

function dateTyped(keys: string, start: DateBox = 'day'): unknown {
  const { boxes, focus } = typed(keys, start);
  return readBoxes(leaveBox(boxes, focus, TODAY));
}

describe('partial date typed in three boxes', () => {
  it('moves on after two digits and reads a whole day', () => {
    expect(dateTyped('11102026')).toEqual({ kind: 'date', date: '2026-10-11' });
  });

  it.each(['5/3/2026', '5-3-2026', '5.3.2026', '05 03 2026', '532026'])('reads %s as the same day', (keys) => {
    expect(dateTyped(keys)).toEqual({ kind: 'date', date: '2026-03-05' });
  });

  it('moves on alone after a digit that can only be whole, and waits after a digit that may grow', () => {
    expect(typed('4').focus).toBe('month');
    expect(typed('3').focus).toBe('day');
    expect(typed('31').focus).toBe('month');
    expect(typed('2', 'month').focus).toBe('year');
    expect(typed('1', 'month').focus).toBe('month');
  });

  it('keeps a month when the day is skipped, and a year when both are', () => {
    expect(dateTyped('/102026')).toEqual({ kind: 'date', date: '2026-10' });
    expect(dateTyped('//2024')).toEqual({ kind: 'date', date: '2024' });
  });

  it('reads words and days ago in the day box', () => {
    expect(dateTyped('auj')).toEqual({ kind: 'date', date: '2026-10-13' });
    expect(dateTyped('auj.')).toEqual({ kind: 'date', date: '2026-10-13' });
    expect(dateTyped('hier')).toEqual({ kind: 'date', date: '2026-10-12' });
    expect(dateTyped('today')).toEqual({ kind: 'date', date: '2026-10-13' });
    expect(dateTyped('-3')).toEqual({ kind: 'date', date: '2026-10-10' });
    expect(dateTyped('-30')).toEqual({ kind: 'date', date: '2026-09-13' });
  });

  it('forgets a word that is none, on leaving', () => {
    expect(dateTyped('lundi')).toEqual({ kind: 'blank' });
  });

  it('distinguishes a day that does not exist from a date not finished', () => {
    expect(dateTyped('30022026')).toEqual({ kind: 'impossible' });
    expect(dateTyped('11')).toEqual({ kind: 'incomplete' });
    expect(dateTyped('1110')).toEqual({ kind: 'incomplete' });
    expect(readBoxes({ day: '5', month: '', year: '2026' })).toEqual({ kind: 'incomplete' });
  });

  it('opens a year of two digits into the nearest past', () => {
    expect(dateTyped('110926')).toEqual({ kind: 'date', date: '2026-09-11' });
    expect(dateTyped('110998')).toEqual({ kind: 'date', date: '1998-09-11' });
  });

  it('goes back from an empty box only', () => {
    expect(boxBefore({ day: '11', month: '', year: '' }, 'month')).toBe('day');
    expect(boxBefore({ day: '11', month: '1', year: '' }, 'month')).toBeUndefined();
    expect(boxBefore(EMPTY_BOXES, 'day')).toBeUndefined();
  });

  it('shows a stored date box by box', () => {
    expect(boxesOf('2026-10')).toEqual({ day: '', month: '10', year: '2026' });
    expect(boxesOf(undefined)).toEqual(EMPTY_BOXES);
  });
});

describe('date in words', () => {
  it.each([
    ['2026-10-11', 'dimanche, il y a 2 jours', 'Sunday, 2 days ago'],
    ['2026-10-13', 'mardi, aujourd’hui', 'Tuesday, today'],
    ['2026-10-12', 'lundi, hier', 'Monday, yesterday'],
    ['2026-10-16', 'vendredi, dans 3 jours', 'Friday, in 3 days'],
    ['2026-10-01', 'jeudi 1er octobre 2026', 'Thursday 1 October 2026'],
    ['2026-10', 'en octobre 2026, jour inconnu', 'in October 2026, day unknown'],
    ['2024', 'en 2024, jour et mois inconnus', 'in 2024, day and month unknown'],
  ])('%s', (date, fr, en) => {
    expect(dateInWords(date, TODAY)).toEqual({ fr, en });
  });
});
