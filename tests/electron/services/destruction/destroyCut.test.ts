import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { carryOutDestruction } from '../../../../electron/services/destruction/destruction.ts';
import { PEOPLE, type Installation } from '../../../support/installation.ts';
import { identities, storeOf } from '../../../support/obtainable.ts';
import { cutAfter, power, restorePower } from '../../../support/powerCut.ts';
import {
  copy,
  expectKeysGone,
  expectRenewed,
  MINUTE,
  newDoomedCentre,
  order,
  removeCopies,
  restarted,
  type DoomedCentre,
} from './destroying.ts';

vi.mock('node:fs', async (original) => (await import('../../../support/powerCut.ts')).countedFiles(await original()));

/** Writes by which a destruction has changed the keyring: after them a clock set back no longer holds it. */
const BEGUN = { vault: 3, base: 6 } as const;

let doomed: DoomedCentre;
beforeAll(async () => {
  doomed = await newDoomedCentre();
}, 120_000);
afterEach(() => {
  restorePower();
  removeCopies();
});
afterAll(() => doomed.centre.remove());

/** Carries out the destruction that waits in a profile, cut at one write after the other, and once more at the next start; `ended` looks at what is left. Gives the number of writes. */
async function cutAtEachWrite(profile: string, begun: number, ended: (again: Installation) => void | Promise<void>): Promise<number> {
  const whole = await copy(profile);
  whole.advance(11 * MINUTE);
  power.used = 0;
  carryOutDestruction(whole.application.host);
  const steps = power.used;
  for (let step = 0; step < steps; step += 1) {
    const cut = await copy(profile);
    cut.advance(11 * MINUTE);
    cutAfter(step);
    carryOutDestruction(cut.application.host);
    restorePower();
    const again = await restarted(cut, step < begun ? 11 : 0);
    carryOutDestruction(again.application.host);
    await ended(again);
  }
  return steps;
}

describe('a destruction that a power cut stops is ended by the next start (security §9.6)', () => {
  test('of the identities, at each write', async () => {
    const one = await copy(doomed.template);
    await order(one, 'vault');
    one.application.close();
    const { profile } = one;
    for (const extra of ['side', 'before-restore-1']) cpSync(doomed.template, join(profile, extra), { recursive: true });
    const cuts = await cutAtEachWrite(profile, BEGUN.vault, (again) => {
      expectKeysGone(again);
      expect(readdirSync(again.profile).filter((name) => name.startsWith('before-restore'))).toEqual([]);
    });
    expect(cuts).toBeGreaterThan(BEGUN.vault + 4);
  });

  test('at each write of the session that follows: the one after ends it', async () => {
    const one = await copy(doomed.template);
    await order(one, 'vault');
    one.application.close();
    one.advance(11 * MINUTE);
    carryOutDestruction(one.application.host);
    const whole = await copy(one.profile);
    power.used = 0;
    await whole.unlock('SD1');
    const steps = power.used;
    expect(steps).toBeGreaterThan(8);
    for (let step = 0; step < steps; step += 4) {
      const cut = await copy(one.profile);
      cutAfter(step);
      await cut.call('session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
      restorePower();
      const again = await restarted(cut);
      await again.unlock('AC2');
      expectRenewed(again);
      const { dekC } = storeOf(again).keys;
      const present = dekC === null ? [] : [Buffer.from(dekC)];
      again.application.close();
      expect(present).toHaveLength(1);
      expect(identities(again.profile, { ...doomed.known, deks: [...doomed.known.deks, ...present] })).toBe(0);
    }
  });

  test('of the whole base, whose reason is on paper: nothing is left, and the start page is that of the first run', async () => {
    const one = await copy(doomed.template);
    await one.unlock('SD1');
    const unwritten = { level: 'base', passphrase: PEOPLE.SD1, written: false } as const;
    expect(await one.call('destruction.propose', unwritten)).toMatchObject({ failure: { kind: 'invalid' } });
    await order(one, 'base');
    one.application.close();
    const { profile } = one;
    const cuts = await cutAtEachWrite(profile, BEGUN.base, async (again) => {
      expect(readdirSync(again.profile)).toEqual([]);
      expect((await again.ask('start.state', {})).phase).toBe('empty');
    });
    expect(cuts).toBeGreaterThan(8);
  });
});
