import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runProgram } from './process/program.ts';

/** `npm run dist -- [--dir]`: builds the Electron application and its packages into `dist/`. Needs Electron's binary, which electron-builder fetches. */
const built = await runProgram(
  ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--config', 'tools/build/electron.vite.config.ts'],
  'inherit',
);
process.exitCode = built.code === 0 ? await pack() : built.code;

async function pack(): Promise<number> {
  const { code } = await runProgram(
    ['node_modules/electron-builder/cli.js', '--config', 'electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)],
    'inherit',
  );
  if (code !== 0 && !existsSync(join(ROOT, 'node_modules/electron/dist'))) {
    process.stderr.write(
      'Le programme Electron n’a pas pu être obtenu : il se télécharge depuis GitHub. L’application est construite dans out/.\n',
    );
    process.stderr.write('Electron’s program could not be obtained: it is fetched from GitHub. The application is built in out/.\n');
  }
  return code;
}
