import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { SCHEMA_VERSION, aggregatePayload, type CardPayload } from '../../../shared/exchange/payload.ts';
import type { SealedShare } from '../../../shared/exchange/sealed.ts';
import { Refused } from '../../../shared/failure.ts';
import type { CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';
import { monthOf, type IsoMonth } from '../../../shared/time.ts';
import { KIND, sealContainer } from '../../exchange/container.ts';
import { bytesOf, headerText, piecesOf, writeSealedFile } from '../../exchange/custodianFile.ts';
import { randomFileName } from '../../files/files.ts';
import { isOnVolume } from '../../files/volumes.ts';
import { requireCaseSession, today, type CaseSession, type Host } from '../../host.ts';
import { sign } from '../../keys/primitives.ts';
import { siteKeys } from '../../keys/principals.ts';
import { committerOf } from '../../sealed/commitment.ts';
import {
  readShare,
  receiptWords,
  shareBytes,
  shareDigest,
  splitVector,
  sumShares,
  type Contribution,
  type Side,
} from '../../sealed/shares.ts';
import { TEMPLATE, vectorOf } from '../../sealed/template.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal, readJournal } from '../../store/journal/journal.ts';
import { readSealedMessage, toCounting, writeSealedMessages } from '../../store/caseRecords/sealedMessages.ts';
import { markExported, readReport } from '../../store/months/reports.ts';
import { transaction } from '../../store/base/sql.ts';
import { cardStates } from '../exchange/cardTrust.ts';
import { folderOf, MONTH_STAYS_FROZEN, writeExport } from '../exchange/exportFile.ts';
import { assertStillOpen, NOTHING_LEFT } from '../session/sessionGuard.ts';
import { assertAsFrozen } from './export.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

const office = z.strictObject({ code: z.string(), structure_code: z.string() });
type Office = z.infer<typeof office>;
type Custodians = Readonly<Record<Side, Office>>;

/** What the counting group keeps of a sealed month: both halves as they were drawn, and who has which since the first hand-over. */
const keptSchema = z.strictObject({
  template: z.string(),
  commitment: z.string(),
  a: z.array(z.string()),
  b: z.array(z.string()),
  custodians: z.strictObject({ a: office, b: office }).nullable(),
});
type Kept = { readonly contribution: Contribution; readonly custodians: Custodians | null };

/** Draws the halves of a month (disclosure §6.2). */
export function contributionOf(units: readonly CountedUnit[], month: IsoMonth): Contribution {
  return splitVector(vectorOf(units, month), committerOf(TEMPLATE.name, TEMPLATE.length));
}

/** Keeps the halves of a frozen month for those who count it, and the commitment in the journal. In the caller's transaction. */
export function keepContribution(db: WritableDb<'cases'>, session: CaseSession, month: IsoMonth, kept: Kept, at: number): void {
  const { stores, site } = session;
  const report = readReport(db, site.code, PROGRAMME, month);
  if (report === undefined) throw new Refused('conflict', NOT_FROZEN);
  const { commitment, shares } = kept.contribution;
  const content = {
    template: TEMPLATE.name,
    commitment: commitment.toString('hex'),
    a: piecesOf(shareBytes(shares.a)),
    b: piecesOf(shareBytes(shares.b)),
    custodians: kept.custodians,
  };
  writeSealedMessages(db, stores, toCounting(stores.roster, PROGRAMME), 'report.sealed', report.report_id, content);
  const detail = { month, sha256: commitment.toString('base64url') };
  appendJournal(db, stores.actor, { kind: 'sealed.draw', object: report.report_id, detail }, at);
}

/** How a frozen month leaves, and its receipt once one half was written. */
export function sealedMonth(input: Input<'months.sealed'>, host: Host): Output<'months.sealed'> {
  const session = requireCaseSession(host);
  const report = readReport(session.stores.cases, session.site.code, PROGRAMME, input.month);
  if (report === undefined) throw new Refused('conflict', NOT_FROZEN);
  const { mode } = aggregatePayload.parse(JSON.parse(report.payload)).header;
  if (mode !== 'sealed') return { mode, custodians: [], receipt: null };
  const { contribution, custodians } = keptOf(session, report.report_id);
  return {
    mode,
    custodians:
      custodians === null ? [] : [custodians.a, custodians.b].map(({ code, structure_code }) => ({ code, structureCode: structure_code })),
    receipt: custodians === null ? null : [...receiptWords(input.month, contribution.commitment)],
  };
}

/**
 * Writes one half of a sealed month for one of two custodians of two organisations (disclosure §6.2, step 1): the first, then, in the same sitting and on another medium,
 * the second. The two that have the halves are remembered: another pair gets halves drawn anew, so that nobody ever has both of one draw.
 */
export async function handOverHalf(input: Input<'months.handOverHalf'>, host: Host): Promise<Output<'months.handOverHalf'>> {
  const session = requireCaseSession(host);
  const { stores, site } = session;
  const report = readReport(stores.cases, site.code, PROGRAMME, input.month);
  if (report === undefined) throw new Refused('conflict', NOT_FROZEN);
  if (assertAsFrozen(session, report).header.mode !== 'sealed') throw new Refused('conflict', NOT_SEALED);
  const cards = [custodianCard(session, input.firstCard, host), custodianCard(session, input.secondCard, host)] as const;
  if (cards[0].structure_code === cards[1].structure_code) throw new Refused('invalid', ONE_ORGANISATION);
  const signing = stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (signing === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const folder = folderOf(host, input.folder);
  const volume = host.volumeOf(folder);
  assertOtherMedium(session, input, folder, volume, host);
  const kept = forPair(session, input.month, report.report_id, cards, host);
  const own = cards[input.which === 'first' ? 0 : 1];
  const side: Side = isOffice(kept.custodians.a, own) ? 'a' : 'b';
  const signer = { seed: siteKeys(signing).signingSeed, publicKey: signing.principal.publicKey };
  const payload = writeSealedFile(shareFile(session, input.month, kept, side, signer.seed));
  const sealed = await sealContainer(KIND.share, payload, signer, own.recipient, stores.roster.space);
  assertStillOpen(host, session, NOTHING_LEFT);
  const at = host.now().getTime();
  const detail = { programme: PROGRAMME, month: input.month, side, sha256: kept.contribution.commitment.toString('base64url') };
  transaction(stores.cases, (db) => appendJournal(db, stores.actor, { kind: 'sealed.export', object: report.report_id, detail }, at));
  const fileName = randomFileName('.sutura');
  writeExport(folder, fileName, sealed, monthOf(today(host)), MONTH_STAYS_FROZEN);
  session.firstHalf = input.which === 'first' ? { month: input.month, fileName, volume } : null;
  if (input.which === 'second') transaction(stores.cases, (db) => markExported(db, report.report_id, stores.user.userId, at));
  return { fileName, bytes: sealed.length, receipt: [...receiptWords(input.month, kept.contribution.commitment)] };
}

/** The second half goes to another medium than the first, in the same sitting. Throws Refused. */
function assertOtherMedium(session: CaseSession, input: Input<'months.handOverHalf'>, folder: string, volume: string, host: Host): void {
  if (input.which === 'first') return;
  const first = session.firstHalf;
  if (first?.month !== input.month) throw new Refused('conflict', FIRST_FIRST);
  if (volume === first.volume || isOnVolume(folder, first.fileName, host.volumeOf)) throw new Refused('conflict', SAME_MEDIUM);
}

/** The halves for these two custodians: as drawn if they are the first pair or the same, else drawn anew. */
function forPair(
  session: CaseSession,
  month: IsoMonth,
  reportId: string,
  cards: readonly [CardPayload, CardPayload],
  host: Host,
): { readonly contribution: Contribution; readonly custodians: Custodians } {
  const { contribution, custodians } = keptOf(session, reportId);
  const isSame = custodians !== null && [custodians.a, custodians.b].every((one) => cards.some((card) => isOffice(one, card)));
  if (custodians !== null && isSame) return { contribution, custodians };
  const named = { a: officeOf(cards[0]), b: officeOf(cards[1]) };
  const drawn = custodians === null ? contribution : drawnAgain(contribution);
  transaction(session.stores.cases, (db) =>
    keepContribution(db, session, month, { contribution: drawn, custodians: named }, host.now().getTime()),
  );
  return { contribution: drawn, custodians: named };
}

function drawnAgain({ shares }: Contribution): Contribution {
  return splitVector(sumShares([shares.a, shares.b]).values, committerOf(TEMPLATE.name, TEMPLATE.length));
}

function keptOf({ stores }: CaseSession, reportId: string): Kept {
  const read = keptSchema.safeParse(readSealedMessage(stores.cases, stores, 'report.sealed', reportId));
  if (!read.success || read.data.template !== TEMPLATE.name) throw new Refused('conflict', NOT_READABLE);
  const [a, b] = [readShare(bytesOf(read.data.a), TEMPLATE.length), readShare(bytesOf(read.data.b), TEMPLATE.length)];
  const commitment = Buffer.from(read.data.commitment, 'hex');
  const drawn = readJournal(stores.cases, { object: reportId }, { offset: 0, limit: MOST_LINES }).rows.find(
    ({ kind }) => kind === 'sealed.draw',
  );
  const { sha256 } = drawn === undefined ? { sha256: '' } : drawDetail.parse(JSON.parse(drawn.detail));
  if (a === null || b === null || sha256 !== commitment.toString('base64url')) throw new Refused('conflict', NOT_READABLE);
  return { contribution: { commitment, shares: { a, b } }, custodians: read.data.custodians };
}

const drawDetail = z.looseObject({ sha256: z.string() });
const MOST_LINES = 500;

function shareFile(
  { site }: CaseSession,
  month: IsoMonth,
  { contribution, custodians }: { readonly contribution: Contribution; readonly custodians: Custodians },
  side: Side,
  seed: Uint8Array,
): SealedShare {
  const digestOf = (one: Side) => shareDigest(TEMPLATE.name, month, site.code, contribution.shares[one]).toString('hex');
  const header = {
    template: TEMPLATE.name,
    period: month,
    centre: site.code,
    structure_code: site.structureCode,
    region: site.region,
    commitment: contribution.commitment.toString('hex'),
    digest_a: digestOf('a'),
    digest_b: digestOf('b'),
    custodian_a: custodians.a,
    custodian_b: custodians.b,
  };
  return {
    schema_version: SCHEMA_VERSION,
    step: 'share',
    ...header,
    header_signature: sign(seed, headerText(header)).toString('hex'),
    side,
    share: piecesOf(shareBytes(contribution.shares[side])),
  };
}

function custodianCard(session: CaseSession, cardId: string, host: Host): CardPayload {
  const found = cardStates(session, today(host)).find(({ row }) => row.card_id === cardId);
  if (found?.state !== 'confirmed' || found.card.role !== 'focal_point') throw new Refused('conflict', CARD_NOT_CONFIRMED);
  return found.card;
}

function officeOf({ code, structure_code }: CardPayload): Office {
  return { code, structure_code };
}

function isOffice(one: Office, other: Office): boolean {
  return one.code === other.code && one.structure_code === other.structure_code;
}

const NOT_FROZEN = { fr: 'Figez d’abord ce mois. Rien n’est parti.', en: 'Freeze this month first. Nothing has left.' };
const NOT_SEALED = {
  fr: 'Ce mois n’a pas été figé pour deux dépositaires. Rien n’est parti.',
  en: 'This month was not frozen for two custodians. Nothing has left.',
};
const CARD_NOT_CONFIRMED = {
  fr: 'La carte d’un des deux dépositaires n’est pas confirmée par deux personnes, ou elle est périmée. Rien n’est parti.',
  en: 'The card of one of the two custodians is not confirmed by two people, or has expired. Nothing has left.',
};
const ONE_ORGANISATION = {
  fr: 'Les deux dépositaires sont de la même organisation\u00a0: elle aurait les deux moitiés. Choisissez deux organisations différentes. Rien n’est parti.',
  en: 'The two custodians are of the same organisation: it would have both halves. Choose two different organisations. Nothing has left.',
};
const FIRST_FIRST = {
  fr: 'Écrivez d’abord la moitié du premier dépositaire, puis celle du second, sans fermer la session entre les deux. Rien n’est parti.',
  en: 'First write the half of the first custodian, then that of the second, without locking in between. Nothing has left.',
};
const SAME_MEDIUM = {
  fr: 'C’est la clé USB qui porte déjà l’autre moitié\u00a0: qui la trouve aurait les deux. Branchez une seconde clé. Rien n’est parti.',
  en: 'This is the USB key that already has the other half: whoever finds it would have both. Plug in a second key. Nothing has left.',
};
const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas le droit de signer pour le centre. Rien n’est parti.',
  en: 'Your account may not sign for the centre. Nothing has left.',
};
const NOT_READABLE = {
  fr: 'Les deux moitiés de ce mois ne se lisent plus comme elles ont été figées. Rien n’est parti. Prévenez l’administration et gardez l’ordinateur tel quel.',
  en: 'The two halves of this month no longer read as they were frozen. Nothing has left. Tell the administrator and keep the computer as it is.',
};
