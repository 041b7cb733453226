import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackFolder, type FolderAttack } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { consolidationBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import type { Protection } from '../../../../shared/disclosure/instance.ts';
import { handExample, inventedMonth, showCell, toPayload, toRelease } from '../invented.ts';

const quick = { method: 'component', objective: 'count', solves: 0, budgetMs: 60_000 } as const;
let folder = '';
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attack-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function attack(files: Readonly<Record<string, string>>): Promise<FolderAttack> {
  count += 1;
  const path = join(folder, String(count));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return attackFolder(path);
}

async function attackReleases(releases: readonly Release[], csv?: string): Promise<FolderAttack> {
  const files = Object.fromEntries(releases.map((release) => [release.name, toPayload(release)]));
  return attack(csv === undefined ? files : { ...files, 'consolidated.csv': csv });
}

async function invented(
  seed: number,
  incidents: number,
  site = `S${seed}`,
  version = 1,
): Promise<{ readonly release: Release; readonly protection: Protection; readonly instance: ReturnType<typeof inventedMonth> }> {
  const instance = inventedMonth(seed, incidents);
  const protection = await protect(instance, quick);
  return { instance, protection, release: toRelease(protection, instance, { site, region: 'mopti', period: '2026-05', version }) };
}

function secondaryOf(protection: Protection): number[] {
  return [...protection.cells.keys()].filter((at) => {
    const cell = protection.cells[at];
    return cell !== undefined && 'suppressed' in cell && cell.suppressed === 'secondary';
  });
}

function csvOf(lines: Awaited<ReturnType<typeof consolidationBounds>>): string {
  const rows = lines.map((line) =>
    [line.table, line.period, line.level, line.area, line.dims, line.value, line.status, line.low, line.high]
      .map((cell) => cell ?? '')
      .join(';'),
  );
  return `\uFEFFtable;period;level;area;dims;value;status;low;high\r\n${rows.join('\r\n')}\r\n`;
}

describe('the attack on a folder', () => {
  it('finds nothing in packages that are protected', async () => {
    const packages = await Promise.all([31, 62, 143, 94].map((incidents, at) => invented(at + 1, incidents)));
    const found = await attackReleases(packages.map(({ release }) => release));
    expect(found).toMatchObject({
      packages: 4,
      releases: 4,
      exact: 0,
      tooNarrow: 0,
      unproven: 0,
      pairsOfVersions: 0,
      findings: [],
      unread: [],
    });
    expect(found.hidden).toBe(packages.reduce((sum, { protection }) => sum + protection.counts.primary + protection.counts.secondary, 0));
  });

  it('reads two versions of a month together', async () => {
    const { instance, protection, release } = await invented(12, 60);
    const again = secondaryOf(protection)[0];
    if (again === undefined) throw new Error('the invented month hides nothing');
    const second = toRelease(showCell(protection, instance, again), instance, { ...release, version: 2 });
    const found = await attackReleases([release, second]);
    expect(found.pairsOfVersions).toBe(1);
    expect(found.findings.length + found.doubtful).toBeGreaterThan(0);
  });

  it('reads the prints of the protector beside their instance, and names what it cannot read', async () => {
    const instance = handExample();
    const protection = await protect(instance, quick);
    const files = {
      'hand.json': JSON.stringify(instance),
      'hand.out.json': JSON.stringify(protection),
      'other.json': '{}',
      'broken.json': '{',
    };
    expect(await attack(files)).toMatchObject({ releases: 1, exact: 0, tooNarrow: 0, doubtful: 0, unread: ['broken.json', 'other.json'] });
    const opened = {
      ...protection,
      cells: protection.cells.map((cell) =>
        'suppressed' in cell && cell.suppressed === 'secondary'
          ? { ...cell, value: instance.cells.find((one) => one.key.join() === cell.key.join())?.n }
          : cell,
      ),
    };
    const found = await attack({ ...files, 'hand.out.json': JSON.stringify(opened) });
    expect(found.findings).toMatchObject([
      { centre: null, table: 'H', key: ['T1', 'A2'], lo: 3, hi: 3, kind: 'exact' },
      { centre: null, table: 'H', key: ['T2', 'A3'], lo: 2, hi: 2, kind: 'exact' },
    ]);
  });

  it('takes consolidated tables and packages together', async () => {
    const packages = await Promise.all([51, 72, 83].map((incidents, at) => invented(at + 20, incidents)));
    const releases = packages.map(({ release }) => release);
    const lines = await consolidationBounds(releases);
    expect(await attackReleases(releases, csvOf(lines))).toMatchObject({
      packages: 3,
      releases: 4,
      exact: 0,
      tooNarrow: 0,
      unproven: 0,
      contributorsBelow3: 0,
    });
    const leaking = lines.find(
      (line) => line.level === 'national' && line.status !== 'published' && hiddenIn(packages, line.table, line.dims) === 1,
    );
    if (leaking === undefined) throw new Error('no line with one hidden contribution');
    const truth = packages.reduce(
      (sum, { instance, release }) =>
        sum + (instance.cells[release.cells.findIndex((cell) => cell.table === leaking.table && cell.dims === leaking.dims)]?.n ?? 0),
      0,
    );
    const leaked = lines.map((line) =>
      line === leaking ? { ...line, status: 'published' as const, value: truth, low: null, high: null } : line,
    );
    const found = await attackReleases(releases, csvOf(leaked));
    expect(found.findings.length + found.doubtful).toBeGreaterThan(0);
  });
});

function hiddenIn(
  packages: readonly { readonly protection: Protection; readonly release: Release }[],
  table: string,
  dims: string,
): number {
  const at = packages.map(({ release }) => release.cells.findIndex((cell) => cell.table === table && cell.dims === dims));
  return (
    packages.filter(({ protection }, rank) => {
      const cell = protection.cells[at[rank] ?? -1];
      return cell !== undefined && 'suppressed' in cell && cell.suppressed === 'primary';
    }).length -
    packages.filter(({ protection }, rank) => {
      const cell = protection.cells[at[rank] ?? -1];
      return cell !== undefined && 'suppressed' in cell && cell.suppressed === 'secondary';
    }).length *
      10
  );
}

describe('the consolidated lines', () => {
  it('publish exact sums where every site shows the cell, and hold the truth in every interval', async () => {
    const packages = await Promise.all([51, 72, 83, 24].map((incidents, at) => invented(at + 40, incidents)));
    const lines = await consolidationBounds(packages.map(({ release }) => release));
    expect(lines.some((line) => line.status === 'published') && lines.some((line) => line.status === 'interval')).toBe(true);
    for (const line of lines) {
      const truth = packages.reduce(
        (sum, { instance, release }) =>
          sum + (instance.cells[release.cells.findIndex((cell) => cell.table === line.table && cell.dims === line.dims)]?.n ?? 0),
        0,
      );
      if (line.status === 'published') expect(line.value).toBe(truth);
      if (line.status !== 'interval') continue;
      expect(line.low).toBeLessThanOrEqual(truth);
      expect(line.high).toBeGreaterThanOrEqual(truth);
      expect((line.high ?? 0) - (line.low ?? 0)).toBeGreaterThanOrEqual(3);
    }
  });

  it('take a table cut in a month without incident for the zeros that it is', async () => {
    const packages = await Promise.all([0, 72, 83, 94].map((incidents, at) => invented(at + 50, incidents)));
    const releases = packages.map(({ release }, at) => ({
      ...release,
      cells: at === 0 ? release.cells.filter((cell) => cell.table === 'G01') : release.cells,
    }));
    expect(releases[0]?.cells.every((cell) => cell.value === 0)).toBe(true);
    const lines = (await consolidationBounds(releases)).filter((line) => line.table === 'G10');
    expect(lines.some((line) => line.status === 'published')).toBe(true);
    for (const line of lines.filter(({ status }) => status === 'published')) {
      const shown = releases.slice(1).map(({ cells }) => cells.find(({ table, dims }) => table === 'G10' && dims === line.dims)?.value);
      expect(line.value).toBe(shown.reduce<number>((sum, value) => sum + (value ?? NaN), 0));
    }
  });

  it('bound a sum that a cut table leaves unknown by what that package shows elsewhere, and never print it', async () => {
    const packages = await Promise.all([51, 72, 83].map((incidents, at) => invented(at + 50, incidents)));
    const releases = packages.map(({ release }, at) => ({
      ...release,
      cells: at === 0 ? release.cells.filter((cell) => cell.table !== 'G10') : release.cells,
    }));
    const delays = (await consolidationBounds(releases)).filter((line) => line.table === 'G10' && line.dims !== '');
    expect(delays.length).toBeGreaterThan(0);
    expect(delays.every((line) => line.status !== 'published')).toBe(true);
    const least = Math.min(...delays.map((line) => (line.high ?? Infinity) - (line.low ?? 0)));
    expect(least).toBeGreaterThanOrEqual(3);
  });

  it('do not depend on the order of packages, use the latest version, and leave out areas of fewer than three sites', async () => {
    const packages = await Promise.all([30, 40, 50].map((incidents, at) => invented(at + 60, incidents)));
    const other = { ...(await invented(70, 45)).release, region: 'gao' };
    const releases = [...packages.map(({ release }) => release), other];
    const lines = await consolidationBounds(releases);
    expect(await consolidationBounds(releases.toReversed())).toEqual(lines);
    expect(new Set(lines.map((line) => line.area))).toEqual(new Set(['ML', 'mopti']));
    const older = { ...other, site: releases[0]?.site ?? '', version: 0 };
    expect(await consolidationBounds([...releases, older])).toEqual(lines);
    expect(await consolidationBounds(releases.slice(0, 2))).toEqual([]);
  });
});
