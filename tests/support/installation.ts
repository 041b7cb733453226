import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import type { PersonAct } from '../../shared/contract/accounts.ts';
import type { Reply } from '../../shared/failure.ts';
import { openApplication, type Application } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';
import type { Place } from '../../electron/files/picker.ts';
import { freeBytes } from '../../electron/profile/room.ts';
import { templateOf } from './templates.ts';

/** A Tuesday of invented data, the same in every test. */
export const TODAY = '2026-11-24';
/** The machine has been on for this long, in milliseconds. */
const MACHINE_ON = 3_600_000;
const STARTED = Date.parse(`${TODAY}T09:00:00Z`);

/** People of the invented centre, by staff code. Passphrases are long enough for the rule and obviously invented. */
export const PEOPLE = {
  AD1: 'invente pour essai administration',
  SD1: 'invente pour essai supervision',
  AC1: 'invente pour essai premiere ecoute',
  AC2: 'invente pour essai seconde ecoute',
  PF1: 'invente pour essai point focal',
} as const;
export type StaffCode = keyof typeof PEOPLE;

export type Installation = {
  readonly application: Application;
  readonly profile: string;
  /** Folder offered by the picker under « Clé USB ». */
  readonly medium: string;
  /** Moves by this many milliseconds; the clock of a test moves only by this call. */
  readonly advance: (milliseconds: number) => void;
  readonly call: <K extends OperationName>(name: K, input: Input<K>) => Promise<Reply<Output<K>>>;
  /** What the disk still takes, in bytes; `null` asks the disk itself again. */
  readonly leave: (bytes: number | null) => void;
  /** The value, or a failed test naming the operation and the kind of refusal. */
  readonly ask: <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;
  readonly unlock: (staffCode: StaffCode) => Promise<void>;
  readonly lock: () => Promise<void>;
  readonly remove: () => void;
};

/** Opens a profile at the cheapest setting of the passphrase, with a clock that the test moves. */
export async function openInstallation(profile: string, extraPlaces: readonly Place[] = []): Promise<Installation> {
  const medium = join(profile, '..', 'medium');
  mkdirSync(medium, { recursive: true });
  let passed = 0;
  let left: number | null = null;
  const application = await openApplication({
    profile,
    places: [{ label: 'Clé USB', folder: medium }, ...extraPlaces],
    kdf: 'floor',
    now: () => new Date(STARTED + passed),
    uptime: () => MACHINE_ON + passed,
    freeBytes: () => left ?? freeBytes(profile),
    /* Every folder of a test is a stick of its own. */
    volumeOf: (folder) => folder,
  });
  const call = <K extends OperationName>(name: K, input: Input<K>) => sendRequest(application.requests, name, input);
  const ask = async <K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> => {
    const reply = await call(name, input);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}, ${reply.failure.message.en}`);
    return reply.value;
  };
  const lock = async () => void (await ask('session.lock', { reason: 'asked' }));
  return {
    application,
    profile,
    medium,
    advance: (milliseconds) => {
      passed += milliseconds;
    },
    leave: (bytes) => {
      left = bytes;
    },
    call,
    ask,
    unlock: async (staffCode) => {
      if (application.host.session !== null) await lock();
      await ask('session.unlock', { staffCode, passphrase: PEOPLE[staffCode] });
    },
    lock,
    remove: () => {
      application.close();
      rmSync(join(profile, '..'), { recursive: true, force: true });
    },
  };
}

/** A fresh centre with an administrator, a supervisor and two caseworkers; made once, copied for each test. */
export async function newCentre(extraPlaces: readonly Place[] = []): Promise<Installation> {
  return openCopy(await templateOf('centre', makeCentre), extraPlaces);
}

/** A fresh focal point's desk. */
export async function newDesk(): Promise<Installation> {
  return openCopy(await templateOf('desk', (folder) => makeDesk(folder, FIRST_DESK)));
}

/** The desk of a second custodian, of another organisation. */
export async function newSecondDesk(): Promise<Installation> {
  return openCopy(await templateOf('second-desk', (folder) => makeDesk(folder, SECOND_DESK)));
}

/** A copy of its own of an installation's folder: `profile`, and `medium` beside it. */
export async function openCopy(template: string, extraPlaces: readonly Place[] = []): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
  cpSync(template, folder, { recursive: true });
  return openInstallation(join(folder, 'profile'), extraPlaces);
}

async function makeCentre(folder: string): Promise<void> {
  const centre = await openInstallation(join(folder, 'profile'));
  await centre.ask('start.create', {
    kind: 'centre',
    language: 'fr',
    structure: { code: 'ONGX', name: 'Structure inventée', type: 'ngo_national' },
    site: { code: 'ESS1', name: 'Centre inventé', type: 'listening_centre', region: 'mopti', cercle: null },
    administrator: { staffCode: 'AD1', name: 'Administration inventée', pledgeDate: TODAY, passphrase: PEOPLE.AD1 },
    authority: { staffCode: 'SD1', name: 'Supervision inventée', pledgeDate: TODAY, passphrase: PEOPLE.SD1 },
  });
  for (const staffCode of ['AC1', 'AC2'] as const) await addCaseworker(centre, staffCode);
  await centre.lock();
  centre.application.close();
}

async function addCaseworker(centre: Installation, staffCode: 'AC1' | 'AC2'): Promise<void> {
  await centre.unlock('AD1');
  const invited = await centre.ask('accounts.invite', {
    staffCode,
    name: `Écoute inventée ${staffCode}`,
    role: 'caseworker',
    programs: ['gbv', 'gbv_cp'],
    supervisorCode: 'SD1',
    pledgeDate: TODAY,
  });
  await centre.lock();
  const { words } = await centre.ask('accounts.enrol', { staffCode, code: invited.enrolmentCode.join(' '), passphrase: PEOPLE[staffCode] });
  await centre.unlock('SD1');
  await centre.ask('accounts.admit', { userId: invited.userId, words, passphrase: PEOPLE.SD1 });
}

/** Supervisors who are not there at first; code and passphrase open a session. */
export const SECOND = { staffCode: 'SD2', passphrase: 'invente pour essai seconde supervision' };
export const THIRD = { staffCode: 'SD3', passphrase: 'invente pour essai troisieme supervision' };
/** Somebody of an invented installation. */
export type Person = StaffCode | typeof SECOND;

export async function unlockAs(centre: Installation, person: Person): Promise<void> {
  if (typeof person === 'string') return centre.unlock(person);
  if (centre.application.host.session !== null) await centre.lock();
  await centre.ask('session.unlock', person);
}

function passphraseOf(person: Person): string {
  return typeof person === 'string' ? PEOPLE[person] : person.passphrase;
}

/** The user id behind a staff code, in a session that may see the accounts. */
export async function userIdOf(centre: Installation, staffCode: string): Promise<string> {
  const { accounts } = await centre.ask('accounts.list', {});
  return accounts.find((account) => account.staffCode === staffCode)?.userId ?? '';
}

/** The first signature, by the person of the open session. */
export async function proposeAct(centre: Installation, subject: string, act: PersonAct, person: Person): Promise<void> {
  await centre.ask('accounts.propose', { userId: await userIdOf(centre, subject), act, passphrase: passphraseOf(person) });
}

/** The second signature to what waits for somebody's account, by the person of the open session. */
export async function confirmAct(centre: Installation, subject: string, person: Person): Promise<void> {
  const waiting = (await centre.ask('accounts.list', {})).acts.find(({ staffCode }) => staffCode === subject);
  await centre.ask('accounts.confirm', { proposalId: waiting?.proposalId ?? '', passphrase: passphraseOf(person) });
}

/** A change of somebody's account proposed by one person and signed by the other, in whose session it ends. */
export async function signByTwo(centre: Installation, subject: string, act: PersonAct, first: Person, second: Person): Promise<void> {
  await unlockAs(centre, first);
  await proposeAct(centre, subject, act, first);
  await unlockAs(centre, second);
  await confirmAct(centre, subject, second);
}

/** One more supervisor, by the real path. */
export async function addSecondSupervisor(centre: Installation, person: typeof SECOND = SECOND): Promise<void> {
  await centre.unlock('AD1');
  const invited = await centre.ask('accounts.invite', {
    staffCode: person.staffCode,
    name: 'Seconde supervision inventée',
    role: 'supervisor',
    programs: ['gbv', 'cp', 'gbv_cp', 'erw'],
    supervisorCode: null,
    pledgeDate: TODAY,
  });
  await centre.lock();
  const { words } = await centre.ask('accounts.enrol', { ...person, code: invited.enrolmentCode.join(' ') });
  await centre.unlock('SD1');
  await centre.ask('accounts.admit', { userId: invited.userId, words, passphrase: PEOPLE.SD1 });
}

/** The second supervisor, enrolled, with a team of her own: SD1 and AD1 sign it, and each opens a session once. Ends in AD1's. */
export async function addSecondTeam(centre: Installation): Promise<void> {
  await addSecondSupervisor(centre);
  await signByTwo(centre, SECOND.staffCode, { what: 'team', team: null }, 'SD1', 'AD1');
  await unlockAs(centre, SECOND);
  await centre.unlock('AD1');
}

type Office = { readonly structureCode: string; readonly code: string };
const FIRST_DESK: Office = { structureCode: 'SCVBG', code: 'DESK' };
const SECOND_DESK: Office = { structureCode: 'PROT', code: 'DESK2' };

async function makeDesk(folder: string, office: Office): Promise<void> {
  const desk = await openInstallation(join(folder, 'profile'));
  await desk.ask('start.create', {
    kind: 'desk',
    language: 'fr',
    structure: { code: office.structureCode, name: 'Sous-cluster inventé', type: 'un' },
    site: { code: office.code, name: 'Bureau inventé', type: 'social_service', region: 'bamako', cercle: null },
    administrator: { staffCode: 'AD1', name: 'Administration inventée', pledgeDate: TODAY, passphrase: PEOPLE.AD1 },
    authority: { staffCode: 'PF1', name: 'Point focal inventé', pledgeDate: TODAY, passphrase: PEOPLE.PF1 },
  });
  desk.application.close();
}

/** The open session's signing key with its principal. Throws without one. */
export function signingOf({ application }: Installation) {
  const signing = application.host.session?.stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (signing === undefined) throw new Error('no session that signs');
  return signing;
}
