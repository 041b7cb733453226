import type { Instance, ProtectedCell } from '../../../shared/disclosure/instance.ts';
import { standardError } from '../../../shared/exchange/sentences.ts';
import { isCercle } from '../../../shared/indicators/dimensions.ts';
import { TOTAL, type Block } from '../../../shared/indicators/define.ts';
import { products, type CountedTable } from '../../../shared/indicators/evaluate.ts';
import { linkedSystem, protectionOptions } from '../../../shared/indicators/linkedSystem.ts';
import { readDims, writeDims } from '../../../shared/indicators/notation.ts';
import { TABLES, tableOf } from '../../../shared/indicators/tables.ts';
import { summedAreas } from './consolidation.ts';
import type { ConsolidatedBound } from './consolidatedBound.ts';
import { protectInWorker } from '../protect/protector.ts';
import type { Release } from '../equations/releases.ts';
import { isRounded } from '../equations/roundedPackage.ts';

/** A sum to which fewer sites contribute is hidden, with the others that would betray it (disclosure.md §3.2.3, §6.1). */
const LEAST_CONTRIBUTORS = 3;
const BUDGET_MS = 20_000;

/**
 * The consolidated lines of the areas in which every package is rounded: plain sums with their standard error, 2 × √(sites), where three sites or more printed something, hidden otherwise
 * (disclosure.md §4, §6.1). One release a site and month: the caller gives the version that counts.
 */
export async function roundedLines(releases: readonly Release[]): Promise<ConsolidatedBound[]> {
  const lines: ConsolidatedBound[] = [];
  for (const [period, ofPeriod] of Map.groupBy(releases, (release) => release.period)) {
    for (const [area, sites] of summedAreas(ofPeriod, ({ region }) => region))
      if (sites.every(isRounded)) lines.push(...(await linesOfArea(period, area, sites)));
  }
  return lines;
}

type Site = { readonly values: ReadonlyMap<string, number> };
type Sum = { readonly n: number; readonly contributors: number };

async function linesOfArea(period: string, area: string, releases: readonly Release[]): Promise<ConsolidatedBound[]> {
  const isCountry = area === 'ML';
  const sites = releases.map(({ cells }) => ({
    values: new Map(cells.flatMap(({ table, dims, value }) => (value === undefined ? [] : [[`${table}\n${dims}`, value] as const]))),
  }));
  const answers = await protectedSums(period, area, releases, sites, isCountry);
  const places = new Map(releases.flatMap(({ cells }) => cells.map(({ table, dims }) => [`${table}\n${dims}`, { table, dims }] as const)));
  return [...places].flatMap(([place, { table, dims }]): ConsolidatedBound[] => {
    const rule = tableOf(table)?.place;
    if (rule === undefined || (!isCountry && rule !== 'site')) return [];
    const region = rule === 'cell' ? regionOf(table, dims) : null;
    if (region !== null && sites.filter(({ values }) => (values.get(`${table}\n${region.dims}`) ?? 1) > 0).length < LEAST_CONTRIBUTORS)
      return [];
    const value = answers.get(place) ?? null;
    return [
      {
        table,
        period,
        level: region === null && isCountry ? 'national' : 'region',
        area: region?.code ?? area,
        dims,
        status: value === null ? 'suppressed' : 'rounded',
        value,
        low: null,
        high: null,
        error: value === null ? null : standardError(sites.length),
      },
    ];
  });
}

/** The region of a line of a place table, and the cell that counts it; null for the whole, abroad and unknown. */
function regionOf(id: string, dims: string): { readonly code: string; readonly dims: string } | null {
  const table = tableOf(id);
  const read = table === null ? null : readDims(table, dims);
  const rank = read?.block.dimensions.findIndex(({ dimension }) => dimension.isPlace) ?? -1;
  const code = read?.key[rank];
  const shown = read?.block.dimensions[rank];
  if (read === null || shown === undefined || code === undefined || code === TOTAL) return null;
  const region = shown.dimension.hierarchy.find(
    ([parent, children]) => parent !== TOTAL && (parent === code || children.includes(code)),
  )?.[0];
  if (region === undefined) return null;
  return {
    code: region,
    dims: writeDims(
      read.block,
      read.block.dimensions.map((_, at) => (at === rank ? region : TOTAL)),
    ),
  };
}

/** The sums that may be shown, by table and cell: those that every site prints, but where few contribute or where they would betray such a sum. */
async function protectedSums(
  period: string,
  area: string,
  releases: readonly Release[],
  sites: readonly Site[],
  isCountry: boolean,
): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, Sum>();
  const tables = TABLES.filter(({ place }) => isCountry || place === 'site').flatMap((table): CountedTable[] => {
    const blocks = table.blocks.map((block) => countedBlock(table.id, block, sites, sums));
    return blocks.every((block) => block !== null) ? [{ table, blocks: blocks.filter((block) => block !== null), isCut: false }] : [];
  });
  const counts = { tables, latent: [] };
  const threshold = Math.max(...releases.map((release) => release.threshold));
  const system = linkedSystem(`rounded-${period}-${area}`, counts, { threshold, zero: 'publish', minContributors: LEAST_CONTRIBUTORS });
  const placeOf = new Map(tables.flatMap(({ table, blocks }) => blocks.map((block) => [block.id, { table: table.id, block }] as const)));
  const nameOf = ({ table, key }: Pick<ProtectedCell, 'table' | 'key'>): string => {
    const place = placeOf.get(table);
    return place === undefined ? '' : `${place.table}\n${writeDims(place.block, key)}`;
  };
  const cells = system.cells.map((cell): Instance['cells'][number] => ({
    ...cell,
    contributors: sums.get(nameOf(cell))?.contributors ?? 0,
  }));
  const { audit, cells: answers } = await protectInWorker({ ...system, cells }, { ...protectionOptions(counts), budgetMs: BUDGET_MS });
  if (audit.exact + audit.tooNarrow + audit.unproven > 0) return new Map();
  const hidden = new Set(answers.filter((cell) => !('value' in cell)).map(nameOf));
  return new Map(answers.flatMap((cell) => ('value' in cell && !hidden.has(nameOf(cell)) ? [[nameOf(cell), cell.value] as const] : [])));
}

/** A block summed over the sites, the cercles left out that some site does not show; null when a site lacks one of its cells. */
function countedBlock(table: string, block: Block, sites: readonly Site[], sums: Map<string, Sum>): CountedTable['blocks'][number] | null {
  const has = (key: readonly string[]): boolean => sites.every(({ values }) => values.has(`${table}\n${writeDims(block, key)}`));
  const dimensions = block.dimensions.map(({ dimension, codes }, rank) => {
    const isWhole = (cercle: string): boolean => has(block.dimensions.map((_, at) => (at === rank ? cercle : TOTAL)));
    const partial = dimension.hierarchy.filter(
      ([parent, children]) => parent !== TOTAL && children.some((code) => isCercle(code)) && !children.every(isWhole),
    );
    const left = new Set(partial.flatMap(([, children]) => children));
    return { dimension, codes: codes.filter((code) => !left.has(code)) };
  });
  const keys = products(dimensions.map(({ codes }) => codes));
  if (!keys.every(has)) return null;
  const cells = keys.map((key) => {
    const name = `${table}\n${writeDims(block, key)}`;
    const values = sites.map((site) => site.values.get(name) ?? 0);
    const n = values.reduce((sum, value) => sum + value, 0);
    sums.set(name, { n, contributors: values.filter((value) => value > 0).length });
    return { key, n };
  });
  return { id: block.id, dimensions, cells };
}
