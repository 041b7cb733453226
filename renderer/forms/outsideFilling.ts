import { createStore } from 'zustand/vanilla';
import { lists } from '../lists.ts';
import { now, today } from '../today.ts';
import { createDraft } from './draft.ts';
import type { Content } from './draft.ts';
import { createFilling } from './filling.ts';
import type { Filling } from './filling.ts';
import { autosave } from './keptDraft.ts';
import type { DraftPlace, KeptDraft } from './keptDraft.ts';
import type { Keeper, Kept } from './keeper.ts';

/** A desk has no base of drafts: what is typed there is saved when the button says so. */
function keepsNothing(): Keeper {
  return {
    kept: createStore<Kept>(() => ({ state: 'untouched', keptAt: null, failure: null })),
    touch: () => undefined,
    flush: () => Promise.resolve(true),
    close: () => undefined,
    end: (act) => act(),
  };
}

type Outside = {
  /** Where it is kept as it is typed; null on a desk. */
  readonly place: DraftPlace | null;
  readonly kept: KeptDraft | null;
  /** What a new one begins with, typed over this revision. */
  readonly begun: Content;
  readonly revision: number;
  readonly section: string;
};

/** A form that belongs to no case, open on its draft or on what it begins with. */
export function outsideFilling({ place, kept, begun, revision, section }: Outside): Filling {
  const draft = createDraft(kept?.content ?? begun);
  const draftId = kept?.draftId ?? crypto.randomUUID();
  const keeper =
    place === null
      ? keepsNothing()
      : autosave({
          ...place,
          draftId,
          parentId: null,
          revision: () => revision,
          at: () => filling.place.getState(),
          content: draft.store,
          savedAt: kept?.savedAt ?? null,
        });
  const filling = createFilling({
    draft,
    keeper,
    readOnly: false,
    section,
    references: {},
    providers: [],
    reporting: null,
    masked: [],
    frozen: new Set(),
    clocks: [],
    narrow: () => null,
    contextOf: () => ({ today: today(), now: now(), lists: lists() }),
  });
  return filling;
}
