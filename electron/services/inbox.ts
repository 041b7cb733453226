import type { Input, Output } from '../../shared/contract.ts';
import {
  LEAST_THRESHOLD,
  LISTS_VERSION,
  SCHEMA_VERSION,
  aggregatePayload,
  type AggregatePayload,
  type CardPayload,
} from '../../shared/exchange/payload.ts';
import { JOURNAL_MARKS, type JournalMark } from '../../shared/contract/month.ts';
import { REFUSALS, type RefusalCode } from '../../shared/exchange/refusals.ts';
import { packageProblems } from '../../shared/indicators/check.ts';
import { monthOf } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { compareAnchors } from '../exchange/anchors.ts';
import { readBoundedJson } from '../exchange/boundedJson.ts';
import { FILE_LIMIT, FileRefused, KIND, openSealedContainer, verifyContainer, type Container } from '../exchange/container.ts';
import { FileFault } from '../files/files.ts';
import { minuteOf, openSession, today, type Host, type OpenSession } from '../host.ts';
import { newId, sha256 } from '../keys/primitives.ts';
import { siteKeys } from '../keys/principals.ts';
import { listCards } from '../store/cards.ts';
import { appendJournal } from '../store/journal.ts';
import { currentPackage, insertPackage, listReceived, packagesOfSite, readPackage } from '../store/packages.ts';
import { transaction } from '../store/sql.ts';
import type { CardRow, PackageRow } from '../store/tables.ts';
import { trustedCard } from './cards.ts';
import { structureAt } from './structures.ts';

type Verdict = Omit<Output<'inbox.import'>['verdicts'][number], 'label'>;

const PROGRAMME = 'gbv';
const SHOWN = 2_000;

/** Everything received that counts or was replaced, newest first. */
export function listInbox(host: Host): Output<'inbox.list'> {
  const { admin } = openSession(host).store;
  return {
    packages: listReceived(admin, SHOWN).flatMap((row) => {
      const payload = payloadOf(row);
      return row.state === 'aside'
        ? []
        : [
            {
              packageId: row.package_id,
              structureCode: payload.header.structure_code,
              siteCode: row.site_code,
              region: payload.header.region,
              month: row.month,
              version: row.version,
              nil: payload.header.zero_report,
              receivedAt: minuteOf(row.imported_at),
              state: row.state === 'valid' ? 'current' : 'replaced',
              journal: markOf(row),
            },
          ];
    }),
  };
}

/** Imports files one by one, named by their rank among those chosen since their own name is nobody's business: each whole or not at all, in any order, any number of times (security §7.2, reference §6.2). */
export async function importFiles(input: Input<'inbox.import'>, host: Host): Promise<Output<'inbox.import'>> {
  const verdicts: Output<'inbox.import'>['verdicts'] = [];
  for (const [index, token] of input.files.entries()) verdicts.push({ ...(await importFile(token, host)), label: String(index + 1) });
  return { verdicts };
}

/** The payload of a stored package; checked when it came in, and again here. */
export function payloadOf(row: PackageRow): AggregatePayload {
  return aggregatePayload.parse(JSON.parse(row.payload));
}

async function importFile(token: string, host: Host): Promise<Verdict> {
  const session = openSession(host);
  let file: Buffer = Buffer.alloc(0);
  try {
    file = host.picker.read(token, FILE_LIMIT[KIND.aggregate]);
    const opened = await openFor(session, file, today(host));
    if (host.session !== session) throw new FileRefused('unreadableFile');
    return accept(session, opened, host);
  } catch (error) {
    const code = refusalOf(error);
    const at = host.now().getTime();
    transaction(session.store.admin, (db) =>
      appendJournal(
        db,
        session.store.actor,
        { kind: 'package.refuse', detail: { reason: code, sha256: sha256(file).toString('base64url') } },
        at,
      ),
    );
    return { verdict: 'refused', code, message: REFUSALS[code], siteCode: null, month: null, version: null };
  }
}

type Signer = { readonly row: CardRow; readonly card: CardPayload };
type Opened = { readonly signer: Signer; readonly payload: AggregatePayload; readonly text: string; readonly digest: Buffer };

/** age → frame → signature of a pinned key over raw bytes → bounded JSON → schema → the field's own checks. Throws FileRefused. */
async function openFor(session: OpenSession, file: Buffer, day: string): Promise<Opened> {
  const { container, recipient } = await openAsAddressed(session, file);
  const signer = signerOf(session, container, recipient, day);
  const payload = parse(container.payload);
  assertFits(session, signer.card, payload, day);
  return { signer, payload, text: container.payload.toString('utf8'), digest: sha256(container.payload) };
}

/** A file made with this installation's card, or with an earlier one that was on its way when the key was renewed. Throws FileRefused. */
async function openAsAddressed(
  { store }: OpenSession,
  file: Buffer,
): Promise<{ readonly container: Container; readonly recipient: string }> {
  const own = [...store.principals, ...store.formerPrincipals].filter(({ principal }) => principal.kind === 'signing');
  for (const key of own) {
    try {
      const container = await openSealedContainer(KIND.aggregate, file, siteKeys(key).ageIdentity);
      return { container, recipient: key.principal.recipient ?? '' };
    } catch (error) {
      if (!(error instanceof FileRefused) || error.code !== 'notForUs') throw error;
    }
  }
  throw new FileRefused('notForUs');
}

/** The card whose own key signed these bytes; one that is relied on goes before any other of the same key. Throws FileRefused. */
function signerOf(session: OpenSession, container: Container, recipient: string, day: string): Signer {
  const signers = listCards(session.store.admin)
    .map((row) => ({ row, ...trustedCard(session, row, day) }))
    .filter(({ card }) => card.role === 'site' && verifyContainer(container, Buffer.from(card.sign_key, 'hex'), recipient));
  const signer = signers.find(({ trusted }) => trusted) ?? signers[0];
  if (signer === undefined) throw new FileRefused('unknownSigner');
  if (signer.row.state === 'revoked' || signer.card.valid_until < day) throw new FileRefused('expiredCard');
  if (!signer.trusted) throw new FileRefused('unconfirmedCard');
  return signer;
}

function parse(bytes: Uint8Array): AggregatePayload {
  let value: unknown;
  try {
    value = readBoundedJson(bytes);
  } catch {
    throw new FileRefused('malformed');
  }
  if (typeof value === 'object' && value !== null && 'schema_version' in value && Number(value.schema_version) > SCHEMA_VERSION)
    throw new FileRefused('laterFormat');
  const payload = aggregatePayload.safeParse(value);
  if (!payload.success) throw new FileRefused('malformed');
  return payload.data;
}

/** The checks of reference §6.2 on a payload whose signature and shape hold. */
function assertFits(session: OpenSession, card: CardPayload, payload: AggregatePayload, day: string): void {
  const { header } = payload;
  if (header.site_code !== card.code) throw new FileRefused('wrongSite');
  if (payload.lists_version !== LISTS_VERSION) throw new FileRefused('listsVersion');
  if (header.period >= monthOf(day)) throw new FileRefused('monthNotEnded');
  const structure = structureAt(session.store.admin, header.site_code);
  if (structure === null || structure.structureCode !== header.structure_code || structure.region !== header.region)
    throw new FileRefused('unknownStructure');
  const [problem] = packageProblems(payload.cells, Math.max(LEAST_THRESHOLD, header.threshold));
  if (problem === 'bad_value') throw new FileRefused('smallCell');
  if (problem === 'unknown_table' || problem === 'unknown_cell') throw new FileRefused('unknownCode');
  if (problem !== undefined) throw new FileRefused('incoherent');
}

/** Same content: already here. Next version that replaces the one held: replaces it. Anything else that does not follow: refused. */
function accept(session: OpenSession, opened: Opened, host: Host): Verdict {
  const { store } = session;
  const { header } = opened.payload;
  const place = { siteCode: header.site_code, month: header.period, version: header.version };
  if (readPackage(store.admin, opened.digest) !== undefined) return { ...place, verdict: 'already', code: 'already', message: ALREADY };
  const current = currentPackage(store.admin, header.site_code, PROGRAMME, header.period);
  assertFollows(current, opened);
  const mark = journalMark(session, opened.payload);
  const at = host.now().getTime();
  const row: PackageRow = {
    package_id: newId(),
    card_id: opened.signer.row.card_id,
    site_code: header.site_code,
    programme: PROGRAMME,
    month: header.period,
    version: header.version,
    sha256: opened.digest,
    replaces: opened.payload.replaces === null ? null : Buffer.from(opened.payload.replaces, 'hex'),
    state: 'valid',
    marked: mark ?? (current === undefined && header.version > 1 ? 'first_versions_missing' : null),
    payload: opened.text,
    imported_at: at,
    imported_by: store.user.userId,
  };
  transaction(store.admin, (db) => {
    insertPackage(db, row);
    const detail = { programme: PROGRAMME, month: header.period, version: header.version, sha256: opened.digest.toString('base64url') };
    appendJournal(db, store.actor, { kind: 'package.import', object: row.package_id, detail }, at);
    if (mark !== null) appendJournal(db, store.actor, { kind: 'package.witness', object: row.package_id, detail: { reason: mark } }, at);
  });
  const said = (message: Text) => (mark === null ? message : both(message, JOURNAL_SAID[mark]));
  return current === undefined
    ? { ...place, verdict: 'accepted', code: 'accepted', message: said(ACCEPTED) }
    : { ...place, verdict: 'replaced', code: 'replaced', message: said(REPLACED) };
}

/**
 * What the journal of the site says of itself in this package, against what this desk remembers of it (security §6.3, W2): the figures are received all the same, and
 * the visit to the site is for people. null when nothing is to be said.
 */
function journalMark({ store }: OpenSession, payload: AggregatePayload): JournalMark | null {
  const held = packagesOfSite(store.admin, payload.header.site_code, PROGRAMME).map((row) => payloadOf(row).witness);
  if (compareAnchors(held, payload.witness) === 'changed') return 'journal_changed';
  if (payload.witness.restored === 'unknown') return 'journal_unknown';
  return payload.witness.restored === 'yes' ? 'journal_restored' : null;
}

function markOf(row: PackageRow): JournalMark | null {
  return JOURNAL_MARKS.find((mark) => mark === row.marked) ?? null;
}

function both(first: Text, second: Text): Text {
  return { fr: `${first.fr} ${second.fr}`, en: `${first.en} ${second.en}` };
}

function assertFollows(current: PackageRow | undefined, { payload }: Opened): void {
  if (current === undefined) return;
  const { version } = payload.header;
  if (version < current.version) throw new FileRefused('older');
  if (version === current.version) throw new FileRefused('conflict');
  if (payload.replaces !== current.sha256.toString('hex')) throw new FileRefused('brokenReplacement');
}

function refusalOf(error: unknown): RefusalCode {
  if (error instanceof FileRefused) return error.code;
  if (error instanceof FileFault) return error.message === 'tooLarge' ? 'tooLarge' : 'unreadableFile';
  throw error;
}

const JOURNAL_SAID: Readonly<Record<JournalMark, Text>> = {
  journal_changed: {
    fr: 'Mais le journal de ce centre ne suit pas celui de ses envois précédents\u00a0: une copie ancienne a pu y être remise. Appelez la supervision du centre.',
    en: 'But the journal of this centre does not follow that of its former packages: an older copy may have been put back there. Call the centre’s supervisor.',
  },
  journal_unknown: {
    fr: 'Le centre a constaté une altération de son journal. Appelez sa supervision.',
    en: 'The centre found its journal altered. Call its supervisor.',
  },
  journal_restored: {
    fr: 'Le centre a restauré une sauvegarde depuis son envoi précédent.',
    en: 'The centre restored a backup since its former package.',
  },
};
const ALREADY: Text = { fr: 'Déjà reçu. Rien n’a été modifié.', en: 'Already received. Nothing was changed.' };
const ACCEPTED: Text = { fr: 'Reçu et vérifié.', en: 'Received and checked.' };
const REPLACED: Text = { fr: 'Reçu : cette version remplace la précédente.', en: 'Received: this version replaces the former one.' };
