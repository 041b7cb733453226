import { openKeys } from '../../electron/keys/session.ts';
import { applyRotation, finishRotation, prepareRotation } from '../../electron/store/keyRenewal/rotation.ts';
import { openStores } from '../../electron/store/session/session.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';

/** Run by the kill tests of a renewal: renews a store's key and says each step; stays at the step that is named, until it is killed. */
const [folder, staffCode, passphrase, stores, last] = process.argv.slice(2);
if (folder === undefined || staffCode === undefined || passphrase === undefined || (stores !== 'admin' && stores !== 'cases'))
  throw new Error('a folder, a person and a store are needed');

const steps: readonly (readonly [string, (session: OpenStores) => OpenStores])[] = [
  ['opened', (session) => session],
  ['prepared', (session) => prepareRotation(session, stores, Date.UTC(2026, 4, 5))],
  ['applied', applyRotation],
  ['finished', finishRotation],
];
let session = openStores(folder, await openKeys(folder, staffCode, passphrase));
for (const [name, step] of steps) {
  session = step(session);
  process.stdout.write(`${name}\n`);
  if (name === last) setInterval(() => undefined, 60_000);
  if (name === last) break;
}
