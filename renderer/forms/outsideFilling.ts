import { createStore } from 'zustand/vanilla';
import { lists } from '../lists.ts';
import { now, today } from '../today.ts';
import { createDraft } from './draft.ts';
import type { Content } from './draft.ts';
import { createFilling } from './filling.ts';
import type { Filling } from './filling.ts';
import type { Keeper, Kept } from './keeper.ts';

/** What belongs to no case is saved when the button says so, and keeps no draft. */
function keepsNothing(): Keeper {
  return {
    kept: createStore<Kept>(() => ({ state: 'untouched', keptAt: null, failure: null })),
    touch: () => undefined,
    flush: () => Promise.resolve(true),
    close: () => undefined,
  };
}

/** A form that belongs to no case, open on this content. */
export function outsideFilling(content: Content, section: string): Filling {
  return createFilling({
    draft: createDraft(content),
    keeper: keepsNothing(),
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
}
