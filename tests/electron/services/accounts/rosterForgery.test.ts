import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newUserKeys, sealStoreKey } from '../../../../electron/keys/bundle.ts';
import { createInstallation } from '../../../../electron/keys/installation.ts';
import { readKeyring, writeKeyring } from '../../../../electron/keys/keyring.ts';
import { newId, randomSecret, signingPublic } from '../../../../electron/keys/primitives.ts';
import { verifyRoster } from '../../../../electron/keys/roster.ts';
import { confirm, entrySchema, propose, proveEnrolment, type RosterEntry } from '../../../../electron/keys/rosterEntries.ts';
import { openKeys, type SessionKeys } from '../../../../electron/keys/session.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { appendRoster } from '../../../../electron/store/roster/roster.ts';
import { ADMIN_FILE, CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import { adminSql, all, casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { PEOPLE, SECOND, TODAY, newCentre, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

const TRIGGER = 'SELECT sql FROM sqlite_master WHERE name = ?';

let centre: Installation;
let known: readonly string[];

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  await registerCase(centre, PERSON);
  await centre.lock();
  known = await recipients();
});
afterEach(() => centre.remove());

/** To whom any case key is sealed, each once; read with the supervisor's key of the base. */
async function recipients(): Promise<readonly string[]> {
  const { dekC } = await openKeys(centre.profile, 'SD1', PEOPLE.SD1);
  if (dekC === null) throw new Error('no case base');
  const db = openStore('cases', join(centre.profile, CASES_FILE), dekC, 'existing');
  const rows = all(db, casesSql.selectFrom('case_key_wrap').select('principal_id').distinct());
  closeStore(db);
  return rows.map(({ principal_id: principalId }) => principalId).toSorted();
}

/** What an administrator can do with a program of her or his own: everything that the keys of that account open. */
async function asAdministrator(act: (entries: readonly RosterEntry[], keys: SessionKeys) => readonly RosterEntry[]): Promise<void> {
  const keys = await openKeys(centre.profile, 'AD1', PEOPLE.AD1);
  const db = openStore('admin', join(centre.profile, ADMIN_FILE), keys.dekA, 'existing');
  const entries = all(db, adminSql.selectFrom('roster').selectAll().orderBy('seq')).map(({ entry }) =>
    entrySchema.parse(JSON.parse(entry)),
  );
  const forged = act(entries, keys);
  const triggers = ['roster_no_update', 'roster_no_delete'].map((name) =>
    z.string().parse(db.connection.prepare(TRIGGER).pluck().get(name)),
  );
  db.connection.exec('DROP TRIGGER roster_no_update; DROP TRIGGER roster_no_delete');
  transaction(db, (writable) => {
    run(writable, adminSql.deleteFrom('roster'));
    for (const entry of forged) appendRoster(writable, entry);
  });
  db.connection.exec(triggers.join(';'));
  closeStore(db);
}

/** A list of the same site with a false supervisor, then everybody else with true keys: both signatures of each line are the administrator's doing. */
function listOfOwn(entries: readonly RosterEntry[], keys: SessionKeys): readonly RosterEntry[] {
  const [first] = entries;
  if (first?.body.kind !== 'genesis') throw new Error('no genesis');
  const real = verifyRoster(entries);
  const made = newUserKeys();
  const own = { userId: keys.userId, signingSeed: keys.user.signingSeed };
  const false9 = { userId: newId(), signingSeed: made.signingSeed };
  const users = first.body.users.map((user) =>
    user.role === 'supervisor'
      ? { ...user, userId: false9.userId, staffCode: 'SD9', agreement: text(made.agreementPublic), signing: text(made.signingPublic) }
      : user,
  );
  const list = [confirm(real.siteId, 1, first.previous, propose(real.siteId, { ...first.body, id: newId(), users }, own), false9)];
  for (const user of real.users.values()) {
    if (user.userId === keys.userId) continue;
    const { seq, head } = verifyRoster(list);
    const seed = randomSecret();
    const { userId, staffCode, role, programs, teamId, counts } = user;
    const account = { userId, staffCode, role, programs: [...programs], teamId, counts };
    const kind = role === 'supervisor' ? 'supervisor.add' : 'user.add';
    const proposal = propose(real.siteId, { kind, id: newId(), at: 1, account, enrolmentKey: text(signingPublic(seed)) }, own);
    const enrolled = proveEnrolment(real.siteId, proposal, seed, text(user.agreementPublic), text(user.signingPublic));
    list.push(confirm(real.siteId, seq + 1, head, { ...proposal, enrolled }, false9));
  }
  return list;
}

function text(key: Buffer): string {
  return key.toString('base64url');
}

/** The attempt is shown to the caseworker when she opens her session, and no case key went to anybody new. */
async function expectShown(words: string): Promise<void> {
  const reply = await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
  expect(reply).toMatchObject({ ok: false, failure: { message: { fr: expect.stringContaining(words) } } });
  expect(await recipients()).toEqual(known);
}

const NOT_SIGNED = 'sans les deux signatures';
const NOT_KNOWN = 'n’est plus celle que vous connaissiez';

describe('a false supervisor (security §2.4, T14): an administrator who acts alone', () => {
  test('and adds one', async () => {
    await asAdministrator((entries, keys) => {
      const roster = verifyRoster(entries);
      const signer = { userId: keys.userId, signingSeed: keys.user.signingSeed };
      const seed = randomSecret();
      const [first] = roster.users.values();
      const account = {
        userId: newId(),
        staffCode: 'SD9',
        role: 'supervisor' as const,
        programs: [],
        teamId: first?.teamId ?? null,
        counts: true,
      };
      const body = {
        id: newId(),
        at: 1,
        kind: 'supervisor.add' as const,
        account,
        enrolmentKey: signingPublic(seed).toString('base64url'),
      };
      const made = newUserKeys();
      const halves = [made.agreementPublic.toString('base64url'), made.signingPublic.toString('base64url')] as const;
      const proposal = propose(roster.siteId, body, signer);
      const enrolled = { ...proposal, enrolled: proveEnrolment(roster.siteId, proposal, seed, ...halves) };
      return [...entries, confirm(roster.siteId, roster.seq + 1, roster.head, enrolled, signer)];
    });
    await expectShown(NOT_SIGNED);
  });

  test('and puts another key in the place of a supervisor’s', async () => {
    await asAdministrator(([first, ...others]) => {
      if (first?.body.kind !== 'genesis') throw new Error('no genesis');
      const agreement = newUserKeys().agreementPublic.toString('base64url');
      const users = first.body.users.map((user) => (user.role === 'supervisor' ? { ...user, agreement } : user));
      return [{ ...first, body: { ...first.body, users } }, ...others];
    });
    await expectShown(NOT_SIGNED);
  });

  test('and cuts the list, or leaves a line out', async () => {
    await asAdministrator((entries) => entries.toSpliced(1, 1));
    await expectShown(NOT_SIGNED);
    centre.remove();
    centre = await newCentre();
    await centre.unlock('AC1');
    await centre.lock();
    known = await recipients();
    await asAdministrator((entries) => entries.slice(0, -1));
    await expectShown(NOT_KNOWN);
  });

  test('and writes the whole list anew, with supervisors of her or his own', async () => {
    const made = await createInstallation({
      kind: 'centre',
      siteCode: 'ESS1',
      administrator: { staffCode: 'AD1', passphrase: PEOPLE.AD1, programs: [] },
      authority: { staffCode: 'SD1', passphrase: PEOPLE.SD1, programs: ['gbv'] },
      profile: 'floor',
      at: 1,
    });
    await asAdministrator(() => made.entries);
    await expectShown(NOT_KNOWN);
  });

  test('and writes it anew with everybody’s true keys, seals its first line to each as the true one, and takes the witnesses away', async () => {
    await asAdministrator((entries, keys) => {
      const forged = listOfOwn(entries, keys);
      const { siteId, users, hashes } = verifyRoster(forged);
      const { keyring } = readKeyring(centre.profile);
      const slots = keyring.slots.map((slot) => {
        const person = users.get(slot.userId);
        if (person === undefined) return slot;
        const first = Buffer.from(hashes[0] ?? '', 'base64url');
        const genesis = sealStoreKey(person.agreementPublic, siteId, slot.userId, 'genesis', first).toString('base64url');
        return { ...slot, deks: { ...slot.deks, genesis } };
      });
      writeKeyring(centre.profile, { ...keyring, slots }, keys.dekA);
      return forged;
    });
    rmSync(join(centre.profile, 'witness'), { recursive: true });
    await expectShown(NOT_KNOWN);
    const slot = readKeyring(centre.profile).keyring.slots.find(({ staffCode }) => staffCode === 'SD9');
    expect(slot).toBeUndefined();
  });

  test('and uses the code of the one invited: the person finds it spent, other words are refused, and nothing was given', async () => {
    await centre.unlock('AD1');
    const invited = await centre.ask('accounts.invite', {
      staffCode: SECOND.staffCode,
      name: 'Seconde supervision inventée',
      role: 'supervisor',
      programs: ['gbv'],
      supervisorCode: null,
      pledgeDate: TODAY,
    });
    await centre.lock();
    const code = invited.enrolmentCode.join(' ');
    await centre.ask('accounts.enrol', { staffCode: SECOND.staffCode, code, passphrase: 'invente pour essai voleur de code' });
    expect(await centre.call('accounts.enrol', { ...SECOND, code })).toMatchObject({
      failure: { kind: 'invalid', message: { fr: expect.stringContaining('déjà utilisé') } },
    });
    await centre.unlock('SD1');
    const words = ['acacia', 'barrage', 'calebasse', 'dune', 'fleuve', 'grenier', 'harmattan', 'indigo'];
    expect(await centre.call('accounts.admit', { userId: invited.userId, words, passphrase: PEOPLE.SD1 })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    const slot = readKeyring(centre.profile).keyring.slots.find(({ userId }) => userId === invited.userId);
    expect([slot?.deks.dekC, slot?.deks.ivk]).toEqual([null, null]);
    await centre.unlock('AC1');
    expect((await centre.ask('readers.list', {})).readers.map(({ staffCode }) => staffCode)).toEqual(['SD1']);
    await registerCase(centre, PERSON);
    await centre.lock();
    expect(await recipients()).toEqual(known);
  });
});
