import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  caseCode,
  extractNumber,
  incidentCode,
  isSurvivorCode,
  programmesOf,
  readSlipNumber,
  slipNumber,
  survivorCode,
} from '../../shared/ids.ts';

const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const draws = fc.array(fc.nat(LETTERS.length - 1), { minLength: 7, maxLength: 7 });

function codeFrom(numbers: readonly number[]): string {
  let place = 0;
  return survivorCode((limit) => {
    expect(limit).toBe(LETTERS.length);
    return numbers[place++] ?? 0;
  });
}

describe('codes (reference §2.3)', () => {
  it('reads as programme, site, year and number', () => {
    expect(caseCode('gbv', 'MOP1', 2013, 42)).toBe('VBG-MOP1-13-0042');
    expect(caseCode('gbv_cp', 'MOP', 2026, 1)).toBe('VBG-MOP-26-0001');
    expect(caseCode('cp', 'GAO12', 2000, 9999)).toBe('PE-GAO12-00-9999');
    expect(caseCode('erw', 'BKO', 2099, 12345)).toBe('REG-BKO-99-12345');
  });

  it('gives each programme the programmes it is counted in', () => {
    expect((['gbv', 'gbv_cp', 'cp', 'erw'] as const).map(programmesOf)).toEqual([['gbv'], ['gbv', 'cp'], ['cp'], ['erw']]);
  });

  it('names an incident', () => {
    expect(incidentCode('ABCDEFGH', 2)).toBe('ABCDEFGH-I2');
  });

  it('has eight characters without look-alikes, the last one a check', () => {
    for (const lookAlike of '01OIL') expect(LETTERS).not.toContain(lookAlike);
    fc.assert(
      fc.property(draws, (numbers) => {
        const code = codeFrom(numbers);
        expect(code).toHaveLength(8);
        expect([...code].every((letter) => LETTERS.includes(letter))).toBe(true);
        expect(isSurvivorCode(code)).toBe(true);
      }),
      { seed: 3 },
    );
  });

  it('sees every slip on one character and every exchange of neighbours', () => {
    fc.assert(
      fc.property(draws, fc.nat(7), fc.nat(LETTERS.length - 1), (numbers, place, letter) => {
        const code = codeFrom(numbers);
        const slipped = code.slice(0, place) + LETTERS.charAt(letter) + code.slice(place + 1);
        expect(isSurvivorCode(slipped)).toBe(slipped === code);
        const pair = code.slice(place, place + 2);
        const exchanged = code.slice(0, place) + [...pair].toReversed().join('') + code.slice(place + 2);
        expect(isSurvivorCode(exchanged)).toBe(exchanged === code);
      }),
      { seed: 4 },
    );
  });

  it('refuses another length or alphabet', () => {
    const code = codeFrom([1, 2, 3, 4, 5, 6, 7]);
    for (const wrong of ['', code.slice(1), `${code}2`, code.toLowerCase(), `0${code.slice(1)}`]) expect(isSurvivorCode(wrong)).toBe(false);
  });
});

it('a slip number is drawn, read back however it is typed, and one wrong letter is noticed', () => {
  const number = slipNumber((limit) => limit - 1);
  expect(number).toMatch(/^R-9999-999[A-Z2-9]$/);
  for (const typed of [number, number.toLowerCase(), ` ${number.replaceAll('-', ' ')} `, number.slice(2).replace('-', '')])
    expect(readSlipNumber(typed)).toBe(number);
  const extract = extractNumber((limit) => limit - 1);
  expect([extract, readSlipNumber(extract)]).toEqual([`E${number.slice(1)}`, null]);
  for (const typed of [number.replace('9', '8'), 'R-9999', '', 'VBG-ESS1-26-0001-R1']) expect(readSlipNumber(typed)).toBeNull();
});
