import type { Output } from '../../../shared/contract.ts';

export type Duplicates = Output<'duplicates.list'>;
export type Pair = Duplicates['pairs'][number];
