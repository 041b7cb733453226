import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isDate } from '../../shared/time.ts';

export type DemoArguments = {
  /** Folder of `*.csv` registers; null when invented ones must be made. */
  readonly registers: string | null;
  readonly months: readonly string[];
  readonly profile: string;
  readonly out: string;
  /** The day on which the demonstration takes place, `YYYY-MM-DD`. */
  readonly today: string;
  readonly window: boolean;
  /** How the packages protect small counts (disclosure §4, §6): other than `hidden`, the focal point agrees on it and every centre enters it; `sealed`: two custodians open the sum. */
  readonly mode: 'hidden' | 'rounded' | 'sealed';
};

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Reads the options of commands.md. Throws an Error with one plain sentence on a wrong one. */
export function readDemoArguments(argv: readonly string[], root: string): DemoArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      registers: { type: 'string' },
      month: { type: 'string', default: '2026-05' },
      profile: { type: 'string' },
      out: { type: 'string' },
      today: { type: 'string' },
      mode: { type: 'string', default: 'hidden' },
      window: { type: 'boolean', default: false },
    },
  });
  const mode = modeOf(values.mode);
  const work = join(tmpdir(), 'sutura-demo-');
  const today = dayOr(values.today, new Date().toISOString().slice(0, 10));
  const months = monthRange(values.month);
  if (months.some((month) => month >= today.slice(0, 7))) throw new Error('A month that has not ended cannot be frozen. Nothing was done.');
  return {
    registers: registersFolder(values.registers, root),
    months,
    profile: values.profile === undefined ? mkdtempSync(work) : newFolder(values.profile, '--profile'),
    out: values.out === undefined ? join(mkdtempSync(work), 'out') : writableFolder(values.out, '--out'),
    today,
    window: values.window,
    mode,
  };
}

function modeOf(given: string): DemoArguments['mode'] {
  if (given !== 'hidden' && given !== 'rounded' && given !== 'sealed')
    throw new Error(`The mode « ${given} » does not exist yet: packages leave in the mode « hidden », « rounded » or « sealed ».`);
  return given;
}

function registersFolder(given: string | undefined, root: string): string | null {
  if (given !== undefined) {
    if (!existsSync(given) || !statSync(given).isDirectory())
      throw new Error('The folder of registers given with --registers does not exist.');
    return resolve(given);
  }
  const shared = resolve(root, '../shared/data');
  return existsSync(shared) ? shared : null;
}

/** A folder that the demonstration may fill: made now, or an error in one sentence. */
function writableFolder(given: string, option: string): string {
  const folder = resolve(given);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(`The folder given with ${option} cannot be written. Nothing was done.`);
  }
  return folder;
}

function newFolder(given: string, option: string): string {
  const folder = writableFolder(given, option);
  if (readdirSync(folder).length > 0)
    throw new Error(`The folder given with ${option} is not empty: a profile is never written over. Nothing was done.`);
  return folder;
}

function dayOr(given: string | undefined, otherwise: string): string {
  if (given === undefined) return otherwise;
  if (!isDate(given)) throw new Error('--today takes a date YYYY-MM-DD.');
  return given;
}

/** `2026-05` or `2026-01..2026-10`, both ends included. */
function monthRange(given: string): readonly string[] {
  const [first = '', last = first] = given.split('..');
  if (!MONTH.test(first) || !MONTH.test(last) || last < first) throw new Error('--month takes YYYY-MM or YYYY-MM..YYYY-MM.');
  const months: string[] = [];
  for (let at = first; at <= last && months.length < 120; at = nextMonth(at)) months.push(at);
  return months;
}

function nextMonth(month: string): string {
  const [year = '0', number = '1'] = month.split('-');
  return number === '12' ? `${Number(year) + 1}-01` : `${year}-${String(Number(number) + 1).padStart(2, '0')}`;
}
