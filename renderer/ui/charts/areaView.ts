import type { ConsolidatedCell, ConsolidatedTable } from '../../../shared/contract/desk.ts';
import { options } from '../../../shared/forms/lists/all.ts';
import { TOTAL } from '../../../shared/indicators/define.ts';
import type { DimensionId } from '../../../shared/indicators/define.ts';
import type { Text } from '../../../shared/text.ts';
import { REGION } from '../../../shared/words.ts';
import { wording } from '../../wording.ts';
import { partsOfDims, seriesOf, viewOf } from './view.ts';
import type { Dimension, View, ViewRow } from './view.ts';

/** The most series that a reader can distinguish in a chart without colour (interface §4.1). */
const MOST_SERIES = 3;

const ALL: Text = { fr: 'Ensemble', en: 'All' };
const COUNTRY: Text = { fr: 'Mali', en: 'Mali' };

const NOT_SHOWN: Text = { fr: 'non montrée', en: 'not shown' };
/** Dimensions that are places: the area already says their region. */
const PLACES: readonly string[] = ['incident_geo', 'residence_geo'] satisfies DimensionId[];
const ORDER = options('region').map(({ code }) => code);

/** The regions of a table's cells, in the order of the list of regions. */
export function areasOfTable(table: ConsolidatedTable): readonly string[] {
  const areas = new Set(table.cells.filter(({ level }) => level === 'region').map(({ area }) => area));
  return [...areas].sort((left, right) => ORDER.indexOf(left) - ORDER.indexOf(right));
}

/** The country or a region in words. */
export function areaName(area: string): Text {
  return area === 'ML' ? COUNTRY : wording('region', area);
}

/** The cells of one area laid out; `ML` is the country. */
export function viewOfArea(table: ConsolidatedTable, area: string): View<ConsolidatedCell> {
  const level = area === 'ML' ? 'national' : 'region';
  return viewOf(
    table.dims,
    table.cells.filter((cell) => cell.level === level && cell.area === area),
  );
}

/** A region that is not shown by itself. */
export type MissingRegion = { readonly region: string; readonly label: Text };

/** Regions in lines, with the first dimension short enough to be series; missing regions after them, the country last. */
export function viewByArea(table: ConsolidatedTable, missing: readonly MissingRegion[]): View<ConsolidatedCell> {
  const across = shortDimension(table);
  const areas = areasOfTable(table);
  const rows = [
    ...areas.map((area) => areaRow(table, area, across)),
    ...missing.filter(({ region }) => !areas.includes(region)).map(missingRow),
    { ...areaRow(table, 'ML', across), label: ALL, isTotal: true },
  ];
  return { rowTitle: REGION, series: across === null ? [] : seriesOf(across), rows };
}

/**
 * Whether a table is first shown region by region: it is about places, or its lines do not cross and one dimension is short enough to be
 * series; and some region has a total to show.
 */
export function opensByArea(table: ConsolidatedTable): boolean {
  const regional = table.cells.filter(({ level }) => level === 'region');
  const plain = shortDimension(table) !== null && regional.every(({ dims }) => partsOfDims(dims).size < 2);
  const aboutPlaces = table.dims.some(({ name }) => PLACES.includes(name));
  return (plain || aboutPlaces) && regional.some(({ dims, value }) => dims === '' && value !== null);
}

/** Only a dimension that has a cell with all other dimensions at their total can be read across areas. */
function shortDimension(table: ConsolidatedTable): Dimension | null {
  const alone = new Set(
    table.cells.flatMap(({ dims, level }) => {
      const parts = partsOfDims(dims);
      const [name] = parts.keys();
      return level === 'region' && parts.size === 1 && name !== undefined ? [name] : [];
    }),
  );
  const dimension = table.dims.find(({ name, codes }) => alone.has(name) && withoutTotal(codes).length <= MOST_SERIES);
  return dimension === undefined ? null : { ...dimension, codes: withoutTotal(dimension.codes) };
}

function withoutTotal(codes: Dimension['codes']): Dimension['codes'] {
  return codes.filter(({ code }) => code !== TOTAL);
}

function missingRow({ region, label }: MissingRegion): ViewRow<ConsolidatedCell> {
  return { key: region, label, group: null, inner: false, isTotal: false, figures: [], total: null, missing: NOT_SHOWN };
}

function areaRow(table: ConsolidatedTable, area: string, across: Dimension | null): ViewRow<ConsolidatedCell> {
  const cells = new Map(table.cells.filter((cell) => cell.area === area).map((cell) => [cell.dims, cell]));
  return {
    key: area,
    label: areaName(area),
    group: null,
    inner: false,
    isTotal: false,
    figures: across === null ? [] : across.codes.map(({ code }) => cells.get(`${across.name}=${code}`) ?? null),
    total: cells.get('') ?? null,
    missing: null,
  };
}
