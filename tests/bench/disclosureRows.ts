import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditProtection } from '../../electron/disclosure/audit.ts';
import { attackPeriod } from '../../electron/disclosure/attackConsolidated.ts';
import { consolidationBounds } from '../../electron/disclosure/consolidation.ts';
import type { Tally } from '../../electron/disclosure/findings.ts';
import { protect, type ProtectOptions } from '../../electron/disclosure/protect.ts';
import type { Release } from '../../electron/disclosure/releases.ts';
import { summedBy } from '../../electron/disclosure/summedVersions.ts';
import type { Instance, ProtectedCell } from '../../shared/disclosure/instance.ts';
import { evaluate } from '../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../shared/indicators/linkedSystem.ts';
import { TABLES } from '../../shared/indicators/tables.ts';
import { inventedMonth, toRelease } from '../electron/disclosure/invented.ts';
import { randomUnits, unit } from '../shared/indicators/units.ts';
import { gaussCells, nextSmallestCells } from './oldRules.ts';
import { compare, type Row, spread, timeOf } from './measure.ts';

const TRIES = 5;
const COMPARED = 12;
const [SITES, MONTHS, REGIONS] = [200, 12, 10];
const width = 3;
const place = { month: '2026-05', site: { region: 'mopti' } } as const;

/** What leaves a centre: the month protected and attacked, the largest open instance, the consolidation, and the rules of before on the same tables (disclosure §8.3). */
export async function disclosureRows(): Promise<readonly Row[]> {
  return [await monthRow(), ...(await largeRows()), ...(await comparisonRows()), ...(await consolidationRows())];
}

/** A month of the centre's own tables (reference §6.5), all of whose units count. */
function monthOf(seed: number, incidents: number): { readonly instance: Instance; readonly options: ProtectOptions } {
  const usual = unit();
  const units = randomUnits(seed, incidents).map((one) => ({
    ...one,
    caseState: usual.caseState,
    consentReporting: usual.consentReporting,
    registered: usual.registered,
    incident: {
      ...(one.incident ?? usual.incident),
      reported: { month: place.month, lateIn: null },
      reportedBy: 'survivor',
      previouslyReported: 'no',
    } as typeof usual.incident,
  }));
  const counts = evaluate(TABLES, units, place);
  return { instance: linkedSystem(`month-${seed}`, counts, { threshold: 5, zero: 'publish' }), options: protectionOptions(counts) };
}

async function monthRow(): Promise<Row> {
  const { instance, options } = monthOf(1, 500);
  return compare(
    {
      name: 'month of 500 incidents protected and attacked',
      run: () => timeOf(() => protect(instance, { ...options, objective: 'useful' })),
    },
    { name: 'Gauss elimination alone, neither repaired nor attacked', run: () => timeOf(() => gaussCells(instance)) },
    TRIES,
  );
}

/** Only where the design material lies beside the project. */
async function largeRows(): Promise<readonly Row[]> {
  const file = join(import.meta.dirname, '../../../shared/data/disclosure/o17-large-2000.json');
  if (!existsSync(file)) return [];
  const instance: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const rows: Row[] = [];
  for (const asked of [3, 1]) {
    const started = performance.now();
    const { counts } = await protect(instance, { objective: 'count', width: asked, solves: 0, budgetMs: 60_000 });
    const name = `2,275 quantities, width ${asked}`;
    rows.push(spread(name, 'ms', [performance.now() - started]), spread(`${name}, secondary cells`, 'cells', [counts.secondary]));
  }
  return rows;
}

/** The cheapest pattern beside Gauss elimination and « hide the next smallest », on the same months: cells hidden, cells that leak, time. */
async function comparisonRows(): Promise<readonly Row[]> {
  const found = new Map<string, { readonly cells: number[]; readonly leaks: number[]; readonly times: number[] }>();
  const note = async (name: string, instance: Instance, choose: () => Promise<readonly ProtectedCell[]>): Promise<void> => {
    const started = performance.now();
    const cells = await choose();
    const time = performance.now() - started;
    const { leaks } = await auditProtection(instance, { cells }, width);
    const of = found.get(name) ?? { cells: [], leaks: [], times: [] };
    found.set(name, of);
    of.cells.push(cells.filter((cell) => 'suppressed' in cell && cell.suppressed === 'secondary').length);
    of.leaks.push(leaks.length);
    of.times.push(time);
  };
  for (let seed = 1; seed <= COMPARED; seed += 1) {
    const { instance } = monthOf(seed, 40 * seed);
    const protector = (method: 'optimal' | 'component') => async () => (await protect(instance, { method, objective: 'count' })).cells;
    await note('optimum', instance, protector('optimal'));
    await note('hide all, show again', instance, protector('component'));
    await note('Gauss elimination', instance, async () => gaussCells(instance));
    await note('hide the next smallest', instance, async () => nextSmallestCells(instance));
  }
  return [...found].flatMap(([name, { cells, leaks, times }]) => [
    spread(`secondary cells of a month, ${name}`, 'cells', cells),
    spread(`cells of a month that leak, ${name}`, 'cells', leaks),
    spread(`time on a month, ${name}`, 'ms', times),
  ]);
}

/** 200 centres and 12 months, each month consolidated from its packages, then attacked with them; and what the process held at its most. */
async function consolidationRows(): Promise<readonly Row[]> {
  const patterns = await Promise.all(
    Array.from({ length: 24 }, async (_, at) => {
      const instance = inventedMonth(at + 1, 10 + 5 * at);
      return { instance, protection: await protect(instance, { method: 'component', solves: 0 }) };
    }),
  );
  const releases = Array.from({ length: SITES * MONTHS }, (_, at): Release => {
    const { instance, protection } = patterns[at % patterns.length] ?? { instance: inventedMonth(1, 10), protection: undefined };
    if (protection === undefined) throw new Error('no pattern');
    const [site, month] = [Math.floor(at / MONTHS), 1 + (at % MONTHS)];
    const period = `2026-${String(month).padStart(2, '0')}`;
    return toRelease(protection, instance, { site: `S${site}`, region: `region-${site % REGIONS}`, period, version: 1 });
  });
  const started = performance.now();
  const bounds = await consolidationBounds(releases);
  const consolidated = performance.now();
  const tally: Tally = { quantities: 0, equations: 0, hidden: 0, components: 0, doubtful: 0, unproven: 0, findings: new Map() };
  const lines = bounds.map((line) => ({
    ...line,
    value: line.value ?? undefined,
    low: line.low ?? undefined,
    high: line.high ?? undefined,
  }));
  const folder = { releases, consolidated: lines, printed: [], unread: [] };
  const summed = summedBy(folder);
  for (const [period, ofPeriod] of Map.groupBy(lines, (line) => line.period)) await attackPeriod(period, ofPeriod, folder, summed, tally);
  const attacked = performance.now();
  return [
    spread('200 centres × 12 months consolidated', 'ms', [consolidated - started]),
    spread('the same attacked with its packages', 'ms', [attacked - consolidated]),
    spread('findings of that attack', 'cells', [tally.findings.size]),
    spread('memory of the process at its most', 'MB', [process.resourceUsage().maxRSS / 1024]),
  ];
}
