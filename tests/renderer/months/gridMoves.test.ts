import { expect, test } from 'vitest';
import { moveInGrid } from '../../../renderer/features/months/gridMoves.ts';

const SIZE = { rows: 3, columns: 4 };

test('arrows move by one cell', () => {
  expect(moveInGrid({ row: 1, column: 1 }, 'ArrowUp', SIZE)).toEqual({ row: 0, column: 1 });
  expect(moveInGrid({ row: 1, column: 1 }, 'ArrowDown', SIZE)).toEqual({ row: 2, column: 1 });
  expect(moveInGrid({ row: 1, column: 1 }, 'ArrowLeft', SIZE)).toEqual({ row: 1, column: 0 });
  expect(moveInGrid({ row: 1, column: 1 }, 'ArrowRight', SIZE)).toEqual({ row: 1, column: 2 });
});

test('at an edge the focus stays', () => {
  expect(moveInGrid({ row: 0, column: 0 }, 'ArrowUp', SIZE)).toEqual({ row: 0, column: 0 });
  expect(moveInGrid({ row: 0, column: 0 }, 'ArrowLeft', SIZE)).toEqual({ row: 0, column: 0 });
  expect(moveInGrid({ row: 2, column: 3 }, 'ArrowDown', SIZE)).toEqual({ row: 2, column: 3 });
  expect(moveInGrid({ row: 2, column: 3 }, 'ArrowRight', SIZE)).toEqual({ row: 2, column: 3 });
});

test('Home and End go to the ends of the line; other keys are not the grid’s', () => {
  expect(moveInGrid({ row: 1, column: 2 }, 'Home', SIZE)).toEqual({ row: 1, column: 0 });
  expect(moveInGrid({ row: 1, column: 1 }, 'End', SIZE)).toEqual({ row: 1, column: 3 });
  expect(moveInGrid({ row: 1, column: 1 }, 'Tab', SIZE)).toBeNull();
});
