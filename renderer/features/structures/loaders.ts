import type { Output } from '../../../shared/contract.ts';

export type Structures = Output<'structures.list'>;
export type Structure = Structures['structures'][number];
