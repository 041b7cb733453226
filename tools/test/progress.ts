import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Milliseconds that each phase of a run took, by its name. */
export type Durations = Readonly<Record<string, number>>;

/** Time between two lines of a phase, in milliseconds. */
const EVERY_MS = 30_000;

const durations = z.record(z.string(), z.number());

/** What the last run took, where it is remembered; otherwise `first`. */
export function rememberedDurations(file: string, first: Durations): Durations {
  try {
    return { ...first, ...durations.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  } catch {
    return first;
  }
}

export function rememberDurations(file: string, taken: Durations): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...rememberedDurations(file, {}), ...taken })}\n`);
}

/** Writes which phase runs, for how long, and about how long the whole run still takes. Phases run one after the other. */
export class Progress {
  readonly taken: Record<string, number> = {};
  readonly #phases: readonly string[];
  readonly #expected: Durations;
  readonly #write: (line: string) => void;

  constructor(phases: readonly string[], expected: Durations, write: (line: string) => void) {
    this.#phases = phases;
    this.#expected = expected;
    this.#write = write;
  }

  /** Runs one phase: a line when it begins, one every 30 seconds, one when it ends. */
  async run<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const elapsed = (): number => performance.now() - started;
    this.#write(`${phase}: begins, ${leftInWords(this.left(phase, 0))}`);
    const timer = setInterval(() => this.#write(`${phase}: ${clock(elapsed())}, ${leftInWords(this.left(phase, elapsed()))}`), EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      this.taken[phase] = Math.round(elapsed());
      this.#write(`${phase}: done in ${clock(elapsed())}`);
    }
  }

  /** Milliseconds that this phase and those after it still take, by the last run. */
  left(phase: string, elapsed: number): number {
    const rest = this.#phases.slice(this.#phases.indexOf(phase) + 1).reduce((sum, name) => sum + (this.#expected[name] ?? 0), 0);
    return rest + Math.max(0, (this.#expected[phase] ?? 0) - elapsed);
  }
}

/** Minutes and seconds: `3:05`. */
export function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function leftInWords(milliseconds: number): string {
  if (milliseconds <= 0) return 'longer than the last time';
  return milliseconds < 60_000 ? 'less than a minute left' : `about ${Math.round(milliseconds / 60_000)} min left`;
}
