import type { PreviewTable } from '../../../shared/contract/months.ts';
import type { MonthCounts } from '../../../shared/indicators/evaluate.ts';
import type { CutReason, ReleasedTable } from '../../../shared/indicators/release.ts';
import type { Text } from '../../../shared/text.ts';
import { shownDimensions } from '../../../shared/indicators/shownDimensions.ts';

/** One table as the supervisor sees it before it leaves, the reason of each hidden cell included. */
export function previewTable(released: ReleasedTable, counts: MonthCounts): PreviewTable {
  const { table, cut, cells } = released;
  const shown = counts.tables.find((counted) => counted.table.id === table.id)?.blocks ?? table.blocks;
  return {
    id: table.id,
    title: table.title,
    meaning: table.meaning,
    unit: table.population.unit,
    dims: shownDimensions(shown.flatMap((block) => block.dimensions)),
    cells: cells.map(({ dims, value, hidden, error }) => ({ dims, value, hidden, error })),
    cut: cut === null ? null : CUT_WORDS[cut],
  };
}

const CUT_WORDS: Readonly<Record<CutReason, Text>> = {
  small_structure: {
    fr: 'Ce tableau ne part pas : trop peu d’incidents ce mois, il en dirait trop sur chacun.',
    en: 'This table does not leave: too few incidents this month, it would tell too much about each.',
  },
  concentration: {
    fr: 'Ce tableau ne part pas : une seule case y contient toute une ligne ou toute une colonne.',
    en: 'This table does not leave: a single cell holds a whole row or a whole column.',
  },
  protection: {
    fr: 'Ce tableau ne part pas : aucune manière de le masquer ne résiste à l’essai de soustraction.',
    en: 'This table does not leave: no way of hiding it withstands the subtraction test.',
  },
};
