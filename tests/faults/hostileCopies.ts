import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { contentOf as sumOf } from '../../electron/files/copying.ts';
import { MANIFEST_FILE, MOST_COPY_BYTES, readManifest, sealManifest, unproved } from '../../electron/store/backup/manifest.ts';
import { closeStore, openStore } from '../../electron/store/base/open.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { mutateBytes, mutateJson, oneOf } from './mutations.ts';

const FILES = ['keyring.json', 'admin.db', 'cases.db', MANIFEST_FILE] as const;
/** One copy in so many is harmed from the inside: its base altered with the key, everything then summed, sealed and signed again. */
const INSIDE = 5;

/** What can be done to a base by somebody who holds its key, so that all sums are right and only what it holds is wrong (security §8). */
const ALTERATIONS = [
  'CREATE TRIGGER stranger AFTER INSERT ON journal BEGIN DELETE FROM setting; END',
  'CREATE VIEW stranger AS SELECT * FROM journal',
  'CREATE TABLE stranger (one TEXT)',
  'PRAGMA application_id = 305419896',
  'PRAGMA user_version = 9999',
  'DROP TRIGGER journal_no_delete',
  'DROP TRIGGER journal_no_delete; DELETE FROM journal WHERE seq = 2',
  "DROP TRIGGER journal_no_update; UPDATE journal SET detail = '{}' WHERE seq = 2",
  'DELETE FROM journal_start',
  'ALTER TABLE journal ADD COLUMN stranger TEXT',
];

/** Copies a whole copy to `copy` and harms it. Gives what was done. */
export async function harmCopy(whole: string, copy: string, session: OpenStores, turn: number, draw: () => number): Promise<string> {
  rmSync(copy, { recursive: true, force: true });
  cpSync(whole, copy, { recursive: true });
  return turn % INSIDE === 0 ? harmInside(copy, session, draw) : harmOutside(copy, draw);
}

async function harmInside(copy: string, session: OpenStores, draw: () => number): Promise<string> {
  const [base, key] = oneOf(draw, [['admin', session.keys.dekA] as const, ['cases', session.keys.dekC] as const]);
  if (key === null) throw new Error('the key of the cases is needed');
  const alteration = oneOf(draw, ALTERATIONS);
  const db = openStore(base, join(copy, `${base}.db`), key, 'existing');
  db.connection.exec(alteration);
  closeStore(db);
  await sealAgain(copy, session);
  return `${base}: ${alteration}`;
}

/** Sums, seals and signs a copy as it now is, as a holder of its keys could. */
export async function sealAgain(copy: string, session: OpenStores): Promise<void> {
  for (const name of readdirSync(copy)) if (name.endsWith('-wal')) rmSync(join(copy, name));
  const manifest = readManifest(copy);
  if (manifest === null) throw new Error('no manifest');
  const content = unproved(manifest);
  const files = [];
  for (const { name } of content.files) files.push({ name, ...(await sumOf(join(copy, name), MOST_COPY_BYTES)) });
  writeFileSync(join(copy, MANIFEST_FILE), JSON.stringify(sealManifest({ ...content, files }, session.keys)));
}

/** A value replaced by itself, or a key said twice of which the second is the true one, is no harm. */
function alteredJson(text: string, draw: () => number): string {
  const altered = mutateJson(text, draw);
  return isSame(altered, text) ? alteredJson(text, draw) : altered;
}

function isSame(altered: string, text: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(altered), JSON.parse(text));
  } catch {
    return false;
  }
}

function harmOutside(copy: string, draw: () => number): string {
  const name = oneOf(draw, FILES);
  const path = join(copy, name);
  const rewrite = (bytes: Uint8Array | string) => writeFileSync(path, bytes);
  const replace = (put: () => void) => {
    rmSync(path);
    put();
  };
  const harms: Readonly<Record<string, () => void>> = {
    'bytes of': () => rewrite(mutateBytes(readFileSync(path), draw)),
    'values of': () => {
      const json = join(copy, oneOf(draw, ['keyring.json', MANIFEST_FILE]));
      writeFileSync(json, alteredJson(readFileSync(json, 'utf8'), draw));
    },
    'nothing in': () => rewrite(''),
    'a link for': () => replace(() => symlinkSync(oneOf(draw, ['/etc/passwd', '/dev/zero', copy]), path)),
    'a folder for': () => replace(() => mkdirSync(path)),
    'a pipe for': () => replace(() => void spawnSync('mkfifo', [path])),
    'nine gigabytes of nothing in': () => truncateSync(path, 9 * 1024 ** 3),
    'a sub-folder beside': () => mkdirSync(join(copy, 'more')),
    'a name that lies beside': () =>
      writeFileSync(join(copy, oneOf(draw, ['admin.db-wal', 'cases.db-journal', '=CMD()', '\u202Ebd.nimda'])), 'x'),
  };
  const [what, harm] = oneOf(draw, Object.entries(harms));
  harm();
  return `${what} ${name}`;
}
