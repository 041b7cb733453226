import { describe, expect, test } from 'vitest';
import { OPENING_STEPS, type OpeningStep } from '../../../../shared/exchange/sealed.ts';
import { mayGive, nextAct, type Progress } from '../../../../shared/rules/months/sealedOpening.ts';

const before = (step: OpeningStep) => OPENING_STEPS.slice(0, OPENING_STEPS.indexOf(step));
const some = (bits: number) => OPENING_STEPS.filter((_, place) => ((bits >> place) & 1) === 1);
const EVERY: readonly Progress[] = Array.from({ length: 512 }, (_, bits) => ({
  given: some(bits),
  received: some(bits >> 4),
  checked: bits >> 8 === 1,
}));

describe('the steps of two custodians (disclosure §6.2)', () => {
  test('are walked in one order, each file given, then waited for', () => {
    const walked = [];
    const [given, received]: [OpeningStep[], OpeningStep[]] = [['list'], []];
    for (const step of OPENING_STEPS) {
      if (step === 'table') walked.push(nextAct({ given, received, checked: false }));
      if (step !== 'list') walked.push(nextAct({ given, received, checked: step === 'table' }));
      if (step !== 'list') given.push(step);
      walked.push(nextAct({ given, received, checked: step === 'table' }));
      received.push(step);
    }
    expect(walked.map((next) => ('step' in next ? `${next.act} ${next.step}` : next.act))).toEqual([
      'wait list',
      'give agree',
      'wait agree',
      'give values',
      'wait values',
      'check',
      'give table',
      'wait table',
    ]);
  });

  test('a list that came first asks to begin; nothing is given before it', () => {
    for (const received of [[], ['list']] as const) {
      const fresh = { given: [], received, checked: false };
      expect(nextAct(fresh)).toEqual({ act: 'begin' });
      for (const step of OPENING_STEPS) expect(mayGive(fresh, step)).toBe(false);
    }
  });

  test('a step that was not given is given only once all before it went both ways, and the table only once the sum is checked', () => {
    for (const progress of EVERY)
      for (const step of OPENING_STEPS.filter((one) => !progress.given.includes(one) && one !== 'list')) {
        const whole = before(step).every((one) => progress.given.includes(one) && progress.received.includes(one));
        expect(mayGive(progress, step), JSON.stringify({ step, ...progress })).toBe(whole && (step !== 'table' || progress.checked));
      }
  });

  test('what was given may be written again', () => {
    for (const progress of EVERY) for (const step of progress.given) expect(mayGive(progress, step)).toBe(true);
  });
});
