import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseProgramme } from '../../shared/ids.ts';
import type { Role } from '../../shared/rights.ts';
import { createInstallation } from '../../electron/keys/installation.ts';
import { readKeyring } from '../../electron/keys/keyring.ts';
import { openKeys, zeroSessionKeys, type SessionKeys } from '../../electron/keys/session.ts';
import { admitPerson, enrolPerson, invitePerson } from '../../electron/store/accounts/accounts.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { createStores, type FirstFacts } from '../../electron/store/accounts/installation.ts';
import { closeStores, openStores } from '../../electron/store/session/session.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { templateOf } from './templates.ts';

/** Fixed instant of every test installation: 2026-05-04 08:00 UTC. */
export const TEST_TIME = Date.UTC(2026, 4, 4, 8);

/** Invented people: staff code → passphrase made of the code. */
export function passphraseOf(staffCode: string): string {
  return `phrase inventée pour ${staffCode}`;
}

/** A real encrypted installation in a temporary folder, accounts enrolled and admitted as in the field. One session at a time: bases are exclusive. */
export type TemporaryInstallation = {
  readonly folder: string;
  readonly userIds: ReadonlyMap<string, string>;
  open(staffCode: string): Promise<OpenStores>;
  as<Result>(staffCode: string, act: (session: OpenStores) => Result | Promise<Result>): Promise<Result>;
  remove(): void;
};

const GBV: readonly CaseProgramme[] = ['gbv', 'gbv_cp'];

/** `ADM` administrator and `SUP` supervisor, then the given caseworkers, in the team of `SUP`. */
export async function temporaryCentre(caseworkers: readonly string[] = ['AWA']): Promise<TemporaryInstallation> {
  const template = await templateOf(['store', ...caseworkers].join('-'), async (folder) => {
    await install(folder, 'centre', 'SUP');
    for (const staffCode of caseworkers) await addPerson(folder, staffCode, 'caseworker', 'SUP');
  });
  return installed(copyOf(template), ['ADM', 'SUP', ...caseworkers]);
}

/** `ADM` administrator and `FOC` focal point. */
export async function temporaryDesk(): Promise<TemporaryInstallation> {
  return installed(copyOf(await templateOf('store desk', (folder) => install(folder, 'desk', 'FOC'))), ['ADM', 'FOC']);
}

function copyOf(template: string): string {
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true });
  return folder;
}

/** Enrols and admits one more person by the real path, in the team of the person who admits unless another is named. */
export async function addPerson(folder: string, staffCode: string, role: Role, authorityCode: string, team?: string): Promise<string> {
  const supervisor = await opened(folder, authorityCode);
  const { userId: supervisorId } = supervisor.user;
  const teamId = team ?? supervisor.user.teamId;
  closeStores(supervisor);
  const administrator = await opened(folder, 'ADM');
  const person = {
    account: { staffCode, role, programs: [...GBV], teamId, counts: role === 'supervisor' || role === 'focal_point' },
    staff: { name: `Personne inventée ${staffCode}`, pledge_on: '2026-01-05', language: 'fr' as const, supervisor_id: supervisorId },
  };
  const invited = await invitePerson(administrator, person, null, TEST_TIME, 'floor');
  closeStores(administrator);
  const words = await enrolPerson(folder, staffCode, invited.code.join(' '), passphraseOf(staffCode), TEST_TIME, 'floor');
  const authority = await opened(folder, authorityCode);
  admitPerson(authority, invited.userId, words, TEST_TIME);
  closeStores(authority);
  return invited.userId;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sutura-test-'));
}

/** The case base of a session that must have one. */
export function casesOf(session: OpenStores): ReadableDb<'cases'> {
  if (session.cases === null) throw new Error('this session has no case base');
  return session.cases;
}

async function install(folder: string, kind: 'centre' | 'desk', authorityCode: string): Promise<void> {
  const made = await createInstallation({
    kind,
    siteCode: 'TST',
    profile: 'floor',
    at: TEST_TIME,
    administrator: { staffCode: 'ADM', passphrase: passphraseOf('ADM'), programs: [] },
    authority: { staffCode: authorityCode, passphrase: passphraseOf(authorityCode), programs: GBV },
  });
  createStores(folder, made, FACTS, TEST_TIME);
  zeroSessionKeys(made.administrator);
  zeroSessionKeys(made.authority);
}

const FACTS: FirstFacts = {
  structure: { code: 'INV', name: 'Structure inventée', type: 'national_ngo' },
  site: { code: 'TST', name: 'Site inventé', type: 'listening_centre', region: 'mopti', cercle: null, commune: null, mandatory_text: null },
  administrator: { name: 'Administration inventée', pledge_on: '2026-01-05', language: 'fr' },
  authority: { name: 'Supervision inventée', pledge_on: '2026-01-05', language: 'fr' },
};

async function installed(folder: string, staffCodes: readonly string[]): Promise<TemporaryInstallation> {
  const first = await opened(folder, 'ADM');
  const byCode = new Map([...first.roster.users.values()].map((user) => [user.staffCode, user.userId]));
  closeStores(first);
  const userIds = new Map(staffCodes.map((staffCode) => [staffCode, byCode.get(staffCode) ?? '']));
  return {
    folder,
    userIds,
    open: (staffCode) => opened(folder, staffCode),
    as: async (staffCode, act) => {
      const session = await opened(folder, staffCode);
      try {
        return await act(session);
      } finally {
        closeStores(session);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Keys once derived for a state of the keyring, copied for each session: closing one fills its keys with zeros. */
const derived = new Map<string, SessionKeys>();

async function opened(folder: string, staffCode: string): Promise<OpenStores> {
  const name = `${staffCode} ${JSON.stringify(readKeyring(folder).keyring)}`;
  const known = derived.get(name);
  if (known === undefined || known.genesis === null) derived.set(name, await openKeys(folder, staffCode, passphraseOf(staffCode)));
  const keys = derived.get(name);
  if (keys === undefined) throw new Error('no keys');
  return openStores(folder, copied(keys));
}

function copied(keys: SessionKeys): SessionKeys {
  const copy = (key: Buffer | null) => (key === null ? null : Buffer.from(key));
  return {
    ...keys,
    user: copiedUser(keys.user),
    former: keys.former === null ? null : copiedUser(keys.former),
    dekA: Buffer.from(keys.dekA),
    dekC: copy(keys.dekC),
    ivk: copy(keys.ivk),
    renewing: keys.renewing === null ? null : { ...keys.renewing, next: Buffer.from(keys.renewing.next) },
  };
}

function copiedUser({ agreementSecret, signingSeed, userSecret, ...publicHalves }: SessionKeys['user']): SessionKeys['user'] {
  return {
    ...publicHalves,
    agreementSecret: Buffer.from(agreementSecret),
    signingSeed: Buffer.from(signingSeed),
    userSecret: Buffer.from(userSecret),
  };
}
