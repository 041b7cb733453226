import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OperationName } from '../../shared/contract.ts';
import { ROLES, type Role } from '../../shared/rights.ts';
import { isForAnyone, isForLocked, isGranted, OPERATIONS } from '../electron/rightsMatrix.ts';
import { administrator } from '../electron/journeys/administrator.ts';
import type { Ask } from '../electron/journeys/ask.ts';
import { caseworker } from '../electron/journeys/caseworker.ts';
import { everyone } from '../electron/journeys/everyone.ts';
import { focalPoint } from '../electron/journeys/focalPoint.ts';
import { supervisor } from '../electron/journeys/supervisor.ts';
import { PEOPLE, TODAY, type Installation, type StaffCode } from '../support/installation.ts';
import { newPopulatedCentre, newPopulatedDesk } from '../support/demoInstallations.ts';
import { ownRegister } from '../support/registers.ts';
import { newCampaign, type Campaign } from './campaign.ts';

/** Whose session calls; `locked`: nobody's. */
type Caller = Role | 'locked';
export const CALLERS: readonly Caller[] = [...ROLES, 'locked'];

const PERSON: Readonly<Record<Role, StaffCode>> = { caseworker: 'AC1', supervisor: 'SD1', focal_point: 'PF1', administrator: 'AD1' };
const JOURNEYS = { caseworker, supervisor, focal_point: focalPoint, administrator } as const;

/** What the people of a centre and of a desk said with success. */
export type Given = {
  /** A valid input of each operation. */
  readonly inputs: Map<OperationName, unknown>;
  /** Numbers of cases, forms, accounts, files of everybody, as the answers gave them. */
  readonly ids: Set<string>;
};

export function newGiven(): Given {
  return { inputs: new Map(), ids: new Set() };
}

/** A filled installation of its own, with this person's session open. */
export async function newFor(role: Role): Promise<Installation> {
  const installation = await (role === 'focal_point' ? newPopulatedDesk() : newPopulatedCentre());
  if (role === 'focal_point') await inviteSecond(installation);
  writeFileSync(join(installation.medium, 'registre-AC1.csv'), ownRegister());
  await installation.unlock(PERSON[role]);
  return installation;
}

/** A second focal point, enrolled and waiting for the signature of the first. */
export async function inviteSecond(desk: Installation): Promise<void> {
  await desk.unlock('AD1');
  const person = { name: 'Point focal inventé PF2', role: 'focal_point' as const, programs: [], supervisorCode: null, pledgeDate: TODAY };
  const invited = await desk.ask('accounts.invite', { ...person, staffCode: 'PF2' });
  await desk.lock();
  const enrolment = { code: invited.enrolmentCode.join(' '), passphrase: 'invente pour essai second point focal' };
  await desk.ask('accounts.enrol', { ...enrolment, staffCode: 'PF2' });
}

/** Everything that a role may do, done; gives the operations that succeeded. */
export async function doEverything(role: Role, given: Given): Promise<ReadonlySet<OperationName>> {
  const installation = await newFor(role);
  const succeeded = new Set<OperationName>();
  const ask: Ask = async (name, input) => {
    const value = await installation.ask(name, input);
    succeeded.add(name);
    given.inputs.set(name, input);
    for (const [id] of JSON.stringify(value).matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) given.ids.add(id);
    return value;
  };
  await JOURNEYS[role](ask, installation);
  await everyone(ask, installation, PERSON[role]);
  await ask('start.state', {});
  await ask('start.proposePassphrase', {});
  await ask('session.state', {});
  await ask('session.lock', { reason: 'asked' });
  installation.remove();
  return succeeded;
}

export type RawReply = { readonly ok: boolean; readonly failure?: { readonly kind: string } };

/** A call as a screen that has been taken over would make it: any input. */
export async function callRaw(installation: Installation, name: OperationName, input: unknown): Promise<RawReply> {
  return JSON.parse(await installation.application.requests(JSON.stringify({ request: randomUUID(), name, input })));
}

/** Spoiled inputs of every operation, by every role and by nobody (security T10): nothing unauthorised, no answer in a refusal, no fault of the application. */
export async function fuzzRequests(tries: number, seed: number): Promise<readonly Campaign[]> {
  const given = newGiven();
  for (const role of ROLES) await doEverything(role, given);
  const campaigns: Campaign[] = [];
  for (const caller of CALLERS) campaigns.push(await fuzzAs(caller, given, Math.ceil(tries / CALLERS.length), seed));
  return campaigns;
}

export async function fuzzAs(caller: Caller, given: Given, tries: number, seed: number): Promise<Campaign> {
  const campaign = newCampaign(`spoiled calls, ${caller === 'locked' ? 'nobody’s session open' : `session of the ${caller}`}`);
  campaign.notes.push(`seed ${seed}`);
  const planted = `texte-${randomUUID()}`;
  let installation = await seated(caller, await newFor(caller === 'locked' ? 'caseworker' : caller));
  const ids = [...given.ids];
  const calls = fc.sample(fc.tuple(fc.constantFrom(...OPERATIONS), fc.integer(), hostile(planted, ids)), { numRuns: tries, seed });
  let succeeded = 0;
  for (const [name, choice, value] of calls) {
    campaign.tries += 1;
    const reply = await callRaw(installation, name, spoiled(given.inputs.get(name) ?? {}, choice, value, ids));
    if (reply.ok) succeeded += 1;
    const fault = faultOf(caller, name, reply, planted);
    if (fault === 'crashed') campaign.crashed += 1;
    if (fault === 'unauthorised' || fault === 'told') campaign.corrupt_accepted += 1;
    if (fault !== null) campaign.notes.push(`${name}: ${fault}, choice ${choice}`);
    installation = await seated(caller, installation);
  }
  campaign.notes.push(`${succeeded} were within the rules and answered`);
  installation.remove();
  return campaign;
}

function faultOf(caller: Caller, name: OperationName, reply: RawReply, planted: string): 'crashed' | 'unauthorised' | 'told' | null {
  if (reply.ok) return mayCall(caller, name) ? null : 'unauthorised';
  if (reply.failure?.kind === 'bug') return 'crashed';
  return Object.hasOwn(reply, 'value') || JSON.stringify(reply).includes(planted) ? 'told' : null;
}

function mayCall(caller: Caller, name: OperationName): boolean {
  return caller === 'locked' ? isForAnyone(name) || isForLocked(name) : isGranted(name, caller);
}

/** The same person's session, or nobody's, before the next call; another installation where a call within the rules changed a passphrase or the account. */
async function seated(caller: Caller, installation: Installation): Promise<Installation> {
  const { host } = installation.application;
  if (caller === 'locked') {
    if (host.session !== null) await installation.lock();
    return installation;
  }
  if (host.session !== null && host.session.stores.user.staffCode === PERSON[caller]) return installation;
  if (host.session !== null) await installation.lock();
  const { ok } = await installation.call('session.unlock', { staffCode: PERSON[caller], passphrase: PEOPLE[PERSON[caller]] });
  if (ok) return installation;
  installation.remove();
  return newFor(caller);
}

/** Values that nobody sends by hand, and numbers of things of other people. */
function hostile(planted: string, ids: readonly string[]): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(
    null,
    '',
    '\u0000',
    '\u202E',
    -1,
    1e308,
    [],
    {},
    true,
    '../../etc/passwd',
    "' or 1=1 --",
    '__proto__',
    randomUUID(),
    TODAY,
  );
  return fc.oneof(
    odd,
    fc.constantFrom(...ids),
    fc.constant(planted),
    fc.jsonValue(),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => `${planted}${text}`),
  );
}

/**
 * A valid input with one place, at any depth, replaced; once in six the whole of it; twice in six one of the numbers that it names by that of something
 * else, of any owner, so that the call has its shape and comes to its service.
 */
function spoiled(valid: unknown, choice: number, value: unknown, ids: readonly string[]): unknown {
  const kind = Math.abs(choice) % 6;
  const place = Math.abs(Math.trunc(choice / 6));
  if (kind === 0) return value;
  const copy: unknown = structuredClone(valid);
  const places = placesOf(copy).filter(({ held }) => kind > 2 || (typeof held === 'string' && ids.includes(held)));
  places.at(place % Math.max(1, places.length))?.put(kind > 2 ? value : ids[place % ids.length]);
  return copy;
}

type Spot = { readonly held: unknown; readonly put: (value: unknown) => void };

function placesOf(at: unknown): readonly Spot[] {
  if (typeof at !== 'object' || at === null) return [];
  return Object.entries(at).flatMap(([key, held]) => [{ held, put: (value) => void Reflect.set(at, key, value) }, ...placesOf(held)]);
}
