import type { LinearSystem, Unknown } from './linearSystem.ts';
import { cellName, numberName, readInstance, type InstanceSystem } from './instanceSystem.ts';
import type { Instance } from '../../../shared/disclosure/instance.ts';

/** A line under ten that a rounded release withholds: what was rounded there is 5 to 9. */
const mostWithheld = 9;

/**
 * What a reader knows of a true count from the rounded one (disclosure.md §4.4). `isInner`: the count was rounded by itself, so that what is above the base is true; else it is
 * the sum of rounded ones, near the truth on both sides.
 */
export function behind(value: number, base: number, isInner: boolean): { readonly least: number; readonly most: number } {
  if (value === 0) return { least: 0, most: base - 1 };
  if (!isInner) return { least: Math.max(1, value - (base - 1)), most: value + (base - 1) };
  return value > base ? { least: value, most: value } : { least: 1, most: base };
}

/** What a reader knows of a true count whose rounded value is withheld under ten. */
export function behindWithheld(base: number): { readonly least: number; readonly most: number } {
  return { least: 1, most: mostWithheld + base - 1 };
}

/**
 * What a reader writes down before a rounded print of an instance: every number is unknown, totals hold between the true ones, and the printed ones bound those that have no
 * printed parts, and the total of each unit. `printed`: rounded values by `cellName`; a cell of no table cut that is not there is withheld.
 */
export function readRounded(instance: Instance, printed: ReadonlyMap<string, number>, cut: readonly string[]): InstanceSystem {
  const base = instance.rule.threshold;
  const read = readInstance(instance, new Map(), cut);
  const byNumber = printedNumbers(instance, printed, cut);
  const publics = new Set([...read.position].flatMap(([name, at]) => (read.numbers.get(name)?.isPublic === true ? [at] : [])));
  const summed = new Set(
    read.system.relations
      .filter(({ terms }) => terms.filter(({ times }) => times < 0).every(({ unknown }) => publics.has(unknown)))
      .flatMap(({ terms }) => terms.filter(({ times }) => times > 0).map(({ unknown }) => unknown)),
  );
  const tablesOfUnit = Map.groupBy(instance.tables, ({ unit }) => unit);
  const roots = new Set(instance.tables.map((table) => numberName(instance, table.id, [])));
  const unknowns = [...read.system.unknowns];
  for (const [name, at] of read.position) {
    if (!publics.has(at)) unknowns[at] = { least: 0 };
    else
      unknowns[at] = boundsOf(byNumber.get(name), {
        base,
        isSummed: summed.has(at),
        isTotal: roots.has(name),
        isInner: isAlone(name, tablesOfUnit),
      });
  }
  return { ...read, system: { unknowns, relations: read.system.relations } };
}

type LinePlace = { readonly base: number; readonly isSummed: boolean; readonly isTotal: boolean; readonly isInner: boolean };

function boundsOf(value: number | undefined, { base, isSummed, isTotal, isInner }: LinePlace): Unknown {
  if (value === undefined) return isSummed ? { least: 1 } : behindWithheld(base);
  if (isTotal) return { least: Math.max(0, value - (base - 1)), most: value + (base - 1) };
  return isSummed ? { least: 0 } : behind(value, base, isInner);
}

/** Whether the unit of a number is counted by one table only: its finest cells are then the joint cells. */
function isAlone(name: string, tablesOfUnit: ReadonlyMap<string, readonly unknown[]>): boolean {
  const [unit] = JSON.parse(name) as readonly string[];
  return tablesOfUnit.get(unit ?? '')?.length === 1;
}

function printedNumbers(instance: Instance, printed: ReadonlyMap<string, number>, cut: readonly string[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { table, key } of instance.cells) {
    const value = cut.includes(table) ? undefined : printed.get(cellName(table, key));
    if (value !== undefined) values.set(numberName(instance, table, key), value);
  }
  return values;
}

/** The same system with a truth let in where it lies outside what a reader believes: it is harder to hide in, and it has at least one answer. */
export function admitting(system: LinearSystem, truth: readonly number[]): LinearSystem {
  const unknowns = system.unknowns.map(({ least, most }, at): Unknown => {
    const value = truth[at] ?? least;
    return most === undefined ? { least: Math.min(least, value) } : { least: Math.min(least, value), most: Math.max(most, value) };
  });
  return { unknowns, relations: system.relations };
}
