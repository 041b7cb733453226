import { create } from 'zustand';
import type { Input, Output } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';

export type Reading = Output<'takeover.read'>;
export type Rehearsal = Output<'takeover.rehearse'>;
export type Mapping = Input<'takeover.rehearse'>['mapping'];
export type Wording = Input<'takeover.rehearse'>['wordings'][number];

/** A register between its reading and its take-over. Lives in this window only: a lock ends it, and the file can be read again. */
export type Draft = {
  /** Who began it: another person's session does not see it. */
  readonly userId: string;
  readonly file: PickerEntry;
  readonly reading: Reading;
  readonly mapping: Mapping;
  readonly wordings: readonly Wording[];
  /** Which of two numbers is the day, as the file or the person says; null while neither does. */
  readonly dateOrder: Reading['dateOrder'];
  readonly rehearsal: Rehearsal | null;
};

export const useTakeover = create<{ readonly draft: Draft | null }>(() => ({ draft: null }));

/** A register just read: the proposed meanings as they came. */
export function beginDraft(userId: string, file: PickerEntry, reading: Reading): void {
  const mapping = reading.columns.map(({ heading, target }) => ({ heading, target }));
  useTakeover.setState({ draft: { userId, file, reading, mapping, wordings: [], dateOrder: reading.dateOrder, rehearsal: null } });
}

/** Changes part of the draft; a changed meaning makes the former rehearsal worthless. */
export function changeDraft(change: Partial<Pick<Draft, 'mapping' | 'wordings' | 'dateOrder' | 'rehearsal'>>): void {
  useTakeover.setState(({ draft }) => ({ draft: draft === null ? null : { ...draft, rehearsal: null, ...change } }));
}

/** Forgets the draft of a register that is taken over; another draft stays. */
export function endDraft(takeoverId: string): void {
  useTakeover.setState(({ draft }) => ({ draft: draft?.reading.takeoverId === takeoverId ? null : draft }));
}

/** What a dry run of this draft is asked with. */
export function rehearsalInput({ reading, mapping, wordings, dateOrder }: Draft): Input<'takeover.rehearse'> {
  return { takeoverId: reading.takeoverId, mapping: [...mapping], wordings: [...wordings], ...(dateOrder !== null && { dateOrder }) };
}

/** The draft of this person, or null. */
export function draftOf(userId: string): Draft | null {
  const { draft } = useTakeover.getState();
  return draft !== null && draft.userId === userId ? draft : null;
}
