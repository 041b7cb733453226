import { expect, test } from 'vitest';
import { dots, hatch, lines } from '../../../renderer/ui/charts/textures.ts';

const WIDTH = 35;
const HEIGHT = 23;

function points(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x = '', y = '']) => [Number(x), Number(y)]);
}

test('the hatch stays inside its box and runs at 45 degrees', () => {
  const found = points(hatch(WIDTH, HEIGHT));
  expect(found.length).toBeGreaterThan(10);
  expect(found.every(([x, y]) => x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT)).toBe(true);
  for (let rank = 0; rank + 1 < found.length; rank += 2) {
    const [x1, y1] = found[rank] ?? [0, 0];
    const [x2, y2] = found[rank + 1] ?? [0, 0];
    expect(x2 - x1).toBeCloseTo(y1 - y2, 6);
  }
});

test('lines and dots stay inside, and an empty bar has none', () => {
  expect([...points(dots(WIDTH, HEIGHT))].every(([x, y]) => x < WIDTH && y < HEIGHT)).toBe(true);
  expect(lines(WIDTH, HEIGHT)).toContain(`V${HEIGHT}`);
  expect(lines(0, HEIGHT)).toBe('');
  expect(dots(0, HEIGHT)).toBe('');
});
