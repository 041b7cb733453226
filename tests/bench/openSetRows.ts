import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { against, type Row, spread } from './measure.ts';

/** Only where the design material lies beside the project (disclosure §8.1). */
const folder = join(import.meta.dirname, '../../../shared/data/disclosure');
const command = join(import.meta.dirname, '../../tools/protect.ts');

/** The instance that no program has proven: the progress of the command is measured. */
const LARGEST = 'o17-large-2000';
/** Nothing may leave of it. */
const REFUSED = 'o27-known-refuse';
/** A proof may take so long where the table says less (disclosure §8.3). */
const least = 2;

const referenceSchema = z.looseObject({
  width1: z.looseObject({ best: z.int().optional(), seconds: z.number().optional() }).optional(),
  width3: z.looseObject({ best: z.int().optional(), seconds: z.number().optional() }).optional(),
});
type Reference = z.infer<typeof referenceSchema>;

const answerSchema = z.looseObject({
  status: z.string(),
  optimal: z.boolean(),
  stoppedBy: z.string(),
  bound: z.number(),
  counts: z.looseObject({ secondary: z.int() }),
  audit: z.looseObject({ exact: z.int(), tooNarrow: z.int(), unproven: z.int() }),
});
type Answer = z.infer<typeof answerSchema> & { readonly ms: number };

/** The open instances, each by the command on the wall clock, its start included: the largest first, then the proofs of the others. */
export async function openSetRows(): Promise<readonly Row[]> {
  if (!existsSync(folder)) return [];
  const references = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')));
  const names = readdirSync(folder)
    .filter((name) => /^o\d/.test(name))
    .map((name) => name.replace('.json', ''))
    .toSorted();
  const rows = names.includes(LARGEST) ? [...(await largestRows(3, 404)), ...(await largestRows(1, 164))] : [];
  let unproven = 0;
  for (const name of names.filter((one) => one !== LARGEST)) {
    const answer = await protectedBy(name, 3, 60);
    if (!isAsExpected(name, answer)) unproven += 1;
    rows.push(proofRow(name, answer, referenceSchema.parse(references[name])));
  }
  return [...rows, spread('open instances, width 3, neither proven optimal nor rightly refused', 'cells', [unproven])];
}

/** `wanted`: cells of the best pattern that is known of it. */
async function largestRows(width: 1 | 3, wanted: number): Promise<readonly Row[]> {
  const first = await protectedBy(LARGEST, width, 10);
  const best = await protectedBy(LARGEST, width, 60);
  const named = (answer: Answer, seconds: number) => `2,275 quantities, width ${width}, ${seconds} s given (${summaryOf(answer)})`;
  return [
    against(spread(named(first, 10), 'ms', [first.ms]), 'what is given', 10_000),
    against(spread(`secondary cells of it after 10 s`, 'cells', [first.counts.secondary]), 'best pattern known', wanted),
    against(spread(named(best, 60), 'ms', [best.ms]), 'what is given', 60_000),
    against(spread(`secondary cells of it after 60 s`, 'cells', [best.counts.secondary]), 'best pattern known', wanted),
  ];
}

function proofRow(name: string, answer: Answer, { width3 }: Reference): Row {
  const allowed = Math.max(least, 3 * (width3?.seconds ?? 0)) * 1000;
  const label = `${name}, width 3 (${summaryOf(answer)}; ${answer.counts.secondary} cells, table ${width3?.best ?? 'refused'})`;
  return against(spread(label, 'ms', [answer.ms]), 'the larger of 2 s and 3 × the seconds of the table', allowed);
}

function isAsExpected(name: string, { status, optimal, audit }: Answer): boolean {
  const leaks = audit.exact + audit.tooNarrow + audit.unproven;
  return name === REFUSED ? status === 'refused' : status === 'ok' && optimal && leaks === 0;
}

function summaryOf({ status, optimal, stoppedBy, audit }: Answer): string {
  const leaks = audit.exact + audit.tooNarrow + audit.unproven;
  return [status, optimal ? 'optimal' : `stopped by ${stoppedBy}`, ...(leaks === 0 ? [] : [`${leaks} not safe`])].join(', ');
}

async function protectedBy(name: string, width: number, budget: number): Promise<Answer> {
  const started = performance.now();
  const order = [command, join(folder, `${name}.json`), '--width', String(width), '--budget', String(budget)];
  const { stdout } = await promisify(execFile)(process.execPath, order, { maxBuffer: 64 * 1024 * 1024 });
  return { ...answerSchema.parse(JSON.parse(stdout)), ms: performance.now() - started };
}
