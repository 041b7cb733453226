import { expect, test } from 'vitest';
import { withoutTraces } from '../../../electron/shell/pdf.ts';

const WRITTEN =
  "%PDF-1.4\n<</Creator (Mozilla/5.0 \\(X11; Linux x86_64\\) Chrome/156)\n/Producer (Skia/PDF m156)\n/CreationDate (D:20261124101112+00'00')\n/ModDate (D:20261124101112+00'00')>>\nstream \xff\xfe endstream";

test('browser and second are gone, every other byte and the length are kept', () => {
  const text = Buffer.from(withoutTraces(Buffer.from(WRITTEN, 'latin1'))).toString('latin1');
  expect(text.length).toBe(WRITTEN.length);
  expect(text).not.toMatch(/Mozilla|Chrome|Linux|Skia|20261124/);
  expect(text).toMatch(/\/Creator \(Sutura +\)\n\/Producer \(Sutura +\)\n\/CreationDate \(D:19800101000000\+00'00'\)/);
  expect(text.endsWith('stream \xff\xfe endstream')).toBe(true);
});

test('a writer that is not understood lets nothing leave', () => {
  expect(() => withoutTraces(Buffer.from(WRITTEN.replace('/Creator (', '/Creator <')))).toThrow('unknown way');
  expect(() => withoutTraces(Buffer.from(WRITTEN.replace('/CreationDate (', '/CreationDate <')))).toThrow('unknown way');
});
