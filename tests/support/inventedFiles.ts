import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';

/** Words that a camera would leave in a file, and that must be nowhere afterwards. */
export const CAMERA = 'Appareil Invente 13.5N 2.1W';

/** A grey picture in PNG of this size, with what a camera says in a text chunk and in an EXIF chunk. */
export function pngWithPlace(width: number, height: number): Buffer {
  const heading = Buffer.alloc(13);
  heading.writeUInt32BE(width, 0);
  heading.writeUInt32BE(height, 4);
  heading.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', heading),
    chunk('tEXt', Buffer.from(`Comment\0${CAMERA}`)),
    chunk('eXIf', Buffer.concat([Buffer.from('MM\0*\0\0\0\b'), Buffer.from(CAMERA)])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/**
 * The segments of a JPEG of this size, its coded data invented: what is judged by its markers is judged, nothing can draw it. `filling`: one byte that
 * distinguishes this picture from another.
 */
export function bareJpeg(width: number, height: number, filling = 0x2a): Buffer {
  const frame = [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc0, frame),
    segment(0xc4, [0, ...Array.from({ length: 16 }, () => 0)]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Buffer.from([filling, 0xff, 0x00, filling, 0xff, 0xd9]),
  ]);
}

/** The same with one more segment after its first: an EXIF block, a comment, a colour profile. */
export function jpegWith(marker: number, text: string): Buffer {
  const bare = bareJpeg(16, 12);
  return Buffer.concat([bare.subarray(0, 20), segment(marker, Buffer.from(text)), bare.subarray(20)]);
}

function segment(marker: number, data: Iterable<number>): Buffer {
  const bytes = Buffer.from([...data]);
  const heading = Buffer.from([0xff, marker, 0, 0]);
  heading.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([heading, bytes]);
}

/** A tenth of a second of silence, which every browser plays. */
export function silentWav(): Buffer {
  const samples = Buffer.alloc(1600);
  const heading = Buffer.alloc(44);
  heading.write('RIFF', 0);
  heading.writeUInt32LE(36 + samples.length, 4);
  heading.write('WAVEfmt ', 8);
  heading.writeUInt32LE(16, 16);
  heading.writeUInt16LE(1, 20);
  heading.writeUInt16LE(1, 22);
  heading.writeUInt32LE(8000, 24);
  heading.writeUInt32LE(16_000, 28);
  heading.writeUInt16LE(2, 32);
  heading.writeUInt16LE(16, 34);
  heading.write('data', 36);
  heading.writeUInt32LE(samples.length, 40);
  return Buffer.concat([heading, samples]);
}
