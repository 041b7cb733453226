import { auditProtection } from '../../electron/disclosure/attack/audit.ts';
import { protect, type ProtectOptions } from '../../electron/disclosure/protect/protect.ts';
import type { Instance, ProtectedCell } from '../../shared/disclosure/instance.ts';
import { evaluate } from '../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../shared/indicators/linkedSystem.ts';
import { TABLES } from '../../shared/indicators/tables.ts';
import { randomUnits, unit } from '../shared/indicators/units.ts';
import { consolidationRows } from './consolidationRows.ts';
import { against, compare, type Row, spread, timeOf } from './measure.ts';
import { gaussCells, nextSmallestCells } from './oldRules.ts';
import { openSetRows } from './openSetRows.ts';
import { sealedRows } from './sealedRows.ts';

const TRIES = 5;
const COMPARED = 12;
const width = 3;
const place = { month: '2026-05', site: { region: 'mopti' } } as const;

/** What leaves a centre: the month protected and attacked, the rules of before on the same tables, the open instances, the consolidation, the sealed sum (disclosure §8.3). */
export async function disclosureRows(): Promise<readonly Row[]> {
  const bare = process.resourceUsage().maxRSS;
  const rows: Row[] = [];
  for (const measure of [monthRows, comparisonRows, openSetRows, consolidationRows, sealedRows]) {
    process.stderr.write(`${measure.name}…\n`);
    rows.push(...(await measure()));
  }
  return [...rows, memoryRow(bare)];
}

/** Whatever the rows before held at once; beside the program before it does anything. */
function memoryRow(bare: number): Row {
  const most = process.resourceUsage().maxRSS;
  return against(spread('memory of the process at its most', 'MB', [most / 1024]), 'the program loaded', bare / 1024);
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

async function monthRows(): Promise<readonly Row[]> {
  const { instance, options } = monthOf(1, 500);
  const ours = {
    name: 'month of 500 incidents protected and attacked',
    run: () => timeOf(() => protect(instance, { ...options, objective: 'useful' })),
  };
  const gauss = { name: 'Gauss elimination alone, neither repaired nor attacked', run: () => timeOf(() => gaussCells(instance)) };
  return [await compare(ours, gauss, TRIES)];
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
