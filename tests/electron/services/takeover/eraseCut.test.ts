import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Input } from '../../../../shared/contract.ts';
import { readKeyring } from '../../../../electron/keys/keyring.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { closureAnswers } from '../../../support/caseBuilders.ts';
import { PEOPLE, TODAY, newCentre, openCopy, openInstallation, type Installation } from '../../../support/installation.ts';
import { onMedium } from '../../../support/medium.ts';
import { cutAfter, power, restorePower } from '../../../support/powerCut.ts';
import { verifiedCopy } from '../../../support/verifiedCopy.ts';
import { writeWork } from '../../../support/workWritten.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

// Many openings of an installation: a while on a loaded machine.
vi.setConfig({ testTimeout: 240_000 });

vi.mock('node:fs', async (original) => (await import('../../../support/powerCut.ts')).countedFiles(await original()));
vi.mock('node:fs/promises', async (original) => (await import('../../../support/powerCut.ts')).countedPromises(await original()));

const DAY = 86_400_000;
let centre: Installation;
const opened: Installation[] = [];
beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => {
  restorePower();
  for (const one of opened.splice(0)) one.remove();
  centre.remove();
});

/** The centre as it is now, on a machine of its own, `days` after its first day. */
async function copied(days = 0): Promise<Installation> {
  const one = await openCopy(join(centre.profile, '..'));
  one.advance(days * DAY);
  opened.push(one);
  return one;
}

/** The power is back: another process on the same folder. */
async function restarted(one: Installation, days = 0): Promise<Installation> {
  restorePower();
  one.application.close();
  const again = await openInstallation(one.profile);
  again.advance(days * DAY);
  return again;
}

function storeOf({ application }: Installation) {
  const { session } = application.host;
  if (session === null || session.stores.cases === null) throw new Error('no cases');
  return { ...session.stores, cases: session.stores.cases };
}

function keyOfBase(one: Installation): Buffer {
  const { dekC } = storeOf(one).keys;
  if (dekC === null) throw new Error('no key');
  return Buffer.from(dekC);
}

/** Whether the former key still opens the pages of the base. */
function opensBase(one: Installation, key: Buffer): boolean {
  try {
    closeStore(openStore('cases', join(one.profile, CASES_FILE), key, 'existing'));
    return true;
  } catch (error) {
    if (error instanceof StoreRefused) return false;
    throw error;
  }
}

/** How many present parts of a case are sealed under the epochs of before. */
function sealedBefore(one: Installation, caseId: string, epoch: number): number {
  return all(
    storeOf(one).cases,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select('record_part.epoch')
      .where('record.case_id', '=', caseId)
      .where('record_part.epoch', '<=', epoch),
  ).length;
}

type Act = {
  readonly days: number;
  readonly run: (one: Installation) => Promise<boolean>;
  readonly isDone: (one: Installation) => Promise<boolean>;
};

/**
 * Cut at each write of the act, then at each write of the session that follows it: an answered act remains, an unanswered act is done again, and no
 * former key opens anything in the end.
 */
async function cutEverywhere(caseId: string, { days, run, isDone }: Act): Promise<void> {
  const epoch =
    all(storeOf(centre).cases, casesSql.selectFrom('case_key_copy').select('case_epoch').where('case_id', '=', caseId))[0]?.case_epoch ?? 0;
  const before = keyOfBase(centre);
  await centre.lock();
  const whole = await copied(days);
  await whole.unlock('SD1');
  power.used = 0;
  expect(await run(whole)).toBe(true);
  const steps = power.used;
  await whole.lock();
  power.used = 0;
  await whole.unlock('SD1');
  const after = power.used;
  expect(steps).toBeGreaterThan(1);
  expect(after).toBeGreaterThan(2);
  for (let step = 0; step < steps; step += 1) {
    const cut = await copied(days);
    await cut.unlock('SD1');
    cutAfter(step);
    const answered = await run(cut);
    const again = await restarted(cut, days);
    await again.unlock('SD1');
    if (answered) expect(await isDone(again)).toBe(true);
    if (!(await isDone(again))) expect(await run(again)).toBe(true);
    await expectErased(again, caseId, epoch, before, isDone);
  }
  for (let step = 0; step < after; step += 1) {
    const cut = await copied(days);
    await cut.unlock('SD1');
    expect(await run(cut)).toBe(true);
    await cut.lock();
    cutAfter(step);
    await cut.call('session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    await expectErased(await restarted(cut, days), caseId, epoch, before, isDone);
  }
}

async function expectErased(one: Installation, caseId: string, epoch: number, before: Buffer, isDone: Act['isDone']): Promise<void> {
  await one.unlock('AC2');
  await one.unlock('SD1');
  expect(await isDone(one)).toBe(true);
  expect(readKeyring(one.profile).keyring.renewCases).toBeUndefined();
  expect(sealedBefore(one, caseId, epoch)).toBe(0);
  expect((await one.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
  one.application.close();
  expect(opensBase(one, before)).toBe(false);
}

describe('a destruction that a power cut stops is ended, or was never begun', () => {
  test('one identity', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await saveIncident(centre, caseId, PERSON);
    await centre.ask('retention.askIdentityDestruction', { caseId });
    await centre.unlock('SD1');
    const { approvals } = await centre.ask('team.open', {});
    const approvalId = approvals.find(({ kind }) => kind === 'destroy_identity')?.approvalId ?? '';
    await cutEverywhere(caseId, {
      days: 0,
      run: async (one) => (await one.call('approvals.decide', { approvalId, decision: 'approved', comment: null })).ok,
      isDone: async (one) => !(await one.ask('cases.open', { caseId })).identityPresent,
    });
  });

  test('the content of one case', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await saveIncident(centre, caseId, PERSON);
    await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
    await centre.ask('closure.request', { caseId });
    await centre.unlock('SD1');
    await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
    await centre.lock();
    const days = 3 * 365 + 40;
    centre.advance(days * DAY);
    await writeWork(centre, 'AC1');
    await centre.unlock('SD1');
    await cutEverywhere(caseId, {
      days,
      run: async (one) => (await one.call('retention.destroy', { caseId, passphrase: PEOPLE.SD1 })).ok,
      isDone: async (one) => !(await one.call('cases.open', { caseId })).ok,
    });
  });
});

describe('the erasing of a former register that a power cut stops', () => {
  const LINES = [
    'Date accueil;Nom et prénom;Sexe;Age;Consentement prise en charge;Consentement statistiques',
    '03/11/2026;Exemplette Fiction;F;27;Oui;Oui',
    '',
  ].join('\r\n');
  const left = (one: Installation) => readdirSync(one.medium).filter((name) => name.endsWith('.csv'));
  const reads = (one: Installation, name: string) => readFileSync(join(one.medium, name), 'utf8').includes('Exemplette');

  test('is reported until it is recorded; what can still be recognised is erased by choosing it again', async () => {
    await centre.unlock('SD1');
    writeFileSync(join(centre.medium, 'registre.csv'), LINES);
    const read = await centre.ask('takeover.read', { file: await onMedium(centre, 'registre.csv', 'register') });
    const { takeoverId } = read;
    const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
    await centre.ask('takeover.rehearse', { takeoverId, mapping, wordings: [] });
    await centre.ask('takeover.commit', { takeoverId });
    await verifiedCopy(centre);
    expect(await centre.ask('takeover.source', { takeoverId })).toMatchObject({ begun: null, pending: ['file', 'paper'] });
    await centre.lock();
    const asked = async (one: Installation, name: string): Promise<Input<'takeover.eraseSource'>> => ({
      takeoverId,
      file: await onMedium(one, name, 'register'),
      typed: 'détruire',
      witness: 'AC1',
      otherSheetsToo: false,
    });
    const whole = await copied();
    await whole.unlock('SD1');
    const input = await asked(whole, 'registre.csv');
    power.used = 0;
    await whole.ask('takeover.eraseSource', input);
    const steps = power.used;
    expect(steps).toBeGreaterThan(3);
    expect(await whole.ask('takeover.source', { takeoverId })).toMatchObject({ begun: null, pending: ['paper'] });
    const found = new Set<string>();
    for (let step = 0; step < steps; step += 1) {
      const cut = await copied();
      await cut.unlock('SD1');
      const begun = await asked(cut, 'registre.csv');
      cutAfter(step);
      const reply = await cut.call('takeover.eraseSource', begun);
      const again = await restarted(cut);
      await again.unlock('SD1');
      const state = () => again.ask('takeover.source', { takeoverId });
      if (reply.ok) {
        // What comes after the record (the witness of the journal) is not the erasing.
        expect([left(again), await state()]).toMatchObject([[], { begun: null, pending: ['paper'] }]);
        again.application.close();
        continue;
      }
      expect(await state()).toMatchObject({ begun: expect.stringMatching(/^2026-11-24T/), pending: ['file', 'paper'] });
      for (const name of left(again)) {
        found.add(name === 'registre.csv' ? 'as it was' : reads(again, name) ? 'under another name' : 'written over');
        expect(name).toMatch(/^(registre|S-[A-Z0-9]{8})\.csv$/);
        if (reads(again, name)) await again.ask('takeover.eraseSource', await asked(again, name));
        else rmSync(join(again.medium, name));
      }
      if ((await state()).begun !== null)
        await again.ask('takeover.recordSource', { takeoverId, kind: 'file', method: 'erased', on: TODAY, until: null, witness: 'AC1' });
      expect(left(again)).toEqual([]);
      expect(await state()).toMatchObject({ begun: null, pending: ['paper'] });
      again.application.close();
    }
    expect([...found].toSorted()).toEqual(['as it was', 'under another name', 'written over']);
  });
});
