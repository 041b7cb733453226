import Papa from 'papaparse';
import { decode, detectEncoding } from './decode.ts';
import type { Encoding } from './decode.ts';
import { CSV_LIMITS } from './refusals.ts';
import type { CsvRefusal } from './refusals.ts';

export const SEPARATORS = [';', ',', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** What the user may set when the detection is wrong. */
export type CsvChoices = { readonly encoding?: Encoding; readonly separator?: Separator };

export type CsvTable = {
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly headings: readonly string[];
  /** Data lines in order, the line after the headings first. Lines may be shorter or longer than the headings. */
  readonly rows: readonly (readonly string[])[];
};

export type CsvReading = { readonly ok: true; readonly table: CsvTable } | { readonly ok: false; readonly refusal: CsvRefusal };

const POINTER_BYTES = 8;
const CHARACTER_BYTES = 2;
const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04];
const OLD_WORKBOOK_MARK = [0xd0, 0xcf, 0x11, 0xe0];

/** Reads a register within the bounds of security §8. Blank lines are skipped, and lines of empty cells at the end, which spreadsheets leave. */
export function readCsv(bytes: Uint8Array, choices: CsvChoices = {}): CsvReading {
  if (bytes.length > CSV_LIMITS.fileBytes) return refused('fileTooLarge');
  if ([ZIP_MARK, OLD_WORKBOOK_MARK].some((mark) => mark.every((byte, position) => bytes[position] === byte))) return refused('workbook');
  const encoding = choices.encoding ?? detectEncoding(bytes);
  const whole = decode(bytes, encoding);
  if (whole.includes('\0')) return refused('nulCharacter');
  const declared = /^sep=([;,\t])\r?\n/i.exec(whole);
  const text = declared === null ? whole : whole.slice(declared[0].length);
  const separator = choices.separator ?? SEPARATORS.find((sign) => sign === declared?.[1]) ?? detectSeparator(text);
  const lines = parse(text, separator);
  if (typeof lines === 'string') return refused(lines);
  while (lines.at(-1)?.every((cell) => cell.trim() === '') === true) lines.pop();
  const [headings, ...rows] = lines;
  if (headings === undefined || rows.length === 0) return refused('empty');
  return { ok: true, table: { encoding, separator, headings, rows } };
}

function refused(refusal: CsvRefusal): CsvReading {
  return { ok: false, refusal };
}

/** All lines, or the first bound that is passed. Stops reading there. */
function parse(text: string, separator: Separator): string[][] | CsvRefusal {
  const lines: string[][] = [];
  let problem: CsvRefusal | null = null;
  let memory = 0;
  Papa.parse<string[]>(text, {
    delimiter: separator,
    skipEmptyLines: true,
    step: ({ data, errors }, parser) => {
      lines.push(data);
      memory += data.reduce((sum, cell) => sum + POINTER_BYTES + CHARACTER_BYTES * cell.length, 0);
      problem = errors.some(({ code }) => code === 'MissingQuotes') ? 'openQuote' : passedBound(data, lines.length, memory);
      if (problem !== null) parser.abort();
    },
  });
  return problem ?? lines;
}

function passedBound(line: readonly string[], lines: number, memory: number): CsvRefusal | null {
  if (lines > CSV_LIMITS.rows + 1) return 'tooManyRows';
  if (line.length > CSV_LIMITS.columns) return 'tooManyColumns';
  if (line.some((cell) => cell.length > CSV_LIMITS.cellCharacters)) return 'cellTooLong';
  return memory > CSV_LIMITS.memoryBytes ? 'tooMuchMemory' : null;
}

/** The separator that cuts the first line most often outside quotation marks; `;` when none does. */
function detectSeparator(text: string): Separator {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
  const bare = first.slice(0, CSV_LIMITS.cellCharacters).replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => ({ separator, count: bare.split(separator).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).separator;
}
