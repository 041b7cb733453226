import type { Language } from '../../shared/text.ts';

/** The part of a keyboard event that the rules below read; a test builds it as a plain object. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'getModifierState'>;

/** Keys of a command, declared: `Ctrl+K`, `Alt+1`, `Alt+PageDown`, `Ctrl+Enter`, `F2`, `R`. Letters in upper case, without Shift. */
export type Keys = string;

/**
 * Whether the stroke is exactly these keys (interface §6): letters by `key`, digits by `code` (AZERTY digits need Shift),
 * and nothing with AltGr, which is text.
 */
export function matches(stroke: Stroke, keys: Keys): boolean {
  if (stroke.getModifierState('AltGraph') || stroke.metaKey) return false;
  const parts = keys.split('+');
  const main = parts.at(-1) ?? '';
  if (stroke.ctrlKey !== parts.includes('Ctrl') || stroke.altKey !== parts.includes('Alt')) return false;
  if (/^\d$/.test(main)) return stroke.code === `Digit${main}` || stroke.code === `Numpad${main}`;
  if (stroke.shiftKey !== parts.includes('Shift')) return false;
  return main.length === 1 ? stroke.key.toUpperCase() === main : stroke.key === main;
}

/** Whether these keys are a plain character, which belongs to the text while a field has the focus. */
export function isCharacter(keys: Keys): boolean {
  return keys.length === 1;
}

const NAMES: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  Shift: { fr: 'Maj', en: 'Shift' },
  Enter: { fr: 'Entrée', en: 'Enter' },
  Escape: { fr: 'Échap', en: 'Esc' },
  ArrowLeft: { fr: 'flèche gauche', en: 'left arrow' },
  PageDown: { fr: 'Pg suiv.', en: 'PgDn' },
  PageUp: { fr: 'Pg préc.', en: 'PgUp' },
};

/** The keys in words, as printed on a key cap: « Ctrl Entrée », « Alt 1 ». */
export function keysInWords(keys: Keys, language: Language): string {
  return keys
    .split('+')
    .map((part) => NAMES[part]?.[language] ?? part)
    .join(' ');
}
