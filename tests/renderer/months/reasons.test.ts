import { expect, test } from 'vitest';
import { reasonMark, reasonSentence, reasonShort } from '../../../renderer/features/months/reasons.ts';

const cell = (value: number | null, hidden: 'primary' | 'secondary' | 'below10' | 'cut' | null) => ({
  dims: 'sex=male',
  value,
  hidden,
  error: 0,
});

test('s¹ is hidden for itself, s² protects a neighbour', () => {
  expect(reasonMark(cell(null, 'primary'))).toBe(1);
  expect(reasonMark(cell(null, 'below10'))).toBe(1);
  expect(reasonMark(cell(null, 'secondary'))).toBe(2);
});

test('words of a hidden cell follow the threshold of the centre and never hold a count', () => {
  expect(reasonShort(cell(null, 'primary'), 7).fr).toBe('masquée, moins de 7');
  expect(reasonSentence(cell(null, 'primary'), 'incident', 7).fr).toContain('moins de 7\u00a0incidents');
  expect(reasonSentence(cell(null, 'secondary'), 'person', 5).en).toContain('fewer than 5 persons');
});

test('a published cell says that it leaves', () => {
  expect(reasonSentence(cell(14, null), 'incident', 5).fr).toContain('14\u00a0incidents');
  expect(reasonSentence(cell(0, null), 'incident', 5).fr).toContain('Zéro');
});

test('a rounded cell says what leaves and what it is off by', () => {
  const rounded = { dims: 'sex=male', value: 5, hidden: null, error: 2 } as const;
  expect(reasonSentence(rounded, 'incident', 5).fr).toBe(
    '5\u00a0incidents partent\u00a0: c’est 2 de plus que le compte exact, qui reste ici. L’écart ne part pas.',
  );
  expect(reasonSentence({ ...rounded, value: 0, error: -1 }, 'incident', 5).en).toContain('1 fewer than the exact count');
});
