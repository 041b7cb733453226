import { Buffer } from 'node:buffer';
import { z } from 'zod';
import {
  OPENING_STEPS,
  sealedFile,
  type OpeningStep,
  type SealedAgree,
  type SealedFile,
  type SealedList,
  type SealedStep,
  type SealedTable,
} from '../../../shared/exchange/sealed.ts';
import { Refused } from '../../../shared/failure.ts';
import { quartersAround, type IsoMonth, type IsoPeriod } from '../../../shared/time.ts';
import type { Progress } from '../../../shared/rules/months/sealedOpening.ts';
import { sha256 } from '../../keys/primitives.ts';
import { commonSet, contributionId, isOfCentre, mayOpen, setDigest, type CommonSet, type ListLine } from '../../sealed/openings.ts';
import { TEMPLATE } from '../../sealed/template.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { listOpenings, readLedger } from '../../store/exchange/sealed.ts';
import type { SealedLedgerRow, SealedOpeningRow } from '../../store/base/adminTables.ts';

/** An opening as its two lists make it: S, its groups and its digest are computed from them each time, and kept nowhere. */
export type Round = {
  readonly row: SealedOpeningRow;
  readonly own: SealedList | null;
  readonly other: SealedList | null;
  /** null until both lists are here. */
  readonly agreed: { readonly common: CommonSet; readonly set: Buffer; readonly threshold: number } | null;
  readonly ownAgree: SealedAgree | null;
  readonly otherAgree: SealedAgree | null;
  readonly ownTable: SealedTable | null;
  readonly otherTable: SealedTable | null;
};

/** An office of a custodian, whatever key it has today. */
export function partnerName(code: string, structureCode: string): string {
  return `${structureCode} ${code}`;
}

export function roundOf(row: SealedOpeningRow): Round {
  const [own, other] = [stepOf(row.own_list, 'list'), stepOf(row.other_list, 'list')];
  return {
    row,
    own,
    other,
    agreed: own === null || other === null ? null : agreedOn(row, own, other),
    ownAgree: stepOf(row.own_agree, 'agree'),
    otherAgree: stepOf(row.other_agree, 'agree'),
    ownTable: stepOf(row.own_table, 'table'),
    otherTable: stepOf(row.other_table, 'table'),
  };
}

/** What both custodians have given each other in this round. */
export function progressOf({ row, own, other, ownAgree, otherAgree, ownTable, otherTable }: Round): Progress {
  return {
    given: stepsWhere({ list: own !== null, agree: ownAgree !== null, values: row.values_given === 1, table: ownTable !== null }),
    received: stepsWhere({
      list: other !== null,
      agree: otherAgree !== null,
      values: row.other_values !== null || otherTable !== null,
      table: otherTable !== null,
    }),
    checked: row.lines !== null,
  };
}

function stepsWhere(done: Readonly<Record<OpeningStep, boolean>>): readonly OpeningStep[] {
  return OPENING_STEPS.filter((step) => done[step]);
}

function agreedOn(row: SealedOpeningRow, own: SealedList, other: SealedList): Round['agreed'] {
  const common = commonSet(own.entries.map(lineOf), other.entries.map(lineOf));
  const lists = [digestOf(row.own_list), digestOf(row.other_list)] as const;
  return {
    common,
    set: setDigest(TEMPLATE.name, row.period, lists, common.groups),
    threshold: Math.max(own.threshold, other.threshold),
  };
}

function lineOf({ centre, month, region, side, commitment, digest_a, digest_b }: SealedList['entries'][number]): ListLine {
  return { centre, month, region, side, commitment, digestA: digest_a, digestB: digest_b };
}

function digestOf(text: string | null): Buffer {
  return sha256(Buffer.from(text ?? '', 'utf8'));
}

/** What is kept of a step is what was signed; it was checked when it came. */
function stepOf<Step extends SealedStep>(text: string | null, step: Step): Extract<SealedFile, { step: Step }> | null {
  if (text === null) return null;
  const file = sealedFile.parse(JSON.parse(text));
  return isStep(file, step) ? file : null;
}

function isStep<Step extends SealedStep>(file: SealedFile, step: Step): file is Extract<SealedFile, { step: Step }> {
  return file.step === step;
}

/** Whether two openings may hold the same halves: both are of one quarter, as that quarter or as months of it. */
function isOfOneQuarter(one: IsoPeriod, other: IsoPeriod): boolean {
  return quartersAround(one)[0] === quartersAround(other)[0];
}

/**
 * Whether S may be opened, by the ledger of this custodian alone: beside all that was opened of the quarter and of its months (disclosure §6.3). Throws Refused where the
 * ledger cannot be read whole.
 */
export function mayBeOpened(db: ReadableDb<'admin'>, { row, agreed }: Round): boolean {
  if (agreed === null) return false;
  const before = ledgerOf(db).filter(({ period, opening_id }) => isOfOneQuarter(period, row.period) && opening_id !== row.opening_id);
  return mayOpen(agreed.common.groups, before.flatMap(groupsIn));
}

/** Whether the month of a centre was opened, by itself or with its quarter. */
export function wasOpened(db: ReadableDb<'admin'>, month: IsoMonth, centre: string): boolean {
  return ledgerOf(db)
    .filter((entry) => isOfOneQuarter(entry.period, month))
    .some((entry) => groupsIn(entry).some((ids) => ids.some((id) => isOfCentre(id, month, centre))));
}

/**
 * Contributions whose sum was disclosed, checked and signed, in a month or in its quarter: none is disclosed twice. Contributions of a failed opening may be
 * summed again, as the rule permits.
 */
export function alreadyDisclosed(db: ReadableDb<'admin'>, period: IsoPeriod): ReadonlySet<string> {
  const done = new Set(listOpenings(db).flatMap(({ opening_id, state }) => (state === 'done' ? [opening_id] : [])));
  return new Set(
    ledgerOf(db)
      .filter((entry) => isOfOneQuarter(entry.period, period) && done.has(entry.opening_id))
      .flatMap((entry) => groupsIn(entry).flat()),
  );
}

/** The groups of a round, as the ledger remembers them. */
export function ledgerGroups({ agreed }: Round): string {
  return JSON.stringify((agreed?.common.groups ?? []).map(({ contributions }) => contributions.map(contributionId)));
}

const groupsSchema = z.array(z.array(z.string()));

function groupsIn({ groups }: SealedLedgerRow): readonly (readonly string[])[] {
  return groupsSchema.parse(JSON.parse(groups));
}

function ledgerOf(db: ReadableDb<'admin'>): readonly SealedLedgerRow[] {
  try {
    return readLedger(db);
  } catch (error) {
    if (error instanceof RangeError) throw new Refused('conflict', LEDGER_BROKEN);
    throw error;
  }
}

const LEDGER_BROKEN = {
  fr: 'Le registre des ouvertures ne se lit plus en entier\u00a0: rien ne dit ce qu’une différence montrerait. Remettez une copie de ce bureau ou demandez de l’aide. Rien n’a été ouvert.',
  en: 'The ledger of openings can no longer be read whole: nothing tells what a difference would show. Put back a copy of this office or ask for help. Nothing was opened.',
};
