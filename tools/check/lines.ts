import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../process/program.ts';

/** Lines of source in a folder, the folders below included. */
export type Room = { readonly folder: string; readonly lines: number };

const WORLDS = ['shared', 'electron', 'renderer', 'tools', 'tests'];
/** Rooms that have rooms of their own. */
const DEEPER = ['electron/services', 'electron/store', 'electron/disclosure', 'shared/rules', 'renderer/features'];
const SOURCE = /\.(?:ts|tsx|mjs|css)$/;

/** Every world, then each of its rooms; the rooms of `DEEPER` are followed by theirs. */
export function countLines(root: string = ROOT): readonly Room[] {
  const files = WORLDS.flatMap((world) => sourcesOf(root, world));
  const folders = [...new Set(files.flatMap(({ path }) => roomsOf(path)))].toSorted(byWorld);
  return folders.map((folder) => ({
    folder,
    lines: files.filter(({ path }) => path.startsWith(`${folder}/`)).reduce((sum, { lines }) => sum + lines, 0),
  }));
}

/** One line a room, indented by its depth. */
export function linesTable(rooms: readonly Room[]): string {
  return rooms.map(({ folder, lines }) => `${String(lines).padStart(7)} ${'  '.repeat(folder.split('/').length - 1)}${folder}\n`).join('');
}

function sourcesOf(root: string, world: string): { readonly path: string; readonly lines: number }[] {
  const names = readdirSync(join(root, world), { recursive: true, encoding: 'utf8' }).filter((name) => SOURCE.test(name));
  return names.map((name) => ({
    path: `${world}/${name}`,
    lines: readFileSync(join(root, world, name), 'utf8').split('\n').length - 1,
  }));
}

/** The rooms that a file is in: `electron/store/base/open.ts` is in `electron`, `electron/store` and `electron/store/base`. */
function roomsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  const room = parts.slice(0, 2).join('/');
  return [parts[0] ?? '', room, ...(DEEPER.includes(room) ? [parts.slice(0, 3).join('/')] : [])];
}

function byWorld(left: string, right: string): number {
  const world = (folder: string): number => WORLDS.indexOf(folder.split('/')[0] ?? '');
  return world(left) - world(right) || (left < right ? -1 : 1);
}
