import type { Instance } from '../../../shared/disclosure/instance.ts';
import type { LinearSystem, Relation } from './linearSystem.ts';

/** One number of an instance as its reader sees it. */
export type PrintedNumber = {
  readonly table: string;
  readonly key: readonly string[];
  readonly value: number | undefined;
  readonly least: number;
  /** Printed by a table that leaves. */
  readonly isPublic: boolean;
};

export type InstanceSystem = {
  readonly system: LinearSystem;
  readonly numbers: ReadonlyMap<string, PrintedNumber>;
  /** Place of each number that is not shown in the system. */
  readonly position: ReadonlyMap<string, number>;
};

/** The name of a cell in a print. */
export function cellName(table: string, key: readonly string[]): string {
  return JSON.stringify([table, ...key]);
}

/** The name of the number behind a cell: unit and one code per dimension, absent dimensions at their root. */
export function numberName(instance: Instance, table: string, key: readonly string[]): string {
  const printed = instance.tables.find((one) => one.id === table);
  const codes = instance.dims.map((dim) => key[printed?.dims.indexOf(dim.name) ?? -1] ?? dim.hierarchy[0]?.[0]);
  return JSON.stringify([printed?.unit, ...codes]);
}

/**
 * What a reader writes down before a print: an unknown per number not shown, one relation per total. Structure comes from the instance, numbers
 * from `shown` (by `cellName`) alone; `n` is never looked at.
 */
export function readInstance(instance: Instance, shown: ReadonlyMap<string, number>, cut: readonly string[]): InstanceSystem {
  const numbers = new Map<string, PrintedNumber>();
  const roles = new Map(instance.tables.map((table) => [table.id, table.role]));
  for (const { table, key, structural } of instance.cells) {
    const name = numberName(instance, table, key);
    const before = numbers.get(name);
    const isPublic = roles.get(table) === 'publish' && !cut.includes(table);
    const value = structural === true ? 0 : shown.get(cellName(table, key));
    const least = isPublic && instance.rule.zero === 'publish' ? 1 : 0;
    numbers.set(name, {
      table: before?.table ?? table,
      key: before?.key ?? key,
      value: before?.value ?? value,
      least: Math.max(least, before?.least ?? 0),
      isPublic: isPublic || before?.isPublic === true,
    });
  }
  const hidden = [...numbers].filter(([, number]) => number.value === undefined);
  const position = new Map(hidden.map(([name], at) => [name, at]));
  const unknowns = hidden.map(([, { least }]) => ({ least }));
  return { system: { unknowns, relations: relationsOf(instance, numbers, position) }, numbers, position };
}

function relationsOf(instance: Instance, numbers: ReadonlyMap<string, PrintedNumber>, position: ReadonlyMap<string, number>): Relation[] {
  const relations = new Map<string, Relation>();
  const cells = Map.groupBy(instance.cells, (cell) => cell.table);
  for (const table of instance.tables) {
    const keys = (cells.get(table.id) ?? []).map((cell) => cell.key);
    for (const [at, dimension] of table.dims.entries()) {
      const codes = new Set(keys.map((key) => key[at]));
      for (const [parent, children] of instance.dims.find((dim) => dim.name === dimension)?.hierarchy ?? []) {
        if (![parent, ...children].every((code) => codes.has(code))) continue;
        for (const key of keys.filter((one) => one[at] === parent)) {
          const names = [parent, ...children].map((code) => numberName(instance, table.id, key.with(at, code)));
          const relation = totalOf(names, numbers, position);
          if (relation.terms.length > 0) relations.set(JSON.stringify(relation), relation);
        }
      }
    }
  }
  return [...relations.values()];
}

/** First name = sum of the others, shown numbers put in. */
function totalOf(names: readonly string[], numbers: ReadonlyMap<string, PrintedNumber>, position: ReadonlyMap<string, number>): Relation {
  let equals = 0;
  const terms: { unknown: number; times: number }[] = [];
  for (const [rank, name] of names.entries()) {
    const times = rank === 0 ? 1 : -1;
    const unknown = position.get(name);
    if (unknown === undefined) equals -= times * (numbers.get(name)?.value ?? 0);
    else terms.push({ unknown, times });
  }
  return { terms, equals };
}
