import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRewrap, unwrapCaseKey, zeroCaseKeys, type CaseKeys } from '../../electron/keys/caseKeys.ts';
import { KeyringDamaged, readKeyring, writeKeyring, type Keyring } from '../../electron/keys/keyring.ts';
import { openPart, type RecordRef } from '../../electron/keys/records.ts';
import { openKeys, WrongPassphrase } from '../../electron/keys/session.ts';
import { openCaseKeys } from '../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { checkWhole } from '../../electron/store/base/pages.ts';
import { closeStore, openStore } from '../../electron/store/base/open.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { all, casesSql, run, transaction } from '../../electron/store/base/sql.ts';
import type { CaseKeyWrapRow, RecordPartRow } from '../../electron/store/base/casesTables.ts';
import { openInstallation, PEOPLE, type Installation } from '../support/installation.ts';
import { casesOf } from '../support/temporaryStore.ts';
import { newCampaign, type Campaign } from './campaign.ts';
import { copyOf, type Models } from './models.ts';
import { opens } from '../support/opens.ts';

const PAGE = 4096;

/** Two ciphertexts exchanged, or one seen from another place: nothing of it may open (security T5). `tries`: exchanges of each kind. */
export async function swapCiphertexts(models: Models, tries: number, draw: () => number): Promise<readonly Campaign[]> {
  const centre = await openInstallation(join(copyOf(models.centre), 'profile'));
  await centre.unlock('SD1');
  const session = centre.application.host.session?.stores;
  if (session === undefined) throw new Error('no session');
  const campaigns = [swapParts(session, tries, draw), movePart(session, tries, draw), swapWraps(session, tries, draw)];
  campaigns.push(await swapRowsInTheBase(centre, models, draw));
  centre.remove();
  campaigns.push(await swapSlots(models), await swapPages(models, Math.min(tries, 200), draw));
  return campaigns;
}

type Part = RecordPartRow & { readonly ref: RecordRef };

function partsOf(session: OpenStores): readonly Part[] {
  const db = casesOf(session);
  const records = new Map(all(db, casesSql.selectFrom('record').selectAll()).map((row) => [row.record_id, row]));
  return all(db, casesSql.selectFrom('record_part').selectAll()).flatMap((part) => {
    const record = records.get(part.record_id);
    if (record === undefined) return [];
    const { revision } = part;
    return [
      { ...part, ref: { siteId: session.roster.siteId, caseId: record.case_id, recordId: part.record_id, form: record.form, revision } },
    ];
  });
}

/** Does something with the keys of every case this session opens, and zeroes them. */
function withKeys<Result>(session: OpenStores, act: (keysOf: (caseId: string) => CaseKeys | null) => Result): Result {
  const opened = new Map<string, CaseKeys | null>();
  try {
    return act((caseId) => {
      if (!opened.has(caseId)) opened.set(caseId, openCaseKeys(casesOf(session), session, caseId));
      return opened.get(caseId) ?? null;
    });
  } finally {
    for (const keys of opened.values()) if (keys !== null) zeroCaseKeys(keys);
  }
}

/** The bytes of another class, record or case in the place of a part: half of the pairs are of one case. */
function swapParts(session: OpenStores, tries: number, draw: () => number): Campaign {
  const campaign = newCampaign('exchanged parts of records: class, record, case');
  const parts = partsOf(session);
  withKeys(session, (keysOf) => {
    for (let turn = 0; turn < tries; turn += 1) {
      const one = pick(parts, draw);
      const others = turn % 2 === 0 ? parts.filter((part) => part.ref.caseId === one.ref.caseId) : parts;
      const other = pick(others, draw);
      if (one === other) continue;
      const keys = keysOf(one.ref.caseId);
      if (keys === null) throw new Error('the supervisor opens every case of her team');
      campaign.tries += 1;
      if (opens(() => openPart(keys, one.ref, one.class, other.bytes))) campaign.corrupt_accepted += 1;
      if (turn % 50 === 0 && !opens(() => openPart(keys, one.ref, one.class, one.bytes))) campaign.lost_confirmed += 1;
    }
  });
  campaign.notes.push(`${parts.length} parts; one in fifty is opened in its own place too`);
  return campaign;
}

/** A part where it is, under another revision, form, class name, epoch of key or site. */
function movePart(session: OpenStores, tries: number, draw: () => number): Campaign {
  const campaign = newCampaign('a part seen as of another revision, form, class or site');
  const parts = partsOf(session);
  const ids = parts.map(({ record_id }) => record_id);
  withKeys(session, (keysOf) => {
    for (let turn = 0; turn < tries; turn += 1) {
      const { ref, bytes, class: own } = pick(parts, draw);
      const keys = keysOf(ref.caseId);
      if (keys === null) throw new Error('the supervisor opens every case of her team');
      const otherForm = ref.form === 'incident' ? 'follow_up' : 'incident';
      const moved: readonly (() => unknown)[] = [
        () => openPart(keys, { ...ref, revision: ref.revision + 1 }, own, bytes),
        () => openPart(keys, { ...ref, form: otherForm }, own, bytes),
        () => openPart(keys, { ...ref, siteId: pick(ids, draw) }, own, bytes),
        () => openPart(keys, ref, own === 'SN' ? 'QI' : 'SN', bytes),
        () => openPart({ ...keys, epoch: keys.epoch + 1 }, ref, own, bytes),
      ];
      for (const act of moved) {
        campaign.tries += 1;
        if (opens(act)) campaign.corrupt_accepted += 1;
      }
    }
  });
  return campaign;
}

/** The sealed key of another case in the place of a wrap, with its own signature or the other's; and the quick copies. */
function swapWraps(session: OpenStores, tries: number, draw: () => number): Campaign {
  const campaign = newCampaign('exchanged wraps and copies of case keys');
  const db = casesOf(session);
  const wraps = all(db, casesSql.selectFrom('case_key_wrap').selectAll()).filter((wrap) => secretFor(session, wrap) !== null);
  const copies = all(db, casesSql.selectFrom('case_key_copy').selectAll().where('user_id', '=', session.user.userId));
  for (let turn = 0; turn < tries; turn += 1) {
    const [one, other] = [pick(wraps, draw), pick(wraps, draw)];
    if (one.case_id !== other.case_id)
      for (const wrap of [
        { ...one, sealed: other.sealed },
        { ...one, sealed: other.sealed, signature: other.signature },
        { ...other, case_id: one.case_id },
      ]) {
        campaign.tries += 1;
        if (opens(() => unwrap(session, wrap))) campaign.corrupt_accepted += 1;
      }
    const [copy, another] = [pick(copies, draw), pick(copies, draw)];
    if (copy === another) continue;
    campaign.tries += 1;
    const { case_id, case_epoch, scope } = copy;
    if (opens(() => openRewrap(session.keys.user.userSecret, case_id, case_epoch, scope, another.bytes))) campaign.corrupt_accepted += 1;
  }
  campaign.notes.push(`${wraps.length} wraps and ${copies.length} copies that this person opens`);
  return campaign;
}

function secretFor(session: OpenStores, wrap: CaseKeyWrapRow): Buffer | null {
  if (wrap.principal_id === session.user.userId) return session.keys.user.agreementSecret;
  const held = session.principals.find(
    ({ principal }) => principal.principalId === wrap.principal_id && principal.epoch === wrap.principal_epoch,
  );
  return held?.secret ?? null;
}

function unwrap(session: OpenStores, wrap: CaseKeyWrapRow): Buffer {
  const secret = secretFor(session, wrap);
  const giver = session.roster.users.get(wrap.wrapped_by);
  if (secret === null || giver === undefined) throw new Error('this person opens the wrap');
  const { case_id, principal_id, principal_epoch, scope, case_epoch, sealed, wrapped_by, signature } = wrap;
  const ids = { caseId: case_id, principalId: principal_id, principalEpoch: principal_epoch, scope, caseEpoch: case_epoch };
  return unwrapCaseKey({ ...ids, sealed, wrappedBy: wrapped_by, signature }, secret, [giver.signingPublic, ...giver.formerSigning]);
}

/** Lines exchanged in the base itself by somebody who holds its key: the screen shows damage, and shown no other's answer. */
async function swapRowsInTheBase(centre: Installation, { place }: Models, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('exchanged lines of the base, read through the door');
  const session = centre.application.host.session?.stores;
  if (session === undefined) throw new Error('no session');
  const db = casesOf(session);
  const own = partsOf(session).filter(({ record_id }) => record_id === place.recordId);
  for (const part of own) {
    const others = partsOf(session).filter((other) => other.class === part.class && other.record_id !== part.record_id);
    if (others.length === 0) continue;
    putPart(db, part, pick(others, draw).bytes);
    const opened = { caseId: place.caseId, form: part.ref.form, recordId: place.recordId, parentId: null, narrative: true };
    const reply = await centre.call('forms.open', opened);
    campaign.tries += 1;
    if (reply.ok) campaign.corrupt_accepted += 1;
    else if (reply.failure.kind !== 'disk') {
      campaign.crashed += 1;
      campaign.notes.push(`class ${part.class}: ${reply.failure.kind}`);
    }
    putPart(db, part, part.bytes);
  }
  return campaign;
}

function putPart(db: ReadableDb<'cases'>, part: RecordPartRow, bytes: Buffer): void {
  transaction(db, (writable) =>
    run(
      writable,
      casesSql.updateTable('record_part').set({ bytes }).where('record_id', '=', part.record_id).where('class', '=', part.class),
    ),
  );
}

/** Slots exchanged by somebody who can write the keyring whole, sums and seal included: nobody's passphrase opens another's slot. */
async function swapSlots(models: Models): Promise<Campaign> {
  const campaign = newCampaign('exchanged slots of the keyring');
  const profile = join(copyOf(models.centre), 'profile');
  const { keyring } = readKeyring(profile);
  const { dekA } = await openKeys(profile, 'AD1', PEOPLE.AD1);
  type Slot = Keyring['slots'][number];
  const exchanges: readonly ((own: Slot, other: Slot) => Slot)[] = [
    (own, other) => ({ ...own, bundle: other.bundle }),
    (own, other) => ({ ...own, bundle: other.bundle, kdf: other.kdf }),
    (own, other) => ({ ...own, bundle: other.bundle, kdf: other.kdf, deks: other.deks }),
    (own, other) => ({ ...own, deks: other.deks }),
    (own, other) => ({ ...own, kdf: { ...own.kdf, salt: other.kdf.salt } }),
  ];
  const slotOf = (code: string): Slot => keyring.slots.find(({ staffCode }) => staffCode === code) ?? keyring.slots[0] ?? missing();
  for (const exchange of exchanges) {
    const changed = exchange(slotOf('AC1'), slotOf('SD1'));
    writeKeyring(profile, { ...keyring, slots: keyring.slots.map((slot) => (slot.staffCode === 'AC1' ? changed : slot)) }, dekA);
    for (const passphrase of [PEOPLE.AC1, PEOPLE.SD1]) {
      campaign.tries += 1;
      try {
        await openKeys(profile, 'AC1', passphrase);
        campaign.corrupt_accepted += 1;
        campaign.notes.push(`exchange ${exchanges.indexOf(exchange) + 1} was accepted`);
      } catch (error) {
        if (!(error instanceof WrongPassphrase || error instanceof KeyringDamaged)) throw error;
      }
    }
  }
  writeKeyring(profile, keyring, dekA);
  await openKeys(profile, 'AC1', PEOPLE.AC1);
  rmSync(join(profile, '..'), { recursive: true });
  return campaign;
}

function missing(): never {
  throw new Error('a slot is missing');
}

/** Two pages of the base exchanged: refused. A page of an earlier base put back is the journal campaign’s (security §3.1, §6.3). */
async function swapPages(models: Models, tries: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign('exchanged pages of the base');
  const profile = join(copyOf(models.centre), 'profile');
  const { dekC } = await openKeys(profile, 'AC1', PEOPLE.AC1);
  if (dekC === null) throw new Error('AC1 holds the key of the cases');
  const path = join(profile, CASES_FILE);
  const bytes = readFileSync(path);
  const pages = bytes.length / PAGE;
  for (let turn = 0; turn < tries; turn += 1) {
    const [one, other] = [Math.floor(draw() * pages), Math.floor(draw() * pages)];
    if (one === other) continue;
    const altered = Buffer.from(bytes);
    bytes.copy(altered, one * PAGE, other * PAGE, (other + 1) * PAGE);
    bytes.copy(altered, other * PAGE, one * PAGE, (one + 1) * PAGE);
    writeFileSync(path, altered);
    campaign.tries += 1;
    if (!isRefused(path, dekC)) campaign.corrupt_accepted += 1;
    rmSync(`${path}-wal`, { force: true });
  }
  rmSync(join(profile, '..'), { recursive: true });
  return campaign;
}

function isRefused(path: string, key: Buffer): boolean {
  try {
    const db = openStore('cases', path, key, 'existing');
    try {
      checkWhole(db);
      return false;
    } finally {
      closeStore(db);
    }
  } catch (error) {
    if (error instanceof StoreRefused) return true;
    throw error;
  }
}

function pick<Item>(items: readonly Item[], draw: () => number): Item {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
