import type { Known } from './feasibility.ts';
import type { PackageReading, PrintedRelease, ReleasedCell } from '../equations/releases.ts';

/*
 * Packages on their way to a thread and back: numbers in columns, each word once. The packages of a year are a million cells, and copying them as they are takes a quarter
 * of the time of reading them.
 */

/** `cells` and `absent` are places; a value that is not printed is NaN. */
type PackedReading = {
  readonly head: Omit<PrintedRelease, 'cells'>;
  readonly cells: Int32Array;
  readonly values: Float64Array;
  readonly absent: Int32Array;
};
export type PackedReadings = {
  readonly places: readonly Pick<ReleasedCell, 'table' | 'dims'>[];
  readonly packages: readonly PackedReading[];
};

type PackedKnown = {
  readonly called: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly isShown: Uint8Array;
};
export type PackedAnswers = { readonly names: readonly string[]; readonly packages: readonly PackedKnown[] };

export function packReadings(readings: readonly PackageReading[]): PackedReadings {
  const places: Pick<ReleasedCell, 'table' | 'dims'>[] = [];
  const tables = new Map<string, Map<string, number>>();
  const placeOf = ({ table, dims }: ReleasedCell): number => {
    const own = tables.get(table) ?? new Map<string, number>();
    tables.set(table, own);
    const known = own.get(dims);
    if (known !== undefined) return known;
    own.set(dims, places.push({ table, dims }) - 1);
    return places.length - 1;
  };
  const packages = readings.map(({ release: { cells, threshold, mode }, absent }): PackedReading => ({
    head: { threshold, ...(mode !== undefined && { mode }) },
    cells: Int32Array.from(cells, placeOf),
    values: Float64Array.from(cells, ({ value }) => value ?? NaN),
    absent: Int32Array.from(absent, placeOf),
  }));
  return { places, packages };
}

export function unpackReadings({ places, packages }: PackedReadings): PackageReading[] {
  const cellAt = (place: number, value: number | undefined): ReleasedCell => {
    const { table, dims } = places[place] ?? { table: '', dims: '' };
    return { table, dims, value };
  };
  return packages.map(({ head, cells, values, absent }) => ({
    release: {
      ...head,
      cells: Array.from(cells, (place, at) => {
        const value = values[at] ?? NaN;
        return cellAt(place, Number.isNaN(value) ? undefined : value);
      }),
    },
    absent: Array.from(absent, (place) => cellAt(place, undefined)),
  }));
}

export function packAnswers(answers: readonly ReadonlyMap<string, Known>[]): PackedAnswers {
  const ranks = new Map<string, number>();
  const rankOf = (name: string): number => {
    const rank = ranks.get(name) ?? ranks.size;
    ranks.set(name, rank);
    return rank;
  };
  const packages = answers.map((known): PackedKnown => {
    const all = [...known.values()];
    return {
      called: Int32Array.from(known.keys(), rankOf),
      low: Float64Array.from(all, ({ low }) => low),
      high: Float64Array.from(all, ({ high }) => high),
      isShown: Uint8Array.from(all, ({ isShown }) => Number(isShown)),
    };
  });
  return { names: [...ranks.keys()], packages };
}

export function unpackAnswers({ names, packages }: PackedAnswers): ReadonlyMap<string, Known>[] {
  return packages.map(
    ({ called, low, high, isShown }) =>
      new Map(
        Array.from(called, (name, at): [string, Known] => [
          names[name] ?? '',
          { low: low[at] ?? 0, high: high[at] ?? Infinity, isShown: isShown[at] === 1 },
        ]),
      ),
  );
}
