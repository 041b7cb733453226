import { runChecks } from './check/checks.ts';
import { countLines, linesTable } from './check/lines.ts';

/** `npm run check`: types of every world, lint, format, dead code, commit subjects; then lines of source by world and room. Exit code 1 if a check fails. */
const results = await runChecks();
const count = (wanted: string): number => results.filter(({ result }) => result === wanted).length;
process.stdout.write(`\nLines of source\n${linesTable(countLines())}\n`);
process.stdout.write(`${count('passed')} passed, ${count('failed')} failed\n`);
process.exitCode = count('failed') === 0 ? 0 : 1;
