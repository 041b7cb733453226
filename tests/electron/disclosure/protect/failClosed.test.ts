import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProtectOptions } from '../../../../electron/disclosure/protect/protect.ts';
import type { Protection } from '../../../../shared/disclosure/instance.ts';
import { handExample } from '../invented.ts';

type Loader = typeof import('highs').default;
type Highs = Awaited<ReturnType<Loader>>;

beforeEach(() => vi.resetModules());
afterEach(() => vi.doUnmock('highs'));

/** Protects the hand example with another solver than the real one. */
async function protectWith(loader: Loader, options: ProtectOptions = {}): Promise<Protection> {
  vi.doMock('highs', () => ({ default: loader }));
  const { protect } = await import('../../../../electron/disclosure/protect/protect.ts');
  return protect(handExample(), options);
}

/** The real solver, whose answers say something else from the n-th on. */
async function answering(modelStatus: 7 | 13 | 15, from: number): Promise<Loader> {
  const { default: loadHighs } = await vi.importActual<{ readonly default: Loader }>('highs');
  let asked = 0;
  const twist = (model: ReturnType<Highs['createModel']>): typeof model => {
    const run = model.run.bind(model);
    model.run = (...given) => {
      asked += 1;
      const answer = run(...given);
      return asked < from ? answer : { ...answer, modelStatus };
    };
    return model;
  };
  return async (...given) => {
    const highs = await loadHighs(...given);
    const createModel = highs.createModel.bind(highs);
    return Object.assign(Object.create(highs), { createModel: (...data: Parameters<typeof createModel>) => twist(createModel(...data)) });
  };
}

const nothing = { status: 'refused', counts: { published: 0 }, audit: { unproven: 2 } };

describe('nothing leaves unaudited', () => {
  it('when the solver is missing', async () => {
    expect(await protectWith(() => Promise.reject(new Error('highs.wasm is missing')))).toMatchObject({ ...nothing, stoppedBy: 'fault' });
  });

  it('when the solver throws', async () => {
    const loader = await answering(7, Infinity);
    const broken: Loader = async (...given) =>
      Object.assign(await loader(...given), {
        createModel: () => {
          throw new Error('out of memory');
        },
      });
    expect(await protectWith(broken)).toMatchObject({ ...nothing, stoppedBy: 'fault' });
  });

  // 15: unknown. 13: time limit. From the first answer on, or from one in the midst of the choice, of the proof, of the audit.
  it.each([1, 2, 3, 5, 8, 12, 16].flatMap((from) => ([15, 13] as const).map((status) => [status, from] as const)))(
    'when the solver answers %i from its question %i on, unless the attacker has confirmed it',
    async (status, from) => {
      const protection = await protectWith(await answering(status, from), { objective: 'count' });
      vi.doUnmock('highs');
      vi.resetModules();
      const { auditProtection } = await import('../../../../electron/disclosure/attack/audit.ts');
      if (protection.status === 'refused') expect(protection.counts.published).toBe(0);
      else expect((await auditProtection(handExample(), protection, 3)).leaks).toEqual([]);
    },
  );
});
