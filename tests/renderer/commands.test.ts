import { describe, expect, test } from 'vitest';
import { doubleEscape } from '../../renderer/commands/doubleEscape.ts';
import { keysInWords, matches } from '../../renderer/commands/keys.ts';
import type { Stroke } from '../../renderer/commands/keys.ts';
import { called, conflicts, register, useRegistry } from '../../renderer/commands/registry.ts';
import type { Command } from '../../renderer/commands/registry.ts';

function stroke(key: string, change: Partial<Omit<Stroke, 'getModifierState'>> = {}, altGraph = false): Stroke {
  return {
    key,
    code: '',
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    getModifierState: (name) => name === 'AltGraph' && altGraph,
    ...change,
  };
}

function command(id: string, keys: string, when?: () => boolean): Command {
  return { id, label: { fr: id, en: id }, keys, run: () => undefined, ...(when && { when }) };
}

describe('keys', () => {
  test('a digit is known by its place, whatever the keyboard writes there', () => {
    expect(matches(stroke('&', { code: 'Digit1', altKey: true }), 'Alt+1')).toBe(true);
    expect(matches(stroke('1', { code: 'Digit1', altKey: true, shiftKey: true }), 'Alt+1')).toBe(true);
    expect(matches(stroke('1', { code: 'Digit2', altKey: true }), 'Alt+1')).toBe(false);
  });

  test('a letter is known by what it writes', () => {
    expect(matches(stroke('k', { code: 'KeyK', ctrlKey: true }), 'Ctrl+K')).toBe(true);
    expect(matches(stroke('r', { code: 'KeyE' }), 'R')).toBe(true);
    expect(matches(stroke('R', { shiftKey: true }), 'R')).toBe(false);
  });

  test('AltGr writes text and is never a shortcut', () => {
    expect(matches(stroke('k', { ctrlKey: true, altKey: true }, true), 'Ctrl+Alt+K')).toBe(false);
    expect(matches(stroke('1', { code: 'Digit1', altKey: true }, true), 'Alt+1')).toBe(false);
  });

  test('an extra modifier makes another stroke', () => {
    expect(matches(stroke('k', { ctrlKey: true, altKey: true }), 'Ctrl+K')).toBe(false);
    expect(matches(stroke('F6', { shiftKey: true }), 'F6')).toBe(false);
    expect(matches(stroke('F6', { shiftKey: true }), 'Shift+F6')).toBe(true);
  });

  test('words on a key cap', () => {
    expect(keysInWords('Ctrl+Enter', 'fr')).toBe('Ctrl Entrée');
    expect(keysInWords('Shift+F6', 'en')).toBe('Shift F6');
  });
});

describe('called', () => {
  const refer = command('refer', 'R');
  const palette = command('palette', 'Ctrl+K');

  test('a single letter is text while typing, a combination is not', () => {
    expect(called(stroke('r'), false, [refer, palette])).toBe(refer);
    expect(called(stroke('r'), true, [refer, palette])).toBeNull();
    expect(called(stroke('k', { ctrlKey: true }), true, [refer, palette])).toBe(palette);
  });

  test('two commands on one stroke cancel each other, and are reported as a conflict', () => {
    const remind = command('remind', 'R');
    expect(called(stroke('r'), false, [refer, remind])).toBeNull();
    expect(conflicts([refer, palette, remind])).toEqual([[refer, remind]]);
  });

  test('a command that may not run now leaves its stroke to another', () => {
    const never = command('never', 'R', () => false);
    expect(called(stroke('r'), false, [never, refer])).toBe(refer);
  });
});

test('commands live as long as they are registered', () => {
  const take = register('page', [command('one', 'A')]);
  expect(useRegistry.getState().live.map((one) => one.command.id)).toEqual(['one']);
  take();
  expect(useRegistry.getState().live).toEqual([]);
});

describe('double Escape', () => {
  test('two strokes within 600 ms leave, slower ones do not', () => {
    const isSecond = doubleEscape();
    expect(isSecond(1_000)).toBe(false);
    expect(isSecond(1_601)).toBe(false);
    expect(isSecond(2_201)).toBe(true);
  });

  test('a third stroke begins again', () => {
    const isSecond = doubleEscape();
    expect([0, 100, 200, 300].map(isSecond)).toEqual([false, true, false, true]);
  });
});
