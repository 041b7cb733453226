/** Bytes that reveal the machine or the second, and their replacement; the length is kept, so the table of offsets stays true. */
const TRACES: readonly { readonly pattern: RegExp; readonly fixed: string }[] = [
  { pattern: /(?<=\/Creator \()(?:\\.|[^\\)])*/g, fixed: 'Sutura' },
  { pattern: /(?<=\/Producer \()(?:\\.|[^\\)])*/g, fixed: 'Sutura' },
  { pattern: /(?<=\/(?:CreationDate|ModDate) \()(?:\\.|[^\\)])*/g, fixed: "D:19800101000000+00'00'" },
];

/**
 * A PDF as Chromium writes it, without its browser string and its dates (chromium-shell §5): `Creator`, `Producer`, `CreationDate`, `ModDate`
 * become fixed values of the same length. Throws if one of `Creator`, `CreationDate` is not found: then the writer changed, and nothing may leave.
 */
export function withoutTraces(pdf: Uint8Array): Uint8Array {
  let text = Buffer.from(pdf).toString('latin1');
  if (!text.includes('/Creator (') || !text.includes('/CreationDate (')) throw new Error('the document names its writer in an unknown way');
  for (const { pattern, fixed } of TRACES) text = text.replace(pattern, (found) => fixed.slice(0, found.length).padEnd(found.length, ' '));
  return Buffer.from(text, 'latin1');
}

/** Sheets of a PDF as Chromium writes it, each page an object in clear; 0 for a document that is written otherwise. */
export function pagesOf(pdf: Uint8Array): number {
  return [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b/g),
  ].length;
}
