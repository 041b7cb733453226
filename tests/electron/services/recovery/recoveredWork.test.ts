import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readKeyring } from '../../../../electron/keys/keyring.ts';
import { openKeys } from '../../../../electron/keys/session.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import { PEOPLE, type Installation } from '../../../support/installation.ts';
import { intakeContent, type DemoCase } from '../../../support/caseBuilders.ts';
import { onMedium } from '../../../support/medium.ts';
import { newPopulatedCentre, populatedTemplates } from '../../../support/demoInstallations.ts';
import { ownRegister, takeOver } from '../../../support/registers.ts';
import { escrowNames, NEW, sharesOf, use } from './recovering.ts';
import { KEEPERS } from '../../../../tools/demo/shares.ts';

const KEYRINGS = ['keyring.json', 'keyring.copy'];
let centre: Installation;

afterEach(() => centre.remove());

describe('nothing of the person’s work is lost (promise 2)', () => {
  beforeAll(populatedTemplates, 300_000);
  beforeEach(async () => {
    centre = await newPopulatedCentre();
  });

  const DRAFT = '0b6f4d1e-58f4-4c0b-9d3e-3f7f1f2c9a11';
  const DEMO_CASE: DemoCase = {
    staff: 'AC1',
    came: '2026-11-24T09:00',
    age: 30,
    name: ['Nouvelle', 'Venue'],
    type: 'psychological',
    risk: 'low',
    after: 1,
  };

  async function work(): Promise<unknown> {
    const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
    const opened = await Promise.all(rows.slice(0, 3).map(({ caseId }) => centre.ask('cases.open', { caseId })));
    return { rows, opened, draft: (await centre.ask('drafts.open', { draftId: DRAFT })).content };
  }

  test('cases, identities, drafts and the supervisor’s view are as before, for the one recovered and for the others', async () => {
    const pages = await sharesOf(centre);
    await centre.unlock('AC1');
    const draft = { draftId: DRAFT, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
    await centre.ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content: intakeContent(DEMO_CASE) });
    const before = await work();
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', pages.slice(0, 2), 'AD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    expect(await work()).toEqual(before);
    expect(centre.application.host.session?.stores.witness).not.toBeNull();
    const [{ caseId } = { caseId: '' }] = (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
    await centre.ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' });
    await centre.unlock('SD1');
    const team = await centre.ask('cases.list', { state: 'open', page: 1 });
    for (const row of team.rows) await centre.ask('cases.open', { caseId: row.caseId });
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ verified: true, whole: true, found: [] });
    await centre.ask('cases.reassign', { caseId, ownerCode: 'AC2' });
  });

  test('register lines held for a person open for her as before', async () => {
    const pages = await sharesOf(centre);
    const held = async () => {
      const { rows } = await centre.ask('takeover.held', {});
      return Promise.all(rows.map(({ rowId }) => centre.ask('takeover.openHeld', { rowId })));
    };
    await centre.unlock('AC1');
    writeFileSync(join(centre.medium, 'registre-AC1.csv'), ownRegister());
    await takeOver(centre, await onMedium(centre, 'registre-AC1.csv', 'register'));
    const before = await held();
    expect(before.length).toBeGreaterThan(0);
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', pages.slice(1), 'SD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    expect(await held()).toEqual(before);
  });

  test('the supervisor recovered reads her team, counts and freezes as before', async () => {
    const pages = await sharesOf(centre);
    await centre.unlock('SD1');
    const before = (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
    const preview = await centre.ask('months.preview', { month: '2026-09' });
    await centre.lock();
    await centre.ask('recovery.use', use('SD1', pages.slice(1), 'AD1'));
    await centre.ask('session.unlock', { staffCode: 'SD1', passphrase: NEW });
    expect((await centre.ask('cases.list', { state: 'open', page: 1 })).rows).toEqual(before);
    expect(await centre.ask('months.preview', { month: '2026-09' })).toEqual(preview);
    expect((await centre.ask('cards.list', {})).cards.length).toBeGreaterThan(0);
    await centre.unlock('AC1');
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test('cut after any step, the same shares finish it', async () => {
    const [first, second] = await sharesOf(centre);
    await centre.unlock('AC1');
    const before = await centre.ask('cases.list', { state: 'open', page: 1 });
    await centre.lock();
    const { dekC } = await openKeys(centre.profile, 'SD1', PEOPLE.SD1);
    if (dekC === null) throw new Error('no case base');
    const held = openStore('cases', join(centre.profile, CASES_FILE), dekC, 'existing');
    expect(await centre.call('recovery.use', use('AC1', [first, second], 'AD1'))).toMatchObject({ failure: { kind: 'conflict' } });
    closeStore(held);
    const cut = new Map(KEYRINGS.map((name) => [name, readFileSync(join(centre.profile, name))]));
    expect(escrowNames(readKeyring(centre.profile).keyring)).toContain('nextBundle');
    await centre.unlock('SD1');
    for (const { caseId } of before.rows) await centre.ask('cases.open', { caseId });
    const administrator = { staffCode: 'AD1', passphrase: PEOPLE.AD1 };
    expect(await centre.call('recovery.prepare', { administrator, keepers: KEEPERS, formerShares: [] })).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('AC1') } },
    });
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', [first, second], 'AD1'));
    for (const [name, bytes] of cut) writeFileSync(join(centre.profile, name), bytes);
    const last = 'invente pour essai phrase encore plus nouvelle';
    await centre.ask('recovery.use', use('AC1', [second, first], 'SD1', last));
    expect(escrowNames(readKeyring(centre.profile).keyring)).not.toContain('nextBundle');
    expect(await centre.call('session.unlock', { staffCode: 'AC1', passphrase: NEW })).toMatchObject({ failure: { kind: 'invalid' } });
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: last });
    expect(await centre.ask('cases.list', { state: 'open', page: 1 })).toEqual(before);
    for (const { caseId } of before.rows) await centre.ask('cases.open', { caseId });
    expect(
      centre.application.host.session?.stores.roster.users.get(centre.application.host.session.stores.user.userId)?.formerSigning,
    ).toHaveLength(1);
  });
});
