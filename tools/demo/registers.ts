import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mappingOf, proposeColumns } from '../../shared/takeover/columns.ts';
import { REFERENCE_LISTS } from '../../shared/forms/lists/inForce.ts';
import { planTakeover } from '../../shared/takeover/plan.ts';
import type { Target } from '../../shared/takeover/headings.ts';
import type { CaseRow, TakeoverPlan } from '../../shared/takeover/outcome.ts';
import type { Place } from '../../electron/files/picker.ts';
import { readCsv } from '../../electron/takeover/readCsv.ts';
import { REGISTER_REFUSALS } from '../../electron/takeover/refusals.ts';
import { DemoStopped } from './caller.ts';
import type { DemoRegister } from './centre.ts';

const STAFF_CODE = /^[A-Z0-9]{2,4}$/;

/** Every `*.csv` of a place, with what the first run of its centre needs to know: code, region, who works there. */
export function registersOf(place: Place, today: string): readonly DemoRegister[] {
  const registers = filesOf(place).map(([fileName, bytes]) => registerOf(fileName, bytes, today));
  if (registers.length === 0) throw new DemoStopped('The folder of registers holds no CSV file.');
  return registers;
}

function filesOf(place: Place): readonly (readonly [string, Buffer])[] {
  if ('files' in place) return [...place.files];
  const names = readdirSync(place.folder).filter((name) => name.toLowerCase().endsWith('.csv'));
  return names.toSorted().map((name) => [name, readFileSync(join(place.folder, name))] as const);
}

function registerOf(fileName: string, bytes: Buffer, today: string): DemoRegister {
  const code = centreCode(fileName);
  const read = readCsv(bytes);
  if (!read.ok) throw new DemoStopped(REGISTER_REFUSALS[read.refusal].en);
  const { headings, rows } = read.table;
  const plan = planTakeover(
    { headings, rows },
    { columns: mappingOf(proposeColumns(headings)), wordings: {}, today, lists: REFERENCE_LISTS },
  );
  if (plan.region === null) throw new DemoStopped('A register names no region that the list knows.');
  return {
    code,
    fileName,
    region: plan.region,
    staffCodes: staffCodesOf(plan.cases),
    words: plantedWords(headings, rows, plan),
  };
}

/** The last part of the file's name before `.csv`: `registre-MOP.csv` → `MOP` (commands.md). */
function centreCode(fileName: string): string {
  const code = (
    fileName
      .replace(/\.csv$/i, '')
      .split('-')
      .at(-1) ?? ''
  ).toUpperCase();
  if (!/^[A-Z0-9]{3,5}$/.test(code))
    throw new DemoStopped('A register must be called NAME-CODE.csv with a code of 3 to 5 letters or digits.');
  return code;
}

function staffCodesOf(cases: readonly CaseRow[]): readonly string[] {
  const codes = cases.map(({ staffCode }) => staffCode).filter((code) => code !== null && STAFF_CODE.test(code));
  return [...new Set(codes)].filter((code) => code !== null).toSorted();
}

/** Every name, telephone and observation of a register, held rows included: what must be found in no file afterwards. */
function plantedWords(headings: readonly string[], rows: readonly (readonly string[])[], plan: TakeoverPlan): readonly string[] {
  const identifying = proposeColumns(headings).flatMap(({ target }, index) => (IDENTIFYING.has(target ?? '') ? [index] : []));
  if (plan.rows.length !== rows.length) throw new DemoStopped('a row of the register was lost');
  return rows.flatMap((row) => identifying.map((index) => row[index] ?? ''));
}

const IDENTIFYING: ReadonlySet<Target | ''> = new Set<Target | ''>(['name', 'firstName', 'lastName', 'phone', 'note']);
