import type { AfterRestore } from '../../../shared/contract/restore.ts';

export type Loss = NonNullable<AfterRestore['loss']>;
