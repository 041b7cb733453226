import type { Person } from '../names/compare.ts';
import { addPerson, createPersonIndex, searchSamePerson } from '../names/personIndex.ts';
import type { SearchBounds } from '../names/personIndex.ts';
import { monthOf } from '../time.ts';
import type { ReadWording, TakeoverSettings } from './line.ts';
import type { CaseRow, FoundWording, MonthPreview, Register, RowOutcome, TakeoverPlan } from './outcome.ts';
import { readRow } from './readRow.ts';
import { ASSUMPTIONS } from './sentences.ts';
import { wordingKey } from './wordings.ts';

/** As many as a person can look at. */
export const MOST_CANDIDATES = 5;
/** For a whole register: a few seconds, however many its lines and however alike. Registers of a thousand lines are compared each with each. */
const MOST_COMPARED = 300_000;
const MOST_MET = 2_000_000;
/** What a line may cost in the longest of registers: those most likely to be the same are looked at first. */
const LEAST_BOUNDS: SearchBounds = { met: 100, compared: 10 };

/**
 * What taking over a register would do, line by line. Writes nothing: the dry run shows it, the take-over carries it out.
 * Lines in = held + contacts + cases.
 */
export function planTakeover(register: Register, settings: TakeoverSettings): TakeoverPlan {
  const read = register.rows.map((cells, index) => readRow(register.headings, cells, index + 1, settings));
  const rows = read.map(({ outcome }) => outcome);
  const wordings = wordingsFound(read.map((row) => row.wordings));
  const cases = rows.filter((row) => row.outcome === 'case');
  return {
    rows,
    held: rows.filter((row) => row.outcome === 'held'),
    contacts: rows.filter((row) => row.outcome === 'contact'),
    cases,
    unknownCells: rows.flatMap((row) =>
      row.outcome === 'held' ? [] : inColumnOrder(row.unknownColumns, register.headings).map((column) => [row.row, column] as const),
    ),
    wordings,
    unmapped: wordings
      .filter(({ code }) => code === undefined)
      .map(({ column, table, wording, rows: found }) => ({ column, table, wording, rows: found })),
    ...suspectsOf(cases),
    months: monthsOf(rows),
    region: commonestRegion(cases),
    assumptions: [...ASSUMPTIONS, ...(settings.tool?.assumptions ?? [])],
  };
}

/** What is known of the person of a line, for the search of the same one. */
export function personOf({ name, receivedOn, forms }: CaseRow): Person {
  const age = forms.registration['age_years'];
  const sex = forms.registration['sex'];
  const phone = forms.identity?.['phone'];
  return {
    ...(name === null ? {} : { name }),
    ...(typeof phone === 'string' ? { phone } : {}),
    ...(typeof age === 'number' ? { age, ageOn: receivedOn } : {}),
    ...(typeof sex === 'string' ? { sex } : {}),
  };
}

/** The share of one line in the search for the same persons, in a register of so many. */
export function searchBounds(lines: number): SearchBounds {
  return {
    met: Math.max(LEAST_BOUNDS.met, Math.ceil(MOST_MET / lines)),
    compared: Math.max(LEAST_BOUNDS.compared, Math.ceil(MOST_COMPARED / lines)),
  };
}

/** Every pair is listed once, under the later line. Only lines with consent to services ask or answer. */
function suspectsOf(cases: readonly CaseRow[]): Pick<TakeoverPlan, 'suspects' | 'partlyCompared'> {
  const index = createPersonIndex<number>();
  for (const taken of cases) addPerson(index, taken.row, personOf(taken));
  const bounds = searchBounds(cases.length);
  const searched = cases.map((taken) => ({
    row: taken.row,
    ...searchSamePerson(index, personOf(taken), bounds, (row) => row < taken.row),
  }));
  return {
    suspects: searched
      .filter(({ matches }) => matches.length > 0)
      .map(({ row, matches }) => ({
        row,
        candidates: matches.slice(0, MOST_CANDIDATES).map(({ id, degree, reasons }) => ({ row: id, degree, reasons })),
      })),
    partlyCompared: searched.filter(({ whole }) => !whole).map(({ row }) => row),
  };
}

/** Every wording of a coded column once, with the rows that hold it, in the order in which they are met. */
function wordingsFound(byRow: readonly (readonly ReadWording[])[]): readonly FoundWording[] {
  const found = new Map<string, FoundWording & { rows: number[] }>();
  for (const [index, wordings] of byRow.entries()) {
    for (const { column, table, wording, code } of wordings) {
      const key = JSON.stringify([column, table, wordingKey(wording)]);
      const known = found.get(key) ?? { column, table, wording, code, rows: [] };
      if (known.rows.at(-1) !== index + 1) known.rows.push(index + 1);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

function monthsOf(rows: readonly RowOutcome[]): ReadonlyMap<string, MonthPreview> {
  const months = new Map<string, MonthPreview>();
  for (const row of rows) {
    if (row.outcome === 'held') continue;
    const month = monthOf(row.receivedOn);
    const { registered, noCareConsent, noStatisticsConsent, counted } = months.get(month) ?? {
      registered: 0,
      noCareConsent: 0,
      noStatisticsConsent: 0,
      counted: 0,
    };
    const isContact = row.outcome === 'contact';
    const isCounted = row.outcome === 'case' && row.countable;
    months.set(month, {
      registered: registered + 1,
      noCareConsent: noCareConsent + (isContact ? 1 : 0),
      noStatisticsConsent: noStatisticsConsent + (isContact || isCounted ? 0 : 1),
      counted: counted + (isCounted ? 1 : 0),
    });
  }
  return new Map([...months].sort(([left], [right]) => left.localeCompare(right)));
}

function commonestRegion(cases: readonly CaseRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { forms } of cases) {
    const place = forms.registration['residence_geo'];
    if (typeof place === 'object' && 'region' in place) counts.set(place.region, (counts.get(place.region) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}

function inColumnOrder(columns: readonly string[], headings: readonly string[]): readonly string[] {
  return columns.toSorted((left, right) => headings.indexOf(left) - headings.indexOf(right));
}
