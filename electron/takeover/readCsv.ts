import Papa from 'papaparse';
import { decode, detectEncoding } from './decode.ts';
import { type RegisterReading, type CsvChoices, SEPARATORS, type Separator } from './registerTable.ts';
import { REGISTER_LIMITS, type RegisterRefusal } from './refusals.ts';
import { TableBounds } from './tableBounds.ts';

/** Reads a register within the bounds of security §8. Blank lines are skipped, and lines of empty cells at the end, which spreadsheets leave. */
export function readCsv(bytes: Uint8Array, choices: CsvChoices = {}): RegisterReading {
  if (bytes.length > REGISTER_LIMITS.fileBytes) return refused('fileTooLarge');
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
  return { ok: true, table: { source: { kind: 'csv', encoding, separator }, headings, rows } };
}

function refused(refusal: RegisterRefusal): RegisterReading {
  return { ok: false, refusal };
}

/** All lines, or the first bound that is passed. Stops reading there. */
function parse(text: string, separator: Separator): string[][] | RegisterRefusal {
  const lines: string[][] = [];
  let problem: RegisterRefusal | null = null;
  const bounds = new TableBounds();
  Papa.parse<string[]>(text, {
    delimiter: separator,
    skipEmptyLines: true,
    step: ({ data, errors }, parser) => {
      lines.push(data);
      problem = errors.some(({ code }) => code === 'MissingQuotes') ? 'openQuote' : bounds.passedBy(data);
      if (problem !== null) parser.abort();
    },
  });
  return problem ?? lines;
}

/** The separator that cuts the first line most often outside quotation marks; `;` when none does. */
function detectSeparator(text: string): Separator {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
  const bare = first.slice(0, REGISTER_LIMITS.cellCharacters).replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => ({ separator, count: bare.split(separator).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).separator;
}
