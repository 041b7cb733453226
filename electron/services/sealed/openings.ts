import type { Input, Output } from '../../../shared/contract.ts';
import { SCHEMA_VERSION } from '../../../shared/exchange/payload.ts';
import type { OpeningStep, SealedFile, SealedList } from '../../../shared/exchange/sealed.ts';
import { Refused } from '../../../shared/failure.ts';
import { monthOf } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { mayGive } from '../../../shared/rules/months/sealedOpening.ts';
import { KIND, sealContainer, type Signer } from '../../exchange/container.ts';
import { piecesOf, setText, tableText, writeSealedFile } from '../../exchange/custodianFile.ts';
import { randomFileName } from '../../files/files.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { randomSecret, sha256, sign } from '../../keys/primitives.ts';
import { siteKeys } from '../../keys/principals.ts';
import { committerOf } from '../../sealed/commitment.ts';
import { countCentres, LEAST_CENTRES, openSums, valuesHash } from '../../sealed/openings.ts';
import { protectOpened, tableDigest } from '../../sealed/openedTables.ts';
import { shareBytes } from '../../sealed/shares.ts';
import { TEMPLATE } from '../../sealed/template.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { appendLedger, insertOpening, presentOpening, readOpening, updateOpening } from '../../store/exchange/sealed.ts';
import { transaction } from '../../store/base/sql.ts';
import type { SealedOpeningRow, SealedShareRow } from '../../store/base/adminTables.ts';
import { cardStates, type CardState } from '../exchange/cardTrust.ts';
import { folderOf, writeExport } from '../exchange/exportFile.ts';
import { assertStillOpen, NOTHING_LEFT } from '../session/sessionGuard.ts';
import { endOpening, finish } from './end.ts';
import { ledgerGroups, mayBeOpened, partnerName, progressOf, roundOf, type Round } from './round.ts';
import { newOpening } from './steps.ts';
import { eligible, halfOfRow, otherSums, ownSums } from './sums.ts';
import { linesIn } from './tables.ts';
import { assertItsTurn } from './turn.ts';

/**
 * Begins, or begins again, the opening of a month with another custodian, or of the late halves of a quarter (disclosure §6.2, step 3; disclosure §6.3): makes
 * this custodian's list, with a fresh round number. `part`: all contributions not disclosed yet, or one half of them, to find the source of an absurd sum.
 * Throws Refused.
 */
export function beginOpening(input: Input<'sealed.begin'>, host: Host): Output<'sealed.begin'> {
  const session = requireSession(host);
  const { stores } = session;
  const partner = partnerCard(session, input.cardId, host);
  const name = partnerName(partner.card.code, partner.card.structure_code);
  const known = presentOpening(stores.admin, input.period, name);
  if (known?.own_agree !== null && known !== undefined) throw new Refused('conflict', ALREADY_AGREED);
  assertItsTurn(session, input.period, name, today(host));
  const shares = partOf(eligible(session, input.period, name), input.part);
  if (countCentres(shares.map(halfOfRow)) < LEAST_CENTRES) throw new Refused('conflict', TOO_FEW);
  const list: SealedList = {
    ...common(input.period),
    step: 'list',
    nonce: randomSecret().toString('hex'),
    threshold: session.settings.smallCellThreshold,
    entries: shares.map(({ site_code, period: month, region, side, commitment, digest_a, digest_b }) => ({
      centre: site_code,
      month,
      region,
      side,
      commitment,
      digest_a,
      digest_b,
    })),
  };
  const opening = known ?? newOpening(input.period, name, partner, host);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    if (known === undefined) insertOpening(db, opening);
    keepStep(db, session, opening, { own_list: writeSealedFile(list).toString('utf8') }, list, at);
  });
  return { openingId: opening.opening_id };
}

/** Writes one step of this custodian for the other: made when it is due, and given again the same. Throws Refused. */
export async function handOverStep(input: Input<'sealed.handOver'>, host: Host): Promise<Output<'sealed.handOver'>> {
  const session = requireSession(host);
  const { stores } = session;
  const round = input.step === 'table' ? signableRound(session, input.openingId) : roundById(session, input.openingId);
  const recipient = partnerCardOf(session, round.row, host);
  const folder = folderOf(host, input.folder);
  const file = await stepFile(session, round, input.step);
  const sealed = await sealContainer(KIND.share, writeSealedFile(file), signerOf(session), recipient.card.recipient, stores.roster.space);
  assertSame(host, session);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    const present = readOpening(db, input.openingId);
    if (JSON.stringify(present) !== JSON.stringify(round.row)) throw new Refused('conflict', CHANGED_MEANWHILE);
    if (file.step === 'values') logOpening(db, session, round, at);
    keepStep(db, session, round.row, changeBy(round, file), file, at);
  });
  const fileName = randomFileName('.sutura');
  writeExport(folder, fileName, sealed, monthOf(today(host)));
  finish(session, input.openingId, at);
  return { fileName, bytes: sealed.length };
}

/**
 * Steps 6 and 7: the two sums put together in memory, checked against the commitments, and turned into the protected table that both sign. The sum itself is kept nowhere, and
 * printed nowhere. A sum that does not agree ends the opening and names nobody.
 */
export async function checkOpening(input: Input<'sealed.check'>, host: Host): Promise<Output<'sealed.check'>> {
  const session = requireSession(host);
  const { stores } = session;
  const round = roundById(session, input.openingId);
  const { agreed, row } = round;
  if (agreed === null || row.values_given === 0 || row.other_values === null) throw new Refused('conflict', NOT_YET);
  if (row.lines !== null) return { outcome: 'opened' };
  const own = await ownSums(session, round);
  const other = await otherSums(session, row.other_values, agreed.common.groups.length);
  const opened = openSums(agreed.common.groups, own, other, committerOf(TEMPLATE.name, TEMPLATE.length), TEMPLATE);
  const table = 'sums' in opened ? await protectOpened(row.period, agreed.common.groups, opened.sums, agreed.threshold) : opened;
  if ('sums' in opened) for (const sum of opened.sums) sum.fill(0);
  assertSame(host, session);
  const at = host.now().getTime();
  if (!('lines' in table)) {
    transaction(stores.admin, (db) => endOpening(db, session, row, 'aborted', table.failed, at));
    return { outcome: table.failed };
  }
  transaction(stores.admin, (db) => updateOpening(db, row.opening_id, { lines: JSON.stringify(table.lines) }));
  return { outcome: 'opened' };
}

/** Leaves an opening that does not continue: another one can begin. What was opened stays in the ledger. */
export function leaveOpening(input: Input<'sealed.leave'>, host: Host): Output<'sealed.leave'> {
  const session = requireSession(host);
  const { row } = roundById(session, input.openingId);
  transaction(session.stores.admin, (db) => endOpening(db, session, row, 'left', null, host.now().getTime()));
  return {};
}

function partOf(shares: readonly SealedShareRow[], part: Input<'sealed.begin'>['part']): readonly SealedShareRow[] {
  if (part === 'all') return shares;
  const half = Math.ceil(shares.length / 2);
  return part === 'first' ? shares.slice(0, half) : shares.slice(half);
}

/** The step as it was given, or as it is due now. Throws Refused when it is too early. */
async function stepFile(session: OpenSession, round: Round, step: OpeningStep): Promise<Exclude<SealedFile, { step: 'share' }>> {
  const { row, own, agreed, ownAgree, otherAgree, ownTable } = round;
  const signer = signerOf(session);
  if (step === 'list') return own ?? refuse(NOT_YET);
  if (agreed === null || !mayGive(progressOf(round), step)) return refuse(NOT_YET);
  const set = agreed.set.toString('hex');
  if (step === 'agree') {
    if (ownAgree !== null) return ownAgree;
    if (agreed.common.groups.length === 0) return refuse(TOO_FEW_COMMON);
    if (!mayBeOpened(session.stores.admin, round)) return refuse(TOO_CLOSE);
    const hash = valuesHash(agreed.set, signer.publicKey, await ownSums(session, round)).toString('hex');
    return { ...common(row.period), step, set, set_signature: sign(signer.seed, setText(agreed.set)).toString('hex'), hash };
  }
  if (step === 'values') {
    if (otherAgree?.set !== set || !mayBeOpened(session.stores.admin, round)) return refuse(TOO_CLOSE);
    const sums = await ownSums(session, round);
    return { ...common(row.period), step, set, sums: sums.map((sum) => piecesOf(shareBytes(sum))) };
  }
  if (ownTable !== null) return ownTable;
  if (row.lines === null) return refuse(NOT_YET);
  const table = tableDigest(agreed.set, linesIn(row.lines));
  return {
    ...common(row.period),
    step,
    set,
    table: table.toString('hex'),
    table_signature: sign(signer.seed, tableText(agreed.set, table)).toString('hex'),
  };
}

function changeBy({ row }: Round, file: SealedFile): Partial<SealedOpeningRow> {
  const text = writeSealedFile(file).toString('utf8');
  if (file.step === 'agree') return { own_agree: text };
  if (file.step === 'values') return { values_given: 1 };
  return file.step === 'table' ? { own_table: text } : { own_list: row.own_list };
}

/** From here the sum counts as opened, whatever the other custodian does with it (disclosure §6.3): the ledger and the journal have it before the file exists. */
function logOpening(db: WritableDb<'admin'>, { stores }: OpenSession, round: Round, at: number): void {
  const { row, agreed } = round;
  if (row.values_given === 1 || agreed === null) return;
  const groups = ledgerGroups(round);
  appendLedger(db, { opening_id: row.opening_id, period: row.period, groups, opened_at: at, opened_by: stores.user.userId });
  const centres = countCentres(agreed.common.groups.flatMap(({ contributions }) => contributions));
  const detail = { period: row.period, centres, groups: agreed.common.groups.length, sha256: agreed.set.toString('base64url') };
  appendJournal(db, stores.actor, { kind: 'sealed.open', object: row.opening_id, detail }, at);
}

function keepStep(
  db: WritableDb<'admin'>,
  { stores }: OpenSession,
  row: SealedOpeningRow,
  change: Partial<SealedOpeningRow>,
  file: SealedFile,
  at: number,
): void {
  updateOpening(db, row.opening_id, change);
  const detail = { period: row.period, step: file.step, sha256: sha256(writeSealedFile(file)).toString('base64url') };
  appendJournal(db, stores.actor, { kind: 'sealed.step', object: row.opening_id, detail }, at);
}

/** The signature of a table can be written again once both have signed: the other custodian may not have it yet. */
function signableRound(session: OpenSession, openingId: string): Round {
  const row = readOpening(session.stores.admin, openingId);
  return row?.state === 'done' ? roundOf(row) : roundById(session, openingId);
}

function roundById(session: OpenSession, openingId: string): Round {
  const row = readOpening(session.stores.admin, openingId);
  if (row === undefined) throw new Refused('notFound', NO_OPENING);
  if (row.state !== 'open') throw new Refused('conflict', ENDED);
  return roundOf(row);
}

/** A custodian of another organisation whose card was confirmed by words. */
function partnerCard(session: OpenSession, cardId: string, host: Host): CardState {
  const found = cardStates(session, today(host)).find(({ row }) => row.card_id === cardId);
  if (found?.state !== 'confirmed' || found.card.role !== 'focal_point') throw new Refused('conflict', NO_PARTNER);
  if (found.card.structure_code === session.site.structureCode) throw new Refused('conflict', ONE_ORGANISATION);
  return found;
}

/** The card that this partner has today: its key may have been renewed since. */
function partnerCardOf(session: OpenSession, row: SealedOpeningRow, host: Host): CardState {
  const found = cardStates(session, today(host)).find(
    ({ card, state }) =>
      card.role === 'focal_point' && state === 'confirmed' && partnerName(card.code, card.structure_code) === row.partner,
  );
  if (found === undefined) throw new Refused('conflict', NO_PARTNER);
  return found;
}

function signerOf({ stores }: OpenSession): Signer {
  const signing = stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (signing === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  return { seed: siteKeys(signing).signingSeed, publicKey: signing.principal.publicKey };
}

function common(period: string): { readonly schema_version: typeof SCHEMA_VERSION; readonly template: string; readonly period: string } {
  return { schema_version: SCHEMA_VERSION, template: TEMPLATE.name, period };
}

function assertSame(host: Host, session: OpenSession): void {
  assertStillOpen(host, session, NOTHING_LEFT);
}

function refuse(sentence: Text): never {
  throw new Refused('conflict', sentence);
}

const TOO_FEW = {
  fr: 'Les moitiés qui attendent ici avec ce dépositaire viennent de moins de trois centres\u00a0: leur somme en montrerait un ou deux. Rien n’a été commencé.',
  en: 'The halves that wait here with this custodian come from fewer than three centres: their sum would show one or two. Nothing was begun.',
};
const TOO_FEW_COMMON = {
  fr: 'Moins de trois centres sont sur les deux listes avec le même en-tête. Redemandez les fichiers qui manquent, puis échangez de nouveau les listes. Rien n’est ouvert.',
  en: 'Fewer than three centres are on both lists with the same heading. Ask again for the missing files, then exchange the lists again. Nothing is opened.',
};
const TOO_CLOSE = {
  fr: 'Avec ce qui a déjà été ouvert de ce trimestre ou de ses mois, cette somme isolerait moins de trois centres par différence. Les centres en retard attendent d’être trois dans un mois ou, une fois le trimestre fini, trois dans le trimestre. Rien n’est ouvert.',
  en: 'With what was already opened of this quarter or of its months, this sum would isolate fewer than three centres by difference. Late centres wait to be three in a month or, once the quarter has ended, three in the quarter. Nothing is opened.',
};
const NOT_YET = {
  fr: 'Cette étape n’est pas encore due\u00a0: il manque une étape de l’un ou de l’autre dépositaire. Rien n’a été fait.',
  en: 'This step is not due yet: a step of one custodian or the other is missing. Nothing was done.',
};
const ALREADY_AGREED = {
  fr: 'L’accord de cette ouverture est déjà donné. Allez jusqu’au bout, ou arrêtez-la avant d’en commencer une autre. Rien n’a été modifié.',
  en: 'The agreement of this opening was given already. Go to the end, or stop it before another is begun. Nothing was changed.',
};
const NO_OPENING = { fr: 'Cette ouverture n’est pas ici.', en: 'This opening is not here.' };
const ENDED = { fr: 'Cette ouverture est finie. Rien n’a été modifié.', en: 'This opening has ended. Nothing was changed.' };
const NO_PARTNER = {
  fr: 'La carte de l’autre dépositaire n’est pas confirmée, ou elle est périmée. Comparez les huit mots avec lui. Rien n’a été fait.',
  en: 'The card of the other custodian is not confirmed, or has expired. Compare the eight words. Nothing was done.',
};
const ONE_ORGANISATION = {
  fr: 'Ce dépositaire est de votre organisation\u00a0: elle aurait les deux moitiés. Rien n’a été fait.',
  en: 'This custodian is of your own organisation: it would have both halves. Nothing was done.',
};
const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas la clé de signature de ce bureau. Rien n’est parti.',
  en: 'Your account does not have the signing key of this office. Nothing has left.',
};
const CHANGED_MEANWHILE = {
  fr: 'Une étape est venue entre-temps. Recommencez. Rien n’est parti.',
  en: 'A step came in the meantime. Start again. Nothing has left.',
};
