import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';
import { PEOPLE } from '../support/installation.ts';
import { chance, newCampaign, type Campaign } from './campaign.ts';
import { findAfter, makePatient, removePatient, type Found, type Patient } from './patient.ts';
import { isScreenMessage, NOTE_FORM, numberOfNote, TYPED, type ScreenMessage } from './screenMessages.ts';

/** Typed text older than this is on the disk (security §5.2, T1). */
const MOST_LOST_MS = 1_000;
/** A process that has shown nothing after this has hung. */
const PATIENCE_MS = 60_000;
const CHILD = fileURLToPath(new URL('keyedScreen.ts', import.meta.url));

/** How one process is brought to its end, and what it said before. */
type Ended = { readonly messages: readonly ScreenMessage[]; readonly killedAt: number; readonly outcome: 'killed' | 'hung' | 'crashed' };

/**
 * SIGKILL at random moments while somebody types and while somebody saves, on the real screen, one installation for all (security T1).
 * After each kill the installation is opened and read. The seed repeats the moments.
 */
export async function killOnScreen(kills: number, seed: number): Promise<readonly Campaign[]> {
  const typing = newCampaign('kill while typing');
  const saving = newCampaign('kill while saving');
  for (const campaign of [typing, saving]) campaign.notes.push(`seed ${seed}`);
  const draw = chance(seed);
  const patient = await makePatient();
  let lastSaved = 0;
  for (let turn = 0; turn < kills; turn += 1) {
    if (turn % 2 === 0) await killTyping(patient, typing, draw);
    else lastSaved = await killSaving(patient, saving, draw, lastSaved);
  }
  removePatient(patient);
  return [typing, saving];
}

async function killTyping(patient: Patient, campaign: Campaign, draw: () => number): Promise<void> {
  const delay = 200 + Math.round(draw() * 2_800);
  const ended = await killed(patient, ['--task', 'typing', '--address', address(patient, 'new')], (message) =>
    message.kind === 'typed' ? delay : null,
  );
  const found = await judged(patient, campaign, ended);
  if (found === null) return;
  const promised = Math.max(
    0,
    ...ended.messages.map((message) => (message.kind === 'typed' && message.at <= ended.killedAt - MOST_LOST_MS ? message.length : 0)),
  );
  const last = Math.max(0, ...ended.messages.map((message) => (message.kind === 'typed' ? message.length : 0)));
  if (found.draft !== TYPED.slice(0, found.draft.length) || found.draft.length < promised) campaign.lost_confirmed += 1;
  campaign.notes.push(`killed after ${delay} ms: ${last} letters typed, ${promised} promised, ${found.draft.length} found`);
}

/** Gives the number of the note that is kept. */
async function killSaving(patient: Patient, campaign: Campaign, draw: () => number, before: number): Promise<number> {
  const target = before + 1 + Math.floor(draw() * 3);
  const delay = Math.round(draw() * 150);
  const task = ['--task', 'saving', '--address', address(patient, patient.recordId), '--first', String(before + 1)];
  const ended = await killed(patient, task, (message) => (message.kind === 'saving' && message.number === target ? delay : null));
  const found = await judged(patient, campaign, ended);
  if (found === null) return before;
  const confirmed = Math.max(before, ...ended.messages.map((message) => (message.kind === 'confirmed' ? message.number : 0)));
  const kept = numberOfNote(found.saved);
  if (kept < confirmed) campaign.lost_confirmed += 1;
  campaign.notes.push(`killed ${delay} ms after the keys of save ${target}: ${confirmed} confirmed, ${kept} found`);
  return Math.max(kept, before);
}

function address({ caseId }: Patient, record: string): string {
  return `#/cases/${caseId}/forms/${NOTE_FORM}/${record}/next`;
}

/** Runs one process until its message gives a delay, and kills it after that delay. */
async function killed(
  { profile }: Patient,
  task: readonly string[],
  delayAfter: (message: ScreenMessage) => number | null,
): Promise<Ended> {
  const folder = makeMemoryFolder();
  const person = ['--profile', profile, '--folder', folder, '--staff', 'AC1', '--passphrase', PEOPLE.AC1];
  const child = fork(CHILD, [...person, ...task], {
    env: { ...process.env, TMPDIR: `${folder}/tmp` },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const messages: ScreenMessage[] = [];
  const due = new Promise<number>((resolve) => {
    child.on('message', (message) => {
      if (!isScreenMessage(message)) return;
      messages.push(message);
      const delay = delayAfter(message);
      if (delay !== null) resolve(delay);
    });
  });
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const outcome = await Promise.race([
    due.then(wait).then(() => 'killed' as const),
    gone.then(() => 'crashed' as const),
    wait(PATIENCE_MS, 'hung' as const, { ref: false }),
  ]);
  const killedAt = end(child);
  await gone;
  removeMemoryFolder(folder);
  return { messages, killedAt, outcome };
}

/** The instant is taken before the kill: a letter that arrives in between counts for the person. */
function end(child: ChildProcess): number {
  const at = Date.now();
  child.kill('SIGKILL');
  return at;
}

async function judged(patient: Patient, campaign: Campaign, { outcome }: Ended): Promise<Found | null> {
  campaign.tries += 1;
  if (outcome !== 'killed') {
    campaign[outcome] += 1;
    campaign.notes.push(`the process ${outcome === 'hung' ? 'showed nothing in a minute' : 'ended by itself'}`);
  }
  try {
    const found = await findAfter(patient);
    if (!found.whole) campaign.corrupt_accepted += 1;
    return outcome === 'killed' ? found : null;
  } catch (error) {
    campaign.crashed += 1;
    campaign.notes.push(`cannot be opened afterwards: ${error instanceof Error ? error.message : 'unknown'}`);
    return null;
  }
}
