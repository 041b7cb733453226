import type { CodeOf, ListName } from '../forms/lists/all.ts';

/** Code → wordings of registers, beside the list's own labels. Case, accents, plurals, feminine forms and doubled letters do not count. */
export type Wordings<L extends ListName> = Readonly<Partial<Record<CodeOf<L>, readonly string[]>>>;
