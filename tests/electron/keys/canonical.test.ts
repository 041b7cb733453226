import { describe, expect, test } from 'vitest';
import { canonicalJson, context, idBytes, optionalId } from '../../../electron/keys/canonical.ts';
import { caseCode, incidentCode, isSurvivorCode, programmesOf, survivorCode } from '../../../shared/ids.ts';

const ID = '0190a0b0-c0d0-7000-8000-00000000000a';

describe('context', () => {
  test('known answer', () => {
    expect(context('rec', { id: ID }, { text: 'é' }, { u16: 258 }, { u32: 1 }, { u8: 7 }, { u64: 2 ** 40 }).toString('hex')).toBe(
      [
        `0000000c${Buffer.from('sutura/1/rec').toString('hex')}`,
        '000000100190a0b0c0d070008000' + '00000000000a',
        '00000002c3a9',
        '000000020102',
        '0000000400000001',
        '0000000107',
        '000000080000010000000000',
      ].join(''),
    );
  });

  test('no two meanings share an encoding', () => {
    expect(context('a', { text: 'bc' }, { text: 'd' })).not.toEqual(context('a', { text: 'b' }, { text: 'cd' }));
    expect(context('a', { text: '' })).not.toEqual(context('a'));
    expect(context('ab')).not.toEqual(context('a', { text: 'b' }));
  });

  test('what does not fit is refused', () => {
    expect(() => context('a', { id: ID.toUpperCase() })).toThrow(RangeError);
    expect(() => context('a', { u16: 65_536 })).toThrow(RangeError);
    expect(() => context('a', { u32: -1 })).toThrow(RangeError);
    expect(() => idBytes('')).toThrow(RangeError);
    expect(optionalId(null)).toEqual({ id: '00000000-0000-0000-0000-000000000000' });
  });
});

describe('canonical JSON', () => {
  test('sorted keys, no blank, absent members left out', () => {
    expect(canonicalJson({ b: [1, 'é', null], a: { d: undefined, c: true } })).toBe('{"a":{"c":true},"b":[1,"é",null]}');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
  });
});

describe('identifiers of the field (reference §2.3)', () => {
  test('codes', () => {
    expect(caseCode('gbv', 'MOP1', 2013, 42)).toBe('VBG-MOP1-13-0042');
    expect(caseCode('gbv_cp', 'MOP', 2026, 12_345)).toBe('VBG-MOP-26-12345');
    expect(incidentCode('ABCDEFGH', 2)).toBe('ABCDEFGH-I2');
    expect(programmesOf('gbv_cp')).toEqual(['gbv', 'cp']);
  });

  test('a survivor code notices every wrong character and every exchange of neighbours', () => {
    let seed = 1;
    const draw = (limit: number) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
    for (let time = 0; time < 50; time += 1) {
      const code = survivorCode(draw);
      expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/);
      expect(isSurvivorCode(code)).toBe(true);
      for (let place = 0; place < 8; place += 1) {
        for (const letter of 'ABCDEFGHJKMNPQRSTUVWXYZ23456789')
          if (letter !== code.charAt(place)) expect(isSurvivorCode(code.slice(0, place) + letter + code.slice(place + 1))).toBe(false);
        const [left, right] = [code.charAt(place), code.charAt(place + 1)];
        if (left !== right && right !== '') expect(isSurvivorCode(code.slice(0, place) + right + left + code.slice(place + 2))).toBe(false);
      }
    }
    expect(isSurvivorCode('ABC')).toBe(false);
  });
});
