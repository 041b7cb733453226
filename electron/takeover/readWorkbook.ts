import readSheets from 'read-excel-file/universal';
import type { RegisterReading } from './registerTable.ts';
import { REGISTER_LIMITS, type RegisterRefusal } from './refusals.ts';
import { TableBounds } from './tableBounds.ts';
import { PassedBounds, repacked } from './unpack.ts';

type Cell = unknown;
type Lines = readonly (readonly Cell[])[];

/** Titles are above the headings of many registers: the headings are looked for in the first lines. */
const LINES_BEFORE_HEADINGS = 20;
const MOST_SHEETS = 50;
const MINUTE_END = 5;
const MIDNIGHT = '00:00';
/** A spreadsheet keeps a time alone as an hour of its day 0, in 1899. */
const FIRST_YEAR = 1900;

/**
 * Reads one sheet of a workbook within the bounds of security §8: the one asked for, else the first that has lines. A formula gives the value it had when the file was saved: nothing is computed.
 * Days are written as registers write them, `31/10/2026`, with their time when they have one; a time alone is `14:30`.
 */
export async function readWorkbook(bytes: Uint8Array, sheet?: number): Promise<RegisterReading> {
  if (bytes.length > REGISTER_LIMITS.fileBytes) return refused('fileTooLarge');
  const sheets = await sheetsOf(bytes);
  if (sheets instanceof PassedBounds) return refused('tooMuchMemory');
  if (sheets === null) return refused('unreadable');
  const chosen =
    sheet ??
    Math.max(
      0,
      sheets.findIndex(({ data }) => data.length > 1),
    );
  const lines = tableOf(sheets[chosen]?.data ?? []);
  if (typeof lines === 'string') return refused(lines);
  const [headings, ...rows] = lines;
  if (headings === undefined || rows.length === 0) return refused('empty');
  const source = { kind: 'workbook', sheet: chosen, sheets: sheets.slice(0, MOST_SHEETS).map(({ name }) => name) } as const;
  const realDays = (sheets[chosen]?.data ?? []).some((line) => line.some((cell) => cell instanceof Date));
  const filledSheets = sheets.filter(({ data }) => data.length > 1).length;
  return { ok: true, table: { source, headings, rows, workbook: { realDays, filledSheets } } };
}

/** null: no workbook, or a workbook that the reader refuses; its reason may hold a cell, and is not kept. */
async function sheetsOf(bytes: Uint8Array): Promise<readonly { readonly name: string; readonly data: Lines }[] | PassedBounds | null> {
  try {
    const sheets = await readSheets(repacked(bytes).buffer);
    return sheets.map(({ sheet: name, data }) => ({ name, data }));
  } catch (error) {
    return error instanceof PassedBounds ? error : null;
  }
}

/** From the line of the headings on, as text; blank lines are skipped, as in a CSV. */
function tableOf(data: Lines): string[][] | RegisterRefusal {
  const bounds = new TableBounds();
  const lines: string[][] = [];
  const from = lineOfHeadings(data);
  const width = (data[from] ?? []).findLastIndex((cell) => cell !== null) + 1;
  for (const line of data.slice(from)) {
    if (line.every((cell) => cell === null)) continue;
    const text = line.slice(0, Math.max(width, line.findLastIndex((cell) => cell !== null) + 1)).map(textOf);
    const problem = bounds.passedBy(text);
    if (problem !== null) return problem;
    lines.push(text);
  }
  return lines;
}

/** The first line that is at least half as full as the fullest of the first ones: a title fills one cell. */
function lineOfHeadings(data: Lines): number {
  const filled = data.slice(0, LINES_BEFORE_HEADINGS).map((line) => line.filter((cell) => cell !== null).length);
  const most = Math.max(0, ...filled);
  return Math.max(
    0,
    filled.findIndex((count) => count > 0 && count * 2 >= most),
  );
}

function textOf(cell: Cell): string {
  if (cell instanceof Date) return dayOf(cell);
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}

function dayOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  const minute = time.slice(0, MINUTE_END);
  if (Number(year) < FIRST_YEAR) return minute;
  const written = `${dayOfMonth}/${month}/${year}`;
  return minute === MIDNIGHT ? written : `${written} ${minute}`;
}

function refused(refusal: RegisterRefusal): RegisterReading {
  return { ok: false, refusal };
}
