import { Buffer } from 'node:buffer';
import { LISTS_VERSION, SCHEMA_VERSION } from '../../shared/exchange/payload.ts';
import { ancestorsOf, partsOf, TOTAL, type Block, type BlockDimension, type PopulationData } from '../../shared/indicators/define.ts';
import { products } from '../../shared/indicators/evaluate.ts';
import { LATENT_TABLES, TABLES } from '../../shared/indicators/tables.ts';
import type { CountedUnit } from '../../shared/rules/counting/countedUnit.ts';
import type { IsoMonth } from '../../shared/time.ts';
import { sha256 } from '../keys/primitives.ts';

/** One block of leaves: the counts from which every table over its dimensions is added up. */
type LeafBlock = {
  readonly population: PopulationData['id'];
  readonly block: Block;
  /** Leaf codes of each dimension. */
  readonly leaves: readonly (readonly string[])[];
  readonly first: number;
  /** For each leaf and each dimension, its code and those above it. */
  readonly above: readonly (readonly ReadonlySet<string>[])[];
  readonly count: (units: readonly CountedUnit[], month: IsoMonth) => readonly (readonly string[])[];
};

/** One number that a table can show: its name, and the leaves whose sum it is. */
export type ShownNumber = { readonly name: string; readonly leaves: readonly number[] };

/**
 * What the vector of every centre holds, in one order (disclosure §6.2): `leafCount` counts of leaves, zeros included, then one indicator (1 if more than 0) for each
 * number that a table can show. The name is made of all of it, so another list of codes is another template.
 */
export type Template = {
  readonly name: string;
  readonly leafCount: number;
  readonly shown: readonly ShownNumber[];
  readonly length: number;
};

const BLOCKS = leafBlocks();

/** The template of this version of the tables and lists. */
export const TEMPLATE: Template = makeTemplate();

const RANK_OF: ReadonlyMap<string, number> = new Map(TEMPLATE.shown.map(({ name }, rank) => [name, rank]));

/** The vector of one centre and month: counts, then indicators. Pure; the order of units does not matter. */
export function vectorOf(units: readonly CountedUnit[], month: IsoMonth): Uint32Array {
  const vector = new Uint32Array(TEMPLATE.length);
  for (const leafBlock of BLOCKS) {
    const rankOf = new Map(products(leafBlock.leaves).map((key, rank) => [key.join('|'), leafBlock.first + rank]));
    for (const subject of leafBlock.count(units, month)) {
      const key = leafBlock.block.dimensions.map(({ dimension }, at) => {
        const above = ancestorsOf(dimension, subject[at] ?? '');
        return leafBlock.leaves[at]?.find((code) => above.has(code)) ?? '';
      });
      const rank = rankOf.get(key.join('|'));
      if (rank === undefined) throw new RangeError(`a subject of ${leafBlock.block.id} has no leaf`);
      vector[rank] = (vector[rank] ?? 0) + 1;
    }
  }
  for (const [rank, number] of TEMPLATE.shown.entries()) vector[TEMPLATE.leafCount + rank] = sumOf(vector, number) > 0 ? 1 : 0;
  return vector;
}

/** A number of a vector, or of a sum of vectors, and how many centres have some of it. Throws RangeError on a number that no table shows. */
export function numberOf(
  vector: Uint32Array,
  population: PopulationData['id'],
  block: Block,
  key: readonly string[],
): { readonly n: number; readonly contributors: number } {
  const rank = RANK_OF.get(nameOf(population, block, key));
  const number = rank === undefined ? undefined : TEMPLATE.shown[rank];
  if (rank === undefined || number === undefined) throw new RangeError(`a cell of ${block.id} is not in the template`);
  return { n: sumOf(vector, number), contributors: vector[TEMPLATE.leafCount + rank] ?? 0 };
}

/** A number of the joint table that no table shows, from its leaves. */
export function latentNumberOf(vector: Uint32Array, population: PopulationData['id'], block: Block, key: readonly string[]): number {
  const source = BLOCKS.find((one) => one.population === population && one.block.id === block.id);
  if (source === undefined) throw new RangeError(`${block.id} is not in the template`);
  return sumOf(vector, { name: '', leaves: leavesUnder(source, block, key) });
}

function sumOf(vector: Uint32Array, { leaves }: ShownNumber): number {
  return leaves.reduce((sum, leaf) => sum + (vector[leaf] ?? 0), 0);
}

function makeTemplate(): Template {
  const leafCount = BLOCKS.reduce((sum, { above }) => sum + above.length, 0);
  const shown = new Map<string, ShownNumber>();
  for (const { population, blocks } of TABLES) {
    for (const block of blocks) {
      const source = sourceOf(population.id, block);
      for (const key of products(block.dimensions.map(({ codes }) => codes))) {
        const name = nameOf(population.id, block, key);
        if (!shown.has(name)) shown.set(name, { name, leaves: leavesUnder(source, block, key) });
      }
    }
  }
  const order = JSON.stringify([BLOCKS.map(({ population, block, leaves }) => [population, block.id, leaves]), [...shown.keys()]]);
  const digest = sha256(Buffer.from(order, 'utf8')).toString('hex').slice(0, 16);
  return {
    name: `sutura-${SCHEMA_VERSION}-${LISTS_VERSION}-${digest}`,
    leafCount,
    shown: [...shown.values()],
    length: leafCount + shown.size,
  };
}

/** The joint tables that no one prints, then every block that none of them adds up to. */
function leafBlocks(): readonly LeafBlock[] {
  const joint = LATENT_TABLES.map(({ population, block, count }) => ({ population: population.id, block, count }));
  const own = TABLES.flatMap((table) =>
    table.blocks.flatMap((block, rank) =>
      joint.some((one) => one.population === table.population.id && holds(one.block, block))
        ? []
        : [
            {
              population: table.population.id,
              block,
              count: (units: readonly CountedUnit[], month: IsoMonth) => table.count(units, month)[rank] ?? [],
            },
          ],
    ),
  );
  let first = 0;
  return [...joint, ...own].map((one): LeafBlock => {
    const leaves = one.block.dimensions.map(leafCodes);
    const ancestors = one.block.dimensions.map(
      ({ dimension }, at) => new Map((leaves[at] ?? []).map((leaf) => [leaf, ancestorsOf(dimension, leaf)])),
    );
    const above = products(leaves).map((key) => key.map((leaf, at) => ancestors[at]?.get(leaf) ?? new Set<string>()));
    const made = { ...one, leaves, first, above };
    first += above.length;
    return made;
  });
}

function leafCodes(shown: BlockDimension): readonly string[] {
  return shown.codes.filter((code) => partsOf(shown, code) === null);
}

function holds(joint: Block, block: Block): boolean {
  return block.dimensions.every(({ dimension }) => joint.dimensions.some((other) => other.dimension.id === dimension.id));
}

function sourceOf(population: PopulationData['id'], block: Block): LeafBlock {
  const source = BLOCKS.find((one) => one.population === population && holds(one.block, block));
  if (source === undefined) throw new RangeError(`no leaves for ${block.id}`);
  return source;
}

function leavesUnder(source: LeafBlock, block: Block, key: readonly string[]): readonly number[] {
  const wanted = source.block.dimensions.map(
    ({ dimension }) => key[block.dimensions.findIndex((one) => one.dimension.id === dimension.id)] ?? TOTAL,
  );
  return source.above.flatMap((codes, rank) => (wanted.every((code, at) => codes[at]?.has(code) === true) ? [source.first + rank] : []));
}

/** Population and the codes other than totals: what makes two cells the same number (disclosure §7.1). */
function nameOf(population: PopulationData['id'], block: Block, key: readonly string[]): string {
  const codes = block.dimensions.map(({ dimension }, rank) => `${dimension.id}=${key[rank] ?? TOTAL}`);
  return [population, ...codes.filter((code) => !code.endsWith(`=${TOTAL}`)).toSorted()].join('|');
}
