import type { ColumnMapping } from '../../shared/takeover/columns.ts';
import type { Register, TakeoverPlan } from '../../shared/takeover/outcome.ts';
import type { WordingCorrections } from '../../shared/takeover/wordings.ts';

/** A register between its reading and its take-over: in memory only, forgotten at lock; the file can be read again. */
export type Reading = { readonly register: Register; columns: ColumnMapping; wordings: WordingCorrections; plan: TakeoverPlan | null };
