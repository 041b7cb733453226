import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../../shared/contract.ts';
import { LEAST_THRESHOLD, LISTS_VERSION, type AggregatePayload, type CardPayload } from '../../../shared/exchange/payload.ts';
import { JOURNAL_MARKS, type JournalMark } from '../../../shared/contract/desk.ts';
import { REFUSALS } from '../../../shared/exchange/refusals.ts';
import { packageProblems } from '../../../shared/indicators/check.ts';
import { monthOf } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { compareAnchors } from '../../exchange/anchors.ts';
import { FileRefused, KIND, fileLimit } from '../../exchange/container.ts';
import { minuteOf, requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { newId, sha256 } from '../../keys/primitives.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import {
  currentPackage,
  confirmPackage,
  insertPackage,
  listReceived,
  quarantinedPackages,
  packagesOfSite,
  quarantinePackage,
  readPackage,
} from '../../store/exchange/packages.ts';
import { transaction } from '../../store/base/sql.ts';
import type { PackageRow } from '../../store/base/adminTables.ts';
import type { CardState } from '../exchange/cardTrust.ts';
import { openReceived, refusalOf } from '../exchange/openSealedFile.ts';
import { structureAt } from '../structures.ts';
import { payloadOf, parse } from '../exchange/packagePayload.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

type Verdict = Omit<Output<'inbox.import'>['verdicts'][number], 'label'>;

const SHOWN = 2_000;

/** Everything received, newest first: what counts, what was replaced, what was quarantined. */
export function listInbox(host: Host): Output<'inbox.list'> {
  const { admin } = requireSession(host).stores;
  const rows = listReceived(admin, SHOWN);
  const digests = new Set(rows.map(({ sha256: digest }) => digest.toString('hex')));
  return {
    packages: rows.map((row) => {
      const { header } = payloadOf(row);
      return {
        packageId: row.package_id,
        structureCode: header.structure_code,
        siteCode: row.site_code,
        region: header.region,
        month: row.month,
        version: row.version,
        nil: header.zero_report,
        receivedAt: minuteOf(row.imported_at),
        state: SHOWN_STATES[row.state],
        journal: markOf(row),
        gap: row.replaces !== null && !digests.has(row.replaces.toString('hex')),
        toHear: row.unconfirmed !== null,
      };
    }),
  };
}

const SHOWN_STATES = { valid: 'current', replaced: 'replaced', quarantined: 'quarantined' } as const;

/** Imports files one by one, named by their rank among those chosen since their own name is nobody's business: each whole or not at all, in any order, any number of times (security §7.2, reference §6.2). */
export async function importFiles(input: Input<'inbox.import'>, host: Host): Promise<Output<'inbox.import'>> {
  const verdicts: Output<'inbox.import'>['verdicts'] = [];
  for (const [index, token] of input.files.entries()) verdicts.push({ ...(await importFile(token, host)), label: String(index + 1) });
  return { verdicts };
}

async function importFile(token: string, host: Host): Promise<Verdict> {
  const session = requireSession(host);
  let file: Buffer = Buffer.alloc(0);
  try {
    file = host.picker.read(token, fileLimit(KIND.aggregate));
    const opened = await openFor(session, file, today(host));
    if (host.session !== session) throw new FileRefused('unreadableFile');
    return accept(session, opened, host);
  } catch (error) {
    const code = refusalOf(error);
    const at = host.now().getTime();
    transaction(session.stores.admin, (db) =>
      appendJournal(
        db,
        session.stores.actor,
        { kind: 'package.refuse', detail: { reason: code, sha256: sha256(file).toString('base64url') } },
        at,
      ),
    );
    return { verdict: 'refused', code, message: REFUSALS[code], siteCode: null, month: null, version: null };
  }
}

type Opened = { readonly signer: CardState; readonly payload: AggregatePayload; readonly text: string; readonly digest: Buffer };

async function openFor(session: OpenSession, file: Buffer, day: string): Promise<Opened> {
  const { container, signer } = await openReceived(session, KIND.aggregate, ['site'], file, day);
  const payload = parse(container.payload);
  assertFits(session, signer.card, payload, day);
  return { signer, payload, text: container.payload.toString('utf8'), digest: sha256(container.payload) };
}

/** The checks of reference §6.2 on a payload whose signature and shape hold. */
function assertFits(session: OpenSession, card: CardPayload, payload: AggregatePayload, day: string): void {
  const { header } = payload;
  if (header.site_code !== card.code || header.structure_code !== card.structure_code || header.region !== card.region)
    throw new FileRefused('wrongSite');
  if (payload.lists_version !== LISTS_VERSION) throw new FileRefused('listsVersion');
  if (header.period >= monthOf(day)) throw new FileRefused('monthNotEnded');
  const structure = structureAt(session.stores.admin, header.site_code);
  if (structure === null || structure.structureCode !== header.structure_code || structure.region !== header.region)
    throw new FileRefused('unknownStructure');
  if (header.mode === 'sealed') throw new FileRefused('malformed');
  const [problem] = packageProblems(payload.cells, Math.max(LEAST_THRESHOLD, header.threshold), header.mode);
  if (problem === 'bad_value') throw new FileRefused('smallCell');
  if (problem === 'unknown_table' || problem === 'unknown_cell') throw new FileRefused('unknownCode');
  if (problem !== undefined) throw new FileRefused('incoherent');
}

/**
 * Same content: already here. A later version: replaces the one held. The same version with another content: neither counts any more, and both are kept
 * in quarantine until the centre is asked (security §7.2). Anything that does not follow: refused. What a former card signed fills an empty place only, and yields
 * to whatever comes under the card that is relied on, of any version: who left with the former key decides nothing about a month.
 */
function accept(session: OpenSession, opened: Opened, host: Host): Verdict {
  const { stores } = session;
  const { header } = opened.payload;
  const place = { siteCode: header.site_code, month: header.period, version: header.version };
  const known = readPackage(stores.admin, opened.digest);
  if (known !== undefined && known.state !== 'quarantined') return alreadyHere(session, known, opened, host);
  const current = currentPackage(stores.admin, header.site_code, PROGRAMME, header.period);
  const here = current === undefined ? quarantinedPackages(stores.admin, header.site_code, PROGRAMME, header.period) : [current];
  if (opened.signer.state !== 'confirmed' && here.length > 0) throw new FileRefused('formerOverHeld');
  const held = here.filter(({ unconfirmed }) => unconfirmed === null);
  if (isInConflict(held, opened)) return quarantine(session, opened, current, known, host);
  const mark = journalMark(session, opened.payload);
  const row = { ...rowOf(session, opened, mark, host), ...(known === undefined ? {} : { package_id: known.package_id }) };
  transaction(stores.admin, (db) => {
    if (current !== undefined && current.version >= header.version) quarantinePackage(db, current.package_id);
    insertPackage(db, row);
    const detail = { programme: PROGRAMME, month: header.period, version: header.version, sha256: opened.digest.toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'package.import', object: row.package_id, detail }, row.imported_at);
    if (mark !== null)
      appendJournal(db, stores.actor, { kind: 'package.witness', object: row.package_id, detail: { reason: mark } }, row.imported_at);
  });
  const gap = row.replaces !== null && readPackage(stores.admin, row.replaces) === undefined;
  const [message, verdict] = here.length === 0 ? [ACCEPTED, 'accepted' as const] : [REPLACED, 'replaced' as const];
  const sentences = [
    message,
    ...(mark === null ? [] : [JOURNAL_WORDS[mark]]),
    ...(gap ? [GAP] : []),
    ...(row.unconfirmed === null ? [] : [TO_HEAR]),
  ];
  return { ...place, verdict, code: verdict, message: sentences.reduce(both) };
}

function rowOf({ stores }: OpenSession, opened: Opened, marked: string | null, host: Host): PackageRow {
  const { header, replaces } = opened.payload;
  return {
    package_id: newId(),
    card_id: opened.signer.row.card_id,
    site_code: header.site_code,
    programme: PROGRAMME,
    month: header.period,
    version: header.version,
    sha256: opened.digest,
    replaces: replaces === null ? null : Buffer.from(replaces, 'hex'),
    state: 'valid',
    marked,
    unconfirmed: opened.signer.state === 'replaced' ? 'voice' : null,
    payload: opened.text,
    imported_at: host.now().getTime(),
    imported_by: stores.user.userId,
  };
}

/** Nothing changes, unless the content that was doubted comes again under a key that is relied on. */
function alreadyHere({ stores }: OpenSession, known: PackageRow, { signer, digest }: Opened, host: Host): Verdict {
  const place = { siteCode: known.site_code, month: known.month, version: known.version };
  if (known.unconfirmed === null || signer.state !== 'confirmed')
    return { ...place, verdict: 'already', code: 'already', message: ALREADY };
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    confirmPackage(db, known.package_id, signer.row.card_id);
    const detail = { sha256: digest.toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'package.heard', object: known.package_id, detail }, at);
  });
  return { ...place, verdict: 'already', code: 'already', message: HEARD };
}

/** Whether this content contradicts a content that is held for the same version. Throws FileRefused when it is older, or does not follow. */
function isInConflict(held: readonly PackageRow[], { payload, digest }: Opened): boolean {
  const [top] = held;
  const { version } = payload.header;
  if (top === undefined || version > top.version + 1) return false;
  if (version < top.version) throw new FileRefused('older');
  if (version === top.version) return true;
  const last = held.filter((row) => row.version === top.version && !row.sha256.equals(digest));
  if (!last.some((row) => row.sha256.toString('hex') === payload.replaces)) throw new FileRefused('brokenReplacement');
  return false;
}

function quarantine(
  session: OpenSession,
  opened: Opened,
  current: PackageRow | undefined,
  known: PackageRow | undefined,
  host: Host,
): Verdict {
  const { stores } = session;
  const { header } = opened.payload;
  const row = { ...rowOf(session, opened, null, host), state: 'quarantined' as const };
  transaction(stores.admin, (db) => {
    if (current !== undefined) quarantinePackage(db, current.package_id);
    if (known === undefined) insertPackage(db, row);
    const detail = { programme: PROGRAMME, month: header.period, version: header.version, sha256: opened.digest.toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'package.conflict', object: (known ?? row).package_id, detail }, row.imported_at);
  });
  return {
    verdict: 'refused',
    code: 'conflict',
    message: REFUSALS.conflict,
    siteCode: header.site_code,
    month: header.period,
    version: header.version,
  };
}

/**
 * What the journal of the site says of itself in this package, against what this desk remembers of it (security §6.3, W2): the figures are received all the same, and
 * the visit to the site is for people. null when nothing is to be said.
 */
function journalMark({ stores }: OpenSession, payload: AggregatePayload): JournalMark | null {
  const held = packagesOfSite(stores.admin, payload.header.site_code, PROGRAMME)
    .filter(({ unconfirmed }) => unconfirmed === null)
    .map((row) => payloadOf(row).witness);
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

const JOURNAL_WORDS: Readonly<Record<JournalMark, Text>> = {
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
const GAP: Text = {
  fr: 'La version qu’elle remplace n’est jamais venue ici.',
  en: 'The version that it replaces never came here.',
};
const TO_HEAR: Text = {
  fr: 'Mais il est signé par l’ancienne carte du centre : il n’entre pas dans les tableaux. Demandez au centre de le remettre avec sa nouvelle carte.',
  en: 'But it is signed by the former card of the centre: it does not enter the tables. Ask the centre to hand it over again with its new card.',
};
const HEARD: Text = {
  fr: 'Déjà reçu. La nouvelle carte du centre le confirme : il n’y a plus de doute.',
  en: 'Already received. The new card of the centre confirms it: there is no doubt any more.',
};
const ALREADY: Text = { fr: 'Déjà reçu. Rien n’a été modifié.', en: 'Already received. Nothing was changed.' };
const ACCEPTED: Text = { fr: 'Reçu et vérifié.', en: 'Received and checked.' };
const REPLACED: Text = { fr: 'Reçu : il remplace celui qui était ici.', en: 'Received: it replaces the one that was here.' };
