import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { MOST_PIXELS, kindOfFile, mayBeDecoded } from '../../../../shared/rules/attachments/attachments.ts';
import { bareJpegSize, pictureSize, withoutProfile } from '../../../../shared/rules/attachments/pictures.ts';
import { bareJpeg, jpegWith, pngWithPlace, silentWav } from '../../../support/inventedFiles.ts';

const ogg = (codec: string) => Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from(codec)]);
const mp4 = (brand: string, handler: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.alloc(12),
    Buffer.from('hdlr'),
    Buffer.alloc(8),
    Buffer.from(handler),
  ]);

describe('what a file is, by its first bytes (reference §3.42)', () => {
  test.each([
    ['image/jpeg', bareJpeg(16, 12)],
    ['image/png', pngWithPlace(16, 12)],
    ['pdf', Buffer.from('%PDF-1.7\n')],
    ['audio/ogg', ogg('OpusHead')],
    ['audio/ogg', ogg('\u0001vorbis')],
    ['audio/wav', silentWav()],
    ['audio/mp4', mp4('M4A ', 'soun')],
    ['audio/mp4', mp4('isom', 'soun')],
    ['audio/mpeg', Buffer.from('ID3\u0004')],
    ['audio/mpeg', Buffer.from([0xff, 0xfb, 0x90, 0x64])],
  ])('%s', (kind, bytes) => expect(kindOfFile(bytes)).toBe(kind));

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
    ['a text', Buffer.from('récit inventé')],
    ['a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a GIF', Buffer.from('GIF89a')],
    ['a WebP', Buffer.from('RIFF0000WEBPVP8 ')],
    ['a film in Ogg', ogg('\u0080theora')],
    ['a film in MP4', mp4('isom', 'vide')],
    ['a film of an iPhone', mp4('qt  ', 'vide')],
    ['a HEIC', mp4('heic', 'pict')],
    ['AAC without a box', Buffer.from([0xff, 0xf1, 0x50, 0x80])],
    ['a program', Buffer.from('\u007fELF')],
  ])('%s is refused', (_, bytes) => expect(kindOfFile(bytes)).toBeNull());
});

describe('a picture before it is decoded', () => {
  test('says its size in both formats, whatever precedes its frame', () => {
    expect(pictureSize(pngWithPlace(40, 30))).toEqual({ width: 40, height: 30 });
    expect(pictureSize(jpegWith(0xe1, 'Exif\0\0MM'))).toEqual({ width: 16, height: 12 });
  });
  test('is refused when it says more pixels than may be decoded, or no size', () => {
    const png = pngWithPlace(8, 8);
    for (const [width, height, accepted] of [
      [MOST_PIXELS, 1, true],
      [MOST_PIXELS + 1, 1, false],
      [60_000, 60_000, false],
      [0, 8, false],
    ] as const) {
      png.writeUInt32BE(width, 16);
      png.writeUInt32BE(height, 20);
      expect(mayBeDecoded(png), `${width}×${height}`).toBe(accepted);
    }
    expect(mayBeDecoded(png.subarray(0, 20))).toBe(false);
    expect(mayBeDecoded(bareJpeg(16, 12).subarray(0, 30))).toBe(false);
  });
});

describe('a JPEG that holds what draws it and nothing else', () => {
  const bare = bareJpeg(320, 200);
  test('has a size', () => expect(bareJpegSize(bare)).toEqual({ width: 320, height: 200 }));

  test.each([
    ['an EXIF block', jpegWith(0xe1, 'Exif\0\0MM\0*')],
    ['a colour profile', jpegWith(0xe2, 'ICC_PROFILE\0')],
    ['a comment', jpegWith(0xfe, 'écrit à Mopti')],
    ['a second heading', jpegWith(0xe0, 'JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0')],
    ['a heading with a small picture', Buffer.from(bare).fill(1, 18, 20)],
    ['a second frame', jpegWith(0xc0, '\u0008\0\u000c\0\u0010\u0001\u0001\u0011\0')],
    ['bytes after its end', Buffer.concat([bare, Buffer.from('PK')])],
    ['another picture after its end', Buffer.concat([bare, bare])],
    ['no end', bare.subarray(0, -2)],
    ['a length beyond its end', Buffer.from(bare).fill(0xff, 22, 24)],
    ['no frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['no width', bareJpeg(0, 200)],
    ['a PNG', pngWithPlace(16, 12)],
    ['nothing', Buffer.alloc(0)],
  ])('%s is refused', (_, bytes) => expect(bareJpegSize(bytes)).toBeNull());

  test('is left where a colour profile was, and only where it was', () => {
    expect(withoutProfile(jpegWith(0xe2, 'ICC_PROFILE\0'))).toEqual(new Uint8Array(bareJpeg(16, 12)));
    for (const other of [bare, jpegWith(0xe1, 'Exif\0\0MM'), pngWithPlace(16, 12), Buffer.alloc(0)])
      expect(withoutProfile(other)).toEqual(new Uint8Array(other));
  });

  test('nothing cut short is bare, wherever it is cut', () => {
    for (let length = 0; length < bare.length; length += 1) expect(bareJpegSize(bare.subarray(0, length)), String(length)).toBeNull();
  });
});
