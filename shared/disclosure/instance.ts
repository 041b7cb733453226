import { z } from 'zod';

/**
 * One problem of disclosure control: the tables of one release as one linked system (disclosure.md §7.1).
 * `cells` holds the full product of each table's codes, zeros included, in the order of `dims`.
 */
export const instanceSchema = z.strictObject({
  format: z.literal('sutura-disclosure-1'),
  id: z.string().max(200),
  note: z.string().max(2000).optional(),
  rule: z.strictObject({
    threshold: z.int().min(1).max(100),
    zero: z.enum(['publish', 'protect']),
    width: z.int().min(1).max(100).optional(),
    minContributors: z.int().min(1).max(100).optional(),
    /** A number below `below` of fewer than `contributors` is sensitive too (disclosure.md §6.3, sealed sums). */
    fewContributors: z.strictObject({ below: z.int().min(1).max(100), contributors: z.int().min(1).max(100) }).optional(),
  }),
  dims: z.array(
    z.strictObject({
      name: z.string().max(60),
      /** Parent → children; the root is the parent of the first pair. A code may have several parents. */
      hierarchy: z.array(z.tuple([z.string().max(60), z.array(z.string().max(60))])).min(1),
    }),
  ),
  tables: z.array(
    z.strictObject({
      id: z.string().max(60),
      unit: z.string().max(60),
      dims: z.array(z.string().max(60)),
      codes: z.record(z.string().max(60), z.array(z.string().max(60))).optional(),
      role: z.enum(['publish', 'latent']),
    }),
  ),
  cells: z.array(
    z.strictObject({
      table: z.string().max(60),
      key: z.array(z.string().max(60)),
      n: z.int().min(0),
      contributors: z.int().min(0).optional(),
      cost: z.number().min(0).optional(),
      structural: z.boolean().optional(),
      known: z.boolean().optional(),
    }),
  ),
});
export type Instance = z.infer<typeof instanceSchema>;

/**
 * Why a cell does not leave: sensitive by itself, hidden to protect another, below the minimum of its line (reference 6.3, « ≥ 10 »), in a
 * table cut whole. Only local output carries the reason; a package says `suppressed: true`.
 */
export type Suppression = 'primary' | 'secondary' | 'withheld' | 'cut';

export type ProtectedCell =
  | { readonly table: string; readonly key: readonly string[]; readonly value: number }
  | { readonly table: string; readonly key: readonly string[]; readonly suppressed: Suppression };

/**
 * One cell that holds the whole of its margin: everyone of the margin shares what the cell says (disclosure.md §3.2.4). The supervisor weighs it;
 * in a table about perpetrators it is blocking, and the table is cut.
 */
export type GroupDisclosure = {
  readonly table: string;
  readonly margin: readonly string[];
  readonly cell: readonly string[];
  readonly blocking: boolean;
};

/** How near rounded tables are to the truth, over the printed cells: of the centre alone, for an error known is a count known (disclosure.md §4). */
export type Rounding = {
  readonly base: number;
  readonly maxError: number;
  readonly meanError: number;
  /** Share of the printed cells that are true, 0 to 1. */
  readonly exactShare: number;
  /** Hellinger utility, 1: nothing changed. */
  readonly hellinger: number;
  /** What each total and one-way margin is off by: printed − true. */
  readonly margins: readonly { readonly table: string; readonly key: readonly string[]; readonly error: number }[];
};

/** The answer of the protector (disclosure.md §7.2). */
export type Protection = {
  readonly id: string;
  readonly status: 'ok' | 'cut' | 'refused';
  /** Tables that do not leave at all. */
  readonly cut?: readonly string[];
  readonly method: 'optimal' | 'gauss' | 'round' | 'component';
  /** True only when no safe pattern of lower cost exists, by proof. */
  readonly optimal: boolean;
  /** Sum of the costs of the secondary cells; of a rounding, the sum of the errors of the printed cells. */
  readonly objective: number;
  /** Proven lower bound of the objective. */
  readonly bound: number;
  /** `optimal`, `rounds` (the search ended by itself), `time` (the clock ended it), `refused`, `fault` (something failed; nothing leaves). */
  readonly stoppedBy: 'optimal' | 'rounds' | 'time' | 'refused' | 'fault';
  readonly elapsedMs: number;
  /** Distinct quantities of published tables. */
  readonly counts: {
    readonly cells: number;
    readonly published: number;
    readonly primary: number;
    readonly secondary: number;
    readonly withheld: number;
    readonly cut: number;
  };
  /** What the independent attacker found: sensitive cells known exactly, narrowed below the width, or not proven safe. */
  readonly audit: { readonly exact: number; readonly tooNarrow: number; readonly unproven: number };
  readonly groupDisclosures: readonly GroupDisclosure[];
  readonly cells: readonly ProtectedCell[];
  /** Of a rounding only. */
  readonly rounding?: Rounding;
};
