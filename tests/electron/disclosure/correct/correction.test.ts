import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { attackReleases } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { correctInWorker } from '../../../../electron/disclosure/correct/corrector.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import { trueTables } from '../../../../electron/disclosure/correct/trueTables.ts';
import { CUT_ORDER } from '../../../../shared/indicators/tables.ts';
import { correctedVersion, type Correction } from '../../../../electron/disclosure/correct/correction.ts';
import { REFERENCE_LISTS } from '../../../../shared/forms/lists/inForce.ts';
import { THRESHOLD, countsAt, firstVersion, unitsOfMonth, type RecodedUnit } from '../../../disclosure/inventedCentres.ts';
import { once } from '../invented.ts';

const MONTH = '2026-05';
const units = unitsOfMonth(1, 400, MONTH);
const counted = (of: readonly RecodedUnit[]) => countsAt(MONTH, of, REFERENCE_LISTS);
const nextVersion = (former: readonly Release[], now: readonly RecodedUnit[]) =>
  correctedVersion({ former, tables: trueTables(counted(now), THRESHOLD), cutOrder: CUT_ORDER, width: THRESHOLD - 2 });
const firstOne = once(async (): Promise<Release> => {
  const released = await firstVersion('AAA', counted(units), units);
  if (released === null) throw new Error('the invented month did not leave');
  return released;
});

function asVersion(last: Release, { cells }: Extract<Correction, { readonly outcome: 'leaves' }>): Release {
  return { ...last, name: `AAA-v${last.version + 1}`, version: last.version + 1, cells };
}

/** What the attacker finds in some versions of the month. */
function attack(...releases: readonly Release[]) {
  return attackReleases({ releases, consolidated: [], printed: [], unread: [] });
}

function valuesOf({ cells }: Pick<Release, 'cells'>): ReadonlyMap<string, number | undefined> {
  return new Map(cells.map(({ table, dims, value }) => [`${table} ${dims}`, value]));
}

describe('a correction of a month that left (disclosure §5)', () => {
  it('is none where nothing changed, and none where what changed would point to somebody', async () => {
    const first = await firstOne();
    expect(await nextVersion([first], units)).toEqual({ outcome: 'same', cut: [] });
    const one = await nextVersion([first], units.slice(1));
    expect(one.outcome).toBe('same');
    expect(one.cut).toContainEqual({ table: 'G01', cause: 'change' });
  });

  it(
    'leaves in the pattern of the former version, each shown number the same or moved by five at least, and the attacker finds nothing',
    { timeout: 60_000 },
    async () => {
      const first = await firstOne();
      const correction = await nextVersion([first], units.slice(80));
      if (correction.outcome !== 'leaves') throw new Error('the correction did not leave');
      const second = asVersion(first, correction);
      const before = valuesOf(first);
      for (const [cell, value] of valuesOf(second)) {
        const former = before.get(cell);
        expect(value === undefined).toBe(former === undefined);
        if (value !== undefined && former !== undefined && value !== former) expect(Math.abs(value - former)).toBeGreaterThanOrEqual(5);
      }
      expect(second.cells.length).toBeLessThan(first.cells.length);
      expect(await attack(first, second)).toMatchObject({ exact: 0, tooNarrow: 0, unproven: 0, pairsOfVersions: 1 });
      const again = await nextVersion([first, second], units.slice(79));
      expect(again.outcome).toBe('same');
    },
  );

  it('a version that shows what the former one hid is found by the attacker', async () => {
    const first = await firstOne();
    const truth = new Map(
      trueTables(counted(units), 5).flatMap(({ id, cells }) => cells.map((cell) => [`${id} ${cell.dims}`, cell] as const)),
    );
    const opened = first.cells.map((cell) => ({
      ...cell,
      value: cell.value ?? (cell.table === 'G02a' ? truth.get(`${cell.table} ${cell.dims}`)?.n : undefined),
    }));
    const found = await attack(first, { ...first, name: 'second', version: 2, cells: opened });
    expect(found.findings.some(({ releases }) => releases.length === 2)).toBe(true);
  });

  it('whose thread dies, or does not answer, proves nothing', async () => {
    const first = await firstOne();
    const input = { former: [first], tables: trueTables(counted(units.slice(80)), 5), cutOrder: CUT_ORDER, width: 3 };
    const dies = () => new Worker('process.exit(1)', { eval: true });
    const hangs = () => new Worker('setInterval(() => undefined, 1000)', { eval: true });
    expect(await correctInWorker(input, 30_000, dies)).toEqual({ outcome: 'unproved', cut: [] });
    expect(await correctInWorker(input, 50, hangs)).toEqual({ outcome: 'unproved', cut: [] });
  });
});
