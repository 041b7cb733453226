import { expect, test } from 'vitest';
import { admittedStep, isStep } from '../../../renderer/features/takeover/steps.ts';
import type { Rehearsal } from '../../../renderer/features/takeover/takeoverState.ts';

const REHEARSAL: Rehearsal = {
  rows: 0,
  registered: 0,
  cases: 0,
  contacts: 0,
  held: [],
  unknownCells: [],
  unmapped: [],
  wordings: [],
  suspects: [],
  partlyCompared: 0,
  warnings: 0,
  assumptions: [],
  months: {},
};

test('without a file every step leads to the file', () => {
  expect(admittedStep('run', null)).toBe('file');
  expect(admittedStep('columns', null)).toBe('file');
});

test('nothing is carried out before a dry run', () => {
  expect(admittedStep('run', { rehearsal: null })).toBe('columns');
  expect(admittedStep('rehearsal', { rehearsal: null })).toBe('columns');
  expect(admittedStep('columns', { rehearsal: null })).toBe('columns');
  expect(admittedStep('run', { rehearsal: REHEARSAL })).toBe('run');
});

test('the report is no step', () => {
  expect(isStep('report')).toBe(false);
  expect(isStep('values')).toBe(true);
});
