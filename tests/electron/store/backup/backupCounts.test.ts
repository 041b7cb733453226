import { expect, test } from 'vitest';
import { context } from '../../../../electron/keys/canonical.ts';
import { Unreadable, encryptWith, hk, sha256 } from '../../../../electron/keys/primitives.ts';
import { openCounts, sealCounts, sealedCounts, type Counts } from '../../../../electron/store/backup/counts.ts';

const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;
const COPY = { siteId: id(1), backupId: id(2) };
const KEY = Buffer.alloc(32, 1);
const HEAD = { seq: 2, mac: 'A'.repeat(43) };
const COUNTS: Counts = { rows: { case_file: 3, person: 4 }, head: HEAD };

test('known answer of the counts of a copy: computed outside this project’s code with another library', () => {
  const nonce = Buffer.alloc(12, 3);
  const clear = `{"head":{"mac":"${HEAD.mac}","seq":2},"rows":{"case_file":3,"person":4}}`.padEnd(4096);
  const place = context('backup/counts', { id: COPY.siteId }, { id: COPY.backupId }, { text: 'cases' });
  const block = Buffer.concat([nonce, encryptWith(hk(KEY, 'backup/counts'), nonce, place, Buffer.from(clear))]);
  expect(sha256(block).toString('hex')).toBe('1d8bfd11304d24b305f1ba2da5b508642078a69f2c9c98d5afc1e6bb5847db8d');
  expect(openCounts(block.toString('base64url'), 'cases', COPY, KEY)).toEqual(COUNTS);
});

test('a block is as long whatever it counts, opens where it was sealed, and nowhere else', () => {
  const many: Counts = { rows: Object.fromEntries(['audit', 'staff', 'task'].map((name) => [name, 4_000_000_000])), head: HEAD };
  const [few, more] = [sealCounts(COUNTS, 'cases', COPY, KEY), sealCounts(many, 'cases', COPY, KEY)];
  expect(sealedCounts.parse(few)).toHaveLength(sealedCounts.parse(more).length);
  expect(openCounts(more, 'cases', COPY, KEY)).toEqual(many);
  expect(() => openCounts(few, 'admin', COPY, KEY)).toThrow(Unreadable);
  expect(() => openCounts(few, 'cases', { ...COPY, backupId: id(3) }, KEY)).toThrow(Unreadable);
  expect(() => openCounts(few, 'cases', { ...COPY, siteId: id(3) }, KEY)).toThrow(Unreadable);
  expect(() => openCounts(few, 'cases', COPY, Buffer.alloc(32, 2))).toThrow(Unreadable);
  const tooMany = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [`table_${'a'.repeat(n % 25)}_${'b'.repeat(Math.floor(n / 25))}`, 4_000_000_000]),
  );
  expect(() => sealCounts({ rows: tooMany, head: HEAD }, 'cases', COPY, KEY)).toThrow(RangeError);
});
