import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesText } from '../../shared/bytesText.ts';

const LENGTHS = [15, 16, 32, 64];

test.each(LENGTHS)('%i bytes have one writing: with any one bit changed, the text is refused or other bytes', (length) => {
  const schema = bytesText(length);
  for (let seed = 0; seed < 50; seed += 1) {
    const bytes = createHash('shake256', { outputLength: length }).update(`${length} ${seed}`).digest();
    const text = bytes.toString('base64url');
    expect(schema.parse(text)).toBe(text);
    for (let bit = 0; bit < text.length * 7; bit += 1) {
      const place = Math.floor(bit / 7);
      const letter = String.fromCharCode(text.charCodeAt(place) ^ (1 << (bit % 7)));
      const changed = text.slice(0, place) + letter + text.slice(place + 1);
      if (schema.safeParse(changed).success) expect(Buffer.from(changed, 'base64url').equals(bytes), changed).toBe(false);
    }
  }
});

test.each(LENGTHS)('of %i bytes: another length, padding or another alphabet is refused', (length) => {
  const text = Buffer.alloc(length, 0xff).toString('base64url');
  for (const wrong of [text.slice(1), `${text}A`, `${text}=`, text.replaceAll('_', '/'), ` ${text}`, `${text}\n`])
    expect(bytesText(length).safeParse(wrong).success, wrong).toBe(false);
});
