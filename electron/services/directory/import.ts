import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../../shared/contract.ts';
import type { ReceivedDirectory } from '../../../shared/contract/directory.ts';
import type { ProtectionChange } from '../../../shared/contract/directory.ts';
import type { DirectoryPayload } from '../../../shared/exchange/directory.ts';
import { aggregatePayload } from '../../../shared/exchange/payload.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { wrongAnchors } from '../../exchange/anchors.ts';
import { requireCaseSession, requireSession, type CaseSession, type Host } from '../../host.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { rememberRevokedKeys } from '../../store/exchange/cards.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { readProvider, receivedProviders, saveProvider, type ListedProvider } from '../../store/exchange/directory.ts';
import { appendJournal, entriesOfKind, headAt } from '../../store/journal/journal.ts';
import { listReports } from '../../store/months/reports.ts';
import { transaction } from '../../store/base/sql.ts';
import { endKey } from '../exchange/cards.ts';
import { openDirectory, rememberReceived, type OpenedDirectory } from './openDirectory.ts';
import { recordTampering } from '../journal/tampering.ts';
import { enterLists, listsVersion, takeUpLists } from '../lists.ts';
import { enterPolicy, policyChange, proposeWeakened } from '../protection/policy.ts';

/** What a directory received would change here. Throws Refused with the sentence of the refusal; the journal keeps it. */
export async function previewDirectory(input: Input<'directory.preview'>, host: Host): Promise<Output<'directory.preview'>> {
  const opened = await openDirectory(input.file, host);
  const { stores } = requireCaseSession(host);
  const protection = policyChange(requireSession(host), opened.payload);
  return shown(opened, planOf(stores.admin, opened.payload), contradicted(stores, opened.payload), protection);
}

/**
 * Enters it in one transaction with its line of the journal: lists, providers, those that go, and keys that end. What its witnesses convict is reported
 * before, so that no cut hides it. Throws Refused.
 */
export async function importDirectory(input: Input<'directory.import'>, host: Host): Promise<Output<'directory.import'>> {
  const opened = await openDirectory(input.file, host);
  const session = requireCaseSession(host);
  const { stores } = session;
  const { payload, digest, signer } = opened;
  if (digest !== input.digest) throw new Refused('conflict', OTHER_FILE);
  const plan = planOf(stores.admin, payload);
  const wrong = contradicted(stores, payload);
  const protection = policyChange(session, payload);
  const { userId } = stores.user;
  const at = host.now().getTime();
  for (const anchor of wrong) recordTampering(stores, { base: 'cases', seq: 0, reason: `anchor.${anchor}` }, at);
  transaction(stores.admin, (db) => {
    for (const one of [...plan.entered, ...plan.changed]) enter(db, one, readProvider(db, one.id)?.row.revision ?? 0, userId, at);
    for (const one of plan.withdrawn) withdraw(db, one, userId, at);
    for (const { key, since } of payload.revocations) endKey(db, Buffer.from(key, 'hex'), since);
    rememberRevokedKeys(db, payload.revocations, userId, at);
    const { number, agreed_on: agreedOn } = payload.lists;
    if (opened.changes.length > 0 || number > listsVersion(db).number)
      enterLists(db, session, opened.agreed, { number, agreedOn, from: signer.card.code }, at);
    enterPolicy(db, session, payload, signer.card.code, at);
    rememberReceived(db, opened, userId, at);
    const counts = { entered: plan.entered.length, changed: plan.changed.length, withdrawn: plan.withdrawn.length };
    const brought = {
      revoked: payload.revocations.length,
      lists: number,
      codes: opened.changes.length,
      protection: payload.protection.number,
    };
    const detail = { number: payload.number, ...counts, ...brought, sha256: digest };
    appendJournal(db, stores.actor, { kind: 'directory.import', detail }, at);
  });
  takeUpLists(session);
  proposeWeakened(session, protection, at);
  return shown(opened, plan, wrong, protection);
}

/** Anchors that the journal of this centre contradicts as it reads now. */
function contradicted({ cases }: CaseSession['stores'], payload: DirectoryPayload): readonly number[] {
  const own = listReports(cases, 'gbv').map((report) => {
    const { anchor } = aggregatePayload.parse(JSON.parse(report.payload)).witness;
    return { anchor, seq: report.anchor_seq, head: headAt(cases, report.anchor_seq - 1)?.toString('hex') ?? null };
  });
  const restores = entriesOfKind(cases, 'backup.restore').map(({ seq }) => seq);
  return wrongAnchors(payload.anchors, own, restores);
}

type Provider = DirectoryPayload['providers'][number];

type Plan = {
  readonly entered: readonly Provider[];
  readonly changed: readonly Provider[];
  readonly kept: readonly Provider[];
  readonly same: number;
  readonly withdrawn: readonly ListedProvider[];
};

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
  { signer, payload, digest, changes, endings }: OpenedDirectory,
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

const OTHER_FILE = {
  fr: 'Le fichier a changé depuis l’aperçu. Ouvrez-le de nouveau. Rien n’a été modifié.',
  en: 'The file changed since the preview. Open it again. Nothing was changed.',
};
