import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import type { ReceivedDirectory } from '../../shared/contract/office.ts';
import type { ProtectionChange } from '../../shared/contract/protection.ts';
import { DIRECTORY_VERSION, directoryPayload, type DirectoryPayload } from '../../shared/exchange/directory.ts';
import { aggregatePayload, type CardPayload } from '../../shared/exchange/payload.ts';
import { REFUSALS } from '../../shared/exchange/refusals.ts';
import { Refused } from '../../shared/failure.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { prune } from '../../shared/forms/engine.ts';
import { MOST_AGREED, listChanges, withAgreed, type ListChange } from '../../shared/forms/lists/agreed.ts';
import { listsInForce, type AgreedCode } from '../../shared/forms/lists/inForce.ts';
import { formOf } from '../../shared/forms/registry.ts';
import { dateAnswer } from '../../shared/rules/groupings.ts';
import { monthOf } from '../../shared/time.ts';
import { wrongAnchors } from '../exchange/anchors.ts';
import { FileRefused, KIND, fileLimit, sealContainer } from '../exchange/container.ts';
import { randomFileName } from '../files/files.ts';
import { caseSession, openSession, today, type CaseSession, type Host, type OpenSession } from '../host.ts';
import { canonicalJson } from '../keys/canonical.ts';
import { sha256 } from '../keys/primitives.ts';
import { siteKeys } from '../keys/principals.ts';
import { listCards, rememberRevokedKeys } from '../store/cards.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { listProviders, readProvider, receivedProviders, saveProvider, type ListedProvider } from '../store/directory.ts';
import { appendJournal, entriesOfKind, headAt } from '../store/journal.ts';
import { agreedCodes } from '../store/lists.ts';
import { packagesOfSite } from '../store/packages.ts';
import { listReports } from '../store/reports.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { transaction } from '../store/sql.ts';
import { endKey } from './cards.ts';
import { cardStates, type CardState } from './cardTrust.ts';
import { checkedAnswers } from './directory.ts';
import { momentOf, type Moment } from './formContext.ts';
import { tell } from './journalCheck.ts';
import { folderOf, writeOr } from './leaving.ts';
import { enterLists, listsVersion, takeUpLists } from './lists.ts';
import { enterPolicy, policyChange, policyToTravel, proposeWeakened } from './protectionPolicy.ts';
import { contentOf, openReceived, refusalOf } from './received.ts';

const ISSUED = 'directory.issued';
const RECEIVED = 'directory.numbers';
/** The last directory of each key that ever gave one here, by the key in hexadecimal; `lists`, `protection`: number and digest of what it held of them. */
const numbered = z.strictObject({ number: z.int(), digest: z.string() });
const received = z.record(z.string(), numbered.extend({ lists: numbered, protection: numbered }));

/**
 * The focal point's directory, the lists as they were agreed, and every key that is no longer to be relied on, signed and sealed once for each centre whose card is
 * confirmed (security §7.1 kind 5: sealed too, a shelter's address kills). The journal has its line before the first file exists. Throws Refused.
 */
export async function handOutDirectory(input: Input<'directory.handOut'>, host: Host): Promise<Output<'directory.handOut'>> {
  const session = openSession(host);
  const { store } = session;
  const signing = store.principals.find(({ principal }) => principal.kind === 'signing');
  if (signing === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const sites = cardStates(session, today(host)).filter(({ card, state }) => card.role === 'site' && state === 'confirmed');
  if (sites.length === 0) throw new Refused('conflict', NO_SITE);
  const folder = folderOf(host, input.folder);
  const payload = payloadOf(session, host);
  const signer = { seed: siteKeys(signing).signingSeed, publicKey: signing.principal.publicKey };
  const sealed: { readonly siteCode: string; readonly file: Buffer }[] = [];
  for (const { card } of sites) {
    const bytes = Buffer.from(canonicalJson({ ...payload, anchors: anchorsOf(session, card) }), 'utf8');
    const file = await sealContainer(KIND.directory, bytes, signer, card.recipient, store.roster.space);
    sealed.push({ siteCode: card.code, file });
  }
  if (host.session !== session) throw new Refused('locked', LOCKED_MEANWHILE);
  const at = host.now().getTime();
  const { number, providers, revocations, lists, protection } = payload;
  transaction(store.admin, (db) => {
    writeSetting(db, ISSUED, number, store.user.userId, at);
    const digest = sha256(Buffer.from(canonicalJson(payload), 'utf8')).toString('base64url');
    const counts = {
      number,
      sites: sites.length,
      providers: providers.length,
      revoked: revocations.length,
      lists: lists.number,
      protection: protection.number,
    };
    appendJournal(db, store.actor, { kind: 'directory.handOut', detail: { ...counts, sha256: digest } }, at);
  });
  const files = sealed.map(({ siteCode, file }) => {
    const fileName = randomFileName('.sutura');
    writeOr(folder, fileName, file, monthOf(today(host)));
    return { siteCode, fileName };
  });
  return { number, providers: providers.length, lists: lists.number, files };
}

/** What a directory received would change here. Throws Refused with the sentence of the refusal; the journal keeps it. */
export async function previewDirectory(input: Input<'directory.preview'>, host: Host): Promise<Output<'directory.preview'>> {
  const opened = await open(input.file, host);
  const { store } = caseSession(host);
  const protection = policyChange(openSession(host), opened.payload);
  return shown(opened, planOf(store.admin, opened.payload), contradicted(store, opened.payload), protection);
}

/**
 * Enters it in one transaction with its line of the journal: lists, providers, those that go, and keys that end. What its witnesses convict is told
 * before, so that no cut hides it. Throws Refused.
 */
export async function importDirectory(input: Input<'directory.import'>, host: Host): Promise<Output<'directory.import'>> {
  const opened = await open(input.file, host);
  const session = caseSession(host);
  const { store } = session;
  const { payload, digest, signer } = opened;
  if (digest !== input.digest) throw new Refused('conflict', OTHER_FILE);
  const plan = planOf(store.admin, payload);
  const wrong = contradicted(store, payload);
  const protection = policyChange(session, payload);
  const { userId } = store.user;
  const at = host.now().getTime();
  for (const anchor of wrong) tell(store, { base: 'cases', seq: 0, reason: `anchor.${anchor}` }, at);
  transaction(store.admin, (db) => {
    for (const one of [...plan.entered, ...plan.changed]) enter(db, one, readProvider(db, one.id)?.row.revision ?? 0, userId, at);
    for (const one of plan.withdrawn) withdraw(db, one, userId, at);
    for (const { key, since } of payload.revocations) endKey(db, Buffer.from(key, 'hex'), since);
    rememberRevokedKeys(db, payload.revocations, userId, at);
    const { number, agreed_on: agreedOn } = payload.lists;
    if (opened.changes.length > 0 || number > listsVersion(db).number)
      enterLists(db, session, opened.agreed, { number, agreedOn, from: signer.card.code }, at);
    enterPolicy(db, session, payload, signer.card.code, at);
    const own = {
      number: payload.number,
      digest,
      lists: { number, digest: listsDigest(payload) },
      protection: { number: payload.protection.number, digest: protectionDigest(payload) },
    };
    const last = { ...readSetting(db, RECEIVED, received), [signer.card.sign_key]: own };
    writeSetting(db, RECEIVED, last, userId, at);
    const counts = { entered: plan.entered.length, changed: plan.changed.length, withdrawn: plan.withdrawn.length };
    const brought = {
      revoked: payload.revocations.length,
      lists: number,
      codes: opened.changes.length,
      protection: payload.protection.number,
    };
    const detail = { number: payload.number, ...counts, ...brought, sha256: digest };
    appendJournal(db, store.actor, { kind: 'directory.import', detail }, at);
  });
  takeUpLists(session);
  proposeWeakened(session, protection, at);
  return shown(opened, plan, wrong, protection);
}

function payloadOf({ store }: OpenSession, host: Host): DirectoryPayload {
  const now = momentOf(host);
  const { number, agreedOn } = listsVersion(store.admin);
  const asked = (form: 'provider' | 'provider_service', answers: Answers) => prune(formOf(form), answers, now).answers;
  const keys = new Map(
    listCards(store.admin)
      .filter(({ state }) => state === 'revoked')
      .map((row) => [row.signing_key.toString('hex'), row.revoked_since ?? row.valid_until]),
  );
  return directoryPayload.parse({
    schema_version: DIRECTORY_VERSION,
    number: (readSetting(store.admin, ISSUED, z.int()) ?? 0) + 1,
    lists: { number, agreed_on: agreedOn, codes: [...agreedCodes(store.admin)] },
    protection: policyToTravel(store.admin),
    providers: listProviders(store.admin, 'listed').map(({ row, answers, services }) => ({
      id: row.provider_id,
      answers: asked('provider', answers),
      services: services.map((service) => asked('provider_service', service.answers)),
    })),
    revocations: [...keys].map(([key, since]) => ({ key, since })),
    anchors: [],
  });
}

/** What the packages of a centre told of its journal; one that is put aside or doubted accuses nobody. */
function anchorsOf({ store }: OpenSession, card: CardPayload): DirectoryPayload['anchors'] {
  return packagesOfSite(store.admin, card.code, 'gbv')
    .filter(({ state, doubt }) => state !== 'aside' && doubt === null)
    .map((row) => aggregatePayload.parse(JSON.parse(row.payload)))
    .filter(({ header }) => header.structure_code === card.structure_code)
    .map(({ witness: { anchor, head } }) => ({ anchor, head }));
}

/** Anchors that the journal of this centre contradicts as it reads now. */
function contradicted({ cases }: CaseSession['store'], payload: DirectoryPayload): readonly number[] {
  const own = listReports(cases, 'gbv').map((report) => {
    const { anchor } = aggregatePayload.parse(JSON.parse(report.payload)).witness;
    return { anchor, seq: report.anchor_seq, head: headAt(cases, report.anchor_seq - 1)?.toString('hex') ?? null };
  });
  const restores = entriesOfKind(cases, 'backup.restore').map(({ seq }) => seq);
  return wrongAnchors(payload.anchors, own, restores);
}

type Provider = DirectoryPayload['providers'][number];
type Ending = { readonly code: string; readonly since: string };
type Opened = {
  readonly signer: CardState;
  readonly payload: DirectoryPayload;
  readonly digest: string;
  /** The lists as they would stand, and what that changes. */
  readonly agreed: readonly AgreedCode[];
  readonly changes: readonly ListChange[];
  /** Cards of this base whose key it ends. */
  readonly endings: readonly Ending[];
};
type Plan = {
  readonly entered: readonly Provider[];
  readonly changed: readonly Provider[];
  readonly kept: readonly Provider[];
  readonly same: number;
  readonly withdrawn: readonly ListedProvider[];
};

/** Signature, bounds, schema, the rules of the form (a shelter has no address), then the order of numbers; a refusal leaves its line in the journal and nothing else. */
async function open(token: string, host: Host): Promise<Opened> {
  const session = openSession(host);
  let file: Buffer = Buffer.alloc(0);
  try {
    file = host.picker.read(token, fileLimit(KIND.directory));
    const { container, signer } = await openReceived(session, KIND.directory, ['focal_point'], file, today(host));
    if (host.session !== session) throw new Refused('locked', LOCKED_MEANWHILE);
    if (signer.state === 'replaced') throw new FileRefused('replacedCard');
    const payload = parse(container.payload);
    const digest = sha256(container.payload).toString('base64url');
    assertNext(session, signer, payload, digest);
    const here = agreedCodes(session.store.admin);
    const agreed = agreedWith(here, payload);
    assertProviders(payload, { ...momentOf(host), lists: listsInForce(agreed) });
    const ended = new Map(payload.revocations.map(({ key, since }) => [key, since]));
    const endings = cardStates(session, today(host)).flatMap(({ card, state }) => {
      const since = ended.get(card.sign_key);
      return since === undefined || state === 'revoked' ? [] : [{ code: card.code, since }];
    });
    return { signer, payload, digest, agreed, changes: listChanges(here, agreed), endings };
  } catch (error) {
    if (error instanceof Refused) throw error;
    const reason = refusalOf(error);
    const detail = { reason, sha256: sha256(file).toString('base64url') };
    transaction(session.store.admin, (db) =>
      appendJournal(db, session.store.actor, { kind: 'package.refuse', detail }, host.now().getTime()),
    );
    throw new Refused('invalid', REFUSALS[reason]);
  }
}

function parse(bytes: Uint8Array): DirectoryPayload {
  const value = contentOf(bytes);
  if (typeof value === 'object' && value !== null && 'schema_version' in value && Number(value.schema_version) > DIRECTORY_VERSION)
    throw new FileRefused('laterFormat');
  const read = directoryPayload.safeParse(value);
  if (!read.success) throw new FileRefused('malformed');
  const { providers, lists } = read.data;
  const ids = new Set(providers.map(({ id }) => id));
  const codes = new Set(lists.codes.map(({ list, code }) => `${list} ${code}`));
  if (ids.size !== providers.length || codes.size !== lists.codes.length) throw new FileRefused('malformed');
  return read.data;
}

/** The lists with those that came; a list that all share, a code given another meaning or one that would count nowhere stops the file (reference part 4). */
function agreedWith(here: readonly AgreedCode[], { lists }: DirectoryPayload): readonly AgreedCode[] {
  const { agreed, refusal } = withAgreed(here, lists.codes);
  if (refusal !== null) throw new FileRefused(refusal);
  if (agreed.length > MOST_AGREED) throw new FileRefused('malformed');
  return agreed;
}

/** Every provider under the rules of its form, with the lists that came beside it. */
function assertProviders({ providers }: DirectoryPayload, now: Moment): void {
  for (const { answers, services } of providers) {
    assertFits('provider', answers, now);
    for (const service of services) assertFits('provider_service', service, now);
  }
}

function assertFits(form: 'provider' | 'provider_service', answers: Answers, now: Moment): void {
  try {
    checkedAnswers(form, answers, now);
  } catch (error) {
    if (error instanceof Refused) throw new FileRefused('malformed');
    throw error;
  }
  if (prune(formOf(form), answers, now).dropped.length > 0) throw new FileRefused('malformed');
}

/** Numbers of each key only grow, whoever gave a directory in between. Throws FileRefused; Refused when it is the one that is here. */
function assertNext({ store }: OpenSession, signer: CardState, payload: DirectoryPayload, digest: string): void {
  const { number, lists, protection } = payload;
  const last = readSetting(store.admin, RECEIVED, received)?.[signer.card.sign_key];
  if (last === undefined) return;
  if (number < last.number || lists.number < last.lists.number || protection.number < last.protection.number)
    throw new FileRefused('older');
  if (number === last.number && digest === last.digest) throw new Refused('conflict', ALREADY);
  if (number === last.number) throw new FileRefused('twoDirectories');
  if (lists.number === last.lists.number && listsDigest(payload) !== last.lists.digest) throw new FileRefused('twoLists');
  if (protection.number === last.protection.number && protectionDigest(payload) !== last.protection.digest)
    throw new FileRefused('twoPolicies');
}

function listsDigest({ lists }: DirectoryPayload): string {
  return sha256(Buffer.from(canonicalJson(lists), 'utf8')).toString('base64url');
}

function protectionDigest({ protection }: DirectoryPayload): string {
  return sha256(Buffer.from(canonicalJson(protection), 'utf8')).toString('base64url');
}

/** What came before and was not touched here follows the package; what was changed or entered here stays. */
function planOf(db: ReadableDb<'admin'>, payload: DirectoryPayload): Plan {
  const known = new Map(payload.providers.map((one) => [one.id, readProvider(db, one.id)]));
  const of = (wanted: 'entered' | 'changed' | 'kept' | 'same') =>
    payload.providers.filter((one) => fate(one, known.get(one.id)) === wanted);
  const withdrawn = receivedProviders(db).filter(({ row }) => !known.has(row.provider_id) && row.received_revision === row.revision);
  return { entered: of('entered'), changed: of('changed'), kept: of('kept'), same: of('same').length, withdrawn };
}

function fate(one: Provider, here: ListedProvider | undefined): 'entered' | 'changed' | 'kept' | 'same' {
  if (here === undefined) return 'entered';
  const services = here.services.map(({ answers }) => answers);
  const same = canonicalJson([one.answers, one.services]) === canonicalJson([here.answers, services]);
  if (same && here.row.status === 'listed') return 'same';
  return here.row.received_revision === here.row.revision ? 'changed' : 'kept';
}

function enter(db: WritableDb<'admin'>, { id, answers, services }: Provider, revision: number, userId: string, at: number): void {
  const rows = services.map((service) => ({ serviceId: null, answers: service }));
  const checkedOn = dateAnswer(answers, 'prov_checked_on');
  const saved = { providerId: id, revision, status: 'listed', replaces: null, received: true, answers, services: rows, checkedOn } as const;
  saveProvider(db, saved, userId, at);
}

function withdraw(db: WritableDb<'admin'>, { row, answers, services }: ListedProvider, userId: string, at: number): void {
  const { provider_id: providerId, revision, checked_on: checkedOn } = row;
  saveProvider(db, { providerId, revision, status: 'withdrawn', replaces: null, received: true, answers, services, checkedOn }, userId, at);
}

function shown(
  { signer, payload, digest, changes, endings }: Opened,
  plan: Plan,
  wrong: readonly number[],
  protection: ProtectionChange | null,
): ReceivedDirectory {
  const names = (list: readonly { readonly answers: Answers }[]) =>
    list.map(({ answers }) => nameOf(answers)).toSorted((left, right) => left.localeCompare(right, 'fr'));
  return {
    digest,
    from: signer.card.code,
    number: payload.number,
    entered: names(plan.entered),
    changed: names(plan.changed),
    withdrawn: names(plan.withdrawn),
    kept: names(plan.kept),
    same: plan.same,
    revoked: [...endings],
    lists: { number: payload.lists.number, changes: [...changes] },
    protection,
    anchors: { compared: payload.anchors.length, wrong: wrong.length },
    otherKeys: payload.revocations.length - new Set(endings.map(({ code }) => code)).size,
  };
}

function nameOf({ prov_name: name }: Answers): string {
  return typeof name === 'string' ? name : '';
}

const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas la clé de signature de ce bureau. Rien n’est parti.',
  en: 'Your account does not have the signing key of this office. Nothing has left.',
};
const NO_SITE = {
  fr: 'Aucune carte de centre n’est confirmée. Rien n’est parti.',
  en: 'No card of a centre is confirmed. Nothing has left.',
};
const LOCKED_MEANWHILE = {
  fr: 'La session s’est fermée entre-temps. Recommencez.',
  en: 'The session was locked in the meantime. Start again.',
};
const ALREADY = {
  fr: 'Cet annuaire est déjà reçu. Rien n’a été modifié.',
  en: 'This directory was already received. Nothing was changed.',
};
const OTHER_FILE = {
  fr: 'Le fichier a changé depuis l’aperçu. Ouvrez-le de nouveau. Rien n’a été modifié.',
  en: 'The file changed since the preview. Open it again. Nothing was changed.',
};
