import Papa from 'papaparse';

/** One line of `consolidated.csv` (commands.md): blank is an absent number. */
export type ConsolidatedRow = {
  readonly table: string;
  readonly period: string;
  readonly level: 'national' | 'region';
  readonly area: string;
  readonly dims: string;
  readonly status: 'published' | 'interval' | 'suppressed' | 'rounded';
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

const HEADINGS = ['table', 'period', 'level', 'area', 'dims', 'value', 'status', 'low', 'high'] as const;

/** UTF-8 with BOM, `;`, rows in a fixed order so that the same packages give the same bytes in whatever order they came. */
export function consolidatedCsv(rows: readonly ConsolidatedRow[]): Buffer {
  const data = rows.toSorted(inOrder).map((row) => HEADINGS.map((heading) => row[heading] ?? ''));
  const body = Papa.unparse({ fields: [...HEADINGS], data }, { delimiter: ';', newline: '\r\n', escapeFormulae: true });
  return Buffer.from(`\uFEFF${body}\r\n`, 'utf8');
}

/** By period, table, level (national first), area, then cell; by code point, so that no locale changes the bytes. */
export function inOrder(left: ConsolidatedRow, right: ConsolidatedRow): number {
  return compareText(sortKey(left), sortKey(right));
}

function sortKey(row: ConsolidatedRow): string {
  return [row.period, row.table, row.level === 'national' ? '0' : '1', row.area, row.dims].join('\u0000');
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
