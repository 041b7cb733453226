import { Buffer } from 'node:buffer';
import type { Instance, ProtectedCell, Protection } from '../../shared/disclosure/instance.ts';
import { isRegion } from '../../shared/forms/lists/places.ts';
import { TOTAL, type Block, type PopulationData, type TableData } from '../../shared/indicators/define.ts';
import { regionOfPlace } from '../../shared/indicators/dimensions.ts';
import { isTooSmall, products, shownPlaces, type CountedBlock, type MonthCounts } from '../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../shared/indicators/linkedSystem.ts';
import { writeDims } from '../../shared/indicators/notation.ts';
import { LATENT_TABLES, TABLES, tableOf } from '../../shared/indicators/tables.ts';
import type { IsoPeriod } from '../../shared/time.ts';
import type { ConsolidatedBound } from '../disclosure/consolidate/consolidatedBound.ts';
import { groupDisclosures } from '../disclosure/protect/primary.ts';
import type { ProtectOptions } from '../disclosure/protect/protect.ts';
import { protectInWorker } from '../disclosure/protect/protector.ts';
import { readSystem } from '../disclosure/protect/system.ts';
import { canonicalJson, context } from '../keys/canonical.ts';
import { sha256 } from '../keys/primitives.ts';
import { LEAST_CENTRES, monthsEach, surelyCentres, type Group } from './openings.ts';
import { latentNumberOf, numberOf } from './template.ts';

/** Code of the whole country among areas, and of the groups that are no region: those are never printed. */
const COUNTRY = 'ML';
const OTHERS = 'others';
const AREA = 'area';
/** No maxima are known in sealed mode, so the number of centres that surely contributed replaces the n − 1 rule (disclosure §6.3). */
const FEW_CONTRIBUTORS = { below: 10, contributors: 5 } as const;
/** A safety net: the search ends by its own count of steps long before, so that both custodians find the same table. */
const BUDGET_MS = 180_000;
const TIMEOUT_MS = 300_000;
/** Linear programs spent on showing more than the first pattern does. */
const SOLVES = 100;

type Area = {
  readonly code: string;
  readonly sum: Uint32Array;
  /** Months of each of its centres, the most first. */
  readonly months: readonly number[];
  readonly counts: Pick<MonthCounts, 'tables' | 'latent'>;
};

/** The table of an opening as it may be published, or that no pattern passed: then nothing is published. */
export type OpenedTable = { readonly lines: readonly ConsolidatedBound[] } | { readonly failed: 'notProved' };

/**
 * Step 7: the same suppression on both sides (disclosure §3, §6.2), with contributor counts and the independent attack. The country and each group are one linked system:
 * what is left when regions are taken from the country is protected like a region. Same sums, same lines.
 */
export async function protectOpened(
  period: IsoPeriod,
  groups: readonly Group[],
  sums: readonly Uint32Array[],
  threshold: number,
): Promise<OpenedTable> {
  const areas = areasOf(groups, sums);
  const [country] = areas;
  if (country === undefined) return { failed: 'notProved' };
  const rule = { threshold, zero: 'publish', minContributors: LEAST_CENTRES, fewContributors: FEW_CONTRIBUTORS } as const;
  const protection = await protectInWorker(systemOf(period, areas, rule), optionsOf(areas, rule), TIMEOUT_MS);
  const { exact, tooNarrow, unproven } = protection.audit;
  if (protection.status === 'refused' || protection.stoppedBy === 'time' || exact + tooNarrow + unproven > 0)
    return { failed: 'notProved' };
  return { lines: linesOf(period, country, areas.length > 1, protection) };
}

/** The digest that both custodians compare and sign. */
export function tableDigest(set: Uint8Array, lines: readonly ConsolidatedBound[]): Buffer {
  return sha256(context('sealed/table', { bytes: set }, { text: canonicalJson(lines.map((line) => ({ ...line }))) }));
}

/** The whole first, then its groups; one group is the whole. */
function areasOf(groups: readonly Group[], sums: readonly Uint32Array[]): readonly Area[] {
  const whole = new Uint32Array(sums[0]?.length ?? 0);
  for (const sum of sums) for (const [rank, value] of sum.entries()) whole[rank] = (whole[rank] ?? 0) + value;
  const every = { code: COUNTRY, sum: whole, contributions: groups.flatMap(({ contributions }) => contributions) };
  const parts = groups.map(({ area, contributions }, rank) => ({ code: area ?? OTHERS, sum: sums[rank] ?? whole, contributions }));
  return [every, ...(parts.length < 2 ? [] : parts)].map(({ code, sum, contributions }) => ({
    code,
    sum,
    months: monthsEach(contributions),
    counts: countsOf(sum),
  }));
}

function countsOf(sum: Uint32Array): Area['counts'] {
  const incidents = incidentsIn(sum);
  return {
    tables: TABLES.map((table) => ({
      table,
      blocks: table.blocks.map((block) => countBlock(sum, table.population.id, block)),
      isCut: isTooSmall(table, incidents),
    })),
    latent: LATENT_TABLES.map(({ population, block }) => ({
      population,
      block: {
        ...block,
        cells: products(block.dimensions.map(({ codes }) => codes)).map((key) => ({
          key,
          n: latentNumberOf(sum, population.id, block, key),
        })),
      },
    })),
  };
}

function incidentsIn(sum: Uint32Array): number {
  const [block] = tableOf('G01')?.blocks ?? [];
  return block === undefined ? 0 : numberOf(sum, 'incident', block, [TOTAL]).n;
}

function countBlock(sum: Uint32Array, population: PopulationData['id'], block: Block): CountedBlock {
  const place = block.dimensions.findIndex(({ dimension }) => dimension.isPlace);
  const totalOf = (cercle: string) => {
    const key = block.dimensions.map((_, rank) => (rank === place ? cercle : TOTAL));
    return numberOf(sum, population, block, key).n;
  };
  const dimensions = block.dimensions.map((shown) =>
    shown.dimension.isPlace ? { dimension: shown.dimension, codes: shownPlaces(totalOf) } : shown,
  );
  const cells = products(dimensions.map(({ codes }) => codes)).map((key) => ({ key, n: numberOf(sum, population, block, key).n }));
  return { id: block.id, dimensions, cells };
}

/** One system: tables by the region of the site have one more dimension where there are several areas; those by the place of the case are the country's. */
function systemOf(period: IsoPeriod, areas: readonly Area[], rule: Instance['rule']): Instance {
  const systems = areas.map((area) => ({ code: area.code, instance: withContributors(linkedSystem(period, area.counts, rule), area) }));
  const whole = systems[0]?.instance;
  if (whole === undefined) throw new RangeError('no area');
  if (systems.length === 1) return whole;
  const isDivided = (id: string) => siteTables.has(id);
  const codes = areas.map(({ code }) => code);
  return {
    ...whole,
    dims: [{ name: AREA, hierarchy: [[COUNTRY, codes.slice(1)]] }, ...whole.dims],
    tables: whole.tables.map((table) =>
      isDivided(table.id) ? { ...table, dims: [AREA, ...table.dims], codes: { ...table.codes, [AREA]: codes } } : table,
    ),
    cells: systems.flatMap(({ code, instance }) =>
      instance.cells.flatMap((cell) => (isDivided(cell.table) ? [{ ...cell, key: [code, ...cell.key] }] : code === COUNTRY ? [cell] : [])),
    ),
  };
}

const BLOCKS: ReadonlyMap<string, { readonly table: TableData; readonly block: Block }> = new Map(
  TABLES.flatMap((table) => table.blocks.map((block) => [block.id, { table, block }] as const)),
);

/** Tables by the region of the site, and the joint table behind them. */
const siteTables: ReadonlySet<string> = new Set([
  ...TABLES.filter(({ place }) => place === 'site').flatMap(({ blocks }) => blocks.map(({ id }) => id)),
  ...LATENT_TABLES.map(({ block }) => block.id),
]);

/** A centre that is late in several months may be several times behind a number: only those that are surely there are counted. */
function withContributors(instance: Instance, { sum, months }: Area): Instance {
  return {
    ...instance,
    cells: instance.cells.map((cell) => {
      const found = BLOCKS.get(cell.table);
      if (found === undefined) return cell;
      const { contributors } = numberOf(sum, found.table.population.id, found.block, cell.key);
      return { ...cell, contributors: surelyCentres(contributors, months) };
    }),
  };
}

/** A table about perpetrators in which one cell of any area holds a whole margin is cut everywhere (disclosure §3.2.4). */
function optionsOf(areas: readonly Area[], rule: Instance['rule']): ProtectOptions {
  const [country] = areas;
  const options = protectionOptions(country?.counts ?? { tables: [] });
  const concentrated = areas.flatMap(({ counts }) =>
    groupDisclosures(readSystem(linkedSystem('area', counts, rule)), options.perpetratorTables).filter(({ blocking }) => blocking),
  );
  return {
    ...options,
    cut: [...new Set([...options.cut, ...concentrated.map(({ table }) => table)])],
    objective: 'useful',
    method: 'component',
    solves: SOLVES,
    budgetMs: BUDGET_MS,
  };
}

function linesOf(period: IsoPeriod, country: Area, isDivided: boolean, protection: Protection): readonly ConsolidatedBound[] {
  const cut = new Set(protection.cut ?? []);
  const lines = new Map<string, ConsolidatedBound>();
  for (const cell of protection.cells) {
    const line = cut.has(cell.table) ? null : lineOf(period, country, isDivided, cell);
    if (line === null) continue;
    const name = [line.table, line.level, line.area, line.dims].join('\n');
    if (lines.get(name)?.status !== 'published') lines.set(name, line);
  }
  return [...lines.values()];
}

/** A cell as a line of the consolidated tables, or null for what is never printed: a group that is no region, a place of fewer than three centres. */
function lineOf(period: IsoPeriod, country: Area, isDivided: boolean, cell: ProtectedCell): ConsolidatedBound | null {
  const found = BLOCKS.get(cell.table);
  if (found === undefined) return null;
  const { table, block } = found;
  const [area = COUNTRY, ...rest] = isDivided && siteTables.has(cell.table) ? cell.key : [COUNTRY, ...cell.key];
  if (area === OTHERS) return null;
  const place = block.dimensions.findIndex(({ dimension }) => dimension.isPlace);
  const within = place < 0 ? null : regionOfPlace(rest[place] ?? TOTAL);
  const region = within !== null && isRegion(within) ? within : null;
  if (region !== null && !isTouched(country, table, block, place, region)) return null;
  const isNational = region === null && area === COUNTRY;
  const value = 'value' in cell ? cell.value : null;
  return {
    table: table.id,
    period,
    level: isNational ? 'national' : 'region',
    area: isNational ? COUNTRY : (region ?? area),
    dims: writeDims(block, rest),
    status: value === null ? 'suppressed' : 'published',
    value,
    low: null,
    high: null,
    error: null,
  };
}

function isTouched(country: Area, table: TableData, block: Block, place: number, region: string): boolean {
  const key = block.dimensions.map((_, rank) => (rank === place ? region : TOTAL));
  return surelyCentres(numberOf(country.sum, table.population.id, block, key).contributors, country.months) >= LEAST_CENTRES;
}
