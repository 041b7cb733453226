import { createHash } from 'node:crypto';
import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { mappingOf, type ColumnProposal } from '../../../shared/takeover/columns.ts';
import { orderOf, type DateOrder } from '../../../shared/takeover/dates.ts';
import { HEADINGS } from '../../../shared/takeover/headings.ts';
import { DATE_TARGETS, isChildProtectionExport, leftOutOf, toolOf } from '../../../shared/takeover/known/recognise.ts';
import { TARGET_WORDS } from '../../../shared/takeover/targetWords.ts';
import { FileFault } from '../../files/files.ts';
import { requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import { readInWorker } from '../../takeover/readInWorker.ts';
import type { RegisterTable } from '../../takeover/registerTable.ts';
import type { ReadTool, Reading } from '../../takeover/reading.ts';
import { REGISTER_LIMITS, REGISTER_REFUSALS } from '../../takeover/refusals.ts';
import { rememberedChoices, chosenColumns, chosenCorrections } from './choices.ts';
import { takenOn } from './own.ts';

/** Reads a register chosen in the picker; nothing is written (interface 3.22, steps Fichier and Colonnes). Says which known tool it comes from, if any. */
export async function readRegister(input: Input<'takeover.read'>, host: Host): Promise<Output<'takeover.read'>> {
  const { encoding, separator, sheet } = input;
  const given = {
    ...(encoding === undefined ? {} : { encoding }),
    ...(separator === undefined ? {} : { separator }),
    ...(sheet === undefined ? {} : { sheet }),
  };
  const bytes = bytesOf(host, input.file);
  const content = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('base64url') };
  const read = await readInWorker(bytes, given);
  if (!read.ok) throw new Refused('invalid', REGISTER_REFUSALS[read.refusal]);
  const session = requireCaseSession(host);
  const { table } = read;
  if (isChildProtectionExport(table.headings)) throw new Refused('invalid', CHILD_PROTECTION);
  const print = {
    ...content,
    sheet: table.source.kind === 'csv' ? 0 : table.source.sheet,
    filledSheets: table.workbook?.filledSheets ?? 1,
  };
  const from = fromOf(table, input.byHand === true);
  const choices = rememberedChoices(session);
  const proposals = chosenColumns(choices, table.headings, from);
  const dates = from === null ? null : orderIn(table, from);
  const takeoverId = newId();
  const register = { headings: table.headings, rows: table.rows };
  // One register at a time: its lines are held in memory until it is taken over.
  session.readings.clear();
  const columns = mappingOf(proposals);
  session.readings.set(takeoverId, {
    register,
    print,
    from,
    dates,
    columns,
    wordings: chosenCorrections(choices, session.lists),
    plan: null,
  });
  return {
    takeoverId,
    source: sourceOf(table),
    rows: table.rows.length,
    columns: proposals.map((proposal, index) => ({ ...proposal, filled: filledIn(table, index) })),
    targets: HEADINGS.map(([target]) => ({ target, label: TARGET_WORDS[target] })),
    from: from === null ? null : recognised(from, proposals),
    dateOrder: from === null ? 'dayFirst' : dates,
    takenOn: takenOn(session, print),
  };
}

function fromOf({ headings }: RegisterTable, byHand: boolean): ReadTool | null {
  const tool = toolOf(headings);
  return tool === null ? null : { tool, byHand };
}

/** The order of day and month, inferred from the cells of the date columns; a workbook's own dates need none. */
function orderIn({ headings, rows, workbook }: RegisterTable, { tool }: ReadTool): DateOrder | null {
  if (workbook?.realDays === true) return 'dayFirst';
  const days = chosenColumns({ columns: [], wordings: [], from: null }, headings, { tool, byHand: false }).flatMap(({ target }, index) =>
    target !== null && DATE_TARGETS.includes(target) ? [index] : [],
  );
  return orderOf(rows.flatMap((row) => days.map((index) => row[index] ?? '')));
}

function recognised({ tool, byHand }: ReadTool, proposals: readonly ColumnProposal[]): Output<'takeover.read'>['from'] {
  const { name, everyLineIsCase } = tool;
  return { name, byHand, everyLineIsCase, leftOut: byHand ? [] : leftOutOf(tool, proposals) };
}

function filledIn({ rows }: RegisterTable, index: number): number {
  return rows.filter((row) => (row[index] ?? '').trim() !== '').length;
}

function sourceOf({ source }: RegisterTable): Output<'takeover.read'>['source'] {
  return source.kind === 'csv' ? source : { ...source, sheets: [...source.sheets] };
}

/** Three cells of one column, opened on purpose: they may be a person's. */
export function columnSamples(input: Input<'takeover.samples'>, host: Host): Output<'takeover.samples'> {
  const { register } = readingOf(requireCaseSession(host), input.takeoverId);
  const index = register.headings.indexOf(input.heading);
  const cells = register.rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '');
  return { cells: cells.slice(0, 3) };
}

/** The register in memory under that id. Throws Refused `notFound`. */
export function readingOf(session: CaseSession, takeoverId: string): Reading {
  const reading = session.readings.get(takeoverId);
  if (reading === undefined) throw new Refused('notFound', READ_AGAIN);
  return reading;
}

function bytesOf(host: Host, token: string): Buffer {
  try {
    return host.picker.read(token, REGISTER_LIMITS.fileBytes);
  } catch (error) {
    if (error instanceof FileFault)
      throw new Refused('invalid', error.message === 'tooLarge' ? REGISTER_REFUSALS.fileTooLarge : REGISTER_REFUSALS.unreadable);
    throw error;
  }
}

export const READ_AGAIN = {
  fr: 'Ce registre n’est plus en mémoire. Choisissez le fichier de nouveau. Rien n’a été écrit.',
  en: 'This register is no longer in memory. Choose the file again. Nothing was written.',
};
const CHILD_PROTECTION = {
  fr: 'C’est un export de dossiers de protection de l’enfance (Primero, CPIMS+). Cette version ne reprend que les incidents de VBG\u00a0: exportez les incidents, ou saisissez ces dossiers. Rien n’a été écrit.',
  en: 'This is an export of child-protection cases (Primero, CPIMS+). This version takes over GBV incidents only: export the incidents, or enter these cases. Nothing was written.',
};
