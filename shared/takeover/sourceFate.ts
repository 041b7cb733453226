import type { Text } from '../text.ts';
import { addMonths } from '../time.ts';
import type { IsoDate } from '../time.ts';

/** What a take-over was read from: the file, and the paper register it was typed from. */
export const SOURCE_KINDS = ['file', 'paper'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
export const SOURCE_FATES = ['destroyed', 'kept', 'absent'] as const;
export type SourceFate = (typeof SOURCE_FATES)[number];
export const SOURCE_METHODS = ['overwritten', 'erased', 'medium', 'burned', 'shredded', 'locked', 'none'] as const;
export type SourceMethod = (typeof SOURCE_METHODS)[number];

type Way = { readonly kind: SourceKind; readonly fate: SourceFate; readonly method: SourceMethod; readonly words: Text };

/** What may be recorded of each kind, and how it is said. `overwritten` is the application's own act and is never typed in. */
export const SOURCE_WAYS: readonly Way[] = [
  {
    kind: 'file',
    fate: 'destroyed',
    method: 'overwritten',
    words: { fr: 'écrasé puis effacé par l’application', en: 'overwritten, then deleted by the application' },
  },
  { kind: 'file', fate: 'destroyed', method: 'erased', words: { fr: 'effacé à la main', en: 'deleted by hand' } },
  {
    kind: 'file',
    fate: 'destroyed',
    method: 'medium',
    words: { fr: 'support détruit (clé brisée, disque percé)', en: 'medium destroyed (stick broken, disk drilled)' },
  },
  { kind: 'file', fate: 'kept', method: 'locked', words: { fr: 'gardé sous clé', en: 'kept under lock' } },
  { kind: 'paper', fate: 'destroyed', method: 'burned', words: { fr: 'brûlé', en: 'burned' } },
  { kind: 'paper', fate: 'destroyed', method: 'shredded', words: { fr: 'déchiqueté', en: 'shredded' } },
  { kind: 'paper', fate: 'kept', method: 'locked', words: { fr: 'gardé sous clé', en: 'kept under lock' } },
  { kind: 'paper', fate: 'absent', method: 'none', words: { fr: 'il n’y en a pas', en: 'there is none' } },
];

/** What was recorded of one kind; the last one counts. */
export type SourceRecord = { readonly kind: SourceKind; readonly fate: SourceFate; readonly until: IsoDate | null };

/** How long a readable register may be kept under lock before the question comes back. A decision of this application: the reference sets none. */
const MOST_MONTHS_KEPT = 12;

export function wayOf(kind: SourceKind, method: SourceMethod): Way | undefined {
  return SOURCE_WAYS.find((way) => way.kind === kind && way.method === method);
}

/** Kinds of which nothing is recorded, or whose time under lock is over on that day. `records` oldest first. */
export function pendingSources(records: readonly SourceRecord[], today: IsoDate): readonly SourceKind[] {
  return SOURCE_KINDS.filter((kind) => {
    const last = records.findLast((record) => record.kind === kind);
    return last === undefined || (last.until !== null && last.until < today);
  });
}

/** Whether the file can no longer be read again: a take-over undone now loses what it held. */
export function isFileGone(records: readonly SourceRecord[]): boolean {
  return records.findLast(({ kind }) => kind === 'file')?.fate === 'destroyed';
}

/** The last day that may be written as the end of keeping. */
export function latestKeeping(today: IsoDate): IsoDate {
  return addMonths(today, MOST_MONTHS_KEPT);
}

/** The word to type before a file is destroyed, in either language. */
export const DESTROY_WORD: Text = { fr: 'DÉTRUIRE', en: 'DESTROY' };
