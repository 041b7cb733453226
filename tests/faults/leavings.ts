import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { encodingsOf, searchTraces } from '../../tools/demo/traces.ts';
import { foreignNames } from '../../electron/profile/names.ts';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';
import { intakeContent } from '../support/caseBuilders.ts';
import { PEOPLE } from '../support/installation.ts';
import { PERSON } from '../electron/services/forms/savedForms.ts';
import { newCampaign, type Campaign } from './campaign.ts';
import { makePatient, removePatient, withRequests, type Patient } from './patient.ts';
import { BEGINNING } from './plantedNames.ts';

const LEAVER = fileURLToPath(new URL('leaver.ts', import.meta.url));
const PATIENCE_MS = 300_000;
/** What every planted name has near its beginning, as typed and in small letters as an index folds it: where this is not, no name is. */
const FORMS = [BEGINNING.slice(1)];
const PIECE = 16 * 1024 * 1024;

/** A machine of its own: home, temporary files, and the folder in memory of each window. */
type Place = { readonly folder: string; readonly patient: Patient; readonly draftId: string };

/**
 * No trace (security T7): planted names are typed, searched and printed on the real screen, until the process is killed, until it crashes, until it locks; then the
 * installation is copied to a stick and put back elsewhere. After each, every byte of the profile, the home, the temporary folders, the stick and the memory folders is
 * searched, and at the end the memory of the fresh locked process.
 */
export async function searchLeavings(names: number): Promise<readonly Campaign[]> {
  const patient = await makePatient();
  const place = { folder: mkdtempSync(join(tmpdir(), 'sutura-leavings-')), patient, draftId: await leaveDraft(patient) };
  for (const name of ['home', 'tmp']) mkdirSync(join(place.folder, name));
  const share = Math.ceil(names / 4);
  const campaigns = [
    await killTyping(place, share),
    await crashTyping(place, share, share),
    await lockTyping(place, 3 * share, names - 3 * share),
    await copyAndPutBack(place, names),
    await lookAtLocked(place),
  ];
  rmSync(place.folder, { recursive: true, force: true });
  removePatient(patient);
  return campaigns;
}

/** An intake that is not finished, to be continued. */
async function leaveDraft({ profile }: Patient): Promise<string> {
  const draftId = randomUUID();
  const { consent_service, registration } = intakeContent({ ...PERSON, came: new Date().toISOString().slice(0, 16) });
  const draft = { draftId, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
  await withRequests(profile, async (ask) => {
    await ask('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    const content = { consent_service: { ...consent_service }, registration: { ...registration } };
    await ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content });
    await ask('session.lock', { reason: 'asked' });
  });
  return draftId;
}

type Window = { readonly child: ChildProcess; readonly memory: string; readonly ended: Promise<readonly unknown[]> };

function openWindow({ folder, patient, draftId }: Place, ...task: readonly string[]): Window {
  const memory = makeMemoryFolder();
  const line = ['--profile', patient.profile, '--folder', memory, '--address', `#/intake/${draftId}/identity`, ...task];
  const child = fork(LEAVER, line, {
    cwd: join(folder, 'home'),
    env: { ...process.env, HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp'), XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  return { child, memory, ended: once(child, 'exit') };
}

/** Until the window has done what it was asked; throws when it does not. */
async function done({ child, ended }: Window): Promise<void> {
  const answered = once(child, 'message').then(() => true);
  if (!(await Promise.race([answered, ended.then(() => false), wait(PATIENCE_MS, false, { ref: false })])))
    throw new Error('the window did not do what it was asked');
}

function typing(from: number, count: number): readonly string[] {
  return ['--task', 'typing', '--passphrase', PEOPLE.AC1, '--from', String(from), '--count', String(count)];
}

/** Searches all that is left, except what a running window keeps in its folder in memory. */
function searched(campaign: Campaign, place: Place, count: number): void {
  const folders = [join(place.patient.profile, '..'), place.folder, '/dev/shm', '/var/tmp'];
  const found = searchTraces(folders, FORMS);
  campaign.tries += count;
  campaign.corrupt_accepted += found.hits;
  campaign.notes.push(`${found.files} files searched`);
}

async function killTyping(place: Place, count: number): Promise<Campaign> {
  const campaign = newCampaign('traces after a kill while typing');
  const window = openWindow(place, ...typing(0, count));
  await done(window);
  const inMemory = memoryHits(window.child.pid);
  if (inMemory.hits === 0) throw new Error('the search of a memory finds nothing where the names are: it proves nothing');
  campaign.notes.push(`${inMemory.hits} in the memory of the working processes, as a proof of the search`);
  window.child.kill('SIGKILL');
  await window.ended;
  await wait(1_500);
  searched(campaign, place, count);
  removeMemoryFolder(window.memory);
  return campaign;
}

/** Faults that end a process at once, with a copy of its memory where the system is let to make one: in its folder, which is searched. */
async function crashTyping(place: Place, from: number, count: number): Promise<Campaign> {
  const campaign = newCampaign('traces after a crash');
  for (const [rank, signal] of (['SIGSEGV', 'SIGABRT'] as const).entries()) {
    const window = openWindow(place, ...typing(from + rank * count, count));
    await done(window);
    forbidDump(window.child.pid);
    window.child.kill(signal);
    const [code, died] = await window.ended;
    campaign.notes.push(`ended by ${String(died ?? code)}`);
    if (died !== signal) campaign.lost_confirmed += 1;
    await wait(1_500);
    searched(campaign, place, count);
    removeMemoryFolder(window.memory);
  }
  return campaign;
}

/** No copy of the memory, as the first process of the application asks for the others (`electron/parent.ts`). */
function forbidDump(pid: number | undefined): void {
  if (spawnSync('prlimit', ['--core=0:0', '--pid', String(pid)]).status !== 0) throw new Error('the limit of a process cannot be set here');
}

/** The installation on a stick, and put back on a machine that has nothing; both are searched with the rest. */
async function copyAndPutBack(place: Place, count: number): Promise<Campaign> {
  const campaign = newCampaign('traces on a stick and after putting back');
  const [stick, profile] = [join(place.folder, 'stick'), join(place.folder, 'elsewhere', 'profile')];
  for (const folder of [stick, profile]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const places = [{ label: 'Clé USB', folder: stick }];
  const person = { staffCode: 'SD1', passphrase: PEOPLE.SD1 };
  await withRequests(
    place.patient.profile,
    async (ask) => {
      await ask('session.unlock', person);
      const token = (await ask('files.places', {})).places[0]?.token ?? '';
      await ask('backup.make', { folder: token });
      await ask('session.lock', { reason: 'asked' });
    },
    places,
  );
  searched(campaign, place, count);
  await withRequests(
    profile,
    async (ask) => {
      const copy = (await ask('restore.copies', {})).copies[0]?.copy ?? '';
      const { over } = await ask('restore.open', { ...person, copy });
      searched(campaign, place, count);
      const second = { reason: 'other', staffCode: 'AD1', passphrase: PEOPLE.AD1 } as const;
      await ask('restore.confirm', { ...person, over: over === null ? null : second });
      await ask('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
      if ((await ask('drafts.list', {})).drafts.length === 0) campaign.lost_confirmed += 1;
      await ask('session.lock', { reason: 'asked' });
    },
    places,
  );
  searched(campaign, place, count);
  return campaign;
}

async function lockTyping(place: Place, from: number, count: number): Promise<Campaign> {
  const campaign = newCampaign('traces after a lock');
  const window = openWindow(place, ...typing(from, count), '--locks');
  await done(window);
  await window.ended;
  searched(campaign, place, from + count);
  removeMemoryFolder(window.memory);
  const foreign = foreignNames(place.patient.profile);
  campaign.corrupt_accepted += foreign.length;
  campaign.notes.push(
    foreign.length === 0 ? 'the profile holds the names of security §3.3' : `${foreign.length} names that security §3.3 does not know`,
  );
  return campaign;
}

/** The process that takes over at a lock, and its window, on the unlock page. */
async function lookAtLocked(place: Place): Promise<Campaign> {
  const campaign = newCampaign('memory of the locked process');
  const window = openWindow(place);
  await done(window);
  const { hits, bytes, processes } = memoryHits(window.child.pid);
  campaign.tries = processes;
  campaign.corrupt_accepted = hits;
  campaign.notes.push(`${Math.round(bytes / 1024 ** 2)} MB of ${processes} processes`);
  window.child.kill('SIGKILL');
  await window.ended;
  removeMemoryFolder(window.memory);
  return campaign;
}

/** Occurrences of the beginning of every planted name in what a process and its descendants may write in their memory. */
function memoryHits(pid: number | undefined): { readonly hits: number; readonly bytes: number; readonly processes: number } {
  const needles = FORMS.flatMap((word) => encodingsOf(word));
  const processes = pid === undefined ? [] : family(pid);
  let hits = 0;
  let bytes = 0;
  for (const one of processes)
    for (const piece of memoryOf(one)) {
      bytes += piece.length;
      for (const needle of needles) for (let at = piece.indexOf(needle); at >= 0; at = piece.indexOf(needle, at + 1)) hits += 1;
    }
  return { hits, bytes, processes: processes.length };
}

function family(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = textOf(`/proc/${name}/stat`);
      return stat === '' ? [] : [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const];
    });
  const below = (one: number): number[] => [one, ...parents.filter(([, parent]) => parent === one).flatMap(([child]) => below(child))];
  return below(pid);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Writable memory of a process that is really there, in pieces (proc(5)); a region that goes away meanwhile is left. The piece is valid until the next. */
function* memoryOf(pid: number): Generator<Buffer> {
  const regions = textOf(`/proc/${pid}/smaps`).matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw.*\n(?:[A-Z].*\n)*?Rss: +[1-9]/gm);
  const room = Buffer.alloc(PIECE);
  if (!existsSync(`/proc/${pid}/mem`)) return;
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const [, from = '', to = ''] of regions)
      for (let at = Number.parseInt(from, 16); at < Number.parseInt(to, 16); at += PIECE) {
        const piece = room.subarray(0, Math.min(PIECE, Number.parseInt(to, 16) - at));
        const read = readOr(memory, piece, at);
        if (read > 0) yield piece.subarray(0, read);
      }
  } finally {
    closeSync(memory);
  }
}

function readOr(file: number, into: Buffer, at: number): number {
  try {
    return readSync(file, into, 0, into.length, at);
  } catch {
    return 0;
  }
}
