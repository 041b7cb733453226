import type { OpeningStep } from '../../exchange/sealed.ts';

/** What two custodians have given each other so far; `checked`: the sum was put together here and agrees. */
export type Progress = { readonly given: readonly OpeningStep[]; readonly received: readonly OpeningStep[]; readonly checked: boolean };

/** What is to be done now: write a file, wait for one, check; or begin, when the other custodian's list came first. */
export type NextAct = { readonly act: 'begin' } | { readonly act: 'give' | 'wait'; readonly step: OpeningStep } | { readonly act: 'check' };

/** Given and received one after the other, before anything is put together. */
const EXCHANGED = ['list', 'agree', 'values'] as const satisfies readonly OpeningStep[];

/** What an opening waits for (disclosure §6.2): each exchange is whole before the next begins, the check follows the values, the signature the check. */
export function nextAct({ given, received, checked }: Progress): NextAct {
  const due = EXCHANGED.find((step) => !given.includes(step) || !received.includes(step));
  if (due !== undefined && given.includes(due)) return { act: 'wait', step: due };
  if (due === 'list') return { act: 'begin' };
  if (due !== undefined) return { act: 'give', step: due };
  if (!checked) return { act: 'check' };
  return { act: given.includes('table') ? 'wait' : 'give', step: 'table' };
}

/** Whether a step may be written: it is due, or it was given and its file is written again. */
export function mayGive(progress: Progress, step: OpeningStep): boolean {
  const next = nextAct(progress);
  return progress.given.includes(step) || (next.act === 'give' && next.step === step);
}
