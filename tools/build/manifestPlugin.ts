import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';
import { contentType, MANIFEST_NAME } from '../../electron/shell/manifest.ts';

/** After the build, writes the sum of each file of the folder beside them: the windows serve the files of this list and nothing else (security §4.1). */
export function manifestPlugin(folder: string): Plugin {
  return {
    name: 'sutura-manifest',
    apply: 'build',
    writeBundle: () => writeFileSync(join(folder, MANIFEST_NAME), JSON.stringify({ files: sums(folder) }, null, 1)),
  };
}

function sums(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== MANIFEST_NAME && statSync(join(folder, path)).isFile())
    .sort();
  return Object.fromEntries(
    paths.map((path) => [
      served(path),
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  );
}

/** Path as an address has it; refuses a type that the windows do not serve. */
function served(path: string): string {
  contentType(path);
  return path.split(sep).join('/');
}
