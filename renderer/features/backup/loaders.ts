import type { Output } from '../../../shared/contract.ts';

export type Backups = Output<'backup.state'>;
