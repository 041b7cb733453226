import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readFilter, withChoice } from '../../renderer/features/cases/list/filter.ts';
import { monthGrid } from '../../renderer/features/session/neutral/monthGrid.ts';
import { emptyDraft, missingInPeople, missingInPlace, toCreate } from '../../renderer/features/session/start/draft.ts';
import type { StartDraft } from '../../renderer/features/session/start/draft.ts';
import { dayInList, formatRecently, hoursLeft } from '../../renderer/format.ts';
import { counted } from '../../renderer/language.ts';
import { missingIn, wordsIn } from '../../renderer/ui/passphrase.ts';
import { countDown } from '../../renderer/ui/reveal.ts';

describe('a reveal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('counts down to the second and ends once', () => {
    const seen: number[] = [];
    const end = vi.fn();
    countDown(60, (left) => seen.push(left), end);
    vi.advanceTimersByTime(59_999);
    expect(end).not.toHaveBeenCalled();
    expect(seen.at(-1)).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(end).toHaveBeenCalledTimes(1);
    expect(seen).toHaveLength(61);
  });

  test('stopped before its end, it never ends', () => {
    const end = vi.fn();
    const stop = countDown(60, () => undefined, end);
    vi.advanceTimersByTime(30_000);
    stop();
    vi.advanceTimersByTime(60_000);
    expect(end).not.toHaveBeenCalled();
  });
});

describe('words', () => {
  test('hours left round to the cautious side and never below zero', () => {
    expect(hoursLeft(14.9, 38.9).fr).toBe('14 à 38\u00a0h');
    expect(hoursLeft(-3, 0.5).en).toBe('0\u00a0h');
  });

  test('zero is singular in French, plural in English', () => {
    const words = counted(0, { fr: 'dossier', en: 'case' }, { fr: 'dossiers', en: 'cases' });
    expect(words).toEqual({ fr: '0\u00a0dossier', en: '0 cases' });
  });

  test('yesterday is said, the day before has its date', () => {
    expect(formatRecently('2026-10-12T16:48', '2026-10-13', 'fr')).toBe('hier 16:48');
    expect(formatRecently('2026-10-11T16:48', '2026-10-13', 'fr')).toBe('dim. 11 oct., 16:48');
    expect(formatRecently('2026-10-11T16:48', '2028-10-13', 'fr')).toBe('dim. 11 oct. 2026, 16:48');
  });

  test('a day of another year has its year, before and after', () => {
    expect(dayInList('2026-10-13', 'fr', '2026-12-31')).toBe('mar. 13 oct.');
    expect(dayInList('2027-01-05', 'fr', '2026-12-31')).toBe('mar. 5 janv. 2027');
    expect(dayInList('2025-12-31', 'en', '2026-01-01')).toBe('Wed 31 Dec 2025');
  });

  test('a month begins on Monday and holds its neighbours’ days', () => {
    const weeks = monthGrid(2026, 9);
    expect(weeks).toHaveLength(5);
    expect(weeks[0]?.map(({ number }) => number)).toEqual([28, 29, 30, 1, 2, 3, 4]);
    expect(weeks.flat().filter(({ inMonth }) => inMonth)).toHaveLength(31);
    expect(monthGrid(2027, 1)).toHaveLength(4);
  });
});

describe('a new passphrase', () => {
  test('six words typed twice', () => {
    expect(wordsIn('  un deux   trois ')).toBe(3);
    expect(missingIn({ typed: 'un deux trois quatre cinq', again: 'un deux trois quatre cinq' })?.fr).toContain('six mots');
    expect(missingIn({ typed: 'un deux trois quatre cinq six', again: 'un deux' })?.fr).toContain('même phrase');
    expect(missingIn({ typed: 'un deux trois quatre cinq six', again: 'un deux trois quatre cinq six' })).toBeNull();
  });
});

describe('the filter of the case list', () => {
  test('what an address names wrongly does not filter', () => {
    expect(readFilter(new URLSearchParams('state=rien&risk=high&page=0&owner=ac2&code=0061'))).toEqual({
      state: 'open',
      risk: 'high',
      page: 1,
      codeContains: '0061',
    });
  });

  test('another choice starts again at the first page', () => {
    expect(withChoice(new URLSearchParams('risk=high&page=3'), 'risk', '').toString()).toBe('');
    expect(withChoice(new URLSearchParams('page=3'), 'due', 'late').toString()).toBe('due=late');
  });
});

describe('the first run', () => {
  const phrase = { typed: 'un deux trois quatre cinq six', again: 'un deux trois quatre cinq six' };
  const filled: StartDraft = {
    ...emptyDraft('2026-10-13'),
    structureCode: 'ABC',
    structureName: 'Structure inventée',
    structureType: 'ngo_national',
    siteCode: 'MOP1',
    siteName: 'Site inventé',
    siteType: 'listening_centre',
    region: 'mopti',
    administrator: { staffCode: 'AD1', name: 'Compte inventé 1', pledgeDate: '2026-01-05', passphrase: phrase },
    authority: { staffCode: 'SD1', name: 'Compte inventé 2', pledgeDate: '2026-01-05', passphrase: phrase },
  };

  test('names the first thing missing', () => {
    expect(missingInPlace(emptyDraft('2026-10-13'))?.at).toBe('structure-code');
    expect(missingInPlace({ ...filled, region: '' })?.at).toBe('region');
    expect(missingInPlace(filled)).toBeNull();
    expect(missingInPeople({ ...filled, authority: { ...filled.authority, staffCode: 'AD1' } })?.at).toBe('authority-code');
    expect(missingInPeople(filled)).toBeNull();
  });

  test('gives the operation one passphrase each and no empty cercle', () => {
    const created = toCreate(filled, 'fr');
    expect(created.site.cercle).toBeNull();
    expect(created.administrator.passphrase).toBe(phrase.typed);
  });
});
