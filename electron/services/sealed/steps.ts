import { Buffer } from 'node:buffer';
import type { SealedAgree, SealedFile, SealedList, SealedTable, SealedValues } from '../../../shared/exchange/sealed.ts';
import { monthsOfPeriod } from '../../../shared/time.ts';
import { FileRefused } from '../../exchange/container.ts';
import { bytesOf, setText, tableText } from '../../exchange/custodianFile.ts';
import type { Host, OpenSession } from '../../host.ts';
import { newId, sha256, verify } from '../../keys/primitives.ts';
import { valuesHash } from '../../sealed/openings.ts';
import { readShare, type Share } from '../../sealed/shares.ts';
import { TEMPLATE } from '../../sealed/template.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { insertOpening, listOpenings, presentOpening, updateOpening } from '../../store/exchange/sealed.ts';
import { transaction } from '../../store/base/sql.ts';
import type { SealedOpeningRow } from '../../store/base/adminTables.ts';
import type { CardState } from '../exchange/cardTrust.ts';
import { finish } from './end.ts';
import { partnerName, roundOf, type Round } from './round.ts';

type StepFile = Exclude<SealedFile, { step: 'share' }>;
type Received = { readonly file: Buffer; readonly payload: Buffer; readonly signer: CardState };
type Change = Partial<Omit<SealedOpeningRow, 'opening_id'>>;

/**
 * Takes one step of the other custodian (disclosure §6.2, steps 3 to 7). What is out of order, of another round, or not what was announced is refused, and nothing is written but the
 * refusal. False: it was here already. Throws FileRefused.
 */
export function acceptStep(session: OpenSession, content: StepFile, received: Received, host: Host): boolean {
  const { stores } = session;
  const { card } = received.signer;
  if (card.structure_code === session.site.structureCode) throw new FileRefused('sealedPair');
  const partner = partnerName(card.code, card.structure_code);
  const present = presentOpening(stores.admin, content.period, partner);
  const opening = present ?? (content.step === 'list' ? newOpening(content.period, partner, received.signer, host) : undefined);
  if (opening === undefined) throw new FileRefused('sealedOrder');
  const text = received.payload.toString('utf8');
  if (content.step === 'list' && listOpenings(stores.admin).some((one) => one.state !== 'open' && one.other_list === text))
    throw new FileRefused('sealedRound');
  const change = changeOf(roundOf(opening), content, text, received);
  if (change === null) return false;
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    if (present === undefined) insertOpening(db, opening);
    updateOpening(db, opening.opening_id, change);
    const detail = { period: content.period, step: content.step, sha256: sha256(received.payload).toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'sealed.import', object: opening.opening_id, detail }, at);
  });
  finish(session, opening.opening_id, at);
  return true;
}

/** An opening in which nothing has been done here yet. */
export function newOpening(period: string, partner: string, signer: CardState, host: Host): SealedOpeningRow {
  return {
    opening_id: newId(),
    period,
    partner,
    card_id: signer.row.card_id,
    state: 'open',
    why: null,
    own_list: null,
    other_list: null,
    own_agree: null,
    other_agree: null,
    values_given: 0,
    other_values: null,
    lines: null,
    own_table: null,
    other_table: null,
    begun_at: host.now().getTime(),
    ended_at: null,
  };
}

/** What a step changes; null when it is here already. */
function changeOf(round: Round, content: StepFile, text: string, received: Received): Change | null {
  if (content.step === 'list') return listChange(round, content, text);
  if (content.step === 'agree') return agreeChange(round, content, text, received.signer);
  if (content.step === 'values') return valuesChange(round, content, received);
  return tableChange(round, content, text, received.signer);
}

/** Another list is a new round: it is taken until an agreement was given or came. */
function listChange({ row, ownAgree, otherAgree }: Round, content: SealedList, text: string): Change | null {
  if (row.other_list === text) return null;
  if (ownAgree !== null || otherAgree !== null) throw new FileRefused('sealedOrder');
  const months = monthsOfPeriod(content.period);
  if (content.entries.some(({ month }) => !months.includes(month))) throw new FileRefused('malformed');
  if (new Set(content.entries.map(({ centre, month }) => `${centre} ${month}`)).size !== content.entries.length)
    throw new FileRefused('malformed');
  return { other_list: text };
}

function agreeChange({ row, agreed, otherAgree }: Round, content: SealedAgree, text: string, { card }: CardState): Change | null {
  if (row.other_agree === text) return null;
  if (agreed === null || otherAgree !== null) throw new FileRefused('sealedOrder');
  assertRound(agreed.set, content.set);
  if (!verify(Buffer.from(card.sign_key, 'hex'), setText(agreed.set), Buffer.from(content.set_signature, 'hex')))
    throw new FileRefused('altered');
  return { other_agree: text };
}

/** Values are taken once both hashes are given, and only those of the hash (step 5). */
function valuesChange({ row, agreed, ownAgree, otherAgree }: Round, content: SealedValues, received: Received): Change | null {
  if (agreed === null || ownAgree === null || otherAgree === null) throw new FileRefused('sealedOrder');
  assertRound(agreed.set, content.set);
  const sums = sumsIn(content, agreed.common.groups.length);
  const key = Buffer.from(received.signer.card.sign_key, 'hex');
  if (valuesHash(agreed.set, key, sums).toString('hex') !== otherAgree.hash) throw new FileRefused('sealedHash');
  return row.other_values === null ? { other_values: received.file } : null;
}

function tableChange({ row, agreed, otherTable }: Round, content: SealedTable, text: string, { card }: CardState): Change | null {
  if (row.other_table === text) return null;
  if (agreed === null || row.values_given === 0 || row.other_values === null || otherTable !== null) throw new FileRefused('sealedOrder');
  assertRound(agreed.set, content.set);
  const signed = tableText(agreed.set, Buffer.from(content.table, 'hex'));
  if (!verify(Buffer.from(card.sign_key, 'hex'), signed, Buffer.from(content.table_signature, 'hex'))) throw new FileRefused('altered');
  return { other_table: text };
}

/** The sums of a file of values, one a group. Throws FileRefused. */
export function sumsIn(content: SealedValues, groups: number): readonly Share[] {
  const sums = content.sums.map((pieces) => readShare(bytesOf(pieces), TEMPLATE.length)).filter((sum) => sum !== null);
  if (sums.length !== groups || content.sums.length !== groups) throw new FileRefused('malformed');
  return sums;
}

/** Asserts that the step belongs to these two lists and no others; a replayed step of another round is detected here. */
function assertRound(set: Buffer, named: string): void {
  if (set.toString('hex') !== named) throw new FileRefused('sealedRound');
}
