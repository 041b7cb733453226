import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type DemoArguments = {
  /** Folder of `*.csv` registers; null when invented ones must be made. */
  readonly registers: string | null;
  readonly months: readonly string[];
  readonly profile: string;
  readonly out: string;
  /** The day on which the demonstration takes place, `YYYY-MM-DD`. */
  readonly today: string;
  readonly window: boolean;
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
  if (values.mode !== 'hidden') throw new Error(`The mode « ${values.mode} » does not exist yet: packages leave in the mode « hidden ».`);
  const work = join(tmpdir(), 'sutura-demo-');
  return {
    registers: registersFolder(values.registers, root),
    months: monthRange(values.month),
    profile: values.profile === undefined ? mkdtempSync(work) : resolve(values.profile),
    out: values.out === undefined ? join(mkdtempSync(work), 'out') : resolve(values.out),
    today: dayOr(values.today, new Date().toISOString().slice(0, 10)),
    window: values.window,
  };
}

function registersFolder(given: string | undefined, root: string): string | null {
  if (given !== undefined) {
    if (!existsSync(given)) throw new Error('The folder of registers given with --registers does not exist.');
    return resolve(given);
  }
  const shared = resolve(root, '../shared/data');
  return existsSync(shared) ? shared : null;
}

function dayOr(given: string | undefined, otherwise: string): string {
  if (given === undefined) return otherwise;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given) || Number.isNaN(Date.parse(given))) throw new Error('--today takes a date YYYY-MM-DD.');
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
