import type { Draw } from './draw.ts';

/** The same name as another person may write it: accents, doubled letters, order of the names, a surname, a slip of the hand. */
export function byAnotherHand(draw: Draw, name: string): string {
  let text = name;
  const sometimes = (share: number, change: (written: string) => string): void => {
    if (draw.chance(share)) text = change(text);
  };
  sometimes(0.5, (written) => written.normalize('NFD').replace(/\p{M}/gu, ''));
  sometimes(0.35, (written) => written.replace(/ou/g, 'u').replace(/Ou/g, 'U'));
  sometimes(0.3, (written) => written.replace(/K(?=[aou])/g, 'C'));
  sometimes(0.2, (written) => written.replace(/C(?=[aou])/g, 'K'));
  sometimes(0.2, (written) => written.replace(/y/g, 'i'));
  sometimes(0.3, (written) => written.replace(/ss/g, 's').replace(/ll/g, 'l'));
  sometimes(0.2, (written) => written.replace(/Dj/g, 'Di').replace(/dj/g, 'di'));
  sometimes(0.35, (written) => written.split(' ').toReversed().join(' '));
  sometimes(0.25, (written) => `${written} dite ${draw.pick(['Yah', 'Tènè', 'Baba'])}`);
  sometimes(0.35, (written) => slip(draw, written));
  sometimes(0.2, (written) => written.toUpperCase());
  return text;
}

/** Two letters exchanged, one forgotten, one doubled, one replaced. */
function slip(draw: Draw, written: string): string {
  const at = draw.below(written.length - 1);
  const [before, here, next, after] = [written.slice(0, at), written.charAt(at), written.charAt(at + 1), written.slice(at + 2)];
  return draw.pick([
    `${before}${next}${here}${after}`,
    `${before}${next}${after}`,
    `${before}${here}${here}${next}${after}`,
    `${before}e${next}${after}`,
  ]);
}
