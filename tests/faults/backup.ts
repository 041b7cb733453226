import { fork, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import type { Reply } from '../../shared/failure.ts';
import { openApplication } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';
import { PEOPLE } from '../support/installation.ts';
import { chance, newCampaign, type Campaign } from './campaign.ts';
import { makePatient, removePatient, type Patient } from './patient.ts';

const CHILD = fileURLToPath(new URL('copier.ts', import.meta.url));
/** A process that has answered nothing after this has hung. */
const PATIENCE_MS = 60_000;
/** A kill that follows the first file falls within this. */
const LATE_MS = 60;
/** Room on the stick, in kilobytes, from none to less than a copy. */
const SMALL_STICKS_KB = [16, 64, 128, 256, 384];

type Call = <K extends OperationName>(name: K, input: Input<K>) => Promise<Reply<Output<K>>>;

/** What everything begins from: an installation, its stick with an older and a newer copy, and another centre's stick. */
type Ground = {
  readonly patient: Patient;
  readonly stick: string;
  readonly older: string;
  readonly newer: string;
  readonly strange: string;
};

/** Copies harmed after they were written, sticks taken for another, kills and full sticks (security T19): none may be called good. */
export async function harmBackups(tries: number, seed: number): Promise<readonly Campaign[]> {
  const draw = chance(seed);
  const ground = await makeGround();
  const campaigns = [
    await damageCopies(ground, tries * 10, draw),
    await mistakeSticks(ground),
    await killCopying(ground, tries, draw),
    await killPuttingBack(ground, tries, draw),
    await fillSticks(ground),
  ];
  for (const campaign of campaigns) campaign.notes.unshift(`seed ${seed}`);
  removePatient(ground.patient);
  return campaigns;
}

async function makeGround(): Promise<Ground> {
  const stranger = await makePatient();
  const patient = await makePatient();
  const [stick, strange] = [join(patient.folder, 'stick'), join(patient.folder, 'strange')];
  for (const folder of [stick, strange]) mkdirSync(folder);
  await make(stranger.profile, strange);
  removePatient(stranger);
  const older = await make(patient.profile, stick);
  const newer = await make(patient.profile, stick);
  return { patient, stick, older, newer, strange };
}

/** Makes a copy as the supervisor would, and gives its folder. */
async function make(profile: string, stick: string): Promise<string> {
  const before = new Set(copiesOn(stick));
  await withRequests(profile, stick, async (call) => {
    await valueOf(call, 'session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    await valueOf(call, 'backup.make', { folder: await placeOf(call) });
  });
  const [folder] = copiesOn(stick).filter((name) => !before.has(name));
  if (folder === undefined) throw new Error('no copy was made');
  return join(stick, folder);
}

async function damageCopies({ patient, older, newer }: Ground, tries: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('backup damaged after it was written');
  const stick = join(patient.folder, 'damaged');
  const copy = join(stick, 'S-DAMAGED2');
  mkdirSync(stick);
  await withRequests(patient.profile, stick, async (call) => {
    await valueOf(call, 'session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    for (let turn = 0; turn < tries; turn += 1) {
      rmSync(copy, { recursive: true, force: true });
      cpSync(newer, copy, { recursive: true });
      const harm = harmOne(copy, older, draw);
      campaign.tries += 1;
      if (await isCalledGood(call)) {
        campaign.corrupt_accepted += 1;
        campaign.notes.push(`called good: ${harm}`);
      }
    }
    rmSync(copy, { recursive: true, force: true });
    cpSync(newer, copy, { recursive: true });
    campaign.tries += 1;
    if (!(await isCalledGood(call))) {
      campaign.lost_confirmed += 1;
      campaign.notes.push('a whole copy was refused');
    }
  });
  rmSync(stick, { recursive: true });
  return campaign;
}

/** Verifies the copy that is there; a copy that is not even listed is not called good. */
async function isCalledGood(call: Call): Promise<boolean> {
  const { copies } = await valueOf(call, 'backup.state', {});
  const copy = copies.find(({ here }) => here !== null)?.here ?? null;
  if (copy === null) return false;
  const reply = await call('backup.verify', { copy });
  return reply.ok && (reply.value.state === 'reread' || reply.value.state === 'verified');
}

/** One harm to one file of a copy, in words. */
function harmOne(copy: string, older: string, draw: () => number): string {
  const names = readdirSync(copy);
  const name = names[Math.floor(draw() * names.length)] ?? 'manifest.json';
  const path = join(copy, name);
  const size = statSync(path).size;
  const place = Math.floor(draw() * size);
  const harms: readonly (() => string)[] = [
    () => {
      const bytes = readFileSync(path);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(draw() * 8));
      writeFileSync(path, bytes);
      return `one bit of ${name} at ${place}`;
    },
    () => {
      const bytes = readFileSync(path);
      bytes.fill(0, place, Math.min(size, place + 4096));
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      return `4,096 bytes of ${name} at ${place}`;
    },
    () => {
      truncateSync(path, place);
      return `${name} cut at ${place}`;
    },
    () => {
      appendFileSync(path, Buffer.alloc(1 + (place % 5000)));
      return `${name} made longer`;
    },
    () => {
      rmSync(path);
      return `${name} gone`;
    },
    () => {
      writeFileSync(join(copy, 'more.db'), 'one file more');
      return 'one file more';
    },
    () => {
      const other = ['admin.db', 'cases.db', 'manifest.json'][place % 3] ?? 'cases.db';
      cpSync(join(older, other), join(copy, other));
      return `${other} of an older copy`;
    },
  ];
  return harms[Math.floor(draw() * harms.length)]?.() ?? 'none';
}

/** Another centre's stick, and an older copy over a base that is newer. */
async function mistakeSticks({ patient, stick, strange }: Ground): Promise<Campaign> {
  const campaign = newCampaign('wrong stick, older backup');
  const judge = (what: string, accepted: boolean) => {
    campaign.tries += 1;
    if (!accepted) return;
    campaign.corrupt_accepted += 1;
    campaign.notes.push(`accepted: ${what}`);
  };
  const person = { staffCode: 'SD1', passphrase: PEOPLE.SD1 };
  await withRequests(patient.profile, strange, async (call) => {
    judge('another centre’s copy put back here', await isPutBack(call, person));
    await valueOf(call, 'session.unlock', person);
    judge('another centre’s copy listed as ours', await isCalledGood(call));
  });
  await withRequests(patient.profile, stick, async (call) => {
    judge('an older copy over a newer base, by one person', await isPutBack(call, person));
  });
  return campaign;
}

/** Whether one person alone puts the copy of the stick in the place of what is here (security §9.3). */
async function isPutBack(call: Call, person: { readonly staffCode: string; readonly passphrase: string }): Promise<boolean> {
  const { copies } = await valueOf(call, 'restore.copies', {});
  const opened = await call('restore.open', { ...person, copy: copies[0]?.copy ?? '' });
  return opened.ok && (await call('restore.confirm', { ...person, over: null })).ok;
}

async function killCopying({ patient }: Ground, tries: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('kill while copying');
  const stick = join(patient.folder, 'killed');
  mkdirSync(stick);
  const whole = await runCopier(patient.profile, stick, 'make', null);
  for (let turn = 0; turn < tries; turn += 1) {
    rmSync(stick, { recursive: true });
    mkdirSync(stick);
    const written = () => readdirSync(stick).length > 0;
    const kill = turn % 2 === 0 ? { seen: always, delay: draw() * whole.milliseconds } : { seen: written, delay: draw() * LATE_MS };
    const { done } = await runCopier(patient.profile, stick, 'make', kill);
    campaign.tries += 1;
    const left = copiesOn(stick);
    const holds = left.length > 0 && (await verifiesAll(campaign, patient.profile, stick));
    if (left.length > 0 && !holds) campaign.corrupt_accepted += 1;
    if (done && !holds) campaign.lost_confirmed += 1;
    campaign.notes.push(`${described(kill, done)}, ${left.length === 0 ? 'nothing that looks whole' : 'a copy'}`);
  }
  rmSync(stick, { recursive: true });
  return campaign;
}

/** Whether every copy on the stick is called good by the installation that was killed; the installation itself must open. */
async function verifiesAll(campaign: Campaign, profile: string, stick: string): Promise<boolean> {
  try {
    return await withRequests(profile, stick, async (call) => {
      await valueOf(call, 'session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
      return isCalledGood(call);
    });
  } catch (error) {
    campaign.crashed += 1;
    campaign.notes.push(`cannot be opened afterwards: ${error instanceof Error ? error.message : 'unknown'}`);
    return false;
  }
}

/** An older profile over which a newer copy is put: after a kill it is the one or the other, and opens whole. */
async function killPuttingBack({ patient, newer, older }: Ground, tries: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('kill while putting back');
  const [profile, stick] = [join(patient.folder, 'put-back'), join(patient.folder, 'put-back-stick')];
  mkdirSync(stick);
  cpSync(newer, join(stick, 'S-22222222'), { recursive: true });
  const prepare = () => {
    rmSync(profile, { recursive: true, force: true });
    cpSync(older, profile, { recursive: true });
  };
  prepare();
  const whole = await runCopier(profile, stick, 'putBack', null);
  for (let turn = 0; turn < tries; turn += 1) {
    prepare();
    const moving = () => ['ready', 'cleared'].some((name) => existsSync(join(profile, 'side', name)));
    const kill = turn % 2 === 0 ? { seen: always, delay: draw() * whole.milliseconds } : { seen: moving, delay: draw() * LATE_MS };
    const { done } = await runCopier(profile, stick, 'putBack', kill);
    campaign.tries += 1;
    const remaining = await profileAfter(campaign, profile, stick);
    if (done && remaining === 'former') campaign.lost_confirmed += 1;
    campaign.notes.push(`${described(kill, done)}, the ${remaining} profile stands`);
  }
  return campaign;
}

async function profileAfter(campaign: Campaign, profile: string, stick: string): Promise<'former' | 'new' | 'no'> {
  try {
    return await withRequests(profile, stick, async (call) => {
      await valueOf(call, 'session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
      const { lines, chain } = await valueOf(call, 'journal.read', { page: 1 });
      if (!chain.whole) throw new Error('the journal is not whole');
      return lines.some(({ kind }) => kind === 'backup.restore') ? 'new' : 'former';
    });
  } catch (error) {
    campaign.corrupt_accepted += 1;
    campaign.notes.push(`neither opens: ${error instanceof Error ? error.message : 'unknown'}`);
    return 'no';
  }
}

/** Sticks too small for a copy, where this machine lets one be mounted. */
async function fillSticks({ patient }: Ground): Promise<Campaign> {
  const campaign = newCampaign('stick full');
  const stick = join(patient.folder, 'small');
  mkdirSync(stick);
  for (const room of SMALL_STICKS_KB) {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${room}k`, 'tmpfs', stick]).status !== 0) {
      campaign.notes.push('skipped: this account may not mount a small stick');
      return campaign;
    }
    try {
      campaign.tries += 1;
      const reply = await withRequests(patient.profile, stick, async (call) => {
        await valueOf(call, 'session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
        return call('backup.make', { folder: await placeOf(call) });
      });
      if (reply.ok || readdirSync(stick).length > 0) campaign.corrupt_accepted += 1;
      else if (reply.failure.kind === 'bug') campaign.crashed += 1;
      campaign.notes.push(`${room} kB: ${reply.ok ? 'called good' : reply.failure.message.en}`);
    } finally {
      spawnSync('umount', [stick]);
    }
  }
  return campaign;
}

type Ran = { readonly done: boolean; readonly milliseconds: number };
/** A kill so many milliseconds after something was seen on the disk. */
type Kill = { readonly seen: () => boolean; readonly delay: number };

function always(): boolean {
  return true;
}

function described({ seen, delay }: Kill, done: boolean): string {
  const since = seen === always ? 'the beginning' : 'the first file';
  return `killed ${Math.round(delay)} ms after ${since}: ${done ? 'confirmed' : 'not confirmed'}`;
}

/** Runs the copying process, and kills it; null lets it end. */
async function runCopier(profile: string, medium: string, task: string, kill: Kill | null): Promise<Ran> {
  const child = fork(CHILD, ['--profile', profile, '--medium', medium, '--task', task], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const times = { began: 0, done: 0 };
  child.on('message', (message) => {
    if (message === 'begins') times.began = performance.now();
    else times.done = performance.now();
  });
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const isOver = () => times.done > 0 || child.exitCode !== null;
  await until(() => times.began > 0 || isOver());
  if (kill === null) await until(isOver);
  else {
    await until(() => kill.seen() || isOver());
    await wait(kill.delay);
  }
  child.kill('SIGKILL');
  await gone;
  return { done: times.done > 0, milliseconds: times.done - times.began };
}

/** Looks again and again, as often as the machine can, for as long as a process may take. */
async function until(seen: () => boolean): Promise<void> {
  for (const last = performance.now() + PATIENCE_MS; !seen() && performance.now() < last;) await nextTurn();
}

function copiesOn(stick: string): readonly string[] {
  return readdirSync(stick).filter((name) => /^S-\w{8}$/.test(name));
}

async function placeOf(call: Call): Promise<string> {
  return (await valueOf(call, 'files.places', {})).places[0]?.token ?? '';
}

async function valueOf<K extends OperationName>(call: Call, name: K, input: Input<K>): Promise<Output<K>> {
  const reply = await call(name, input);
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}, ${reply.failure.message.en}`);
  return reply.value;
}

async function withRequests<Result>(profile: string, stick: string, act: (call: Call) => Promise<Result>): Promise<Result> {
  const application = await openApplication({ profile, places: [{ label: 'Clé USB', folder: stick }], kdf: 'floor' });
  try {
    return await act((name, input) => sendRequest(application.requests, name, input));
  } finally {
    application.close();
  }
}
