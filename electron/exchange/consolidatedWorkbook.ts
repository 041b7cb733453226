import writeXlsxFile, { type Row } from 'write-excel-file/node';
import type { ConsolidatedCell, ConsolidatedTable } from '../../shared/contract/desk.ts';
import { LIMITS, PREVALENCE, TRAINING_PRINT, cellWords, methodWords, type Method } from '../../shared/exchange/sentences.ts';
import type { Space } from '../../shared/exchange/space.ts';
import { isCode, label } from '../../shared/forms/lists/all.ts';
import { say, type Language, type Text } from '../../shared/text.ts';

export type ConsolidatedPeriod = {
  readonly period: string;
  readonly sites: number;
  readonly expected: number;
  readonly method: Method;
  readonly tables: readonly ConsolidatedTable[];
};

/** `consolidated.xlsx`: a first sheet that says how to read, then one sheet a table, all periods below each other. Text stays text: no formula is written. */
export async function consolidatedWorkbook(periods: readonly ConsolidatedPeriod[], language: Language, space: Space): Promise<Buffer> {
  const tables = tablesOf(periods);
  const sheets = [
    { sheet: say(NOTES, language), data: notes(periods, language), columns: [{ width: 28 }, { width: 100 }] },
    ...tables.map((table) => ({ sheet: table.id, data: tableSheet(table, periods, language), columns: columnsOf(table) })),
  ];
  const lesson = [bold(say(TRAINING_PRINT, language))];
  const marked = sheets.map((sheet) => ({ ...sheet, data: space === 'training' ? [lesson, ...sheet.data] : sheet.data }));
  return writeXlsxFile(marked).toBuffer();
}

const NOTES: Text = { fr: 'À lire', en: 'Read first' };
const HEADINGS = {
  period: { fr: 'Mois', en: 'Month' },
  area: { fr: 'Lieu', en: 'Area' },
  figure: { fr: 'Nombre', en: 'Number' },
  error: { fr: 'Erreur type', en: 'Standard error' },
  total: { fr: 'Total', en: 'Total' },
  country: { fr: 'Mali', en: 'Mali' },
  coverage: { fr: 'Centres reçus sur attendus', en: 'Centres received out of expected' },
} satisfies Record<string, Text>;

function tablesOf(periods: readonly ConsolidatedPeriod[]): readonly ConsolidatedTable[] {
  const byId = new Map(periods.flatMap((period) => period.tables).map((table) => [table.id, table]));
  return [...byId.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

function notes(periods: readonly ConsolidatedPeriod[], language: Language): Row[] {
  return [
    [bold(say(PREVALENCE, language))],
    ...methodLines(periods, language),
    [],
    [bold(say(HEADINGS.period, language)), bold(say(HEADINGS.coverage, language))],
    ...periods.map((period) => [text(period.period), text(`${period.sites} / ${period.expected}`)]),
  ];
}

/** How the figures of all periods are protected, each sentence once. */
function methodLines(periods: readonly ConsolidatedPeriod[], language: Language): Row[] {
  return [...new Set(periods.flatMap(({ method }) => [...methodWords(method), LIMITS].map((line) => say(line, language))))].map((line) => [
    text(line),
  ]);
}

function tableSheet(table: ConsolidatedTable, periods: readonly ConsolidatedPeriod[], language: Language): Row[] {
  const headings = [
    HEADINGS.period,
    HEADINGS.area,
    ...table.dims.map((dim) => dim.title),
    HEADINGS.figure,
    ...(hasErrors(periods) ? [HEADINGS.error] : []),
  ];
  return [
    [bold(`${table.id} · ${say(table.title, language)}`)],
    [text(say(table.meaning, language))],
    [text(say(PREVALENCE, language))],
    ...methodLines(periods, language),
    [],
    headings.map((heading) => bold(say(heading, language))),
    ...periods.flatMap((period) => rowsOf(table, period, language, hasErrors(periods))),
  ];
}

/** Whether some figure is a rounded sum: its standard error then has a column. */
function hasErrors(periods: readonly ConsolidatedPeriod[]): boolean {
  return periods.some(({ tables }) => tables.some(({ cells }) => cells.some(({ error }) => error !== null)));
}

function rowsOf(table: ConsolidatedTable, period: ConsolidatedPeriod, language: Language, withErrors: boolean): Row[] {
  const cells = period.tables.find((candidate) => candidate.id === table.id)?.cells ?? [];
  return cells.map((cell) => [
    text(period.period),
    text(say(areaName(cell), language)),
    ...table.dims.map((dim) => text(codeName(dim, cell.dims, language))),
    figure(cell, language),
    ...(withErrors ? [cell.error === null ? null : { value: cell.error, type: Number }] : []),
  ]);
}

function areaName(cell: ConsolidatedCell): Text {
  if (cell.level === 'national') return HEADINGS.country;
  return isCode('region', cell.area) ? label('region', cell.area) : { fr: cell.area, en: cell.area };
}

function codeName(dim: ConsolidatedTable['dims'][number], dims: string, language: Language): string {
  const part = dims.split('|').find((candidate) => candidate.startsWith(`${dim.name}=`));
  const code = part?.slice(dim.name.length + 1);
  const found = dim.codes.find((candidate) => candidate.code === code);
  return say(found?.label ?? HEADINGS.total, language);
}

function figure(cell: ConsolidatedCell, language: Language): Row[number] {
  return cell.value === null ? text(say(cellWords(cell), language)) : { value: cell.value, type: Number };
}

function text(value: string): Row[number] {
  return { value, type: String };
}

function bold(value: string): Row[number] {
  return { value, type: String, fontWeight: 'bold' };
}

function columnsOf(table: ConsolidatedTable): { width: number }[] {
  return [{ width: 12 }, { width: 20 }, ...table.dims.map(() => ({ width: 34 })), { width: 16 }, { width: 14 }];
}
