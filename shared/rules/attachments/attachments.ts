import { pictureSize } from './pictures.ts';

/** Longest file that is read, in bytes (reference §3.42: 10 MB). */
export const LONGEST_FILE = 10_000_000;
/** Most pixels of a picture that is decoded: a 50-megapixel telephone; a small file that says more would fill the memory. */
export const MOST_PIXELS = 52_000_000;
/** Longest side of a kept picture, in pixels: a sheet of paper stays readable. */
export const PICTURE_SIDE = 1600;
/** Longest side of the small picture of the list, in pixels. */
export const THUMBNAIL_SIDE = 256;
/** Most bytes of a kept picture and of its small one: both go through the request handler in one message. */
export const PICTURE_BYTES = 600_000;
export const THUMBNAIL_BYTES = 60_000;
/** Most pieces of one case: a new key seals them all again in one act. */
export const MOST_ATTACHMENTS = 20;

/** The type under which every kept picture is stored: it was drawn again here. */
export const PICTURE_TYPE = 'image/jpeg';

export const SOUND_TYPES = ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/wav'] as const;
export type SoundType = (typeof SOUND_TYPES)[number];

/** What the first bytes of a file say it is; `pdf` is known only to be refused with its reason. */
export type FileKind = 'image/jpeg' | 'image/png' | 'pdf' | SoundType;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where the first packet begins in the first page of an Ogg file with one segment. */
const OGG_PACKET = 28;
const OGG_CODECS = ['OpusHead', '\u0001vorbis'];
const MP4_BRANDS: ReadonlySet<string> = new Set(['M4A ', 'mp41', 'mp42', 'isom', 'iso2']);

/** The closed table of what is accepted, by content and never by name; null for anything else, a film in the clothes of a sound included. */
export function kindOfFile(bytes: Uint8Array): FileKind | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (PNG.every((byte, place) => bytes[place] === byte)) return 'image/png';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'pdf';
  if (ascii(bytes, 0, 4) === 'OggS')
    return OGG_CODECS.some((codec) => ascii(bytes, OGG_PACKET, OGG_PACKET + codec.length) === codec) ? 'audio/ogg' : null;
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WAVE') return 'audio/wav';
  if (ascii(bytes, 4, 8) === 'ftyp') return MP4_BRANDS.has(ascii(bytes, 8, 12)) && !holdsFilm(bytes) ? 'audio/mp4' : null;
  if (ascii(bytes, 0, 3) === 'ID3' || isMp3Frame(bytes)) return 'audio/mpeg';
  return null;
}

/** Whether a picture says a size that may be decoded. */
export function mayBeDecoded(bytes: Uint8Array): boolean {
  const size = pictureSize(bytes);
  return size !== null && size.width * size.height <= MOST_PIXELS;
}

export function isSoundType(type: string): type is SoundType {
  return SOUND_TYPES.some((one) => one === type);
}

/** First frame of MPEG audio, layer III. */
function isMp3Frame(bytes: Uint8Array): boolean {
  const second = bytes[1] ?? 0;
  return bytes[0] === 0xff && (second & 0xe6) === 0xe2;
}

/** A track of pictures: a box `hdlr` whose handler is `vide`. */
function holdsFilm(bytes: Uint8Array): boolean {
  for (let place = 8; place + 16 <= bytes.length; place += 1)
    if (bytes[place] === 0x68 && ascii(bytes, place, place + 4) === 'hdlr' && ascii(bytes, place + 12, place + 16) === 'vide') return true;
  return false;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
