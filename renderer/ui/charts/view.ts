import type { PreviewTable } from '../../../shared/contract/months.ts';
import { TOTAL } from '../../../shared/indicators/define.ts';
import { isCercle } from '../../../shared/indicators/dimensions.ts';
import type { Text } from '../../../shared/text.ts';
import { ROW } from '../../../shared/words.ts';

/** A dimension of a protected table as the request handler sends it: its name, title and codes in the order of the report. */
export type Dimension = PreviewTable['dims'][number];

/** One column of figures, without the total. */
export type Series = { readonly key: string; readonly label: Text };

/** One line of a table: a figure per series and its own total. An absent figure is null: the table has no such cell. */
export type ViewRow<F> = {
  readonly key: string;
  readonly label: Text;
  /** The dimension of a line when the table lists several that do not cross: a heading comes before the first. */
  readonly group: Text | null;
  /** A cercle under its region. */
  readonly inner: boolean;
  readonly isTotal: boolean;
  readonly figures: readonly (F | null)[];
  readonly total: F | null;
  /** Why the line has no figure at all: a region of which nothing may be shown, or nothing came. */
  readonly missing: Text | null;
};

/** A table laid out on paper or screen: lines by series. Without series each line has its total only. */
export type View<F> = { readonly rowTitle: Text; readonly series: readonly Series[]; readonly rows: readonly ViewRow<F>[] };

const TOTAL_LABEL: Text = { fr: 'Total', en: 'Total' };

/** The parts of a cell's notation, `gbv_type=rape|sex=male` → dimension → code; the grand total has none (reference §6.2). */
export function partsOfDims(dims: string): ReadonlyMap<string, string> {
  const parts = dims === '' ? [] : dims.split('|');
  return new Map(
    parts.map((part): [string, string] => {
      const [name = '', code = ''] = part.split('=');
      return [name, code];
    }),
  );
}

/** A dimension with the codes that some cell carries, in the dimension's order, unknown ones last under their own code. */
function carried(dimension: Dimension, cells: readonly { readonly dims: string }[]): Dimension {
  const present = new Set(
    cells.map(({ dims }) => partsOfDims(dims).get(dimension.name)).filter((code) => code !== undefined && code !== TOTAL),
  );
  const known = dimension.codes.filter(({ code }) => present.has(code));
  const unknown = [...present].filter((code) => code !== undefined && !known.some((one) => one.code === code));
  return { ...dimension, codes: [...known, ...unknown.map((code = '') => ({ code, label: { fr: code, en: code } }))] };
}

/**
 * Lays the cells of one table and one area out: the first dimension in lines, the second in series, totals last. Dimensions that no cell
 * crosses (« of which » lines) follow one another under their title, after the total. Codes without a cell take no line.
 */
export function viewOf<F extends { readonly dims: string }>(dims: readonly Dimension[], cells: readonly F[]): View<F> {
  const byDims = new Map(cells.map((cell) => [cell.dims, cell]));
  const used = dims.map((dimension) => carried(dimension, cells)).filter(({ codes }) => codes.length > 0);
  const crossed = cells.some((cell) => partsOfDims(cell.dims).size > 1);
  const [first, second] = used;
  if (first === undefined) return { rowTitle: ROW, series: [], rows: [totalRow([], byDims)] };
  if (second === undefined) return { rowTitle: first.title, series: [], rows: [...linesOf(first, null, [], byDims), totalRow([], byDims)] };
  if (crossed) {
    const series = seriesOf(second);
    const rows = linesOf(first, second, series, byDims);
    return {
      rowTitle: first.title,
      series,
      rows: [
        ...rows,
        totalRow(
          series.map(({ key }) => `${second.name}=${key}`),
          byDims,
        ),
      ],
    };
  }
  const rows = used.flatMap((dimension) => linesOf(dimension, null, [], byDims).map((row) => ({ ...row, group: dimension.title })));
  return { rowTitle: ROW, series: [], rows: [totalRow([], byDims), ...rows] };
}

/** The codes of a dimension as series. */
export function seriesOf(dimension: Dimension): readonly Series[] {
  return dimension.codes.map(({ code, label }) => ({ key: code, label }));
}

function linesOf<F>(
  dimension: Dimension,
  across: Dimension | null,
  series: readonly Series[],
  cells: ReadonlyMap<string, F>,
): readonly ViewRow<F>[] {
  return dimension.codes.map(({ code, label }) => {
    const own = `${dimension.name}=${code}`;
    return {
      key: own,
      label,
      group: null,
      inner: isCercle(code),
      isTotal: false,
      figures: across === null ? [] : series.map(({ key }) => cells.get(`${own}|${across.name}=${key}`) ?? null),
      total: cells.get(own) ?? null,
      missing: null,
    };
  });
}

function totalRow<F>(columns: readonly string[], cells: ReadonlyMap<string, F>): ViewRow<F> {
  const figures = columns.map((dims) => cells.get(dims) ?? null);
  return { key: TOTAL, label: TOTAL_LABEL, group: null, inner: false, isTotal: true, figures, total: cells.get('') ?? null, missing: null };
}
