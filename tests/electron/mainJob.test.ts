import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingOf, proposeColumns } from '../../shared/takeover/columns.ts';
import { planTakeover } from '../../shared/takeover/plan.ts';
import { HEADINGS, type GeneratedRegister } from '../../tools/registers/generate.ts';
import { asCsv, registerAsKept, TODAY } from '../../tools/registers/invented.ts';
import { countOf, subjectsOf, type Subject } from './secondCount.ts';
import { REFERENCE_LISTS } from '../../shared/forms/lists/inForce.ts';

const ROOT = join(import.meta.dirname, '../..');
const MONTH = '2026-05';
const CENTRES = { AAA: 301, BBB: 302, CCC: 303 } as const;
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'sutura-main-job-'));
const out = join(folder, 'out');
const registers = new Map<string, GeneratedRegister>(Object.entries(CENTRES).map(([code, seed]) => [code, registerAsKept(seed)]));

type Line = { table: string; level: string; area: string; dims: string; value: string; status: string; low: string; high: string };
type Summary = {
  centres: {
    code: string;
    rows: number;
    registered: number;
    held: number[];
    unknown_cells: [number, string][];
    duplicate_suspects: { row: number; candidates: number[] }[];
    months: Record<
      string,
      { registered: number; no_care_consent: number; no_statistics_consent: number; counted: number; package: string }
    >;
  }[];
  consolidated: { packages: number };
  checks: { name: string; tried: number; failed: number }[];
  failed: number;
};

let summary: Summary;
let lines: Line[];

/** The whole demonstration on registers that the product has never seen, as a person would run it. */
beforeAll(async () => {
  const source = join(folder, 'registers');
  mkdirSync(source);
  for (const [code, register] of registers) writeFileSync(join(source, `registre-${code}.csv`), asCsv(register));
  const demo = join(ROOT, 'tools/demo.ts');
  await run(
    process.execPath,
    [demo, '--registers', source, '--month', MONTH, '--today', TODAY, '--profile', join(folder, 'profile'), '--out', out],
    { cwd: ROOT },
  );
  summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  lines = Papa.parse<Line>(readFileSync(join(out, 'consolidated.csv'), 'utf8').replace(/^\uFEFF/, ''), {
    header: true,
    delimiter: ';',
    skipEmptyLines: true,
  }).data;
}, 400_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const counted = [...registers.values()].map(({ rows }) =>
  subjectsOf(
    planTakeover(
      { headings: HEADINGS, rows },
      { columns: mappingOf(proposeColumns(HEADINGS)), wordings: {}, today: TODAY, lists: REFERENCE_LISTS },
    ),
    MONTH,
  ),
);

function subjects(table: string): readonly Subject[] {
  return counted.flatMap((tables) => tables.get(table) ?? []);
}

describe('the main job on registers never seen', () => {
  it('verifies itself without a failure', () => {
    expect(summary.checks.filter(({ failed }) => failed > 0)).toEqual([]);
    expect(summary.failed).toBe(0);
    expect(summary.checks.every(({ tried }) => tried > 0)).toBe(true);
  });

  it.each(Object.keys(CENTRES))('%s: holds, unknown cells and figures of the month are those of the register', (code) => {
    const centre = summary.centres.find((candidate) => candidate.code === code);
    const truth = registers.get(code)?.truth;
    expect(centre?.held).toEqual(truth?.held);
    expect(centre?.unknown_cells).toEqual(truth?.unknownCells);
    const { registered = 0, noCareConsent = 0, noStatisticsConsent = 0, counted = 0 } = truth?.months.get(MONTH) ?? {};
    expect(centre?.months[MONTH]).toMatchObject({
      registered,
      no_care_consent: noCareConsent,
      no_statistics_consent: noStatisticsConsent,
      counted,
    });
    expect(centre?.rows).toBe(240);
  });

  it('publishes only what a second count finds, and intervals that hold it', () => {
    const national = lines.filter(({ level }) => level === 'national');
    expect(new Set(national.map(({ table }) => table)).size).toBe(10);
    for (const line of national) {
      const truth = countOf(subjects(line.table), line.dims);
      if (line.status === 'published') expect([line.table, line.dims, Number(line.value)]).toEqual([line.table, line.dims, truth]);
      if (line.status === 'interval') {
        expect(Number(line.low), `${line.table} ${line.dims}`).toBeLessThanOrEqual(truth);
        expect(Number(line.high), `${line.table} ${line.dims}`).toBeGreaterThanOrEqual(truth);
      }
    }
    expect(national.filter(({ status }) => status === 'published').length).toBeGreaterThan(30);
  });

  it('never lets a number from 1 to 4 leave a centre', () => {
    const payloads = readdirSync(join(out, 'opened')).filter((name) => name.endsWith('.json'));
    expect(payloads).toHaveLength(3);
    for (const name of payloads) {
      const payload: { cells: { value?: number }[] } = JSON.parse(readFileSync(join(out, 'opened', name), 'utf8'));
      expect(payload.cells.filter(({ value }) => value !== undefined && value > 0 && value < 5)).toEqual([]);
    }
  });

  it('writes packages whose names and sizes reveal nothing', () => {
    const packages = readdirSync(join(out, 'packages')).filter((name) => name.endsWith('.sutura'));
    expect(packages).toHaveLength(3);
    for (const name of packages) expect(name).toMatch(/^S-[2-9A-HJKMNP-TV-Z]{8}\.sutura$/);
    expect(new Set(packages.map((name) => readFileSync(join(out, 'packages', name)).length)).size).toBe(1);
  });
});
