import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** File → files that it imports, as paths from the root of the project. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const ROOT = join(import.meta.dirname, '../../..');
const COMMENT = /\/\*[\s\S]*?\*\//g;
const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** The imports of the product's files, types included. Reads the sources as text: no compiler is needed to see an import. */
export function importGraph(): Graph {
  const files = globSync('{electron,renderer,shared}/**/*.{ts,tsx}', { cwd: ROOT }).map((file) => normalize(file));
  const known = new Set(files);
  return new Map(files.map((file) => [file, new Set(importsOf(file).filter((target) => known.has(target)))] as const));
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(COMMENT, '');
  return [...text.matchAll(IMPORT)].map(([, path = '']) => normalize(join(dirname(file), path)));
}

/** Groups of two or more nodes that reach each other (Tarjan 1972), each in the order of its names. */
export function circles(nodes: Iterable<string>, next: (node: string) => Iterable<string>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;

  function visit(node: string): void {
    const rank = index.size;
    index.set(node, rank);
    lowest.set(node, rank);
    path.push(node);
    for (const other of next(node)) {
      if (!index.has(other)) visit(other);
      if (path.includes(other)) lowest.set(node, Math.min(lowest.get(node) ?? rank, lowest.get(other) ?? rank));
    }
    if (lowest.get(node) !== rank) return;
    const circle = path.splice(path.lastIndexOf(node));
    if (circle.length > 1) found.push(circle.toSorted());
  }
}

/** Room → rooms that its files import, for the rooms of one folder. A file at the top of the folder is a room of its own name. */
export function arrows(graph: Graph, folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const room = roomOf(file, folder);
    if (room === null) continue;
    const rooms = found.get(room) ?? new Set<string>();
    for (const target of targets) {
      const other = roomOf(target, folder);
      if (other !== null && other !== room) rooms.add(other);
    }
    found.set(room, rooms);
  }
  return found;
}

function roomOf(file: string, folder: string): string | null {
  if (!file.startsWith(`${folder}/`)) return null;
  return (file.slice(folder.length + 1).split('/')[0] ?? '').replace(/\.tsx?$/, '');
}
