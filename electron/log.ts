import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT = 1_000_000;
const KEPT = 3;

/**
 * The only things a log line may hold (security §3.3): a fault, never an act of a person. A reader of the folder would otherwise learn in clear how many people
 * came each day, or that a destruction was requested.
 */
export type LogLine =
  | {
      readonly kind: 'bug';
      /** The number shown to the person. */
      readonly reference: string;
      /** Function names and source lines of the fault, without folders and without the message of the error. */
      readonly where: readonly string[];
    }
  | { readonly kind: 'disk' };

export type Log = (line: LogLine) => void;

/** Writes to `app.log` in the profile, with the day and no hour, three files of 1 MB at most. A full disk silences the log, never the work. */
export function fileLog(profile: string, now: () => Date): Log {
  const file = join(profile, 'app.log');
  return (line) => {
    try {
      rotate(file);
      appendFileSync(file, `${JSON.stringify({ on: now().toISOString().slice(0, 10), ...line })}\n`, { mode: 0o600 });
    } catch {
      return;
    }
  };
}

/** Where a fault happened: function and source line only. */
export function whereOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  return [...error.stack.matchAll(/at (?:async )?([\w.<>]+)? ?\(?[^()\n]*?([\w.-]+\.[mc]?[jt]sx?:\d+)/g)]
    .slice(0, 8)
    .map((found) => `${found[1] ?? '?'} ${found[2] ?? ''}`);
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LIMIT) return;
  rmSync(`${file}.${KEPT - 1}`, { force: true });
  for (let index = KEPT - 2; index >= 1; index -= 1) {
    if (statSync(`${file}.${index}`, { throwIfNoEntry: false }) !== undefined) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
  }
  renameSync(file, `${file}.1`);
}
