import { lateLines, lateOf, countsLate, periodCompositions, type PeriodComposition } from './periodComposition.ts';
import type { LinearSystem, Relation, Unknown } from '../equations/linearSystem.ts';
import { namedNumbers, numberBehind, systemOf, sumsOf, type Named } from '../equations/packageSystem.ts';
import { placeTables, quartersOf } from '../equations/publishedStructure.ts';
import type { ReadLine } from '../equations/releases.ts';

/** Everything a reader of consolidated tables can write down, of several months, quarters and years together. Numbers are kept under `keyOfLine`. */
export type ConsolidatedSystem = {
  readonly system: LinearSystem;
  readonly hidden: ReadonlyMap<string, number>;
  /** Keys of one sum. */
  readonly sums: readonly (readonly string[])[];
  readonly quantities: number;
};

const COUNTRY = 'ML';

/** A place table is divided by its own places; the others by the region of the site. */
function scopeOf({ table, area }: ReadLine): string {
  return placeTables.includes(table) ? COUNTRY : area;
}

/** In a place table the area may be in `area` alone. */
function dimsOf({ table, level, area, dims }: ReadLine): string {
  if (!placeTables.includes(table) || level !== 'region' || numberBehind({ table, dims }).codes.has('place')) return dims;
  return [`place=${area}`, dims].filter((part) => part !== '').join('|');
}

/** The name of a line's number: unit and codes, as in packages. */
export function nameOfLine(line: ReadLine): string {
  return numberBehind({ table: line.table, dims: dimsOf(line) }).name;
}

/** Period, area and name: equal keys are the same number. */
export function keyOfLine(line: ReadLine): string {
  return keyOf(line.period, scopeOf(line), nameOfLine(line));
}

function keyOf(period: string, scope: string, name: string): string {
  return [period, scope, name].join('\n');
}

type Part = { readonly period: string; readonly scope: string; readonly names: ReadonlyMap<string, Named> };
type Draft = readonly { readonly key: string | null; readonly times: number }[];

/**
 * The one system of many consolidated lines: each area of each period with the sums of its tables, the country as the sum of its regions, each quarter and year as the sum
 * of its months (disclosure.md §5), and of late centres where it counts some. `isWhole`: whether the reader knows that every centre of a period is in a region that has
 * lines; otherwise a rest may be anything. Nobody knows it of late centres.
 */
export function consolidatedSystem(lines: readonly ReadLine[], isWhole: (period: string) => boolean): ConsolidatedSystem {
  const made = periodCompositions(lines);
  const late = lateLines(lines, made);
  const counted = new Set(late.map(({ period }) => period));
  const isLate = (period: string): boolean =>
    counted.has(period) || [period, ...quartersOf(period)].some((one) => counted.has(lateOf(one)));
  const parts = [...Map.groupBy([...lines, ...late], (line) => `${line.period}\n${scopeOf(line)}`).values()].flatMap((own): Part[] => {
    const [line] = own;
    return line === undefined ? [] : [{ period: line.period, scope: scopeOf(line), names: namesOf(own) }];
  });
  const unknowns: Unknown[] = [];
  const relations: Relation[] = [];
  const hidden = new Map<string, number>();
  const shown = new Map<string, number>();
  const sums: (readonly string[])[] = [];
  for (const { period, scope, names } of parts) {
    const built = systemOf(names);
    const shift = unknowns.length;
    unknowns.push(...built.system.unknowns);
    relations.push(...built.system.relations.map((relation) => shifted(relation, shift)));
    for (const [name, at] of built.hidden) hidden.set(keyOf(period, scope, name), at + shift);
    for (const [name, { value }] of names) if (value !== undefined) shown.set(keyOf(period, scope, name), value);
    sums.push(...sumsOf(names).map((sum) => sum.map((name) => keyOf(period, scope, name))));
  }
  const ofAreas = areaSums(parts, (period) => !isLate(period) && isWhole(period));
  for (const draft of [...ofAreas, ...timeSums(parts, made)]) {
    const relation = substituted(draft, hidden, shown, unknowns);
    if (relation.terms.length > 0) relations.push(relation);
    sums.push(draft.flatMap(({ key }) => key ?? []));
  }
  return { system: { unknowns, relations }, hidden, sums, quantities: hidden.size + shown.size };
}

/** What a reader of some lines knows of each number: itself, an interval, or anything from 0 on. */
function namesOf(lines: readonly ReadLine[]): ReadonlyMap<string, Named> {
  const printed = lines.map((line) => ({
    table: line.table,
    dims: dimsOf(line),
    value: line.status === 'published' ? (line.value ?? undefined) : undefined,
  }));
  const names = namedNumbers(printed);
  for (const line of lines) {
    const name = nameOfLine(line);
    const number = names.get(name);
    if (number !== undefined && line.status !== 'published')
      names.set(name, { ...number, least: line.low ?? 0, ...(line.high !== null && { most: line.high }) });
  }
  return names;
}

function shifted({ terms, equals }: Relation, shift: number): Relation {
  return { equals, terms: terms.map(({ unknown, times }) => ({ unknown: unknown + shift, times })) };
}

/** The country is the sum of its regions, and of a rest where one or two centres are elsewhere. */
function areaSums(parts: readonly Part[], isWhole: (period: string) => boolean): Draft[] {
  return [...Map.groupBy(parts, ({ period }) => period)].flatMap(([period, own]) => {
    const country = own.find(({ scope }) => scope === COUNTRY);
    const regions = own.filter(({ scope }) => scope !== COUNTRY);
    const isAll = isWhole(period);
    return [...(country?.names.keys() ?? [])].flatMap((name): Draft[] => {
      const having = regions.filter(({ names }) => names.has(name));
      if (having.length === 0) return [];
      const rest = isAll && having.length === regions.length ? [] : [{ key: null, times: -1 }];
      return [
        [
          { key: keyOf(period, COUNTRY, name), times: 1 },
          ...having.map(({ scope }) => ({ key: keyOf(period, scope, name), times: -1 })),
          ...rest,
        ],
      ];
    });
  });
}

/** A quarter or a year is the sum of what makes it up, and of its late centres. */
function timeSums(parts: readonly Part[], made: ReadonlyMap<string, PeriodComposition>): Draft[] {
  const byPlace = new Map(parts.map((part) => [`${part.period}\n${part.scope}`, part]));
  return parts.flatMap(({ period, scope, names }) => {
    const composition = made.get(period);
    if (composition === undefined) return [];
    const under = [...composition.parts, ...(countsLate(composition) ? [lateOf(period)] : [])];
    return [...names.keys()].flatMap((name): Draft[] => {
      if (!under.every((one) => byPlace.get(`${one}\n${scope}`)?.names.has(name) === true)) return [];
      return [[{ key: keyOf(period, scope, name), times: 1 }, ...under.map((one) => ({ key: keyOf(one, scope, name), times: -1 }))]];
    });
  });
}

function substituted(draft: Draft, hidden: ReadonlyMap<string, number>, shown: ReadonlyMap<string, number>, unknowns: Unknown[]): Relation {
  let equals = 0;
  const terms: { unknown: number; times: number }[] = [];
  for (const { key, times } of draft) {
    const unknown = key === null ? unknowns.push({ least: 0 }) - 1 : hidden.get(key);
    if (unknown !== undefined) terms.push({ unknown, times });
    else equals -= times * (shown.get(key ?? '') ?? 0);
  }
  return { terms, equals };
}
