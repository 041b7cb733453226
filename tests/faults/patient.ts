import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { openApplication, type Application } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';
import type { Place } from '../../electron/files/picker.ts';
import { checkWhole } from '../../electron/store/base/pages.ts';
import { followUpAnswers, intakeContent, type DemoCase } from '../support/caseBuilders.ts';
import { PEOPLE } from '../support/installation.ts';
import { NOTE_FIELD, NOTE_FORM, noteOfSave } from './screenMessages.ts';

/** An installation that is killed again and again: one case of AC1, one follow-up whose note is number 0. */
export type Patient = { readonly folder: string; readonly profile: string; readonly caseId: string; readonly recordId: string };

/** Content of an installation after a kill. */
export type Found = {
  readonly draft: string;
  readonly saved: unknown;
  /** Both bases pass their own check and the journal's chain is whole. */
  readonly whole: boolean;
};

/** Makes the installation in the present of this machine, as its people would. */
export async function makePatient(): Promise<Patient> {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-faults-'));
  const profile = join(folder, 'profile');
  return withRequests(profile, async (ask) => {
    const [today = ''] = new Date().toISOString().split('T');
    const founder = (staffCode: 'AD1' | 'SD1') => ({
      staffCode,
      name: 'Personne inventée',
      pledgeDate: today,
      passphrase: PEOPLE[staffCode],
    });
    await ask('start.create', {
      kind: 'centre',
      language: 'fr',
      structure: { code: 'ONGX', name: 'Structure inventée', type: 'ngo_national' },
      site: { code: 'ESS1', name: 'Centre inventé', type: 'listening_centre', region: 'mopti', cercle: null },
      administrator: founder('AD1'),
      authority: founder('SD1'),
    });
    await enrol(ask, today);
    const { caseId, recordId } = await openCase(ask, today);
    return { folder, profile, caseId, recordId };
  });
}

export function removePatient({ folder }: Patient): void {
  rmSync(folder, { recursive: true, force: true });
}

type Ask = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;

export async function withRequests<Result>(
  profile: string,
  act: (ask: Ask, application: Application) => Promise<Result>,
  places: readonly Place[] = [],
): Promise<Result> {
  const application = await openApplication({ profile, places, kdf: 'floor' });
  try {
    return await act(async (name, input) => {
      const reply = await sendRequest(application.requests, name, input);
      if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}`);
      return reply.value;
    }, application);
  } finally {
    application.close();
  }
}

async function enrol(ask: Ask, today: string): Promise<void> {
  await ask('session.unlock', { staffCode: 'AD1', passphrase: PEOPLE.AD1 });
  const person = {
    name: 'Écoute inventée AC1',
    role: 'caseworker' as const,
    programs: ['gbv' as const],
    supervisorCode: 'SD1',
    pledgeDate: today,
  };
  const { userId, enrolmentCode } = await ask('accounts.invite', { ...person, staffCode: 'AC1' });
  await ask('session.lock', { reason: 'asked' });
  const { words } = await ask('accounts.enrol', { staffCode: 'AC1', code: enrolmentCode.join(' '), passphrase: PEOPLE.AC1 });
  await ask('session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
  await ask('accounts.admit', { userId, words, passphrase: PEOPLE.SD1 });
  await ask('session.lock', { reason: 'asked' });
}

async function openCase(ask: Ask, today: string): Promise<{ readonly caseId: string; readonly recordId: string }> {
  await ask('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
  const came = new Date().toISOString().slice(0, 16);
  const demoCase: DemoCase = {
    staff: 'AC1',
    came,
    age: 30,
    name: ['Exemplette', 'Démonstration'],
    type: 'psychological',
    risk: 'low',
    after: 1,
  };
  const registered = await ask('intake.register', { draftId: randomUUID(), content: intakeContent(demoCase) });
  if (registered.kind !== 'case') throw new Error('no case');
  const { caseId } = registered;
  const answers = { ...followUpAnswers(today, null), [NOTE_FIELD]: noteOfSave(0) };
  const record = { caseId, form: NOTE_FORM, recordId: null, parentId: null, revision: 0, answers, keep: [], draftId: null };
  const { recordId } = await ask('forms.save', { ...record, finish: true });
  return { caseId, recordId };
}

/** Opens the installation after a kill as its people would, reads its content, and throws the typed draft away. */
export async function findAfter({ profile, caseId, recordId }: Patient): Promise<Found> {
  return withRequests(profile, async (ask, { host }) => {
    await ask('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    const form = { caseId, form: NOTE_FORM, parentId: null, narrative: true };
    const typed = await ask('forms.open', { ...form, recordId: null });
    const saved = await ask('forms.open', { ...form, recordId });
    for (const { draftId } of (await ask('drafts.list', {})).drafts) await ask('drafts.discard', { draftId });
    await ask('session.lock', { reason: 'asked' });
    await ask('session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    const { chain } = await ask('journal.verify', {});
    const draft = typed.draft?.content[NOTE_FORM]?.[NOTE_FIELD];
    const stores = host.session?.stores;
    if (stores?.cases === undefined || stores.cases === null) throw new Error('the supervisor has no case base');
    checkWhole(stores.admin);
    checkWhole(stores.cases);
    return { draft: typeof draft === 'string' ? draft : '', saved: saved.answers[NOTE_FIELD], whole: chain.verified && chain.whole };
  });
}
