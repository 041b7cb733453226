import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedJson, readBoundedJson } from '../../../electron/exchange/boundedJson.ts';

function read(text: string): unknown {
  return readBoundedJson(Buffer.from(text, 'utf8'));
}

describe('JSON from outside (security §8)', () => {
  it('reads what JSON.parse reads, within the bounds', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.boolean(),
        fc.constant(null),
        fc.nat(10_000_000),
        fc.string({ maxLength: 40, unit: 'grapheme' }),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('node'), { maxLength: 5 }),
      object: fc.dictionary(
        fc.string({ maxLength: 12 }).filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key)),
        tie('node'),
        { maxKeys: 5 },
      ),
    })).node;
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (made, spaces) => {
        fc.pre(JSON.stringify(made).isWellFormed());
        expect(JSON.stringify(read(JSON.stringify(made, null, spaces)))).toBe(JSON.stringify(made));
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it.each([
    ['a duplicate key', '{"a":1,"a":2}'],
    ['__proto__', '{"__proto__":{}}'],
    ['constructor', '{"constructor":1}'],
    ['prototype', '{"x":{"prototype":1}}'],
    ['a fraction', '{"a":1.5}'],
    ['an exponent', '{"a":1e3}'],
    ['a negative number', '{"a":-1}'],
    ['a number above ten million', '{"a":10000001}'],
    ['a leading zero', '{"a":01}'],
    ['something after the value', '{} {}'],
    ['an unfinished object', '{"a":1'],
    ['an unfinished string', '"abc'],
    ['a lone surrogate', '"\\ud800"'],
    ['a bare word', 'nul'],
    ['nothing', ''],
    ['a trailing comma', '[1,]'],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(MalformedJson);
  });

  it('bounds depth, arrays and strings', () => {
    expect(() => read('['.repeat(1_000_000))).toThrow(MalformedJson);
    expect(read('[[[[[[[[1]]]]]]]]')).toEqual([[[[[[[[1]]]]]]]]);
    expect(() => read('[[[[[[[[[1]]]]]]]]]')).toThrow(MalformedJson);
    expect(() => read(`[${'0,'.repeat(20_000)}0]`)).toThrow(MalformedJson);
    expect(read(JSON.stringify('a'.repeat(500)))).toHaveLength(500);
    expect(() => read(JSON.stringify('a'.repeat(501)))).toThrow(MalformedJson);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => readBoundedJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(TypeError);
  });
});
