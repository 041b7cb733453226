import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackFolder } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { roundedLines } from '../../../../electron/disclosure/consolidate/consolidateRounded.ts';
import { consolidationBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import { inventedMonth, once, toRelease } from '../invented.ts';

let folder = '';
const rounded = once(() => Promise.all([1, 2, 3, 4].map((seed) => release(seed, 'rounded'))));

async function release(seed: number, mode: 'hidden' | 'rounded'): Promise<Release> {
  const instance = inventedMonth(seed, 30 + 10 * seed);
  const protection = await protect(instance, { method: mode === 'rounded' ? 'round' : 'component', solves: 0, budgetMs: 60_000 });
  return { ...toRelease(protection, instance, { site: `S${seed}`, region: 'mopti', period: '2026-05', version: 1 }), mode };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rounded-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function attack(name: string, releases: readonly Release[], lines: readonly ConsolidatedBound[] = []) {
  const path = join(folder, name);
  mkdirSync(path);
  for (const { site, region, period, version, threshold, mode, cells, name: file } of releases) {
    const header = { site_code: site, region, period, version, threshold, mode };
    const printed = cells.map(({ table, dims, value }) =>
      value === undefined ? { table, dims, suppressed: true } : { table, dims, value },
    );
    writeFileSync(join(path, file), JSON.stringify({ header, cells: printed }));
  }
  const rows = lines.map((line) =>
    [line.table, line.period, line.level, line.area, line.dims, line.value, line.status, line.low, line.high]
      .map((cell) => cell ?? '')
      .join(';'),
  );
  writeFileSync(join(path, 'consolidated.csv'), `table;period;level;area;dims;value;status;low;high\r\n${rows.join('\r\n')}\r\n`);
  return attackFolder(path);
}

function valueAt({ cells }: Release, { table, dims }: { readonly table: string; readonly dims: string }): number {
  return cells.find((cell) => cell.table === table && cell.dims === dims)?.value ?? 0;
}

describe('rounded packages', () => {
  it('leave nothing to the attacker who knows how they were rounded', async () => {
    expect(await attack('packages', await rounded())).toMatchObject({ packages: 4, exact: 0, tooNarrow: 0, unproven: 0, unread: [] });
  });

  it('two roundings of one month that a reader can lay together are attacked together', async () => {
    const [first] = await rounded();
    if (first === undefined) throw new Error('no release');
    const truth = inventedMonth(1, 40);
    const other = await protect(truth, { method: 'round', roundingKey: Buffer.alloc(32, 3) });
    const second = { ...toRelease(other, truth, { site: 'S1', region: 'mopti', period: '2026-05', version: 2 }), mode: 'rounded' };
    expect((await attack('twice', [first, second])).pairsOfVersions).toBe(1);
  });
});

describe('consolidated lines of rounded packages (disclosure §4, §6.1)', () => {
  it('are plain sums with a standard error, hidden where fewer than three contribute', async () => {
    const round = await rounded();
    const lines = (await roundedLines(round)).filter(({ table, level }) => table === 'G02a' && level === 'national');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const values = round.map((one) => valueAt(one, line));
      const contributors = values.filter((value) => value > 0).length;
      if (line.status === 'rounded')
        expect(line).toMatchObject({ value: values.reduce((a, b) => a + b, 0), error: 4, low: null, high: null });
      if (contributors > 0 && contributors < 3) expect(line.status, line.dims).toBe('suppressed');
    }
    expect(lines.find(({ dims }) => dims === '')?.status).toBe('rounded');
    expect(await consolidationBounds(round)).toEqual([]);
    expect((await attack('sums', round, await roundedLines(round))).findings).toEqual([]);
  });

  it('a month in which some hide and some round gives intervals and never one figure of both', async () => {
    const mixed = [...(await rounded()).slice(0, 2), await release(5, 'hidden')];
    expect(await roundedLines(mixed)).toEqual([]);
    const lines = await consolidationBounds(mixed);
    expect(lines.filter(({ status }) => status === 'published' || status === 'rounded').filter(({ value }) => (value ?? 0) > 0)).toEqual(
      [],
    );
    expect(lines.some(({ status }) => status === 'interval')).toBe(true);
    expect((await attack('mixed', mixed, lines)).findings).toEqual([]);
  });

  it('have no line for an area of two sites', async () => {
    expect(await roundedLines((await rounded()).slice(0, 2))).toEqual([]);
  });
});
