import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { readInWorker } from '../../../electron/takeover/readInWorker.ts';
import { readRegister } from '../../../electron/takeover/readRegister.ts';
import type { RegisterReading, RegisterTable } from '../../../electron/takeover/registerTable.ts';
import { REGISTER_LIMITS, UNPACK_LIMITS } from '../../../electron/takeover/refusals.ts';

type Value = string | number | boolean | Date | null;

/** A workbook of these sheets, as a spreadsheet would save it. */
async function workbook(...sheets: readonly (readonly (readonly Value[])[])[]): Promise<Uint8Array> {
  const written = sheets.map((lines, place) => ({ sheet: `Feuille ${place + 1}`, data: lines.map((line) => line.map(cellOf)) }));
  return new Uint8Array(await writeXlsxFile(written).toBuffer());
}

function cellOf(value: Value) {
  if (value === null) return null;
  if (value instanceof Date) return { value, type: Date, format: 'dd/mm/yyyy' };
  return { value };
}

/** The same workbook with one part of it written otherwise. */
function altered(bytes: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const xml = new TextDecoder().decode(parts[part]);
  return zipSync({ ...parts, [part]: strToU8(change(xml)) });
}

const SHEET = 'xl/worksheets/sheet1.xml';

function tableOf(reading: RegisterReading): RegisterTable {
  if (!reading.ok) throw new Error(reading.refusal);
  return reading.table;
}
const refusalOf = (reading: RegisterReading) => (reading.ok ? null : reading.refusal);

describe('a workbook', () => {
  it('is read as text: words, numbers, days, yes and no, empty cells', async () => {
    const day = new Date('2026-03-05T00:00:00Z');
    const hour = new Date('2026-03-05T14:30:00Z');
    const bytes = await workbook([
      ['Nom', 'Âge', 'Date', 'Vu', 'Note'],
      ['Exemplette inventée', 27, day, true, null],
      ['Autre', 0.5, hour, false, 'œuvrière; "dite"'],
    ]);
    expect(tableOf(await readRegister(bytes))).toEqual({
      workbook: { realDays: true, filledSheets: 1 },
      source: { kind: 'workbook', sheet: 0, sheets: ['Feuille 1'] },
      headings: ['Nom', 'Âge', 'Date', 'Vu', 'Note'],
      rows: [
        ['Exemplette inventée', '27', '05/03/2026', 'oui', ''],
        ['Autre', '0.5', '05/03/2026 14:30', 'non', 'œuvrière; "dite"'],
      ],
    });
  });

  it('has its headings found under its titles, blank lines left out, and its first sheet with lines read unless another is asked for', async () => {
    const bytes = await workbook(
      [],
      [['Registre inventé'], [], ['N°', 'Sexe', 'Âge'], ['1', 'F', 20], [], ['2', 'M', 30]],
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    );
    const first = tableOf(await readRegister(bytes));
    expect(first).toMatchObject({ source: { sheet: 1, sheets: ['Feuille 1', 'Feuille 2', 'Feuille 3'] }, headings: ['N°', 'Sexe', 'Âge'] });
    expect(first.rows).toEqual([
      ['1', 'F', '20'],
      ['2', 'M', '30'],
    ]);
    expect(tableOf(await readRegister(bytes, { sheet: 2 })).headings).toEqual(['a', 'b']);
    expect(refusalOf(await readRegister(bytes, { sheet: 9 }))).toBe('empty');
  });

  it('computes no formula: the value that was saved is read, or nothing', async () => {
    const bytes = altered(
      await workbook([
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ]),
      SHEET,
      (xml) =>
        xml.replace(
          '</sheetData>',
          '<row r="3"><c r="A3"><f>1+1</f><v>7</v></c><c r="B3"><f>WEBSERVICE("http://x")</f></c><c r="C3"><v>9</v></c></row></sheetData>',
        ),
    );
    expect(tableOf(await readRegister(bytes)).rows.at(-1)).toEqual(['7', '', '9']);
  });
});

describe('what is refused', () => {
  it('an old workbook, or one under a password, by its first bytes', async () => {
    expect(refusalOf(await readRegister(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])))).toBe('oldWorkbook');
  });

  it('what is no workbook, is cut, or is damaged', async () => {
    const whole = await workbook([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(refusalOf(await readRegister(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0])))).toBe('unreadable');
    expect(refusalOf(await readRegister(whole.subarray(0, whole.length / 2)))).toBe('unreadable');
    expect(refusalOf(await readRegister(zipSync({ 'other.xml': strToU8('<a/>') })))).toBe('unreadable');
    expect(refusalOf(await readRegister(altered(whole, SHEET, () => '<worksheet><sheetData><row><c r="A')))).not.toBeNull();
  });

  it('an archive that unpacks to more than is allowed, whatever it says of its sizes', async () => {
    const whole = unzipSync(
      await workbook([
        ['a', 'b'],
        ['1', '2'],
      ]),
    );
    const bomb = zipSync({ ...whole, 'xl/comments1.xml': new Uint8Array(UNPACK_LIMITS.bytes + 1) }, { level: 9 });
    expect(bomb.length).toBeLessThan(200_000);
    for (let place = 0; place + 28 < bomb.length; place += 1)
      if (bomb[place] === 0x50 && bomb[place + 1] === 0x4b && bomb[place + 2] === 0x01) bomb.fill(1, place + 24, place + 28);
    expect(await readInWorker(new Uint8Array(bomb))).toEqual({ ok: false, refusal: 'tooMuchMemory' });
    const many = zipSync(Object.fromEntries(Array.from({ length: UNPACK_LIMITS.parts + 1 }, (_, n) => [`p${n}.xml`, strToU8('<a/>')])));
    expect(refusalOf(await readRegister(many))).toBe('tooMuchMemory');
  });

  it('a cell at the end of the world, a bomb of entities, and bounds of a table', { timeout: 60_000 }, async () => {
    const whole = await workbook([
      ['a', 'b'],
      ['1', '2'],
    ]);
    const far = altered(whole, SHEET, (xml) =>
      xml.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    );
    expect(['unreadable', 'tooManyRows', 'tooManyColumns', 'tooSlow', 'tooMuchMemory']).toContain(refusalOf(await readInWorker(far)));
    const entities = altered(whole, SHEET, (xml) =>
      xml
        .replace(/^(?:<\?xml[^>]*>)?/, '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>')
        .replace('</sheetData>', '<row r="3"><c r="A3" t="str"><v>&b;</v></c></row></sheetData>'),
    );
    const read = await readInWorker(entities);
    expect(read.ok ? read.table.rows.flat().join('') : '').not.toContain('aaaa');
    const wide = await workbook([['a'], Array.from({ length: REGISTER_LIMITS.columns + 1 }, () => 'x')]);
    expect(refusalOf(await readRegister(wide))).toBe('tooManyColumns');
    const long = await workbook([
      ['a', 'b'],
      ['x'.repeat(REGISTER_LIMITS.cellCharacters + 1), '1'],
    ]);
    expect(refusalOf(await readRegister(long))).toBe('cellTooLong');
  });
});
