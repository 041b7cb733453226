import type { Output } from '../../../shared/contract.ts';
import type { ConsolidatedCell, ConsolidatedTable } from '../../../shared/contract/desk.ts';
import type { PreviewTable } from '../../../shared/contract/months.ts';
import { TOTAL, labelOf, partsOf } from '../../../shared/indicators/define.ts';
import type { Block } from '../../../shared/indicators/define.ts';
import { products } from '../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../shared/indicators/notation.ts';
import { TABLES } from '../../../shared/indicators/tables.ts';
import { PREVALENCE } from '../../../shared/exchange/sentences.ts';

type Table = (typeof TABLES)[number];
type Count = { readonly dims: string; readonly n: number };

const THRESHOLD = 5;
/** About the total of a table whose blocks share it. */
const ALL = 38;

/** Invented counts of a table: each finest cell from its rank and a seed, coarser ones their sums. The same every time. */
function countsOf(table: Table, seed: number): readonly Count[] {
  const byDims = new Map<string, number>();
  for (const block of table.blocks) for (const { dims, n } of countsOfBlock(block, seed)) byDims.set(dims, n);
  return [...byDims].map(([dims, n]) => ({ dims, n }));
}

function countsOfBlock(block: Block, seed: number): readonly Count[] {
  const lists = block.dimensions.map(({ dimension, codes }) =>
    dimension.isPlace ? codes.filter((code) => !code.endsWith('_unknown')).slice(0, 9) : codes,
  );
  const leaves = products(
    block.dimensions.map((shown, rank) => (lists[rank] ?? []).filter((code) => code !== TOTAL && partsOf(shown, code) === null)),
  );
  const values = new Map(leaves.map((key, rank) => [key.join('|'), (rank * rank * 7 + seed * 13 + rank * 5) % 19]));
  const last = leaves.at(-1)?.join('|') ?? '';
  const others = leaves.slice(0, -1).reduce((sum, leaf) => sum + (values.get(leaf.join('|')) ?? 0), 0);
  if (leaves.length < 4) values.set(last, Math.max(0, ALL + (seed % 5) * 9 - others));
  return products(lists).map((key) => {
    const inside = leaves.filter((leaf) => leaf.every((code, place) => key[place] === TOTAL || key[place] === code));
    return { dims: writeDims(block, key), n: inside.reduce((sum, leaf) => sum + (values.get(leaf.join('|')) ?? 0), 0) };
  });
}

function dimsOf(table: Table): PreviewTable['dims'] {
  const dimensions = new Map(table.blocks.flatMap((block) => block.dimensions).map((shown) => [shown.dimension.id, shown]));
  return [...dimensions.values()].map(({ dimension, codes }) => ({
    name: dimension.id,
    title: dimension.title,
    codes: codes.filter((code) => code !== TOTAL).map((code) => ({ code, label: labelOf(dimension, code) })),
  }));
}

const REGIONS = ['bamako', 'gao', 'mopti', 'segou', 'tombouctou'] as const;

/** The consolidated tables of an invented country: three regions known, one by intervals, one masked. */
export function inventedTables(period = '2026-09'): Output<'tables.open'> {
  const tables = TABLES.map((table, rank): ConsolidatedTable => {
    const regional = REGIONS.flatMap((area, place) =>
      countsOf(table, rank + place * 4 + 2)
        .filter(({ dims }) => !dims.includes('_geo='))
        .map(({ dims, n }): ConsolidatedCell => regionCell(area, dims, n, place)),
    );
    const national = countsOf(table, rank + 11)
      .filter(({ dims }) => !dims.includes('_geo='))
      .map(({ dims, n }): ConsolidatedCell => ({
        level: 'national',
        area: 'ML',
        dims,
        status: 'published',
        value: n * 5,
        low: null,
        high: null,
        error: null,
      }));
    return {
      id: table.id,
      title: table.title,
      meaning: table.meaning,
      unit: table.population.unit,
      dims: dimsOf(table),
      cells: [...national, ...regional],
    };
  });
  return {
    period,
    sites: 16,
    expected: 19,
    counted: 402,
    countedReason: null,
    tables,
    method: { threshold: 5, modes: ['hidden'], rounded: 0, rule: { number: 0, agreedOn: null }, late: [] },
    missingRegions: [
      {
        region: 'kidal',
        label: { fr: 'Kidal', en: 'Kidal' },
        why: {
          fr: 'Moins de trois centres ont remis\u00a0: la région n’est pas montrée seule.',
          en: 'Fewer than three centres reported: the region is not shown by itself.',
        },
      },
    ],
    sentence: PREVALENCE,
  };
}

function regionCell(area: string, dims: string, n: number, place: number): ConsolidatedCell {
  const cell = { level: 'region', area, dims } as const;
  if (place === 4) return { ...cell, status: 'suppressed', value: null, low: null, high: null, error: null };
  if (place === 3 || (n > 0 && n < THRESHOLD))
    return { ...cell, status: 'interval', value: null, low: Math.max(0, n - 2), high: n + 3, error: null };
  return { ...cell, status: 'published', value: n, low: null, high: null, error: null };
}
