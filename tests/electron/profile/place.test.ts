import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApplication } from '../../../electron/app.ts';
import { sendRequest } from '../../../electron/dispatch.ts';
import { placeProblem, type Machine } from '../../../electron/profile/place.ts';
import { temporaryFolder } from '../../support/temporaryStore.ts';

/** Other systems and other disks are given as data: their paths are not looked for on this one. */
function machine(change: Partial<Machine>): Machine {
  return { platform: 'aix', mounts: null, copied: [], exists: () => false, isRemovable: () => false, ...change };
}

const MOUNTS = [
  '22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw',
  '23 22 0:40 / /home/centre/partage rw - cifs //serveur/partage rw,username=x',
  '24 22 0:41 / /srv rw - nfs4 serveur:/export rw',
  '25 22 8:17 / /mnt/ma\\040cle rw - vfat /dev/sdb1 rw',
  '26 22 0:42 / /mnt/joint rw - fuse.sshfs moi@serveur: rw',
  '27 22 0:43 / /tmp rw - tmpfs tmpfs rw',
].join('\n');

test('the disk of another machine and a stick are refused by their mount, this disk and its memory are not (security §3.2)', () => {
  const linux = machine({ mounts: MOUNTS, isRemovable: (device) => device === '/dev/sdb1' });
  const expected: Readonly<Record<string, string | null>> = {
    '/home/centre/sutura': null,
    '/tmp/sutura': null,
    '/home/centre/partage/sutura': 'network',
    '/home/centre/partage2/sutura': null,
    '/srv': 'network',
    '/mnt/joint/a/b': 'network',
    '/mnt/ma cle/sutura': 'removable',
    '/mnt/ma': null,
  };
  for (const [folder, problem] of Object.entries(expected)) expect([folder, placeProblem(folder, linux)]).toEqual([folder, problem]);
});

test('a folder that a service copies elsewhere is refused by its name, its marks or what Windows says', () => {
  for (const name of [
    'OneDrive',
    'OneDrive - Structure',
    'Dropbox',
    'Dropbox (2)',
    'Nextcloud',
    'ownCloud',
    'Google Drive',
    'Mon Drive',
    'MEGA',
  ])
    expect([name, placeProblem(`/home/centre/${name}/sutura`, machine({}))]).toEqual([name, 'synchronised']);
  for (const name of ['Documents', 'Dropboxes', 'mes drives']) expect(placeProblem(`/home/centre/${name}/sutura`, machine({}))).toBeNull();
  const marked = machine({ exists: (path) => path === '/home/centre/commun/.stfolder' });
  expect(placeProblem('/home/centre/commun/a/sutura', marked)).toBe('synchronised');
  const synchronised = machine({ copied: ['/home/centre/Bureau'] });
  expect(placeProblem('/home/centre/bureau/sutura', synchronised)).toBe('synchronised');
  expect(placeProblem('/home/centre/bureau2/sutura', synchronised)).toBeNull();
});

test('what is elsewhere on macOS and Windows', () => {
  const mac = machine({ platform: 'darwin' });
  expect(placeProblem('/Volumes/CLE/sutura', mac)).toBe('removable');
  expect(placeProblem('/Users/centre/Library/Mobile Documents/x', mac)).toBe('synchronised');
  expect(placeProblem('/Users/centre/Library/Application Support/Sutura', mac)).toBeNull();
  const windows = machine({ platform: 'win32' });
  expect(placeProblem('\\\\serveur\\partage\\sutura', windows)).toBe('network');
  expect(placeProblem('C:\\Users\\centre\\AppData\\Roaming\\Sutura', windows)).toBeNull();
  expect(placeProblem('C:\\Users\\centre\\OneDrive\\Sutura', windows)).toBe('synchronised');
});

test('a link is followed, and in a refused folder nothing is written or opened: the reply states why', async () => {
  const folder = temporaryFolder();
  const copied = join(folder, 'Nextcloud');
  mkdirSync(copied);
  writeFileSync(join(copied, 'present'), '');
  symlinkSync(copied, join(folder, 'innocent'));
  const profile = join(folder, 'innocent', 'sutura');
  expect(placeProblem(profile)).toBe('synchronised');
  expect(placeProblem(join(folder, 'sutura'))).toBeNull();
  const { requests, close } = await openApplication({ profile, places: [], kdf: 'floor' });
  expect(await sendRequest(requests, 'start.state', {})).toMatchObject({ value: { phase: 'synchronised' } });
  const unlock = await sendRequest(requests, 'session.unlock', { staffCode: 'AC1', passphrase: 'phrase inventée' });
  expect(unlock).toMatchObject({ failure: { kind: 'disk', message: { en: expect.stringContaining('Nothing was written') } } });
  expect(placeProblem(copied)).toBe('synchronised');
  close();
  expect(() => rmSync(profile)).toThrow('ENOENT');
  rmSync(folder, { recursive: true });
});
