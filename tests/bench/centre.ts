import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { openApplication, type Application } from '../../electron/app.ts';
import { inventedRegister } from '../../tools/registers/invented.ts';
import { sendRequest } from '../../electron/dispatch.ts';

/** Place and folder of the centre's stick. */
export const STICK = 'stick';
/** Lines of one register: a longer one is refused, with the advice to share it out (takeover). */
const LINES_EACH = 4_000;
/** A caseworker's load: the most that one person follows and has followed (security §2.6.2). */
const CASES_EACH = 500;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const PASSPHRASE = 'phrase inventée pour les mesures';

export type Ask = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;

/** A centre whose register of `cases` lines was taken over by operations, at the calibrated setting of the passphrase. */
export type LargeCentre = {
  readonly application: Application;
  readonly folder: string;
  readonly profile: string;
  readonly ask: Ask;
  readonly unlock: (staffCode: string) => Promise<void>;
  readonly lock: () => Promise<void>;
  /** The first caseworker: up to 500 files of her own. */
  readonly caseworker: string;
  readonly passphrase: string;
  /** What was registered: lines with refused care are contacts. */
  readonly cases: number;
  readonly remove: () => void;
};

/** Makes the centre: first run, caseworkers enrolled and admitted, the register read, rehearsed and taken over. Minutes for 50,000 lines. */
export async function makeLargeCentre(lines: number): Promise<LargeCentre> {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-bench-'));
  const profile = join(folder, 'profile');
  const today = new Date().toISOString().slice(0, 10);
  const staffCodes = caseworkerCodes(Math.max(1, Math.ceil(lines / CASES_EACH)));
  const stick = join(folder, STICK);
  mkdirSync(stick);
  const registers = { label: 'Registres', files: registersOf(lines, staffCodes, today) };
  const application = await openApplication({ profile, places: [registers, { label: STICK, folder: stick }] });
  const ask: Ask = async (name, input) => {
    const reply = await sendRequest(application.requests, name, input);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}, ${reply.failure.message.en}`);
    return reply.value;
  };
  const lock = async (): Promise<void> => void (await ask('session.lock', { reason: 'asked' }));
  const unlock = async (staffCode: string): Promise<void> => {
    if (application.host.session !== null) await lock();
    await ask('session.unlock', { staffCode, passphrase: PASSPHRASE });
  };
  await found(ask, today);
  await addCaseworkers(ask, unlock, lock, staffCodes, today);
  const cases = await takeOverAll(ask, unlock);
  await lock();
  return {
    application,
    folder,
    profile,
    ask,
    unlock,
    lock,
    caseworker: staffCodes[0] ?? '',
    passphrase: PASSPHRASE,
    cases,
    remove: () => {
      application.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function found(ask: Ask, today: string): Promise<void> {
  const founder = (staffCode: string) => ({ staffCode, name: 'Personne inventée', pledgeDate: today, passphrase: PASSPHRASE });
  await ask('start.create', {
    kind: 'centre',
    language: 'fr',
    structure: { code: 'ONGX', name: 'Structure inventée', type: 'ngo_national' },
    site: { code: 'ESS1', name: 'Centre inventé', type: 'listening_centre', region: 'mopti', cercle: null },
    administrator: founder('ADM'),
    authority: founder('SUP'),
  });
}

async function addCaseworkers(
  ask: Ask,
  unlock: (staffCode: string) => Promise<void>,
  lock: () => Promise<void>,
  staffCodes: readonly string[],
  today: string,
): Promise<void> {
  await unlock('ADM');
  const invited: { readonly staffCode: string; readonly userId: string; readonly code: string }[] = [];
  for (const staffCode of staffCodes) {
    const person = { staffCode, name: 'Écoute inventée', role: 'caseworker' as const, programs: ['gbv' as const] };
    const { userId, enrolmentCode } = await ask('accounts.invite', { ...person, supervisorCode: 'SUP', pledgeDate: today });
    invited.push({ staffCode, userId, code: enrolmentCode.join(' ') });
  }
  await lock();
  const words = new Map<string, Output<'accounts.enrol'>['words']>();
  for (const { staffCode, userId, code } of invited)
    words.set(userId, (await ask('accounts.enrol', { staffCode, code, passphrase: PASSPHRASE })).words);
  await unlock('SUP');
  for (const { userId } of invited) await ask('accounts.admit', { userId, words: words.get(userId) ?? [], passphrase: PASSPHRASE });
}

/** Registers of `LINES_EACH` lines at most, as a centre keeps one a year. */
function registersOf(lines: number, staffCodes: readonly string[], today: string): ReadonlyMap<string, Buffer> {
  const registers = Array.from({ length: Math.ceil(lines / LINES_EACH) }, (_, rank) => {
    const rows = Math.min(LINES_EACH, lines - rank * LINES_EACH);
    const register = inventedRegister({ region: 'Mopti', cercles: ['Bandiagara'], rows, staffCodes, seed: rank + 1 }, today);
    return [`registre-${rank + 1}.csv`, register] as const;
  });
  return new Map(registers);
}

async function takeOverAll(ask: Ask, unlock: (staffCode: string) => Promise<void>): Promise<number> {
  await unlock('SUP');
  const { places } = await ask('files.places', {});
  const { entries } = await ask('files.list', { folder: places[0]?.token ?? '', accept: 'register' });
  let registered = 0;
  for (const { token } of entries) registered += await takeOver(ask, token);
  return registered;
}

async function takeOver(ask: Ask, file: string): Promise<number> {
  const read = await ask('takeover.read', { file });
  const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
  await ask('takeover.rehearse', { takeoverId: read.takeoverId, mapping, wordings: [] });
  const { registered } = await ask('takeover.commit', { takeoverId: read.takeoverId });
  return registered;
}

/** `AA1`, `AA2`… */
function caseworkerCodes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const pair = Math.floor(index / 9);
    return `${LETTERS[Math.floor(pair / LETTERS.length)] ?? 'Z'}${LETTERS[pair % LETTERS.length] ?? 'Z'}${(index % 9) + 1}`;
  });
}
