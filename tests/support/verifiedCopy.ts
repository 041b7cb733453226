import { renameSync } from 'node:fs';
import type { Installation } from './installation.ts';
import { placeToken } from './medium.ts';

const SECOND = 1_000;

/** A copy on the stick, which is then taken out, put back and read again: the only copy that is called verified (security §9.2). */
export async function verifiedCopy(centre: Installation): Promise<void> {
  centre.advance(SECOND);
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const away = `${centre.medium}.away`;
  renameSync(centre.medium, away);
  await centre.ask('backup.state', {});
  renameSync(away, centre.medium);
  const { copies } = await centre.ask('backup.state', {});
  const copy = copies.find(({ here, state }) => here !== null && state !== 'verified')?.here ?? '';
  const { state } = await centre.ask('backup.verify', { copy });
  if (state !== 'verified') throw new Error(`the copy is ${state}`);
}
