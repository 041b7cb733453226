import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdmissionRefused, CodeRefused, INVITATION_MILLISECONDS, admitUser, proposalWords } from '../../../../electron/keys/enrolment.ts';
import { readKeyring, writeKeyring } from '../../../../electron/keys/keyring.ts';
import { siteKeys } from '../../../../electron/keys/principals.ts';
import { newId, signingPublic } from '../../../../electron/keys/primitives.ts';
import { confirm, propose } from '../../../../electron/keys/rosterEntries.ts';
import { WrongPassphrase, openKeys } from '../../../../electron/keys/session.ts';
import { identityToRecipient } from 'age-encryption';
import { admitPerson, changeOwnPassphrase, enrolPerson, invitePerson } from '../../../../electron/store/accounts/accounts.ts';
import { AlreadyInstalled, createStores } from '../../../../electron/store/accounts/installation.ts';
import { openJournalStart, verifyJournal } from '../../../../electron/store/journal/journal.ts';
import { appendRoster, pendingProposals } from '../../../../electron/store/roster/roster.ts';
import { AccessRefused, closeStores, openStores } from '../../../../electron/store/session/session.ts';
import { RECONCILIATION } from '../../../../electron/store/keyRenewal/reconcile.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { listStaff, readSite, updateStaff } from '../../../../electron/store/roster/staff.ts';
import { writeSessionCheckpoint } from '../../../../electron/store/opened/witness.ts';
import { signersOf } from '../../../../electron/store/roster/roster.ts';
import {
  TEST_TIME,
  addPerson,
  passphraseOf,
  temporaryCentre,
  temporaryDesk,
  type TemporaryInstallation,
} from '../../../support/temporaryStore.ts';

const person = (staffCode: string, teamId: string | null) => ({
  account: { staffCode, role: 'caseworker' as const, programs: ['gbv' as const], teamId, counts: false },
  staff: { name: 'Personne inventée', pledge_on: '2026-01-05', language: 'fr' as const, supervisor_id: null },
});

async function problemOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof AccessRefused) return error.problem;
    throw error;
  }
  return 'opened';
}

describe('sessions and accounts (security §2.4, §5)', () => {
  let centre: TemporaryInstallation;
  beforeAll(async () => {
    centre = await temporaryCentre([]);
  });
  afterAll(() => centre.remove());

  test('what each founder holds', async () => {
    await centre.as('ADM', (session) => {
      expect([session.user.role, session.keys.dekC, session.cases]).toEqual(['administrator', null, null]);
      expect(session.principals.map((opened) => opened.principal.store)).toEqual(['admin']);
      expect(readSite(session.admin)).toMatchObject({ code: 'TST', structure_code: 'INV', site_id: session.roster.siteId });
      expect(listStaff(session.admin).map((staff) => staff.staff_code)).toEqual(['ADM', 'SUP']);
    });
    await centre.as('SUP', async (session) => {
      expect(session.principals).toHaveLength(8);
      const signer = session.principals.find((opened) => opened.principal.kind === 'signing');
      if (signer === undefined) throw new Error('no signing key');
      const { signingSeed, ageIdentity } = siteKeys(signer);
      expect(signingPublic(signingSeed)).toEqual(signer.principal.publicKey);
      expect(await identityToRecipient(ageIdentity)).toBe(signer.principal.recipient);
    });
  });

  test('profile folder: nothing but the listed names', () => {
    expect(readdirSync(centre.folder).toSorted()).toEqual(['admin.db', 'cases.db', 'keyring.copy', 'keyring.json', 'throttle.json']);
  });

  test('invited, enrolled, admitted; each step refuses what it must', async () => {
    const invited = await centre.as('ADM', (session) => invitePerson(session, person('AWA', null), null, TEST_TIME, 'floor'));
    expect(invited.code).toHaveLength(8);
    const code = invited.code.join(' ');
    const enrol = (typed: string, at = TEST_TIME) => enrolPerson(centre.folder, 'AWA', typed, passphraseOf('AWA'), at, 'floor');
    await expect(enrol(invited.code.toReversed().join(' '))).rejects.toThrow(CodeRefused);
    await expect(enrol('trois mots seulement')).rejects.toThrow(CodeRefused);
    await expect(enrol(code, TEST_TIME + INVITATION_MILLISECONDS + 1)).rejects.toThrow(CodeRefused);
    const words = await enrol(code);
    await expect(enrol(code)).rejects.toThrow(CodeRefused);
    expect(await problemOf(() => centre.open('AWA'))).toBe('pending');
    await centre.as('ADM', (session) => {
      const [pending] = pendingProposals(session.admin);
      if (pending === undefined) throw new Error('nobody waits');
      expect(proposalWords(session.roster, pending.proposal)).toEqual(words);
      expect(() => admitPerson(session, invited.userId, words, TEST_TIME)).toThrow();
    });
    await centre.as('SUP', (session) => {
      expect(() => admitPerson(session, invited.userId, words.toReversed(), TEST_TIME)).toThrow(AdmissionRefused);
      const admitted = admitPerson(session, invited.userId, words, TEST_TIME);
      expect(admitted.roster.users.get(invited.userId)?.status).toBe('active');
      expect(pendingProposals(session.admin)).toEqual([]);
      expect(() => admitPerson(admitted, invited.userId, words, TEST_TIME)).toThrow(CodeRefused);
    });
    await centre.as('AWA', (session) => {
      expect(session.user.role).toBe('caseworker');
      expect(session.cases).not.toBeNull();
      expect(session.principals).toEqual([]);
      expect(readKeyring(centre.folder).keyring.enrolments).toEqual([]);
    });
  });

  test('a code used first by somebody else: the person’s code is spent and the words differ', async () => {
    const invited = await centre.as('ADM', (session) => invitePerson(session, person('BIN', null), null, TEST_TIME, 'floor'));
    const code = invited.code.join(' ');
    const stolen = await enrolPerson(centre.folder, 'BIN', code, passphraseOf('BIN'), TEST_TIME, 'floor');
    await expect(enrolPerson(centre.folder, 'BIN', code, 'phrase de la vraie personne', TEST_TIME, 'floor')).rejects.toThrow(CodeRefused);
    const renewed = await centre.as('ADM', (session) => invitePerson(session, person('BIN', null), invited.userId, TEST_TIME, 'floor'));
    const words = await enrolPerson(centre.folder, 'BIN', renewed.code.join(' '), passphraseOf('BIN'), TEST_TIME, 'floor');
    await centre.as('SUP', (session) => {
      expect(() => admitPerson(session, invited.userId, stolen, TEST_TIME)).toThrow(AdmissionRefused);
      admitPerson(session, invited.userId, words, TEST_TIME);
    });
  });

  test('an admission cut between the keyring and its signed line leaves the keys of the cases to nobody, and is done again', async () => {
    const cut = await temporaryCentre([]);
    const invited = await cut.as('ADM', (session) => invitePerson(session, person('CED', null), null, TEST_TIME, 'floor'));
    const words = await enrolPerson(cut.folder, 'CED', invited.code.join(' '), passphraseOf('CED'), TEST_TIME, 'floor');
    const held = () => {
      const { deks } = readKeyring(cut.folder).keyring.slots.find(({ userId }) => userId === invited.userId) ?? {};
      return [deks?.dekA, deks?.dekC, deks?.ivk].map((sealed) => typeof sealed === 'string');
    };
    await cut.as('SUP', ({ admin, keys, principals, roster }) => {
      const [pending] = pendingProposals(admin);
      if (pending === undefined) throw new Error('nobody waits');
      const { keyring } = admitUser(readKeyring(cut.folder).keyring, keys, principals, roster, pending.proposal, words);
      writeKeyring(cut.folder, keyring, keys.dekA);
    });
    expect(held()).toEqual([true, true, true]);
    const session = await cut.open('SUP');
    const completed = RECONCILIATION.reduce((stores, step) => step(stores, [], TEST_TIME), session);
    expect(held()).toEqual([true, false, false]);
    closeStores(admitPerson(completed, invited.userId, words, TEST_TIME));
    expect(held()).toEqual([true, true, true]);
    await cut.as('CED', ({ cases }) => expect(cases).not.toBeNull());
    cut.remove();
  });

  test('no pledge, no access', async () => {
    await centre.as('SUP', (session) => {
      const userId = [...session.roster.users.values()].find((user) => user.staffCode === 'BIN')?.userId ?? '';
      transaction(session.admin, (db) => updateStaff(db, userId, { pledge_on: null }));
    });
    expect(await problemOf(() => centre.open('BIN'))).toBe('pledge');
  });

  test('a suspended slot is refused by the roster even if it opens', async () => {
    const administrator = await openKeys(centre.folder, 'ADM', passphraseOf('ADM'));
    await centre.as('SUP', (session) => {
      const user = [...session.roster.users.values()].find((candidate) => candidate.staffCode === 'AWA');
      const { siteId, seq, head } = session.roster;
      const body = {
        kind: 'user.suspend' as const,
        id: newId(),
        at: TEST_TIME,
        userId: user?.userId ?? '',
        suspended: true,
        reason: 'leave',
      };
      const proposal = propose(siteId, body, { userId: administrator.userId, signingSeed: administrator.user.signingSeed });
      const entry = confirm(siteId, seq + 1, head, proposal, session.actor);
      transaction(session.admin, (db) => appendRoster(db, entry));
    });
    expect(await problemOf(() => centre.open('AWA'))).toBe('suspended');
  });

  test('an own passphrase changed by its owner', async () => {
    const next = 'une autre phrase inventée';
    await centre.as('SUP', (session) => changeOwnPassphrase(session, passphraseOf('SUP'), next, TEST_TIME, 'floor'));
    await expect(openKeys(centre.folder, 'SUP', passphraseOf('SUP'))).rejects.toThrow(WrongPassphrase);
    expect((await openKeys(centre.folder, 'SUP', next)).staffCode).toBe('SUP');
  });

  test('closing fills the keys with zeros', async () => {
    const keys = await openKeys(centre.folder, 'ADM', passphraseOf('ADM'));
    closeStores(openStores(centre.folder, keys));
    for (const key of [keys.dekA, keys.user.agreementSecret, keys.user.signingSeed, keys.user.userSecret])
      expect(key).toEqual(Buffer.alloc(32));
  });

  test('both journals hold after all this', async () => {
    await centre.as('ADM', (session) => {
      const start = openJournalStart(session.admin, session.roster.siteId, session.principals);
      if (start === null) throw new Error('no start');
      expect(verifyJournal(session.admin, session.roster.siteId, start, signersOf(session.admin))).toMatchObject({ whole: true });
    });
  });

  test('a witnessed person notices a roster of another history', async () => {
    const other = await temporaryCentre([]);
    try {
      await other.as('SUP', (session) =>
        writeSessionCheckpoint({ ...session, roster: { ...session.roster, head: 'A'.repeat(43) } }, TEST_TIME),
      );
      expect(await problemOf(() => other.open('SUP'))).toBe('replaced');
    } finally {
      other.remove();
    }
  });
});

describe('desk', () => {
  test('a focal point and an administrator, no case base, a second focal point admitted', async () => {
    const desk = await temporaryDesk();
    try {
      expect(readdirSync(desk.folder).toSorted()).toEqual(['admin.db', 'keyring.copy', 'keyring.json', 'throttle.json']);
      await desk.as('FOC', (session) => {
        expect(session.cases).toBeNull();
        expect(session.principals.map((opened) => opened.principal.kind).toSorted()).toEqual(['audit', 'signing']);
      });
      await addPerson(desk.folder, 'FO2', 'focal_point', 'FOC');
      await desk.as('FO2', (session) =>
        expect(session.principals.map((opened) => opened.principal.kind).toSorted()).toEqual(['audit', 'signing']),
      );
    } finally {
      desk.remove();
    }
  });

  test('a second first run over a profile is refused and changes nothing', async () => {
    const desk = await temporaryDesk();
    try {
      const digest = () =>
        createHash('sha256')
          .update(readFileSync(join(desk.folder, 'admin.db')))
          .digest('hex');
      const before = digest();
      const { createInstallation } = await import('../../../../electron/keys/installation.ts');
      const made = await createInstallation({
        kind: 'desk',
        siteCode: 'TST',
        profile: 'floor',
        at: TEST_TIME,
        administrator: { staffCode: 'ADM', passphrase: 'x', programs: [] },
        authority: { staffCode: 'FOC', passphrase: 'y', programs: [] },
      });
      const facts = {
        structure: { code: 'X', name: 'X', type: 'x' },
        site: { code: 'TST', name: 'X', type: 'x', region: 'gao', cercle: null, commune: null, mandatory_text: null },
        administrator: { name: 'X', pledge_on: null, language: 'fr' as const },
        authority: { name: 'X', pledge_on: null, language: 'fr' as const },
      };
      expect(() => createStores(desk.folder, made, facts, TEST_TIME)).toThrow(AlreadyInstalled);
      expect(digest()).toBe(before);
    } finally {
      desk.remove();
    }
  });
});
