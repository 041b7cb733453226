import { cpSync, mkdtempSync, rmSync, writeFileSync, copyFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedRegisters } from '../../tools/registers/invented.ts';
import { followUpAnswers } from '../support/caseBuilders.ts';
import { newCentre, newDesk, openInstallation, PEOPLE, TODAY, type Installation } from '../support/installation.ts';
import { makeShares } from '../support/shares.ts';
import { exchangeCards } from '../support/seedExchanges.ts';
import { onMedium, placeToken } from '../support/medium.ts';
import { takeOver } from '../support/registers.ts';
import { PERSON, registerCase, save } from '../electron/services/forms/savedForms.ts';
import { NOTE_FIELD, NOTE_FORM, noteOfSave, numberOfNote } from './screenMessages.ts';

/** Month that the invented centre may freeze. */
export const MONTH = '2026-10';
/** Lines of a register with its heading: enough to be counted, few enough for a kill to be prepared quickly. */
const LINES = 41;
/** So few that every byte of a base can be tried: each try reads the whole base. */
export const FEW_LINES = 3;
/** A register that is on the medium and not taken over. */
export const REGISTER = 'registre-suivant.csv';

/** What is worked on in the centre: a case, its follow-up, and the number of cases before and after the register on the medium is taken over. */
export type Place = {
  readonly caseId: string;
  readonly recordId: string;
  readonly before: number;
  readonly after: number;
  /** Two of the three shares made in `prepared`. */
  readonly shares: readonly [string, string];
};

/** The models by name. */
export type ModelName = 'centre' | 'prepared' | 'desk';

/** Installations at the cheapest setting of the passphrase and at a fixed instant, each a folder with `profile` and `medium`, to be copied and harmed. */
export type Models = {
  /** A centre: one case of AC1 with a follow-up whose note is number 0, a register taken over by SD1, another on its medium. */
  readonly centre: string;
  /**
   * The same centre, its shares made, AC2's departure asked by AD1 and not confirmed; on its medium a copy of a later day, in which the note is number 1.
   */
  readonly prepared: string;
  /** A desk that trusts this centre, with the centre's package of `MONTH` on its medium, not imported. */
  readonly desk: string;
  readonly place: Place;
  readonly remove: () => void;
};

/** Makes both by operations, as their users would. */
export async function makeModels(lines: number = LINES): Promise<Models> {
  const centre = await newCentre();
  const desk = await newDesk();
  const filled = await fill(centre, lines);
  const other = await openInstallation(join(copyOf(join(centre.profile, '..')), 'profile'));
  await handOver(other, desk);
  const counted = await takeOverThere(other);
  const prepared = await openInstallation(join(copyOf(join(centre.profile, '..')), 'profile'));
  const shares = await prepare(prepared, filled);
  for (const installation of [centre, desk, other, prepared]) installation.application.close();
  const folders = [centre, desk, other, prepared].map(({ profile }) => join(profile, '..'));
  return {
    centre: join(centre.profile, '..'),
    prepared: join(prepared.profile, '..'),
    desk: join(desk.profile, '..'),
    place: { ...filled, ...counted, shares },
    remove: () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })),
  };
}

/** A copy of a model of its own. `within`: where, a temporary folder otherwise. */
export function copyOf(model: string, within?: string): string {
  const folder = mkdtempSync(join(within ?? tmpdir(), 'sutura-faults-'));
  cpSync(model, folder, { recursive: true });
  return folder;
}

async function fill(centre: Installation, lines: number): Promise<{ readonly caseId: string; readonly recordId: string }> {
  await centre.unlock('AC1');
  const caseId = await registerCase(centre, PERSON);
  const answers = { ...followUpAnswers(TODAY, null), [NOTE_FIELD]: noteOfSave(0) };
  const { recordId } = await save(centre, caseId, NOTE_FORM, answers, { finish: true });
  await centre.unlock('SD1');
  const [first, second] = [...inventedRegisters(TODAY).values()];
  if (first === undefined || second === undefined) throw new Error('two invented registers are needed');
  writeFileSync(join(centre.medium, 'registre.csv'), beginningOf(first, lines));
  await takeOver(centre, await onMedium(centre, 'registre.csv', 'register'));
  writeFileSync(join(centre.medium, REGISTER), beginningOf(second, lines));
  await centre.lock();
  return { caseId, recordId };
}

/** Gives two shares. The copy on the medium is that of an installation that continued from here. */
async function prepare(prepared: Installation, filled: Pick<Place, 'caseId' | 'recordId'>): Promise<Place['shares']> {
  await prepared.unlock('SD1');
  const [first = '', second = ''] = await makeShares(prepared.ask);
  for (const staffCode of ['AC1', 'AC2', 'AD1'] as const) await prepared.unlock(staffCode);
  const { accounts } = await prepared.ask('accounts.list', {});
  const userId = accounts.find(({ staffCode }) => staffCode === 'AC2')?.userId ?? '';
  await prepared.ask('accounts.propose', { userId, act: { what: 'remove', reason: 'left' }, passphrase: PEOPLE.AD1 });
  await prepared.lock();
  for (const name of readdirSync(prepared.medium)) rmSync(join(prepared.medium, name));
  const later = await openInstallation(join(copyOf(join(prepared.profile, '..')), 'profile'));
  await later.unlock('AC1');
  await saveNote(later, filled, 1);
  await later.unlock('SD1');
  await later.ask('backup.make', { folder: await placeToken(later, 'Clé USB') });
  cpSync(later.medium, prepared.medium, { recursive: true });
  later.remove();
  return [first, second];
}

/** Writes the follow-up again with a numbered note. */
export async function saveNote(
  { ask }: Installation,
  { caseId, recordId }: Pick<Place, 'caseId' | 'recordId'>,
  number: number,
): Promise<void> {
  const form = { form: NOTE_FORM, parentId: null, caseId, recordId };
  const { revision } = await ask('forms.open', { ...form, narrative: true });
  const answers = { ...followUpAnswers(TODAY, null), [NOTE_FIELD]: noteOfSave(number) };
  await ask('forms.save', { ...form, revision, answers, keep: [], draftId: null, finish: true });
}

/** The number of the note that the follow-up has. */
export async function readNote({ ask }: Installation, { caseId, recordId }: Pick<Place, 'caseId' | 'recordId'>): Promise<number> {
  const opened = await ask('forms.open', { form: NOTE_FORM, parentId: null, caseId, recordId, narrative: true });
  return numberOfNote(opened.answers[NOTE_FIELD]);
}

function beginningOf(register: Buffer, lines: number): string {
  return `${register.toString('utf8').split('\r\n').slice(0, lines).join('\r\n')}\r\n`;
}

/** The package leaves from a copy, so that the month stays to be frozen in the model. */
async function handOver(other: Installation, desk: Installation): Promise<void> {
  await desk.unlock('PF1');
  await exchangeCards(other, desk);
  await other.unlock('SD1');
  await freeze(other);
  const { cards } = await other.ask('cards.list', {});
  const cardId = cards.find(({ role }) => role === 'focal_point')?.cardId ?? '';
  const before = new Set(readdirSync(other.medium));
  await other.ask('months.export', { month: MONTH, cardId, folder: await placeToken(other, 'Clé USB') });
  for (const name of readdirSync(desk.medium)) rmSync(join(desk.medium, name));
  for (const name of readdirSync(other.medium).filter((one) => !before.has(one)))
    copyFileSync(join(other.medium, name), join(desk.medium, name));
}

/** How many cases a whole take-over of the second register adds. */
async function takeOverThere(other: Installation): Promise<{ readonly before: number; readonly after: number }> {
  const total = async () => (await other.ask('cases.list', { state: 'all', page: 1 })).total;
  const before = await total();
  await takeOver(other, await onMedium(other, REGISTER, 'register'));
  return { before, after: await total() };
}

export async function freeze(centre: Installation): Promise<void> {
  await centre.ask('months.freeze', {
    month: MONTH,
    passphrase: PEOPLE.SD1,
    comment: '',
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
}
