import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Host } from '../../host.ts';
import { writeWhole } from '../../keys/keyring.ts';
import type { Shell } from '../../shell/shell.ts';

/** In the profile: names that the printing system gave to the pages of this process, such as `bureau-7`. Nothing of a person. */
const FILE = 'prints.json';
const MOST = 500;

const jobsSchema = z
  .array(
    z
      .string()
      .regex(/^[^\s-]\S*-\d+$/)
      .max(300),
  )
  .max(MOST);

/**
 * Gives one address to a printer. What waits in its queue is remembered until the next process, which cancels it (`cancelFormerPrints`); where the session ended
 * meanwhile it is cancelled now. Rejects when the queue does not take the pages.
 */
export async function giveToPrinter(host: Host, printing: NonNullable<Host['printing']>, address: string, printer: string): Promise<void> {
  const { session } = host;
  const job = await printing.print(address, printer);
  if (job === null) return;
  writeJobs(host.profile, [...readJobs(host.profile), job]);
  if (host.session !== session) await cancelPrints(host.profile, printing, [job]);
}

/**
 * At the start of each process, so right after each lock, a crash or a power cut: pages of the process before that still wait in a queue are cancelled, and a
 * printer that is switched on later prints none (security §5.2, F10). A printing system that does not answer is asked again by the next process.
 */
export function cancelFormerPrints(profile: string, shell: Pick<Shell, 'cancelPrint'>): Promise<void> {
  return cancelPrints(profile, shell, readJobs(profile));
}

async function cancelPrints(profile: string, shell: Pick<Shell, 'cancelPrint'>, jobs: readonly string[]): Promise<void> {
  for (const job of jobs) {
    if (!(await shell.cancelPrint(job))) continue;
    writeJobs(
      profile,
      readJobs(profile).filter((kept) => kept !== job),
    );
  }
}

/** None where the file is not what was written: nothing is cancelled on the word of another. */
function readJobs(profile: string): readonly string[] {
  const path = join(profile, FILE);
  if (!existsSync(path)) return [];
  try {
    return jobsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
    throw error;
  }
}

function writeJobs(profile: string, jobs: readonly string[]): void {
  writeWhole(profile, FILE, JSON.stringify(jobs.slice(-MOST)));
}
