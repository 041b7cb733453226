import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditState } from '../../../electron/store/journal/stateAudit.ts';
import { chance } from '../../faults/campaign.ts';
import { PAGES_NAMED, agedPages, cutLogs, rollbacks } from '../../support/tamperedFiles.ts';
import { TAMPERINGS, between, rewriteFrom, sceneOf, verify, work } from '../../support/tampering.ts';
import { temporaryCentre, type TemporaryInstallation } from '../../support/temporaryStore.ts';

/** Random places of each tampering (security T13); 1,000 with `SUTURA_TAMPERINGS=1000`, or `npm run faults -- --journal`. */
const PLACES = Number(process.env['SUTURA_TAMPERINGS'] ?? 60);
const SEED = 13;
const LONG = 600_000;

let centre: TemporaryInstallation;
beforeAll(async () => {
  centre = await temporaryCentre(['AWA', 'BIN']);
  await centre.as('AWA', (session) => work(session, 6, 120));
  await centre.as('BIN', (session) => work(session, 4, 60));
  await centre.as('AWA', (session) => work(session, 2, 30));
});
afterAll(() => centre.remove());

describe('an open base, altered line by line (security §6.3, T13)', () => {
  test('whole as it was written', async () => {
    await centre.as('SUP', (session) => {
      const scene = sceneOf(session);
      expect(verify(scene, [scene.witnessed])).toMatchObject({ whole: true, seq: scene.length });
      expect(auditState(scene.db)).toMatchObject({ records: 12, stale: [] });
    });
  });

  test.each(Object.entries(TAMPERINGS))(
    '%s: convicted at every place, the first bad line or record named',
    async (name, tampering) => {
      await centre.as('SUP', (session) => {
        const scene = sceneOf(session);
        const random = chance(SEED + name.length);
        const attempts = Array.from({ length: PLACES }, () => tampering(scene, random));
        expect(attempts.filter(({ convicted }) => convicted)).toHaveLength(PLACES);
        expect(attempts.filter(({ named }) => named)).toHaveLength(PLACES);
        expect(verify(scene, [scene.witnessed])).toMatchObject({ whole: true });
      });
    },
    LONG,
  );

  test(
    'rewritten with the key of an old backup: stopped at the first entry that somebody else signed; what nobody else signed since is seen by a witness only',
    async () => {
      await centre.as('SUP', (session) => {
        const scene = sceneOf(session);
        const random = chance(SEED);
        for (let place = 0; place < PLACES; place += 1) {
          const { alone, witnessed, firstOfOthers } = rewriteFrom(scene, between(random, 3, scene.length));
          expect(witnessed.whole).toBe(false);
          expect(alone).toMatchObject(firstOfOthers === null ? { whole: true } : { firstBad: firstOfOthers, reason: 'signature' });
        }
        const last = rewriteFrom(scene, scene.length);
        expect([last.firstOfOthers, last.alone.whole, last.witnessed.whole]).toEqual([null, true, false]);
      });
    },
    LONG,
  );
});

describe('files put back or cut, as they lie on the disk', () => {
  test('an older file: convicted by each witness alone, still so after more work over it', async () => {
    const found = await rollbacks(PLACES, SEED);
    expect(found.tries).toBe(PLACES);
    for (const witness of ['personal', 'monthly', 'backup', 'paper'] as const) expect(found[witness], witness).toBe(PLACES);
    expect(found.afterwards).toBe(PLACES);
  }, 600_000);

  test('a write-ahead log damaged or cut anywhere: what is missing is convicted by the person’s witness', async () => {
    const found = await cutLogs(PLACES, SEED);
    expect(found.tries).toBe(PLACES);
    expect(found.lost).toBeGreaterThan(0);
    expect(found.convicted).toBe(found.lost);
  }, 600_000);

  test('each page of a former copy of the file, one at a time: refused, convicted, or nothing has changed', async () => {
    const found = await agedPages();
    expect(found.pages).toBeGreaterThan(5);
    expect(found.silent, PAGES_NAMED).toEqual([]);
    expect(found.convicted).toBeGreaterThan(0);
  }, 600_000);
});
