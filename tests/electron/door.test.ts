import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT, type OperationName } from '../../shared/contract.ts';
import { ROLES, type Role } from '../../shared/rights.ts';
import type { ReadableDb } from '../../electron/store/database.ts';
import { CASES_FILE } from '../../electron/store/session.ts';
import { PEOPLE, TODAY, newCentre, openInstallation, type Installation, type StaffCode } from '../support/installation.ts';
import { newPopulatedCentre, newPopulatedDesk, ownRegister, placeToken, populatedTemplates } from '../support/populate.ts';
import { OPERATIONS, isForAnyone, isForLocked, isGranted } from './doorMatrix.ts';
import { administrator, caseworker, everyone, focalPoint, supervisor, type Ask } from './journeys.ts';

const PERSON: Readonly<Record<Role, StaffCode>> = { caseworker: 'AC1', supervisor: 'SD1', focal_point: 'PF1', administrator: 'AD1' };
const JOURNEYS = { caseworker, supervisor, focal_point: focalPoint, administrator } as const;

/** A valid input of each operation, as some role gave it with success: what a refused role then tries. */
const givenWithSuccess = new Map<OperationName, unknown>();

async function newFor(role: Role): Promise<Installation> {
  const installation = await (role === 'focal_point' ? newPopulatedDesk() : newPopulatedCentre());
  if (role === 'focal_point') await inviteSecond(installation);
  writeFileSync(join(installation.medium, 'registre-AC1.csv'), ownRegister());
  await installation.unlock(PERSON[role]);
  return installation;
}

/** A second focal point, enrolled and waiting for the signature of the first. */
async function inviteSecond(desk: Installation): Promise<void> {
  await desk.unlock('AD1');
  const person = { name: 'Point focal inventé PF2', role: 'focal_point' as const, programs: [], supervisorCode: null, pledgeDate: TODAY };
  const invited = await desk.ask('accounts.invite', { ...person, staffCode: 'PF2' });
  await desk.lock();
  const enrolment = { code: invited.enrolmentCode.join(' '), passphrase: 'invente pour essai second point focal' };
  await desk.ask('accounts.enrol', { ...enrolment, staffCode: 'PF2' });
}

/** Digest of every row of every table of what is open, and of the files that are not; the journal aside. */
function digestOf({ application, profile }: Installation): string {
  const hash = createHash('sha256');
  const { session } = application.host;
  for (const db of [session?.store.admin, session?.store.cases]) if (db !== undefined && db !== null) dump(db, hash);
  const cases = join(profile, CASES_FILE);
  if (session?.store.cases === null && existsSync(cases)) hash.update(readFileSync(cases));
  return hash.digest('hex');
}

function dump(db: ReadableDb, hash: ReturnType<typeof createHash>): void {
  const tables = db.connection.prepare<[], { name: string }>("select name from sqlite_master where type = 'table' order by name").all();
  for (const { name } of tables.filter((table) => table.name !== 'journal' && table.name !== 'journal_key')) {
    hash.update(name);
    for (const row of db.connection.prepare<[], Record<string, unknown>>(`select * from "${name}" order by 1, 2`).all())
      for (const value of Object.values(row)) hash.update(Buffer.isBuffer(value) ? value : `${String(value)}\n`);
  }
}

function journalLength({ application }: Installation): number {
  const { session } = application.host;
  const db = session?.store.cases ?? session?.store.admin;
  return db?.connection.prepare<[], { lines: number }>('select count(*) as lines from journal').get()?.lines ?? 0;
}

async function callRaw(
  installation: Installation,
  name: OperationName,
  input: unknown,
): Promise<{ ok: boolean; failure?: { kind: string } }> {
  return JSON.parse(await installation.application.door(JSON.stringify({ request: randomUUID(), name, input })));
}

beforeAll(populatedTemplates, 300_000);

describe('the door (security §10, T10; reference §7.2)', () => {
  test('the contract grants exactly what the matrix of the reference grants', () => {
    expect(Object.keys(CONTRACT).toSorted()).toEqual(OPERATIONS.toSorted());
    for (const operation of OPERATIONS) {
      const { callers } = CONTRACT[operation];
      const granted = ROLES.filter((role) => isGranted(operation, role));
      if (isForAnyone(operation)) expect(callers, operation).toBe('anyone');
      else if (isForLocked(operation)) expect(callers, operation).toBe('locked');
      else expect(typeof callers === 'string' ? callers : callers.toSorted(), operation).toEqual(granted.toSorted());
    }
  });

  test.each(ROLES)('every operation granted to a %s succeeds', async (role) => {
    const installation = await newFor(role);
    const succeeded = new Set<OperationName>();
    const ask: Ask = async (name, input) => {
      const value = await installation.ask(name, input);
      succeeded.add(name);
      givenWithSuccess.set(name, input);
      return value;
    };
    await JOURNEYS[role](ask, installation);
    await everyone(ask, installation, PERSON[role]);
    await anyone(ask);
    expect(OPERATIONS.filter((operation) => isGranted(operation, role) && !succeeded.has(operation))).toEqual([]);
    installation.remove();
  });

  test.each(ROLES)('every operation refused to a %s leaves nothing but a line of the journal', async (role) => {
    const installation = await newFor(role);
    const before = digestOf(installation);
    for (const operation of OPERATIONS.filter((name) => !isGranted(name, role))) {
      const lines = journalLength(installation);
      const reply = await callRaw(installation, operation, givenWithSuccess.get(operation) ?? {});
      expect(reply, operation).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
      expect(Object.hasOwn(reply, 'value')).toBe(false);
      expect(journalLength(installation) - lines, operation).toBe(isForLocked(operation) ? 0 : 1);
      expect(digestOf(installation), operation).toBe(before);
    }
    installation.remove();
  });

  test('while locked, everything is refused but what opens', async () => {
    const centre = await newPopulatedCentre();
    for (const operation of OPERATIONS.filter((name) => !isForAnyone(name) && !isForLocked(name)))
      expect(await callRaw(centre, operation, givenWithSuccess.get(operation) ?? {}), operation).toMatchObject({
        failure: { kind: 'locked' },
      });
    centre.remove();
  });

  test('what opens succeeds while locked', async () => {
    const empty = await newCentre();
    const created = await openInstallation(join(empty.profile, '..', 'second', 'profile'));
    await created.ask('start.create', {
      kind: 'desk',
      language: 'fr',
      structure: { code: 'SCVBG', name: 'Sous-cluster inventé', type: 'un' },
      site: { code: 'DESK', name: 'Bureau inventé', type: 'social_service', region: 'bamako', cercle: null },
      administrator: { staffCode: 'AD1', name: 'Administration inventée', pledgeDate: TODAY, passphrase: PEOPLE.AD1 },
      authority: { staffCode: 'PF1', name: 'Point focal inventé', pledgeDate: TODAY, passphrase: PEOPLE.PF1 },
    });
    await created.ask('session.unlock', { staffCode: 'AD1', passphrase: PEOPLE.AD1 });
    await inviteSecond(created);
    created.application.close();
    await putBackElsewhere(empty);
    empty.remove();
  });

  test.each(ROLES)(
    '500 of 2,000 fuzzed inputs, by a %s: no crash, no bug, no answer in an error',
    async (role) => {
      const installation = await newFor(role);
      const granted = OPERATIONS.filter((name) => isGranted(name, role) && name !== 'session.lock');
      const planted = `texte-${randomUUID()}`;
      const operation = fc.constantFrom(...granted);
      await fc.assert(
        fc.asyncProperty(operation, fc.integer(), hostile(planted), async (name, choice, value) => {
          const reply = await callRaw(installation, name, spoiled(givenWithSuccess.get(name) ?? {}, choice, value));
          if (reply.ok) return;
          expect(reply.failure?.kind, name).not.toBe('bug');
          expect(JSON.stringify(reply), name).not.toContain(planted);
        }),
        { numRuns: FUZZED / ROLES.length, seed: 20261124 },
      );
      installation.remove();
    },
    180_000,
  );
});

const FUZZED = 2_000;

/** A copy of a centre is put back on a machine that has nothing, and abandoned once before. */
async function putBackElsewhere(centre: Installation): Promise<void> {
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const other = await openInstallation(join(centre.profile, '..', 'third'));
  for (const end of ['restore.abandon', 'restore.confirm'] as const) {
    const [copy] = (await other.ask('restore.copies', {})).copies;
    if (copy === undefined) throw new Error('no copy on the stick');
    await other.ask('restore.open', { copy: copy.copy, staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    if (end === 'restore.abandon') await other.ask(end, {});
    else await other.ask(end, { staffCode: 'SD1', passphrase: PEOPLE.SD1, over: null });
  }
  await other.unlock('AC1');
  other.application.close();
}

async function anyone(ask: Ask): Promise<void> {
  await ask('start.state', {});
  await ask('start.proposePassphrase', {});
  await ask('session.state', {});
  await ask('session.lock', { reason: 'asked' });
}

/** Values that nobody sends by hand. */
function hostile(planted: string): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(
    null,
    '',
    '\u0000',
    '\u202E',
    -1,
    1e308,
    [],
    {},
    true,
    '../../etc/passwd',
    "' or 1=1 --",
    '__proto__',
    randomUUID(),
    TODAY,
  );
  return fc.oneof(
    odd,
    fc.constant(planted),
    fc.jsonValue(),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => `${planted}${text}`),
  );
}

/** A valid input with one place, at any depth, replaced. */
function spoiled(valid: unknown, choice: number, value: unknown): unknown {
  const copy: unknown = structuredClone(valid);
  const places: (() => void)[] = [];
  walk(copy, places, value);
  const chosen = places.at(Math.abs(choice) % Math.max(1, places.length));
  if (chosen === undefined || choice % 7 === 0) return value;
  chosen();
  return copy;
}

function walk(at: unknown, places: (() => void)[], value: unknown): void {
  if (typeof at !== 'object' || at === null) return;
  for (const [key, inside] of Object.entries(at)) {
    places.push(() => void Reflect.set(at, key, value));
    walk(inside, places, value);
  }
}
