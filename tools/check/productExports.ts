import { z } from 'zod';
import { runProgram } from '../process/program.ts';
import { PASSED, type Outcome } from './outcome.ts';
import { SEAMS } from './seams.ts';

const named = z.array(z.object({ name: z.string() }));
const report = z.object({ issues: z.array(z.object({ file: z.string(), files: named, exports: named, types: named })) });

/** Exports of the product that nothing but tests uses. Each one is deleted, used, or listed in `seams.ts` with its reason. */
export async function checkProductExports(): Promise<Outcome> {
  const line = ['node_modules/knip/bin/knip.js', '--config', '.knip.product.json', '--no-progress'];
  const { output } = await runProgram([...line, '--include', 'files,exports,types', '--reporter', 'json'], 'pipe');
  return judge(output, SEAMS);
}

/** `knipReport`: knip's JSON. `seams`: name of the export → reason. A listed name that is used, or gone, is a failure too. */
export function judge(knipReport: string, seams: Readonly<Record<string, string>>): Outcome {
  const parsed = report.safeParse(parseJson(knipReport));
  if (!parsed.success) return { result: 'failed', output: `knip gave no report:\n${knipReport}\n` };
  const found = parsed.data.issues.flatMap(({ file, files, exports, types }) => [
    ...files.map(() => ({ file, name: file })),
    ...[...exports, ...types].map(({ name }) => ({ file, name })),
  ]);
  const unlisted = found.filter(({ name }) => !Object.hasOwn(seams, name)).map(({ file, name }) => `  ${name} (${file})`);
  const resolved = Object.keys(seams).filter((seam) => !found.some(({ name }) => name === seam));
  const lines = [...unlisted, ...resolved.map((name) => `  ${name}: to be taken off the list in tools/check/seams.ts`)];
  return lines.length === 0 ? PASSED : { result: 'failed', output: `${lines.join('\n')}\n` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
