import type { AfterRestore } from '../../../shared/contract/loss.ts';

export type Loss = NonNullable<AfterRestore['loss']>;
