import { describe, expect, it } from 'vitest';
import { decode, detectEncoding } from '../../../electron/takeover/decode.ts';
import { readCsv } from '../../../electron/takeover/readCsv.ts';
import { planInWorker } from '../../../electron/takeover/planInWorker.ts';
import { readInWorker } from '../../../electron/takeover/readInWorker.ts';
import type { RegisterReading, RegisterTable } from '../../../electron/takeover/registerTable.ts';
import { REGISTER_LIMITS, REGISTER_REFUSALS } from '../../../electron/takeover/refusals.ts';
import { mappingOf, proposeColumns } from '../../../shared/takeover/columns.ts';
import { planTakeover } from '../../../shared/takeover/plan.ts';
import { registerAsKept, TODAY } from '../../../tools/registers/invented.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';

const TEXT = 'Nom;Âge;Note\r\nÉlève œuvrière;30;"deux\nlignes; et ""guillemets"""\r\nAutre;~3;=SOMME(A1:A3)\r\n';
const CP1252 = { Â: 0xc2, É: 0xc9, è: 0xe8, œ: 0x9c } as const;

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => Object.entries(CP1252).find(([letter]) => letter === sign)?.[1] ?? sign.charCodeAt(0));
}

function utf16(text: string, mark: boolean, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
}

function tableOf(reading: RegisterReading): RegisterTable {
  if (!reading.ok) throw new Error(reading.refusal);
  return reading.table;
}

function refusalOf(reading: RegisterReading): string | null {
  return reading.ok ? null : reading.refusal;
}

describe('encodings', () => {
  it.each([
    ['utf-8', utf8(TEXT)],
    ['utf-8', utf8(`\uFEFF${TEXT}`)],
    ['windows-1252', windows1252(TEXT)],
    ['utf-16le', utf16(TEXT, true, false)],
    ['utf-16be', utf16(TEXT, true, true)],
    ['utf-16le', utf16(TEXT, false, false)],
    ['utf-16be', utf16(TEXT, false, true)],
  ])('%s', (encoding, bytes) => {
    expect(tableOf(readCsv(bytes))).toEqual({
      source: { kind: 'csv', encoding, separator: ';' },
      headings: ['Nom', 'Âge', 'Note'],
      rows: [
        ['Élève œuvrière', '30', 'deux\nlignes; et "guillemets"'],
        ['Autre', '~3', '=SOMME(A1:A3)'],
      ],
    });
  });

  it('the user may choose another', () => {
    expect(tableOf(readCsv(utf8(TEXT), { encoding: 'windows-1252' })).headings[1]).toBe('Ã‚ge');
  });

  it('keeps a UTF-8 file UTF-8 when some bytes are broken, each a lone surrogate', () => {
    const bytes = new Uint8Array([...utf8('Âge déclaré;État\né'), 0xed, 0xa0, 0x80, ...utf8(';è'), 0xff]);
    expect(detectEncoding(bytes)).toBe('utf-8');
    expect(tableOf(readCsv(bytes)).rows).toEqual([['é\uDCED\uDCA0\uDC80', 'è\uDCFF']]);
  });

  it.each([[[0xc0, 0x80]], [[0xe0, 0x80, 0x80]], [[0xf0, 0x80, 0x80, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xf5, 0x80]], [[0xe2, 0x82]]])(
    '%j is no UTF-8',
    (bytes) => {
      expect(/^[\uDC80-\uDCFF]+$/.test(decode(Uint8Array.from(bytes), 'utf-8'))).toBe(true);
    },
  );

  it('reads every character of UTF-8 as the platform does', () => {
    const text = 'aé\u07FF\u0800\uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}';
    expect(decode(utf8(text), 'utf-8')).toBe(text);
  });

  it('keeps lone surrogates of UTF-16 and drops an odd last byte', () => {
    expect(decode(new Uint8Array([...utf16('a\uD800b', true, false), 0x41]), 'utf-16le')).toBe('a\uD800b');
  });
});

describe('separators', () => {
  it.each([
    ['a;b,c;d\n1;2;3', ';'],
    ['a,b,c\n1;2;3;4;5', ','],
    ['a\tb\n1\t2', '\t'],
    ['seule\n1', ';'],
    ['"a,b,c,d";e\n1;2', ';'],
  ])('%j', (text, separator) => {
    expect(tableOf(readCsv(utf8(text))).source).toMatchObject({ separator });
  });

  it('follows the line a spreadsheet writes, then the choice of the user', () => {
    expect(tableOf(readCsv(utf8('sep=,\r\na;b,c\r\n1,2')))).toMatchObject({ source: { separator: ',' }, headings: ['a;b', 'c'] });
    expect(tableOf(readCsv(utf8('a;b,c\n1;2'), { separator: ',' })).headings).toEqual(['a;b', 'c']);
  });
});

describe('lines', () => {
  it('skips blank lines, and lines of empty cells at the end only', () => {
    expect(tableOf(readCsv(utf8('a;b\n\n;\n1;2\n;\n \n;;\n'))).rows).toEqual([
      ['', ''],
      ['1', '2'],
    ]);
  });

  it('keeps short and long lines as they are', () => {
    expect(tableOf(readCsv(utf8('a;b\n1\n1;2;3'))).rows).toEqual([['1'], ['1', '2', '3']]);
  });
});

describe('refusals', () => {
  it.each([
    ['fileTooLarge', () => new Uint8Array(REGISTER_LIMITS.fileBytes + 1)],
    ['nulCharacter', () => utf8('a;b\n1;\0')],
    ['empty', () => new Uint8Array()],
    ['empty', () => utf8('a;b\n;;\n')],
    ['openQuote', () => utf8('a;b\n"1;2\n3;4')],
    ['tooManyColumns', () => utf8(`a\n${';'.repeat(REGISTER_LIMITS.columns)}`)],
    ['cellTooLong', () => utf8(`a;b\n1;${'x'.repeat(REGISTER_LIMITS.cellCharacters + 1)}`)],
    ['tooManyRows', () => utf8(`a\n${'1\n'.repeat(REGISTER_LIMITS.rows + 1)}`)],
    ['tooMuchMemory', () => utf8(`a\n${`${';'.repeat(199)}1\n`.repeat(40_000)}`)],
  ])('%s', (refusal, bytes) => {
    expect(refusalOf(readCsv(bytes()))).toBe(refusal);
  });

  it('accepts what is exactly at a bound', () => {
    expect(readCsv(utf8(`a\n${';'.repeat(REGISTER_LIMITS.columns - 1)}1`)).ok).toBe(true);
    expect(readCsv(utf8(`a;b\n1;${'x'.repeat(REGISTER_LIMITS.cellCharacters)}`)).ok).toBe(true);
    expect(readCsv(utf8(`a\n${'1\n'.repeat(REGISTER_LIMITS.rows)}`)).ok).toBe(true);
  });

  it('every sentence ends by saying that nothing changed', () => {
    for (const { fr, en } of Object.values(REGISTER_REFUSALS)) {
      expect(fr.endsWith("Rien n'a été modifié.")).toBe(true);
      expect(en.endsWith('Nothing was changed.')).toBe(true);
    }
  });
});

describe('a plan in a thread of its own', () => {
  const register = registerAsKept(1);
  const settings = { columns: mappingOf(proposeColumns(register.headings)), wordings: {}, today: TODAY, lists: REFERENCE_LISTS };

  it('is the same plan', async () => {
    expect(await planInWorker(register, settings)).toEqual(planTakeover(register, settings));
  });

  it('is given up when the time is over, or when it has worked too long', async () => {
    expect(await planInWorker(register, settings, { waited: 0, worked: 60_000 })).toBeNull();
    const long = { ...register, rows: Array.from({ length: 300 }, () => register.rows).flat() };
    expect(await planInWorker(long, settings, { waited: 60_000, worked: 50 })).toBeNull();
  });
});

describe('in a thread of its own', () => {
  it('reads the same table and empties the bytes of the caller', async () => {
    const bytes = utf8(TEXT);
    const expected = readCsv(utf8(TEXT));
    expect(await readInWorker(bytes)).toEqual(expected);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it('gives up when the time is over', async () => {
    expect(await readInWorker(utf8(`a;b\n${'1;2\n'.repeat(90_000)}`), {}, 0)).toEqual({ ok: false, refusal: 'tooSlow' });
  });

  it('carries a refusal back', async () => {
    expect(await readInWorker(utf8('a;\0'))).toEqual({ ok: false, refusal: 'nulCharacter' });
  });
});
