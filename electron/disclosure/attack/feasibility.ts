/** Whole numbers between which a hidden number lies, over all tables that agree with everything published (disclosure.md §3.7); no upper bound: Infinity. */
export type Bounds = { readonly low: number; readonly high: number };

/**
 * What the attacker found about one unknown, over whole tables: `wide` (two tables differ there by at least the width asked), `between`
 * (exactly the values low…high, both reached), or `undecided` (outer bounds only; to be treated as a leak). `impossible`: no whole table fits.
 */
export type Finding =
  | { readonly kind: 'wide' | 'impossible' }
  | { readonly kind: 'between' | 'undecided'; readonly low: number; readonly high: number };

/** Whole values of an unknown that tables were found for; `least` > `most`: none yet. */
export type Reached = { readonly unknown: number; readonly least: number; readonly most: number };

/** What a reader of the packages knows about one number of one site: exactly, or between two bounds. */
export type Known = { readonly low: number; readonly high: number; readonly isShown: boolean };
