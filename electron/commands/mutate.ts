import { run } from './checks.ts';

/** `npm run mutate -- [FILE…]`: changes the pure rules one by one and tells which change no test notices. Exit code 1 under 85 %. */
const files = process.argv.slice(2);
const chosen = files.length === 0 ? [] : ['--mutate', files.join(',')];
const { code } = await run(['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'tests/stryker.config.mjs', ...chosen], 'inherit');
process.exitCode = code;
