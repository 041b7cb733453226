import { expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest, lastLine } from '../../tools/test/counts.ts';

test('unit tests: each test counts, and a file that did not load is a failure', () => {
  const report = {
    testResults: [
      {
        name: 'a',
        status: 'failed',
        assertionResults: [
          { fullName: 'a 1', status: 'passed' },
          { fullName: 'a 2', status: 'failed' },
          { fullName: 'a 3 (reason)', status: 'skipped' },
        ],
      },
      { name: 'b', status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(JSON.stringify(report))).toEqual({ passed: 1, failed: 2, skipped: ['a 3 (reason)'] });
});

test('journeys: nested suites count, a test that needed a second try fails, a skip keeps its reason', () => {
  const spec = (title: string, status: string, description?: string): object => ({
    title,
    tests: [{ status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }],
  });
  const report = {
    suites: [
      {
        specs: [spec('a', 'expected')],
        suites: [{ specs: [spec('b', 'unexpected'), spec('c', 'flaky'), spec('d', 'skipped', 'no binary')] }],
      },
    ],
    errors: [{}],
  };
  expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 1, failed: 3, skipped: ['d: no binary'] });
});

test('the last line says what scripts read', () => {
  const sum = addCounts([
    { passed: 2, failed: 0, skipped: [] },
    { passed: 3, failed: 1, skipped: ['x'] },
  ]);
  expect(lastLine(sum)).toBe('5 passed, 1 failed, 1 skipped');
  expect(lastLine({ ...sum, skipped: [] })).toBe('5 passed, 1 failed');
});
