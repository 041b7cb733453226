import { closeSync, openSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS, type RefusalCode } from '../../../shared/exchange/refusals.ts';
import { fileLimit, KIND } from '../../../electron/exchange/container.ts';
import { randomSecret } from '../../../electron/keys/primitives.ts';
import { newCentre, type Installation } from '../../support/installation.ts';
import { onMedium, placeToken } from '../../support/medium.ts';
import { RELEASERS, signerOf, updateOf } from '../../support/releaseKeys.ts';

const INSTALLER = Buffer.alloc(2_500_000, 'installation inventée ');
const FILES = { 'sutura-0.2.0.AppImage': INSTALLER, 'LISEZMOI.txt': Buffer.from('Inventé.') };
const [first, second, third] = RELEASERS;

let centre: Installation;

beforeAll(async () => {
  centre = await newCentre();
  await centre.unlock('AD1');
});

afterAll(() => centre.remove());

async function open(bytes: Buffer) {
  writeFileSync(join(centre.medium, 'essai.maj'), bytes);
  return centre.call('updates.open', { file: await onMedium(centre, 'essai.maj', 'update') });
}

async function stage(bytes: Buffer, digest: string) {
  writeFileSync(join(centre.medium, 'essai.maj'), bytes);
  const file = await onMedium(centre, 'essai.maj', 'update');
  return centre.call('updates.stage', { file, digest, folder: await placeToken(centre, 'Clé USB') });
}

const foldersLeft = () =>
  readdirSync(centre.medium).filter((name) => name.startsWith('S-') && readdirSync(join(centre.medium, name)).includes('LISEZMOI.txt'));

describe('an update (security §7.4, A11)', () => {
  it('is verified by any two of the three keys, and shows its notes and its eight words', async () => {
    const all = await Promise.all([[first, second] as const, [third, first] as const].map((signers) => open(updateOf(FILES, signers))));
    for (const reply of all) {
      if (!reply.ok) throw new Error(reply.failure.message.en);
      expect(reply.value).toMatchObject({ release: 2, version: '0.2.0', notes: ['Version inventée pour les essais.'] });
      expect(reply.value.words).toHaveLength(8);
    }
    const words = all.map((reply) => (reply.ok ? reply.value.words.join(' ') : ''));
    expect(words[0]).toBe(words[1]);
    const other = await open(updateOf({ ...FILES, 'LISEZMOI.txt': Buffer.from('Autre..') }, [first, second]));
    expect(other.ok && other.value.words.join(' ')).not.toBe(words[0]);
  });

  const good = () => updateOf(FILES, [first, second]);
  const flipped = (at: (length: number) => number) => {
    const bytes = good();
    const place = at(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    return bytes;
  };
  it.each<[RefusalCode, string, () => Buffer]>([
    ['notNewer', 'the release that is here', () => updateOf(FILES, [first, second], { release: 1 })],
    ['unknownReleaseKeys', 'two strangers', () => updateOf(FILES, [signerOf(randomSecret()), signerOf(randomSecret())])],
    ['oneReleaseSignature', 'one of them alone', () => updateOf(FILES, [first, undefined])],
    ['oneReleaseSignature', 'one of them twice', () => updateOf(FILES, [second, second])],
    ['oneReleaseSignature', 'one of them beside a stranger', () => updateOf(FILES, [signerOf(randomSecret()), third])],
    ['unknownReleaseKeys', 'a manifest changed after its signatures', () => flipped(() => 40)],
    ['altered', 'the last byte of a file changed', () => flipped((length) => length - 1)],
    ['altered', 'a file cut short', () => good().subarray(0, -1)],
    ['altered', 'bytes behind the last file', () => Buffer.concat([good(), Buffer.from('x')])],
    [
      'dataTooOld',
      'a base that it cannot take over',
      () => updateOf(FILES, [first, second], { minimum_data: { admin: 9_990, cases: 10 } }),
    ],
    ['malformed', 'a file name that leaves its folder', () => updateOf({ '../sutura': INSTALLER }, [first, second])],
    ['wrongKind', 'another kind of file', () => Buffer.concat([good().subarray(0, 8), Buffer.from([1]), good().subarray(9)])],
    ['notAPackage', 'anything else', () => Buffer.from('rien')],
  ])('%s: %s', async (code, _, make) => {
    expect(await open(make())).toMatchObject({ ok: false, failure: { message: REFUSALS[code] } });
  });

  it('is not read above its limit, however long it is', async () => {
    const path = join(centre.medium, 'grand.maj');
    closeSync(openSync(path, 'w'));
    truncateSync(path, fileLimit(KIND.update) + 1);
    const reply = await centre.call('updates.open', { file: await onMedium(centre, 'grand.maj', 'update') });
    expect(reply).toMatchObject({ ok: false, failure: { message: REFUSALS.tooLarge } });
  });

  it('waits for a good copy, is rehearsed, and is staged whole or not at all', async () => {
    const reply = await open(good());
    const digest = reply.ok ? reply.value.digest : '';
    expect(await stage(good(), digest)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    await centre.unlock('SD1');
    await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
    await centre.unlock('AD1');
    expect(await centre.ask('updates.state', {})).toMatchObject({ keysAreInvented: true, copy: { fresh: true } });
    const invented = await stage(good(), digest);
    expect(invented.ok ? '' : invented.failure.message.fr).toContain('Aucune n’est mise de côté dans une vraie base');
    expect(foldersLeft()).toEqual([]);
    centre.application.host.keysAreInvented = false;
    expect(
      await stage(
        flipped((length) => length - 1),
        digest,
      ),
    ).toMatchObject({ ok: false, failure: { message: REFUSALS.altered } });
    expect((await stage(updateOf(FILES, [first, second], { release: 3 }), digest)).ok).toBe(false);
    expect(foldersLeft()).toEqual([]);
    const done = await stage(good(), digest);
    if (!done.ok) throw new Error(done.failure.message.en);
    expect(done.value.rehearsed).toMatchObject([{ base: 'admin' }]);
    expect(foldersLeft()).toEqual([done.value.folderName]);
    for (const [name, bytes] of Object.entries(FILES))
      expect(readFileSync(join(centre.medium, done.value.folderName, name)).equals(bytes)).toBe(true);
    centre.advance(3 * 86_400_000);
    expect((await centre.ask('updates.state', {})).copy?.fresh).toBe(false);
  });
});
