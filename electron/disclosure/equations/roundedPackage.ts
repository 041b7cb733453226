import { namedNumbers, summedNames, type Named } from './packageSystem.ts';
import type { PrintedRelease, Release } from './releases.ts';
import { behind, behindWithheld } from './roundedReading.ts';

/** Whether the numbers of a package are rounded ones. */
export function isRounded({ mode }: Pick<Release, 'mode'>): boolean {
  return mode === 'rounded';
}

/**
 * The true numbers behind a package, as its reader bounds them: those of a hidden one as they are printed, those of a rounded one by what rounding can have made of them
 * (disclosure.md §4.4). A rounded number that has printed parts is bounded by them, and the total of its unit also by itself.
 */
export function namesBehind(release: PrintedRelease, absent: Release['cells'] = []): ReadonlyMap<string, Named> {
  const { cells, threshold } = release;
  const printed = namedNumbers(cells, absent);
  if (!isRounded(release)) return printed;
  const own = new Set(namedNumbers(cells).keys());
  const summed = summedNames(printed);
  const tables = Map.groupBy(
    [...printed.values()].flatMap(({ unit, places }) => places.map(({ table }) => ({ unit, table }))),
    ({ unit }) => unit,
  );
  const isAlone = (unit: string): boolean => new Set(tables.get(unit)?.map(({ table }) => table)).size === 1;
  return new Map(
    [...printed].map(([name, number]): [string, Named] => {
      const { value, unit, codes, most: ceiling } = number;
      if (!own.has(name)) return [name, number];
      if (value !== undefined && codes.size === 0)
        return [name, { ...number, value: undefined, least: Math.max(0, value - threshold + 1), most: value + threshold - 1 }];
      if (summed.has(name)) return [name, { ...number, value: undefined, least: 0, most: ceiling }];
      const bounds = value === undefined ? behindWithheld(threshold) : behind(value, threshold, isAlone(unit));
      return [name, { ...number, value: undefined, ...bounds }];
    }),
  );
}

/** The same true numbers behind several versions; undefined when they cannot be the same. */
export function namesBehindAll(versions: readonly Release[]): ReadonlyMap<string, Named> | undefined {
  const together = new Map<string, Named>();
  for (const [name, number] of versions.flatMap((release) => [...namesBehind(release)])) {
    const before = together.get(name);
    const value = before?.value ?? number.value;
    const [least, most] = [Math.max(before?.least ?? 0, number.least), Math.min(before?.most ?? number.most, number.most)];
    if (before?.value !== undefined && number.value !== undefined && before.value !== number.value) return undefined;
    if (least > most || (value !== undefined && (value < least || value > most) && !(value === 0 && least <= 1))) return undefined;
    together.set(name, { ...number, value, least, most });
  }
  return together;
}
