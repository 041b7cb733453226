import type { Output } from '../../../shared/contract.ts';

export type Settings = Output<'settings.read'>;
