import { runProgram } from './process/program.ts';

/**
 * `npm run mutate -- [--disclosure] [FILE…]`: changes the pure rules, or disclosure control, one by one and prints which change no test notices.
 * Exit code 1 under 85 %, 80 % for disclosure control.
 */
const [first, ...rest] = process.argv.slice(2);
const isDisclosure = first === '--disclosure';
const files = isDisclosure || first === undefined ? rest : [first, ...rest];
const chosen = files.length === 0 ? [] : ['--mutate', files.join(',')];
const config = isDisclosure ? 'tests/strykerDisclosure.config.mjs' : 'tests/stryker.config.mjs';
const { code } = await runProgram(['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', config, ...chosen], 'inherit');
process.exitCode = code;
