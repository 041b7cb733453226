import { expect, it } from 'vitest';
import { coveredUntil, isCaredHere, isCovered } from '../../../../shared/rules/incident/healthCare.ts';

it.each([
  [[], false],
  [[{ service_category: 'health', disposition: 'provided_here' }], true],
  [[{ service_category: 'health', disposition: 'already_received' }], false],
  [[{ service_category: 'health', disposition: 'referred' }], false],
  [[{ service_category: 'psychosocial', disposition: 'provided_here' }], false],
  [
    [
      { service_category: 'legal', disposition: 'declined' },
      { service_category: 'health', disposition: 'provided_here' },
    ],
    true,
  ],
])('care given here is said by the decision on health alone (reference §3.7): %j', (dispositions, given) => {
  expect(isCaredHere(dispositions)).toBe(given);
});

it.each([
  [[], null],
  [[{ day: '2026-05-02', askedAt: null }], '2026-05-01T23:59'],
  [[{ day: '2026-05-02', askedAt: '2026-05-01T15:00' }], '2026-05-01T23:59'],
  [[{ day: '2026-05-02', askedAt: '2026-05-02T09:10' }], '2026-05-02T09:10'],
  [
    [
      { day: '2026-05-02', askedAt: '2026-05-02T09:10' },
      { day: '2026-04-20', askedAt: null },
    ],
    '2026-05-02T09:10',
  ],
])('care reaches the days before it, and of its own day what came before its referral: %j', (cares, until) => {
  expect(coveredUntil(cares)).toBe(until);
});

it.each([
  ['2026-05-02T09:10', '2026-05-02T09:10', true],
  ['2026-05-02T09:11', '2026-05-02T09:10', false],
  [null, '2026-05-02T09:10', false],
  ['2026-05-02T09:10', null, false],
])('an assault at %s, care reaching %s', (assault, until, covered) => {
  expect(isCovered(assault, until)).toBe(covered);
});
