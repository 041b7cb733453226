import type { Text } from '../../text.ts';
import type { Target } from '../headings.ts';
import type { WORDING_TABLES } from '../wordingTables.ts';
import type { WordingTable } from '../wordings.ts';
import type { Wordings } from '../wordingsOfList.ts';

/** The tools whose exports are known. */
export const TOOL_IDS = ['incident_recorder', 'primero'] as const;
export type ToolId = (typeof TOOL_IDS)[number];

/** A column that is known and left out: what it is, for the person who would look for it. */
export type LeftOut = { readonly headings: readonly string[]; readonly why: Text };

/** What a tool writes in the coded columns, beside the words that any register may hold. */
export type ToolWordings = {
  readonly [T in WordingTable]?: T extends Exclude<WordingTable, 'register_state'>
    ? Wordings<T>
    : Readonly<Partial<Record<keyof (typeof WORDING_TABLES)['register_state'], readonly string[]>>>;
};

/**
 * The export of one tool: data, and no rule. Headings and wordings are those that its public sources give (README). `marks`: meanings that occur together in the
 * exports of this tool and in no register.
 */
export type KnownTool = {
  readonly id: ToolId;
  readonly name: Text;
  readonly marks: readonly Target[];
  readonly columns: readonly (readonly [target: Target, headings: readonly string[]])[];
  readonly leftOut: readonly LeftOut[];
  readonly wordings: ToolWordings;
  /** Wordings of it that mean two of our codes: no code is given, whatever their labels say, and the cell is kept as it is written. */
  readonly asWritten: Readonly<Partial<Record<WordingTable, readonly string[]>>>;
  /** It has no column of consent to services. */
  readonly everyLineIsCase: boolean;
  readonly assumptions: readonly Text[];
};
