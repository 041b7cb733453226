import { readKeyring, writeKeyring } from '../../electron/keys/keyring.ts';

/** Run by the kill test of the keyring: rewrites it without end, with another content each time, until it is killed. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('a folder is needed');
const { keyring } = readKeyring(folder);
for (let time = 0; ; time += 1) {
  const { siteId } = keyring;
  const row = { name: 'bundle' as const, userId: siteId, setId: siteId, tag: 'A'.repeat(43), sealed: 'A'.repeat(400) };
  const escrow = Array.from({ length: time % 50 }, () => row);
  writeKeyring(folder, { ...keyring, escrow }, Buffer.alloc(32, 1));
  if (time === 0) process.stdout.write('writing\n');
}
