import type { Output } from '../../../shared/contract.ts';
import type { Role } from '../../../shared/rights.ts';
import type { Text } from '../../../shared/text.ts';

/** A month of the centre as the request handler sends it. */
export type MonthLine = Output<'months.list'>['months'][number];

/** The way of a month out of the centre, in order (interface 3.17). */
export const STEPS = ['check', 'preview', 'freeze', 'handover'] as const;
/** A correction is outside the sequence: it starts from a month that is frozen, and leads back to its handing over. */
export type Step = (typeof STEPS)[number] | 'correct';

export const STEP_NAMES: Record<Step, Text> = {
  check: { fr: 'Vérifier', en: 'Check' },
  preview: { fr: 'Aperçu', en: 'Preview' },
  freeze: { fr: 'Figer', en: 'Freeze' },
  handover: { fr: 'Remettre', en: 'Hand over' },
  correct: { fr: 'Corriger', en: 'Correct' },
};

export function isStep(text: string | undefined): text is Step {
  return text === 'correct' || STEPS.some((step) => step === text);
}

/**
 * The step that may be shown for the step asked: a caseworker has the preview only. A month is frozen after it has ended, and once only;
 * a month that was never frozen is neither handed over nor corrected.
 */
export function admittedStep(asked: Step, line: MonthLine, role: Role): Step {
  if (role !== 'supervisor') return 'preview';
  if (asked === 'freeze' && !line.ended) return 'preview';
  if (asked === 'freeze' && line.state !== 'open') return 'handover';
  if ((asked === 'handover' || asked === 'correct') && line.state === 'open') return line.ended ? 'freeze' : 'preview';
  return asked;
}

/** The state of a step of a month. */
export function stepAddress(month: string, step: Step): string {
  return `/months/${month}/${step}`;
}

/** The step a month waits for, opened from the list. */
export function nextStep(line: MonthLine, role: Role): Step {
  if (role !== 'supervisor') return 'preview';
  return line.state === 'open' ? 'check' : 'handover';
}
