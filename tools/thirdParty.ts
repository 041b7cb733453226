import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/* `node tools/thirdParty.ts`: writes THIRD-PARTY.md, the packages of other authors that Sutura carries, from the lock file. */

const ROOT = join(import.meta.dirname, '..');
const PAGE = 'THIRD-PARTY.md';

const lockedPackage = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
const lockFile = z.object({ packages: z.record(z.string(), lockedPackage) });

type Packages = z.infer<typeof lockFile>['packages'];

/** The text of THIRD-PARTY.md for the sources and the lock file in `root`. Throws if a package has no version or licence there. */
export function thirdPartyPage(root: string): string {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const installed = Object.keys(packages).filter(
    (path) => path !== '' && packages[path]?.dev !== true && packages[path]?.devOptional !== true,
  );
  const drawn = withDependencies(importedByScreen(root, packages), packages);
  const rows = [...new Set([...installed, ...drawn])].map((path) => rowOf(path, packages, installed.includes(path))).toSorted(byName);
  return [
    '# Packages of other authors',
    '',
    'Written by `tools/thirdParty.ts` from `package-lock.json`; a test compares. **Part** is the program beside the screen (process) or the built screen (screen).',
    'Each package keeps its own licence; its text is in the folder of the package. Chromium and the operating system are not part of Sutura.',
    '',
    ...table(['Package', 'Version', 'Licence', 'Part'], rows),
    '',
  ].join('\n');
}

/** Packages that a source of the screen imports: their code or their fonts are in the built screen. */
function importedByScreen(root: string, packages: Packages): readonly string[] {
  const sources = globSync('renderer/**/*.{ts,tsx,css}', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));
  const named = sources.flatMap((text) =>
    [...text.matchAll(/(?:from|import|url\()\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g)].map((match) => match[1]),
  );
  return [...new Set(named)].map((name) => `node_modules/${name}`).filter((path) => Object.hasOwn(packages, path));
}

/** `paths` and their dependencies, each by its path in the lock file. Packages of types alone leave nothing in the built screen. */
function withDependencies(paths: readonly string[], packages: Packages): readonly string[] {
  const reached = new Set(paths);
  for (const path of reached)
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      const found = lookUp(path, name, packages);
      if (found !== null && !name.startsWith('@types/')) reached.add(found);
    }
  return [...reached];
}

/** Where `name` is found from the package at `path`: beside its own packages first, then one level up. */
function lookUp(path: string, name: string, packages: Packages): string | null {
  const candidate = join(path, 'node_modules', name);
  if (Object.hasOwn(packages, candidate)) return candidate;
  const above = path.lastIndexOf('/node_modules/');
  if (above !== -1) return lookUp(path.slice(0, above), name, packages);
  return Object.hasOwn(packages, `node_modules/${name}`) ? `node_modules/${name}` : null;
}

function rowOf(path: string, packages: Packages, installed: boolean): readonly string[] {
  const { version, license } = packages[path] ?? {};
  if (version === undefined || license === undefined) throw new Error(`${path} has no version or licence in package-lock.json`);
  return [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, license, installed ? 'process' : 'screen'];
}

function byName(a: readonly string[], b: readonly string[]): number {
  return a.join(' ') < b.join(' ') ? -1 : 1;
}

/** A table whose columns are as wide as their widest cell, as the formatter writes it. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = headings.map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

if (import.meta.main) writeFileSync(join(ROOT, PAGE), thirdPartyPage(ROOT));
