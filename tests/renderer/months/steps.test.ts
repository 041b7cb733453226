import { expect, test } from 'vitest';
import { admittedStep, isStep, nextStep } from '../../../renderer/features/months/steps.ts';
import type { MonthLine } from '../../../renderer/features/months/steps.ts';

const OPEN: MonthLine = { month: '2026-09', state: 'open', version: 0, ended: true };
const RUNNING: MonthLine = { ...OPEN, ended: false };
const FROZEN: MonthLine = { ...OPEN, state: 'frozen', version: 1 };

test('a caseworker sees the preview, whatever is asked', () => {
  expect(admittedStep('freeze', OPEN, 'caseworker')).toBe('preview');
  expect(admittedStep('handover', FROZEN, 'caseworker')).toBe('preview');
  expect(nextStep(FROZEN, 'caseworker')).toBe('preview');
});

test('a month is frozen once it has ended, and only once', () => {
  expect(admittedStep('freeze', OPEN, 'supervisor')).toBe('freeze');
  expect(admittedStep('freeze', RUNNING, 'supervisor')).toBe('preview');
  expect(admittedStep('freeze', FROZEN, 'supervisor')).toBe('handover');
});

test('what was never frozen is neither corrected nor handed over', () => {
  expect(admittedStep('correct', OPEN, 'supervisor')).toBe('freeze');
  expect(admittedStep('correct', FROZEN, 'supervisor')).toBe('correct');
  expect(admittedStep('correct', FROZEN, 'caseworker')).toBe('preview');
  expect(admittedStep('handover', OPEN, 'supervisor')).toBe('freeze');
  expect(admittedStep('handover', RUNNING, 'supervisor')).toBe('preview');
  expect(admittedStep('handover', FROZEN, 'supervisor')).toBe('handover');
  expect(nextStep(OPEN, 'supervisor')).toBe('check');
  expect(nextStep(FROZEN, 'supervisor')).toBe('handover');
});

test('an address names a step or nothing', () => {
  expect(isStep('preview')).toBe(true);
  expect(isStep('correct')).toBe(true);
  expect(isStep('aperçu')).toBe(false);
  expect(isStep(undefined)).toBe(false);
});
