import { type TableData, TOTAL, labelOf, type BlockDimension } from './define.ts';
import type { PreviewTable } from '../contract/months.ts';

/** The dimensions of a table as the registry knows it. */
export function tableDimensions(table: TableData): PreviewTable['dims'] {
  return shownDimensions(table.blocks.flatMap((block) => block.dimensions));
}

/** The dimensions of a table with the codes it shows, the total left out. */
export function shownDimensions(dimensions: readonly BlockDimension[]): PreviewTable['dims'] {
  const byId = Map.groupBy(dimensions, ({ dimension }) => dimension.id);
  return [...byId.values()].flatMap((same) => {
    const first = same[0];
    if (first === undefined) return [];
    const codes = [...new Set(same.flatMap((shown) => shown.codes))].filter((code) => code !== TOTAL);
    return [
      {
        name: first.dimension.id,
        title: first.dimension.title,
        codes: codes.map((code) => ({ code, label: labelOf(first.dimension, code) })),
      },
    ];
  });
}
