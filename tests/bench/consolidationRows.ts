import { attackLines, attackPeriod } from '../../electron/disclosure/attack/attackConsolidated.ts';
import { consolidationBounds } from '../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../electron/disclosure/consolidate/consolidatedBound.ts';
import type { Tally } from '../../electron/disclosure/attack/findings.ts';
import type { Folder, Release } from '../../electron/disclosure/equations/releases.ts';
import { summedBy } from '../../electron/disclosure/attack/summedVersions.ts';
import { REFERENCE_LISTS } from '../../shared/forms/lists/inForce.ts';
import { countsAt, firstVersion, unitsOfMonth } from '../disclosure/inventedCentres.ts';
import { against, type Row, spread, timeOf } from './measure.ts';

const [SITES, MONTHS, REGIONS] = [200, 12, 10];
/** Different packages; each is used for several centres, but is read and computed anew for each. */
const PATTERNS = 48;
const MONTH = '2026-05';

/** 200 centres and 12 months: every month consolidated from its packages, then what leaves attacked, by itself and with its packages (disclosure §8.3). */
export async function consolidationRows(): Promise<readonly Row[]> {
  const releases = await inventedYear();
  const added = await timeOf(() => plainSums(releases));
  const before = process.cpuUsage();
  let bounds: readonly ConsolidatedBound[] = [];
  const consolidated = await timeOf(async () => {
    bounds = await consolidationBounds(releases);
  });
  const lines = bounds.map((line) => ({
    ...line,
    value: line.value ?? undefined,
    low: line.low ?? undefined,
    high: line.high ?? undefined,
  }));
  const tally: Tally = { quantities: 0, equations: 0, hidden: 0, components: 0, doubtful: 0, unproven: 0, findings: new Map() };
  const attacked = await timeOf(() => attackAll({ releases, consolidated: lines, printed: [], unread: [] }, tally));
  const { user, system } = process.cpuUsage(before);
  const reference = 'the numbers shown in the same packages, added up';
  return [
    against(spread('200 centres × 12 months consolidated', 'ms', [consolidated]), reference, added),
    against(spread('the same attacked, alone and with its packages', 'ms', [attacked]), reference, added),
    against(spread('200 centres × 12 months consolidated and attacked', 'ms', [consolidated + attacked]), reference, added),
    spread('processor time of both, all threads together', 'ms', [(user + system) / 1000]),
    spread('findings of that attack, and numbers it could not decide', 'cells', [tally.findings.size + tally.unproven]),
  ];
}

async function attackAll(folder: Folder, tally: Tally): Promise<void> {
  const summed = await summedBy(folder);
  await attackLines(folder, summed, tally);
  for (const [period, own] of Map.groupBy(folder.consolidated, (line) => line.period))
    await attackPeriod(period, own, folder, summed, tally);
}

/** A package per centre and month, with all tables of the product. */
async function inventedYear(): Promise<readonly Release[]> {
  const patterns: Release[] = [];
  for (let seed = 1; patterns.length < PATTERNS; seed += 1) {
    const units = unitsOfMonth(seed, 8 + 3 * (seed % 40), MONTH);
    const release = await firstVersion('S', countsAt(MONTH, units, REFERENCE_LISTS), units);
    if (release !== null) patterns.push(release);
  }
  return Array.from({ length: SITES * MONTHS }, (_, at): Release => {
    const [number, month] = [Math.floor(at / MONTHS), 1 + (at % MONTHS)];
    const [site, period] = [`S${number}`, `2026-${String(month).padStart(2, '0')}`];
    const cells = patterns[(number + 7 * month) % PATTERNS]?.cells.map((cell) => ({ ...cell })) ?? [];
    return { name: `${site}-${period}-v1.json`, site, region: `region-${number % REGIONS}`, period, version: 1, threshold: 5, cells };
  });
}

/** What a spreadsheet does: the shown numbers of each cell, month by month. */
function plainSums(releases: readonly Release[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { period, cells } of releases)
    for (const { table, dims, value } of cells) {
      const name = [period, table, dims].join('\n');
      sums.set(name, (sums.get(name) ?? 0) + (value ?? 0));
    }
  return sums;
}
