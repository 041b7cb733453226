import { REGISTER_LIMITS } from './refusals.ts';
import type { RegisterRefusal } from './refusals.ts';

const POINTER_BYTES = 8;
const CHARACTER_BYTES = 2;

/** What a table takes as its lines come, and the first bound of security §8 that it passes. */
export class TableBounds {
  private lines = 0;
  private memory = 0;

  /** Counts one line; null within the bounds. */
  passedBy(line: readonly string[]): RegisterRefusal | null {
    this.lines += 1;
    this.memory += line.reduce((sum, cell) => sum + POINTER_BYTES + CHARACTER_BYTES * cell.length, 0);
    if (this.lines > REGISTER_LIMITS.rows + 1) return 'tooManyRows';
    if (line.length > REGISTER_LIMITS.columns) return 'tooManyColumns';
    if (line.some((cell) => cell.length > REGISTER_LIMITS.cellCharacters)) return 'cellTooLong';
    return this.memory > REGISTER_LIMITS.memoryBytes ? 'tooMuchMemory' : null;
  }
}
