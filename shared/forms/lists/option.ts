/** One option of a coded list. The code is stable for ever; its wording may be improved (reference §4). */
export type Option = { readonly code: string; readonly fr: string; readonly en: string };

export type Options = readonly Option[];

/** A place: OCHA p-code and ISO code as attributes, and for a cercle the region it belongs to (reference §4.12). */
export type Place = Option & { readonly pcode: string; readonly iso?: string; readonly region?: string };

export type Places = readonly Place[];
