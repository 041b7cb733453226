import Papa from 'papaparse';
import { generateRegister, type GeneratedRegister, type InventedCentre } from './generate.ts';
import { AS_KEPT, TIDY } from './habits.ts';

const STAFF = ['AC1', 'AC2'];
const CENTRES = [
  { code: 'DEM1', region: 'Mopti', cercles: ['Bandiagara'], staffCodes: STAFF },
  { code: 'DEM2', region: 'Ségou', cercles: ['Niono'], staffCodes: STAFF },
  { code: 'DEM3', region: 'Gao', cercles: ['Ansongo'], staffCodes: STAFF },
] as const;
const LINES = 180;
const FIRST_SEED = 1000;

/** The day of the registers as kept, YYYY-MM-DD. */
export const TODAY = '2026-11-24';

const KEPT_AT: readonly InventedCentre[] = [
  { region: 'Ségou', cercles: ['Niono', 'Ségou', 'Bla', 'San'], staffCodes: ['ZQ1', 'ZQ2'] },
  { region: 'Tombouctou', cercles: ['Goundam', 'Diré', 'Niafunké', 'Tombouctou'], staffCodes: ['ZQ1', 'ZQ2'] },
];

/** Tidy registers of three centres that do not exist, by file name, for a machine without registers: never written to disk. `today`: YYYY-MM-DD. */
export function inventedRegisters(today: string): ReadonlyMap<string, Buffer> {
  return new Map(
    CENTRES.map((centre, rank) => [
      `registre-${centre.code}.csv`,
      inventedRegister({ ...centre, rows: LINES, seed: FIRST_SEED + rank }, today),
    ]),
  );
}

/** The tidy register of one centre as a file; the same bytes for the same seed and day. */
export function inventedRegister(centre: InventedCentre & { readonly rows: number; readonly seed: number }, today: string): Buffer {
  return asCsv(generateRegister(centre, TIDY, centre.seed, centre.rows, today));
}

/** A register as real ones are kept, with seven persons received twice, impossible days of reception and a few impossible cells. */
export function registerAsKept(seed: number, size = 240): GeneratedRegister {
  const centre = KEPT_AT[Math.floor(seed / 2) % KEPT_AT.length];
  if (centre === undefined) throw new RangeError('the seed is a whole number from 0');
  return generateRegister(centre, AS_KEPT, seed, size, TODAY);
}

/** A register as a file: UTF-8 with its mark, semicolons. */
export function asCsv({ headings, rows }: Pick<GeneratedRegister, 'headings' | 'rows'>): Buffer {
  const data = rows.map((row) => [...row]);
  return Buffer.from(`\uFEFF${Papa.unparse({ fields: [...headings], data }, { delimiter: ';', newline: '\r\n' })}`, 'utf8');
}
