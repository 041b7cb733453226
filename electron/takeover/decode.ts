/** Encodings in which centres' spreadsheets save text. */
export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const SAMPLE_BYTES = 4096;
/** Of the pairs of bytes of a French text in UTF-16, nearly all have one null byte. */
const LEAST_NULL_SHARE = 0.75;

/** The encoding of a register: by its mark, else by what its bytes can be. A file that is mostly UTF-8 stays UTF-8; its broken bytes hold their lines. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = zerosByParity(bytes.subarray(0, SAMPLE_BYTES));
  const least = (Math.min(bytes.length, SAMPLE_BYTES) / 2) * LEAST_NULL_SHARE;
  if (zeros.odd > least && zeros.even === 0) return 'utf-16le';
  if (zeros.even > least && zeros.odd === 0) return 'utf-16be';
  const { good, bad } = countSequences(bytes);
  return bad === 0 || good > bad ? 'utf-8' : 'windows-1252';
}

/**
 * The text of the bytes, without its mark. Bytes that are no UTF-8 become lone surrogates, one each: they stay visible as forbidden
 * characters and hold their line. UTF-16 keeps its lone surrogates for the same reason.
 */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  const text = decodeAll(bytes, encoding);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function decodeAll(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'windows-1252') return new TextDecoder('windows-1252').decode(bytes);
  if (encoding === 'utf-8') return decodeUtf8(bytes);
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (encoding === 'utf-16be' ? even.swap16() : even).toString('utf16le');
}

function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  let start = 0;
  let at = 0;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      parts.push(decoder.decode(bytes.subarray(start, at)), String.fromCharCode(0xdc00 + (bytes[at] ?? 0)));
      start = at + 1;
    }
    at += Math.max(length, 1);
  }
  parts.push(decoder.decode(bytes.subarray(start)));
  return parts.join('');
}

function countSequences(bytes: Uint8Array): { readonly good: number; readonly bad: number } {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 0) bad += 1;
    else if (length > 1) good += 1;
    at += Math.max(length, 1);
  }
  return { good, bad };
}

/** Bytes of the UTF-8 sequence that begins here; 0 when none does (overlong forms and surrogates are none). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  for (let offset = 1; offset < length; offset += 1) {
    const next = bytes[at + offset] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  const outOfRange =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return outOfRange ? 0 : length;
}

function zerosByParity(sample: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  for (const [position, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (position % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}
