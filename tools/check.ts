import { runChecks } from './check/checks.ts';

/** `npm run check`: types of every world, lint, format, dead code. Exit code 1 if any fails. */
const results = await runChecks();
const failed = results.filter((result) => !result.passed).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
