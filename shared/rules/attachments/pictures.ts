/** Width and height in pixels. */
export type Size = { readonly width: number; readonly height: number };

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Frames, quantisation and Huffman tables, restart interval: what draws a picture. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const DRAWS: ReadonlySet<number> = new Set([...FRAMES, 0xc4, 0xdb, 0xdd, SCAN]);
/** Every marker of a frame, of any process; C4, C8 and CC are none. */
const ANY_FRAME = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** The heading that every JPEG of a browser begins with: density, and no small picture in it. */
const HEADING = 0xe0;
/** Where a browser writes a colour profile by itself, even for the colours that a picture without one has. */
const PROFILE = 0xe2;
const HEADING_BYTES = 16;
/** Marker and length of a segment. */
const SEGMENT_HEADING = 4;

/** The size that a JPEG or a PNG says it has; null when it says none. Nothing is decoded. */
export function pictureSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x89) return bytes.length < 24 ? null : sizeOf(view.getUint32(16), view.getUint32(20));
  for (const { marker, at } of segments(view)) if (ANY_FRAME(marker)) return frameSize(view, at);
  return null;
}

/**
 * The size of a JPEG that holds what draws it and nothing else: no EXIF, no place, no comment, no colour profile, no other picture, no byte after its end.
 * Null for any other bytes.
 */
export function bareJpegSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [size, end, heading]: [Size | null, number, boolean] = [null, 0, false];
  for (const { marker, at, next } of segments(view)) {
    end = next;
    if (marker === END) break;
    if (marker === HEADING && !heading && isHeading(bytes, at, next)) heading = true;
    else if (!DRAWS.has(marker)) return null;
    if (!FRAMES.has(marker)) continue;
    if (size !== null) return null;
    size = frameSize(view, at);
    if (size === null) return null;
  }
  return end === bytes.length && bytes[end - 1] === END ? size : null;
}

/** The same JPEG without its colour profile, up to the first byte that is out of place. */
export function withoutProfile(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cuts = [...segments(view)]
    .filter(({ marker }) => marker === PROFILE)
    .map(({ at, next }) => ({ from: at - SEGMENT_HEADING, to: next }));
  const kept = new Uint8Array(bytes.length - cuts.reduce((sum, { from, to }) => sum + to - from, 0));
  let [read, written] = [0, 0];
  for (const { from, to } of [...cuts, { from: bytes.length, to: bytes.length }]) {
    kept.set(bytes.subarray(read, from), written);
    written += from - read;
    read = to;
  }
  return kept;
}

type Segment = { readonly marker: number; /** Of its first byte after the length. */ readonly at: number; readonly next: number };

/** The segments of a JPEG in order, the coded data of a scan with its heading; ends at the end of the picture or at the first byte that is out of place. */
function* segments(view: DataView): Generator<Segment> {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xff00 + START) return;
  for (let place = 2; place + 2 <= view.byteLength;) {
    const marker = view.getUint8(place + 1);
    if (view.getUint8(place) !== 0xff) return;
    if (marker === END) {
      yield { marker, at: place + 2, next: place + 2 };
      return;
    }
    if (place + 4 > view.byteLength) return;
    const length = view.getUint16(place + 2);
    const next = place + 2 + length;
    if (length < 2 || next > view.byteLength) return;
    place = marker === SCAN ? afterScan(view, next) : next;
    yield { marker, at: next - length + 2, next: place };
  }
}

/** Coded data holds FF only before 00 or a restart: the first other marker ends it. */
function afterScan(view: DataView, from: number): number {
  for (let place = from; place + 1 < view.byteLength; place += 1) {
    if (view.getUint8(place) !== 0xff) continue;
    const marker = view.getUint8(place + 1);
    if (marker !== 0 && (marker < 0xd0 || marker > 0xd7)) return place;
  }
  return view.byteLength;
}

function isHeading(bytes: Uint8Array, at: number, next: number): boolean {
  return next - at === HEADING_BYTES - 2 && String.fromCharCode(...bytes.subarray(at, at + 5)) === 'JFIF\u0000' && bytes[next - 1] === 0;
}

/** A frame: precision, height, width. */
function frameSize(view: DataView, at: number): Size | null {
  return at + 5 > view.byteLength ? null : sizeOf(view.getUint16(at + 3), view.getUint16(at + 1));
}

function sizeOf(width: number, height: number): Size | null {
  return width > 0 && height > 0 ? { width, height } : null;
}
