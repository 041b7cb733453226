/** A fixed source of chance and what can be done to bytes with it: nothing here knows a format, except where it says so. */
type Draw = () => number;

function below(draw: Draw, most: number): number {
  return Math.floor(draw() * most);
}

export function oneOf<Item>(draw: Draw, items: readonly Item[]): Item {
  const item = items[below(draw, items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

const BYTES: readonly ((bytes: Buffer, draw: Draw) => Buffer)[] = [
  (bytes, draw) => {
    const altered = Buffer.from(bytes);
    for (let count = 1 + below(draw, 8); count > 0; count -= 1) {
      const at = below(draw, altered.length);
      altered.writeUInt8(altered.readUInt8(at) ^ (1 << below(draw, 8)), at);
    }
    return altered;
  },
  (bytes, draw) => bytes.subarray(0, below(draw, bytes.length)),
  (bytes, draw) => Buffer.concat([bytes, Buffer.alloc(1 + below(draw, 5_000), below(draw, 256))]),
  (bytes, draw) => {
    const at = below(draw, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(draw, 64))]);
  },
  (bytes, draw) => {
    const [from, to] = [below(draw, bytes.length), below(draw, bytes.length)];
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, from + 200), bytes.subarray(to)]);
  },
  (bytes, draw) => {
    const altered = Buffer.from(bytes);
    const at = below(draw, altered.length);
    altered.fill(oneOf(draw, [0x00, 0xff, 0x0a, 0x22, 0xd8]), at, Math.min(altered.length, at + 1 + below(draw, 40)));
    return altered;
  },
];

/** Bits, cuts, repetitions, runs of one byte. An empty file stays empty. */
export function mutateBytes(bytes: Buffer, draw: Draw): Buffer {
  return bytes.length === 0 ? bytes : oneOf(draw, BYTES)(bytes, draw);
}

const DEEP = 1_000_000;
/** Values that a reader of JSON may trip over (security §8), as text. */
const VALUES = [
  '-1',
  '1.5',
  '1e9',
  '99999999999999999999',
  'NaN',
  'null',
  'true',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '{}',
  '[]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":1,"a":2}',
  `"${'x'.repeat(5_000)}"`,
  `[${'0,'.repeat(30_000)}0]`,
  '"=CMD()"',
  '"../../etc/passwd"',
] as const;

/** JSON that keeps most of its structure: one value replaced, one key doubled, renamed or dropped, a whole of great depth. */
export function mutateJson(text: string, draw: Draw): string {
  const places = [...text.matchAll(/:("[^"]*"|-?\d+|true|false|null)/g)];
  const keys = [...text.matchAll(/"(\w+)":/g)];
  const value = oneOf(draw, places);
  const key = oneOf(draw, keys);
  const kind = below(draw, 6);
  if (kind === 0) return `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
  if (kind === 1) return `${text.slice(0, key.index)}"${key[1]}":0,${text.slice(key.index)}`;
  if (kind === 2)
    return `${text.slice(0, key.index)}"${oneOf(draw, ['__proto__', 'inconnu', 'constructor'])}":${text.slice(key.index + key[0].length)}`;
  if (kind === 3) return `${text.slice(0, key.index)}"inconnu":1,${text.slice(key.index)}`;
  return `${text.slice(0, value.index + 1)}${oneOf(draw, VALUES)}${text.slice(value.index + value[0].length)}`;
}

const CELLS = [
  '=1+1',
  '@SUM(A1)',
  '"',
  '""',
  '"a\r\nb"',
  '\u0000',
  '\u202e',
  '\ud800',
  'é'.normalize('NFD'),
  ' ',
  'x'.repeat(20_000),
  '31/02/2026',
  '-1',
  '9'.repeat(400),
  '__proto__',
] as const;

/** A register that still has lines and cells: cells replaced, quotes opened, columns and lines multiplied, encodings mixed, the whole made of separators. */
export function mutateCsv(text: string, draw: Draw): Buffer {
  const lines = text.split('\r\n');
  const at = below(draw, lines.length);
  const cells = (lines[at] ?? '').split(';');
  cells[below(draw, cells.length)] = oneOf(draw, CELLS);
  lines[at] = cells.join(';');
  const kind = below(draw, 8);
  if (kind === 0) lines.push(...Array.from({ length: 5_000 }, () => oneOf(draw, lines)));
  if (kind === 1) lines[0] = Array.from({ length: 300 }, (_, rank) => `Colonne ${rank}`).join(';');
  if (kind === 2) lines[0] = Array.from({ length: 30 }, () => '__proto__').join(';');
  if (kind === 3) return Buffer.from(`${'"'.repeat(1 + below(draw, 100_000))}${text}`);
  if (kind === 4) return Buffer.from(lines.join(oneOf(draw, ['\n', '\r', '\r\r\n'])), oneOf(draw, ['utf16le', 'latin1', 'utf8']));
  if (kind === 5) return Buffer.from(oneOf(draw, [';', '\r\n', '"', ',']).repeat(1 + below(draw, 400_000)));
  return Buffer.from(lines.join('\r\n'));
}
