import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackFolder } from '../../../electron/disclosure/attack/attackFolder.ts';
import type { ConsolidatedBound } from '../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { consolidatedCsv } from '../../../electron/exchange/consolidatedCsv.ts';
import { protectOpened, tableDigest } from '../../../electron/sealed/openedTables.ts';
import type { Group } from '../../../electron/sealed/openings.ts';
import { numberOf, TEMPLATE, vectorOf } from '../../../electron/sealed/template.ts';
import { readDims } from '../../../shared/indicators/notation.ts';
import { tableOf } from '../../../shared/indicators/tables.ts';
import type { CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';
import { incident, randomUnits, unit } from '../../shared/indicators/units.ts';

const MONTH = '2026-05';
const THRESHOLD = 5;
const SET = new Uint8Array(32);

function added(vectors: readonly Uint32Array[]): Uint32Array {
  return Uint32Array.from({ length: TEMPLATE.length }, (_, rank) => vectors.reduce((sum, vector) => sum + (vector[rank] ?? 0), 0));
}

/** Centres of a month; a code that occurs several times has as many months. */
function group(area: string | null, names: readonly string[]): Group {
  const contributions = names.map((centre, at) => {
    const month = `2026-0${1 + names.slice(0, at).filter((name) => name === centre).length}`;
    return { centre, month, region: area ?? 'gao', commitment: centre, digestA: '', digestB: '' };
  });
  return { area, contributions };
}

async function linesOf(groups: readonly Group[], sums: readonly Uint32Array[]): Promise<readonly ConsolidatedBound[]> {
  const opened = await protectOpened(MONTH, groups, sums, THRESHOLD);
  if (!('lines' in opened)) throw new RangeError(opened.failed);
  return opened.lines;
}

function shownFor(lines: readonly ConsolidatedBound[], table: string, dims: string, area = 'ML'): number | null | undefined {
  return lines.find((line) => line.table === table && line.dims === dims && line.area === area)?.value;
}

async function attackOn(lines: readonly ConsolidatedBound[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  try {
    writeFileSync(join(folder, 'consolidated.csv'), consolidatedCsv(lines));
    return await attackFolder(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As many women of an age, with an incident of a type. */
function many(count: number, name: string, of: Partial<CountedUnit> = {}, happened = incident()): readonly CountedUnit[] {
  return Array.from({ length: count }, (_, rank) => unit({ personId: `${name}-${rank}`, incident: happened, ...of }));
}

describe('the table of an opening (disclosure §6.2, step 7)', () => {
  it('prints the exact sums that may be printed, and nothing small', async () => {
    const vectors = [11, 12, 13].map((seed) => vectorOf(randomUnits(seed, 150), MONTH));
    const sum = added(vectors);
    const lines = await linesOf([group(null, ['A', 'B', 'C'])], [sum]);
    const shown = lines.filter(({ value }) => value !== null);
    expect(shown.length).toBeGreaterThan(100);
    for (const line of shown) {
      const table = tableOf(line.table);
      const place = table === null ? null : readDims(table, line.dims);
      if (table === null || place === null) throw new RangeError(line.table);
      const { n, contributors } = numberOf(sum, table.population.id, place.block, place.key);
      expect(line.value).toBe(n);
      if (n === 0) continue;
      expect(n).toBeGreaterThanOrEqual(THRESHOLD);
      expect(contributors).toBeGreaterThanOrEqual(n < 10 ? 5 : 3);
    }
    const attack = await attackOn(lines);
    expect(attack.findings).toEqual([]);
    expect(attack.unproven).toBe(0);
  });

  it('hides a number of two centres however large, and one below ten of fewer than five', async () => {
    const men = { sex: 'male' } as const;
    const vectors = ['A', 'B', 'C', 'D', 'E', 'F'].map((name, rank) =>
      vectorOf(
        [
          ...many(20, `${name}-w`),
          ...(rank < 2 ? many(15, `${name}-m`, men) : []),
          ...(rank < 4 ? many(2, `${name}-f`, {}, incident({ gbvType: 'forced_marriage' })) : []),
          ...many(1, `${name}-d`, {}, incident({ gbvType: 'denial_resources' })),
        ],
        MONTH,
      ),
    );
    const lines = await linesOf([group(null, ['A', 'B', 'C', 'D', 'E', 'F'])], [added(vectors)]);
    const again = await linesOf([group(null, ['A', 'B', 'C', 'D', 'E', 'F'])], [added(vectors.toReversed())]);
    expect(tableDigest(SET, lines).equals(tableDigest(SET, again))).toBe(true);
    expect(tableDigest(SET, lines).equals(tableDigest(SET, lines.slice(1)))).toBe(false);
    expect(shownFor(lines, 'G02a', 'sex=male')).toBeNull();
    expect(shownFor(lines, 'G02a', 'gbv_type=forced_marriage')).toBeNull();
    expect(shownFor(lines, 'G01', '')).toBe(164);
  });

  it('in a quarter counts centres, not months: a centre that was late twice is one', async () => {
    const assault = incident({ gbvType: 'physical_assault' });
    const names = ['A', 'A', 'B', 'B', 'C', 'C', 'D', 'E'];
    const vectors = names.map((name, rank) =>
      vectorOf([...many(20, `${name}-w`), ...(rank < 4 ? many(15, `${name}-${rank}-p`, {}, assault) : [])], MONTH),
    );
    const lines = await linesOf([group(null, names)], [added(vectors)]);
    // Four months, that two centres may have given, and eight, that surely come from five.
    expect(shownFor(lines, 'G02a', 'gbv_type=physical_assault')).toBeNull();
    expect(shownFor(lines, 'G01', '')).toBe(220);
    const months = await linesOf([group(null, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'])], [added(vectors)]);
    expect(shownFor(months, 'G02a', 'gbv_type=physical_assault')).toBe(60);
  });

  it('protects what is left when a region is taken from the country, and does not print it', async () => {
    const [first, second] = [
      added(['A', 'B', 'C'].map((name) => vectorOf([...many(30, name), ...many(9, `${name}-g`, { ageGroup: 'a12_14' })], MONTH))),
      added(['D', 'E', 'F'].map((name) => vectorOf([...many(12, name), ...many(1, `${name}-g`, { ageGroup: 'a12_14' })], MONTH))),
    ];
    const lines = await linesOf([group('mopti', ['A', 'B', 'C']), group(null, ['D', 'E', 'F'])], [first, second]);
    expect(new Set(lines.filter(({ table }) => table === 'G01').map(({ area }) => area))).toEqual(new Set(['ML', 'mopti']));
    const left = lines.filter(({ table, area, value }) => ['G01', 'G02b', 'G03'].includes(table) && area === 'mopti' && value !== null);
    expect(left.length).toBeGreaterThan(5);
    expect(shownFor(lines, 'G01', 'age_band=0-17') === null || shownFor(lines, 'G01', 'age_band=0-17', 'mopti') === null).toBe(true);
    for (const line of left) {
      const whole = shownFor(lines, line.table, line.dims);
      const rest = (whole ?? 0) - (line.value ?? 0);
      if (whole !== null && whole !== undefined) expect(rest === 0 || rest >= THRESHOLD).toBe(true);
    }
    const attack = await attackOn(lines);
    expect(attack.findings).toEqual([]);
  });

  it('gives nothing when the country itself cannot be printed', async () => {
    const few = added(['A', 'B', 'C'].map((name) => vectorOf(many(1, name), MONTH)));
    const opened = await protectOpened(MONTH, [group(null, ['A', 'B', 'C'])], [few], THRESHOLD);
    const lines = 'lines' in opened ? opened.lines : [];
    expect(lines.filter(({ value }) => value !== null && value > 0)).toEqual([]);
  });
});
