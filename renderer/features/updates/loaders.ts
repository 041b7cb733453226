import type { Output } from '../../../shared/contract.ts';

export type UpdateState = Output<'updates.state'>;
