import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditProtection } from '../../../electron/disclosure/attack/audit.ts';
import { protect } from '../../../electron/disclosure/protect/protect.ts';
import { type Instance, instanceSchema } from '../../../shared/disclosure/instance.ts';

/** Open instances with their reference figures, when the design material lies beside the project (disclosure.md §8.1). */
const folder = join(import.meta.dirname, '../../../../shared/data/disclosure');
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => /^o\d/.test(name))
      .map((name) => name.replace('.json', ''))
  : [];
/** Minutes of work: not tried here. */
const leftOut = ['o17-large-2000'];
/** Proved in up to a minute: here only the first pattern is tried. */
const long = ['o08-three-6x4x5', 'o10-geo-type', 'o11-geo-sex-age'];
const refusedThree = 'o27-known-refuse';
const figures = z.looseObject({ width3: z.looseObject({ optimum: z.int() }).optional() });

function read(name: string): Instance {
  return instanceSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
}

/** Cheapest pattern at width 3, proven by another program. */
function referenceOf(name: string): number | undefined {
  const all = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')));
  return figures.parse(all[name]).width3?.optimum;
}

describe.skipIf(names.length === 0)('the open instances (skipped when ../shared/data/disclosure is absent)', () => {
  it.each(names.filter((name) => !leftOut.includes(name) && name !== refusedThree))('%s', async (name) => {
    const instance = read(name);
    const isLong = long.includes(name);
    const options = { objective: 'count', solves: 0, budgetMs: 60_000, width: 3 } as const;
    const protection = await protect(instance, isLong ? { ...options, method: 'component' } : options);
    const audit = await auditProtection(instance, protection, 3);
    expect({ status: protection.status, faults: audit.faults, leaks: audit.leaks }).toEqual({ status: 'ok', faults: [], leaks: [] });
    expect(protection.bound).toBeLessThanOrEqual(protection.objective);
    if (isLong) return;
    expect(protection).toMatchObject({ method: 'optimal', optimal: true });
    expect(protection.counts.secondary).toBeLessThanOrEqual(referenceOf(name) ?? 0);
  });

  it('refuses the instance that an earlier release pins', async () => {
    const instance = read(refusedThree);
    const protection = await protect(instance);
    expect(protection).toMatchObject({ status: 'refused', audit: { exact: 0, tooNarrow: 3, unproven: 0 } });
    expect((await auditProtection(instance, protection, 3)).faults).toEqual([]);
  });
});
