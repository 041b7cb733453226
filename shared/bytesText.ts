import { z } from 'zod';

const ANY = '[A-Za-z0-9_-]';
/** The last letter carries two or four bits of the last byte: only those whose other bits are zero are written. */
const LAST_LETTER = ['', '[AQgw]', '[AEIMQUYcgkosw048]'] as const;

/**
 * So many bytes in base64url without padding (RFC 4648 §5), in the only way they are written: another last letter that would read as the same bytes is
 * refused (RFC 4648 §3.5), so that a text with one bit changed is never taken for the signed text.
 */
export function bytesText(bytes: number) {
  const last = LAST_LETTER[bytes % 3] ?? '';
  return z.string().regex(new RegExp(`^${ANY}{${Math.floor((bytes * 4) / 3)}}${last}$`));
}
