import { chance } from './campaign.ts';

/** Invented names that exist nowhere else: all begin alike, so that one search finds any of them. */
export const BEGINNING = 'Quzyvexo';
const SYLLABLES = ['ba', 'né', 'ri', 'so', 'tu', 'kè', 'la', 'mi', 'dou', 'fan'];

/** `count` names from the `from`-th on; the same each time. */
export function plantedNames(from: number, count: number): readonly string[] {
  const draw = chance(77);
  const names = Array.from({ length: from + count }, (_, rank) => {
    const letters = Array.from({ length: 3 }, () => SYLLABLES[Math.floor(draw() * SYLLABLES.length)] ?? 'ba').join('');
    return `${BEGINNING}${letters}${rank}`;
  });
  return names.slice(from);
}
