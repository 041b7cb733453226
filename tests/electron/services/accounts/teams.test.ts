import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unwrapCaseKey } from '../../../../electron/keys/caseKeys.ts';
import { KEY_BYTES, Unreadable } from '../../../../electron/keys/primitives.ts';
import { signingKeysOf } from '../../../../electron/keys/rosterState.ts';
import { openCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import {
  PEOPLE,
  SECOND,
  addSecondSupervisor,
  addSecondTeam,
  signByTwo,
  unlockAs,
  userIdOf,
  type Installation,
  type Person,
} from '../../../support/installation.ts';
import { newPopulatedCentre, populatedTemplates } from '../../../support/demoInstallations.ts';
import { renewAll } from '../../../support/renewAll.ts';

let centre: Installation;

beforeAll(populatedTemplates, 300_000);
beforeEach(async () => {
  centre = await newPopulatedCentre();
});
afterEach(() => centre.remove());

function stores(): OpenStores & { readonly cases: NonNullable<OpenStores['cases']> } {
  const { session } = centre.application.host;
  const cases = session?.stores.cases;
  if (session === null || cases === undefined || cases === null) throw new Error('no case base');
  return { ...session.stores, cases };
}

const codesOf = async (): Promise<readonly string[]> => (await centre.ask('cases.list', { page: 1 })).rows.map(({ caseCode }) => caseCode);

async function openCases(): Promise<readonly { caseId: string; ownerCode: string; caseCode: string }[]> {
  return (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
}

async function caseOf(ownerCode: string) {
  const found = (await openCases()).find((row) => row.ownerCode === ownerCode);
  if (found === undefined) throw new Error('no case');
  return found;
}

/** Every 32-byte secret of an open session, copied: what a modified build keeps. */
async function secretsOf(person: Person): Promise<readonly Buffer[]> {
  await unlockAs(centre, person);
  const { keys, principals, formerPrincipals } = stores();
  const groups = [...principals, ...formerPrincipals].map(({ secret }) => secret);
  return [keys.user.agreementSecret, ...groups].filter((secret) => secret.length === KEY_BYTES).map((secret) => Buffer.from(secret));
}

/** The scopes of a case's wraps that these secrets open, in the base of the open session. */
function scopesOpened(caseId: string, secrets: readonly Buffer[]): readonly string[] {
  const { cases, roster } = stores();
  const rows = all(cases, casesSql.selectFrom('case_key_wrap').selectAll().where('case_id', '=', caseId));
  return rows.flatMap((row) => {
    const { principal_id: principalId, principal_epoch: principalEpoch, scope, case_epoch: caseEpoch, sealed, wrapped_by: wrappedBy } = row;
    const wrap = { caseId, principalId, principalEpoch, scope, caseEpoch, sealed, wrappedBy, signature: row.signature };
    const opens = secrets.some((secret) => {
      try {
        return unwrapCaseKey(wrap, secret, signingKeysOf(roster, wrappedBy)).length > 0;
      } catch (error) {
        if (error instanceof Unreadable) return false;
        throw error;
      }
    });
    return opens ? [scope] : [];
  });
}

describe('a second team (security §2.4)', () => {
  test('two sign it, its supervisor makes its keys, and neither supervision reads the other’s cases', async () => {
    await addSecondTeam(centre);
    const { teams } = await centre.ask('accounts.list', {});
    expect(teams).toEqual([
      { number: 1, supervisors: ['SD1'], caseworkers: ['AC1', 'AC2'], ready: true },
      { number: 2, supervisors: ['SD2'], caseworkers: [], ready: true },
    ]);
    await signByTwo(centre, 'AC2', { what: 'team', team: 2 }, 'AD1', 'SD1');
    await centre.unlock('SD1');
    const { cases, owners } = await centre.ask('handovers.list', {});
    expect(new Set(cases.map(({ ownerCode, why }) => `${ownerCode} ${why}`))).toEqual(new Set(['AC2 moved']));
    expect(owners.map(({ staffCode, team }) => [staffCode, team])).toEqual([
      ['AC1', 1],
      ['AC2', 2],
    ]);
    const before = await codesOf();
    const moves = cases.map(({ caseId }) => ({ caseId, ownerCode: 'AC2' }));
    expect(await centre.ask('handovers.save', { moves })).toEqual({ count: moves.length });
    expect((await centre.ask('handovers.list', {})).cases).toEqual([]);
    expect(await codesOf()).toHaveLength(before.length - moves.length);
    for (const { caseId } of cases) expect(await centre.call('cases.open', { caseId })).toMatchObject({ failure: { kind: 'notFound' } });
    await unlockAs(centre, SECOND);
    const theirs = await openCases();
    expect(theirs.map(({ caseCode }) => caseCode).toSorted()).toEqual(cases.map(({ caseCode }) => caseCode).toSorted());
    for (const { caseId } of theirs) await centre.ask('cases.open', { caseId });
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ verified: true, whole: true, found: [] });
  });

  test('each caseworker concerned is shown the new supervision before her application seals anything', async () => {
    await addSecondTeam(centre);
    await signByTwo(centre, 'AC2', { what: 'team', team: 2 }, 'SD1', 'AD1');
    await centre.unlock('AC2');
    const { readers } = await centre.ask('readers.list', {});
    expect(readers.filter(({ known }) => !known).map(({ staffCode, scope }) => [staffCode, scope])).toContainEqual(['SD2', 'full']);
    await centre.unlock('AC1');
    expect((await centre.ask('readers.list', {})).readers.map(({ staffCode, scope }) => [staffCode, scope])).toContainEqual([
      'SD2',
      'facts',
    ]);
  });

  test('what is refused: a team without keys, a team that begins with a caseworker, the last supervisor of a team, one’s own', async () => {
    await addSecondSupervisor(centre);
    await signByTwo(centre, 'SD2', { what: 'team', team: null }, 'SD1', 'AD1');
    const propose = async (staffCode: string, team: number | null, passphrase: string = PEOPLE.AD1) =>
      centre.call('accounts.propose', { userId: await userIdOf(centre, staffCode), act: { what: 'team', team }, passphrase });
    expect(await propose('AC1', 2)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await propose('AC1', null)).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await propose('AC1', 7)).toMatchObject({ failure: { kind: 'notFound' } });
    expect(await propose('SD1', 2)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await propose('AD1', 1)).toMatchObject({ ok: false });
    await centre.unlock('SD1');
    expect(await propose('SD1', 2, PEOPLE.SD1)).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(stores().roster.teams).toHaveLength(2);
  });
});

describe('conflict of interest (security §2.5, reference §7.1.4)', () => {
  test('a caseworker knows the person: the supervision alone is informed, hands the case over, and no key of hers opens it', async () => {
    await centre.unlock('AC2');
    const { caseId } = await caseOf('AC2');
    await centre.ask('conflicts.declare', { caseId });
    const kept = await secretsOf('AC2');
    await centre.unlock('AC1');
    expect(await centre.call('handovers.list', {})).toMatchObject({ failure: { kind: 'forbidden' } });
    await centre.unlock('SD1');
    const [waiting, ...others] = (await centre.ask('handovers.list', {})).cases;
    expect([waiting?.caseId, waiting?.why, waiting?.owners, others]).toEqual([caseId, 'conflict', ['AC1'], []]);
    expect(scopesOpened(caseId, kept)).toEqual(['full']);
    await centre.ask('handovers.save', { moves: [{ caseId, ownerCode: 'AC1' }] });
    expect(scopesOpened(caseId, kept)).toEqual([]);
    expect((await centre.ask('handovers.list', {})).cases).toEqual([]);
    expect(await centre.call('cases.reassign', { caseId, ownerCode: 'AC2' })).toMatchObject({ failure: { kind: 'invalid' } });
    await centre.unlock('AC1');
    await centre.ask('cases.open', { caseId });
    await centre.unlock('AC2');
    expect(await centre.call('cases.open', { caseId })).toMatchObject({ failure: { kind: 'notFound' } });
    expect(openCaseKeys(stores().cases, stores(), caseId)).toBeNull();
  });

  test('a supervisor knows the person: the case goes to the other team, and all her keys open no more of it than any counted case', async () => {
    await addSecondTeam(centre);
    const kept = await secretsOf('SD1');
    const { caseId } = await caseOf('AC1');
    expect(scopesOpened(caseId, kept)).toContain('full');
    expect(await centre.ask('conflicts.teams', { caseId })).toEqual({ teams: [2] });
    await centre.ask('conflicts.leave', { caseId, team: 2 });
    expect(new Set(scopesOpened(caseId, [...kept, ...(await secretsOf('SD1'))]))).toEqual(new Set(['facts']));
    expect(await centre.call('cases.open', { caseId })).toMatchObject({ failure: { kind: 'notFound' } });
    expect(openCaseKeys(stores().cases, stores(), caseId)).toMatchObject({ narrative: null, quasi: null, identity: null });
    expect(await centre.call('conflicts.leave', { caseId, team: 2 })).toMatchObject({ failure: { kind: 'notFound' } });
    await unlockAs(centre, SECOND);
    await centre.ask('cases.open', { caseId });
    expect((await centre.ask('handovers.list', {})).cases).toEqual([]);
    expect(await centre.call('cases.reassign', { caseId, ownerCode: 'AC2' })).toMatchObject({
      failure: { kind: 'invalid', message: { fr: expect.stringContaining('supervision de cette équipe') } },
    });
    expect(await centre.ask('conflicts.teams', { caseId })).toEqual({ teams: [] });
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ verified: true, whole: true, found: [] });
    await centre.unlock('AC1');
    await centre.ask('cases.open', { caseId });
    expect((await centre.ask('readers.list', {})).readers.find(({ staffCode }) => staffCode === 'SD2')).toMatchObject({
      scope: 'full',
      known: false,
    });
  });

  test('with a single team it cannot be, and the words say what can', async () => {
    await centre.unlock('SD1');
    const { caseId } = await caseOf('AC1');
    expect(await centre.ask('conflicts.teams', { caseId })).toEqual({ teams: [] });
    expect(await centre.call('conflicts.leave', { caseId, team: 1 })).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('seconde supervision') } },
    });
    await centre.ask('cases.open', { caseId });
  });
});

describe('all the cases of somebody who left', () => {
  test('are given in one act, or none of them', async () => {
    await signByTwo(centre, 'AC2', { what: 'remove', reason: 'left' }, 'AD1', 'SD1');
    renewAll(centre.application.host);
    const { cases } = await centre.ask('handovers.list', {});
    expect(cases.length).toBeGreaterThan(2);
    expect(new Set(cases.map(({ why }) => why))).toEqual(new Set(['left']));
    const moves = cases.map(({ caseId }) => ({ caseId, ownerCode: 'AC1' }));
    const [first, ...rest] = moves;
    if (first === undefined) throw new Error('no case');
    expect(await centre.call('handovers.save', { moves: [...rest, { ...first, ownerCode: 'AC2' }] })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    expect((await centre.ask('handovers.list', {})).cases).toEqual(cases);
    expect(await centre.ask('handovers.save', { moves })).toEqual({ count: moves.length });
    expect(await centre.ask('handovers.list', {})).toMatchObject({ cases: [] });
    expect((await centre.ask('team.open', {})).toHandOver).toBe(0);
    await centre.unlock('AC1');
    for (const { caseId } of cases) await centre.ask('cases.open', { caseId });
  });
});
