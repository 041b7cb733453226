import { describe, expect, it } from 'vitest';
import { matchedPart, matchOptions } from '../../../renderer/forms/choiceMatch.ts';
import { readTime } from '../../../renderer/forms/clockTime.ts';
import { geography } from '../../../shared/forms/lists/geography.ts';
import { options } from '../../../shared/forms/lists/all.ts';

function codes(found: readonly { readonly code: string }[]): readonly string[] {
  return found.map(({ code }) => code);
}

describe('choices that answer a typed text', () => {
  it('puts what begins with the text before what only holds it', () => {
    expect(codes(matchOptions(geography.cercle, 'ban')).slice(0, 3)).toEqual(['koulikoro_banamba', 'mopti_bandiagara', 'mopti_bankass']);
  });

  it('ignores accents, case, apostrophes and the midpoint', () => {
    expect(codes(matchOptions(geography.region, 'SEGOU'))).toEqual(['segou']);
    expect(codes(matchOptions(geography.region, 'ségou'))).toEqual(['segou']);
    expect(codes(matchOptions(options('caregiver_not_asked_reason'), 'auteure presume'))).toEqual(['perpetrator']);
    expect(codes(matchOptions(options('consent_giver'), "qui s'occupe"))).toEqual(['caregiver']);
    expect(codes(matchOptions(options('consent_giver'), 'qui s’occupe'))).toEqual(['caregiver']);
  });

  it('accepts the other language and the code, the exact code first', () => {
    expect(codes(matchOptions(geography.region, 'Timbuktu'))).toEqual(['tombouctou']);
    expect(codes(matchOptions(options('consent_recipient'), 'mrm'))[0]).toBe('mrm');
    expect(codes(matchOptions(options('consent_recipient'), 'civil registry'))).toEqual(['civil_registry']);
  });

  it('puts a cercle that bears the name of its region before the others of that region', () => {
    expect(codes(matchOptions(geography.cercle, 'Mopti'))[0]).toBe('mopti_mopti');
    expect(codes(matchOptions(geography.cercle, 'mop'))[0]).toBe('mopti_mopti');
    expect(codes(matchOptions(geography.cercle, 'mopti'))).toContain('mopti_bandiagara');
  });

  it('offers everything for nothing and nothing for nonsense', () => {
    expect(matchOptions(geography.region, '  ')).toBe(geography.region);
    expect(matchOptions(geography.region, 'zzz')).toEqual([]);
  });

  it('marks the part of the wording that was typed', () => {
    expect(matchedPart('Bandiagara', 'ban')).toEqual({ before: '', match: 'Ban', after: 'diagara' });
    expect(matchedPart('District de Bamako', 'bam')).toEqual({ before: 'District de ', match: 'Bam', after: 'ako' });
    expect(matchedPart('Ségou', 'sego')).toEqual({ before: '', match: 'Ségo', after: 'u' });
    expect(matchedPart('Tombouctou', 'timbuktu')).toBeUndefined();
  });
});

describe('hour as people write it', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['14:30', '14:30'],
    ['14h30', '14:30'],
    ['14h', '14:00'],
    ['0905', '09:05'],
    ['23.59', '23:59'],
  ])('%s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it.each(['25', '9h75', 'midi', '', '1234567'])('%s is no hour', (typed) => {
    expect(readTime(typed)).toBeUndefined();
  });
});
