import type { Output } from '../../../shared/contract.ts';

export type Day = Output<'day.open'>;
