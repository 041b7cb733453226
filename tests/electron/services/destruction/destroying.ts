import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { NEXT_KEYRING, readKeyring } from '../../../../electron/keys/keyring.ts';
import { ORDER_FILE } from '../../../../electron/keys/order.ts';
import type { DestructionLevel } from '../../../../shared/contract/destruction.ts';
import { newCentre, openInstallation, PEOPLE, TODAY, type Installation } from '../../../support/installation.ts';
import { intakeContent } from '../../../support/caseBuilders.ts';
import { CASE_STAFF, identities, learn, obtainable, type Known } from '../../../support/obtainable.ts';
import { makeShares } from '../../../support/shares.ts';

export const MINUTE = 60_000;

/** A centre with two cases, an identity being typed and shares made; what its supervisor learnt of it; the profile that each test copies. */
export type DoomedCentre = {
  readonly centre: Installation;
  readonly template: string;
  readonly known: Known;
  readonly shares: readonly string[];
};

const opened: Installation[] = [];

/** Makes the centre that is to be destroyed. */
export async function newDoomedCentre(): Promise<DoomedCentre> {
  const centre = await newCentre();
  for (const staff of ['AC1', 'AC2'] as const) {
    await centre.unlock(staff);
    const content = intakeContent({
      staff,
      came: `${TODAY}T08:00`,
      age: 30,
      name: ['Nouvelle', 'Venue'],
      type: 'rape',
      risk: 'low',
      after: 1,
    });
    const registered = await centre.ask('intake.register', { draftId: randomUUID(), content });
    if (registered.kind !== 'case') throw new Error('no case');
    const draft = { draftId: randomUUID(), caseId: registered.caseId, form: 'identity', recordId: null, parentId: null, baseRevision: 0 };
    await centre.ask('drafts.save', { ...draft, at: { section: 'who', field: null }, content: { identity: content['identity'] ?? {} } });
  }
  await centre.unlock('SD1');
  const shares = await makeShares(centre.ask);
  const known = learn(centre);
  await centre.lock();
  return { centre, template: centre.profile, known, shares };
}

/** The same profile on a machine of its own. */
export async function copy(profile: string): Promise<Installation> {
  const folder = join(mkdtempSync(join(tmpdir(), 'sutura-test-')), 'profile');
  cpSync(profile, folder, { recursive: true });
  const installation = await openInstallation(folder);
  opened.push(installation);
  return installation;
}

/** Takes away every copy that a test made. */
export function removeCopies(): void {
  for (const one of opened.splice(0)) one.remove();
}

/** The same profile in a process of its own, at the same instant. */
export async function restarted(installation: Installation, minutes = 0): Promise<Installation> {
  installation.application.close();
  const again = await openInstallation(installation.profile);
  again.advance(minutes * MINUTE);
  return again;
}

/** Signed by the supervisor, then by the administrator. */
export async function order(installation: Installation, level: DestructionLevel): Promise<void> {
  await installation.unlock('SD1');
  await installation.ask('destruction.propose', { level, passphrase: PEOPLE.SD1, written: true });
  await installation.unlock('AD1');
  const { proposed } = await installation.ask('destruction.state', {});
  await installation.ask('destruction.confirm', { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE.AD1 });
}

/** The keyring holds the key no more, and nothing waits. */
export function expectKeysGone({ profile }: Installation): void {
  const { keyring } = readKeyring(profile);
  expect([keyring.vault?.due, keyring.renewCases]).toEqual([true, true]);
  expect(keyring.slots.flatMap(({ deks }) => (deks.ivk === null ? [] : ['ivk']))).toEqual([]);
  expect(keyring.escrow.filter(({ name }) => name === 'ivk')).toEqual([]);
  for (const name of [ORDER_FILE, NEXT_KEYRING]) expect(existsSync(join(profile, name)), name).toBe(false);
}

/** A new key serves the identities to come, and the base of cases has a new one too. */
export function expectRenewed({ profile }: Installation): void {
  const { vault, renewCases, slots } = readKeyring(profile).keyring;
  expect([vault?.due, renewCases]).toEqual([false, undefined]);
  expect(slots.filter(({ deks }) => deks.ivk !== null).map(({ staffCode }) => staffCode)).toEqual([...CASE_STAFF]);
}

/** Nothing that was known opens an identity; the cases are there, later identities are kept and read. */
export async function expectDestroyed(installation: Installation, { known, shares }: DoomedCentre): Promise<void> {
  await installation.unlock('AC1');
  expectRenewed(installation);
  const { rows } = await installation.ask('cases.list', { page: 1 });
  const [row] = rows;
  if (row === undefined) throw new Error('no case left');
  const { caseId } = row;
  await installation.ask('cases.open', { caseId });
  const asked = { caseId, form: 'identity', recordId: null, reason: 'contact' } as const;
  expect((await installation.ask('identity.open', asked)).answers).toEqual({});
  const form = { caseId, form: 'identity', recordId: null, parentId: null };
  const present = await installation.ask('forms.open', { ...form, narrative: false });
  const answers = { first_name: 'Autre' };
  await installation.ask('forms.save', {
    ...form,
    recordId: present.recordId,
    revision: present.revision,
    answers,
    keep: [],
    finish: false,
    draftId: null,
  });
  expect((await installation.ask('identity.open', asked)).answers).toMatchObject(answers);
  await installation.unlock('SD1');
  expect((await installation.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
  expect(
    (await installation.ask('journal.read', { page: 1 })).lines.filter(({ kind, signed }) => kind === 'vault.destroyed' && signed),
  ).toHaveLength(1);
  await installation.lock();
  const formerIvks = { ...(await obtainable(installation.profile, known, shares)), ivks: known.ivks };
  expect(identities(installation.profile, formerIvks)).toBe(0);
}
