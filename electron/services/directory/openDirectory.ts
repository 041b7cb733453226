import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { DIRECTORY_VERSION, directoryPayload, type DirectoryPayload } from '../../../shared/exchange/directory.ts';
import { REFUSALS } from '../../../shared/exchange/refusals.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { prune } from '../../../shared/forms/engine.ts';
import { listChanges, MOST_AGREED, withAgreed, type ListChange } from '../../../shared/forms/lists/agreed.ts';
import { listsInForce, type AgreedCode } from '../../../shared/forms/lists/inForce.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { fileLimit, FileRefused, KIND } from '../../exchange/container.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { agreedCodes } from '../../store/exchange/lists.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';
import { cardStates, type CardState } from '../exchange/cardTrust.ts';
import { checkedAnswers } from './directory.ts';
import { momentOf, type Moment } from '../caseRecords/openedRecords.ts';
import { assertStillOpen, START_AGAIN } from '../session/sessionGuard.ts';
import { contentOf, openReceived, refusalOf } from '../exchange/openSealedFile.ts';

const RECEIVED = 'directory.numbers';

/** The last directory of each key that ever gave one here, by the key in hexadecimal; `lists`, `protection`: number and digest of what it held of them. */
const numbered = z.strictObject({ number: z.int(), digest: z.string() });

const received = z.record(z.string(), numbered.extend({ lists: numbered, protection: numbered }));
type Ending = { readonly code: string; readonly since: string };

export type OpenedDirectory = {
  readonly signer: CardState;
  readonly payload: DirectoryPayload;
  readonly digest: string;
  /** The lists as they would become, and what that changes. */
  readonly agreed: readonly AgreedCode[];
  readonly changes: readonly ListChange[];
  /** Cards of this base whose key it ends. */
  readonly endings: readonly Ending[];
};

/** Signature, bounds, schema, the rules of the form (a shelter has no address), then the order of numbers; a refusal leaves its line in the journal and nothing else. */
export async function openDirectory(token: string, host: Host): Promise<OpenedDirectory> {
  const session = requireSession(host);
  let file: Buffer = Buffer.alloc(0);
  try {
    file = host.picker.read(token, fileLimit(KIND.directory));
    const { container, signer } = await openReceived(session, KIND.directory, ['focal_point'], file, today(host));
    assertStillOpen(host, session, START_AGAIN);
    if (signer.state === 'replaced') throw new FileRefused('replacedCard');
    const payload = parse(container.payload);
    const digest = sha256(container.payload).toString('base64url');
    assertNext(session, signer, payload, digest);
    const here = agreedCodes(session.stores.admin);
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
    transaction(session.stores.admin, (db) =>
      appendJournal(db, session.stores.actor, { kind: 'package.refuse', detail }, host.now().getTime()),
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

/** The lists with those that came; a list that all share, a code with another meaning, or a code that would count nowhere, stops the file (reference part 4). */
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

/** Numbers of each key only grow, whatever directory came in between. Throws FileRefused; Refused when it is the present directory. */
function assertNext({ stores }: OpenSession, signer: CardState, payload: DirectoryPayload, digest: string): void {
  const { number, lists, protection } = payload;
  const last = readSetting(stores.admin, RECEIVED, received)?.[signer.card.sign_key];
  if (last === undefined) return;
  if (number < last.number || lists.number < last.lists.number || protection.number < last.protection.number)
    throw new FileRefused('older');
  if (number === last.number && digest === last.digest) throw new Refused('conflict', ALREADY);
  if (number === last.number) throw new FileRefused('twoDirectories');
  if (lists.number === last.lists.number && listsDigest(payload) !== last.lists.digest) throw new FileRefused('twoLists');
  if (protection.number === last.protection.number && protectionDigest(payload) !== last.protection.digest)
    throw new FileRefused('twoPolicies');
}

/** The number of its key and the digests of what it held, against which the next one of that key is read. */
export function rememberReceived(db: WritableDb<'admin'>, { signer, payload, digest }: OpenedDirectory, userId: string, at: number): void {
  const { number, lists, protection } = payload;
  const own = {
    number,
    digest,
    lists: { number: lists.number, digest: listsDigest(payload) },
    protection: { number: protection.number, digest: protectionDigest(payload) },
  };
  writeSetting(db, RECEIVED, { ...readSetting(db, RECEIVED, received), [signer.card.sign_key]: own }, userId, at);
}

function listsDigest({ lists }: DirectoryPayload): string {
  return sha256(Buffer.from(canonicalJson(lists), 'utf8')).toString('base64url');
}

function protectionDigest({ protection }: DirectoryPayload): string {
  return sha256(Buffer.from(canonicalJson(protection), 'utf8')).toString('base64url');
}

/** The session ended while a file was read or made: nothing was done. */

const ALREADY = {
  fr: 'Cet annuaire est déjà reçu. Rien n’a été modifié.',
  en: 'This directory was already received. Nothing was changed.',
};
