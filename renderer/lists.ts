import type { ListName } from '../shared/forms/lists/all.ts';
import { listsInForce, offeredOptions, REFERENCE_LISTS, type Lists } from '../shared/forms/lists/inForce.ts';
import type { Options } from '../shared/forms/lists/option.ts';
import { call } from './api.ts';
import { today } from './today.ts';

let held: { readonly revision: number; readonly lists: Lists } = { revision: 0, lists: REFERENCE_LISTS };

/** The lists in force as the keyed process last gave them; those of the reference while nobody is there. */
export function lists(): Lists {
  return held.lists;
}

/** Reads them again when the keyed process says that they are others; 0 when nothing was ever agreed, or nobody is there. Throws `Failed`. */
export async function followLists(revision: number): Promise<void> {
  if (revision === held.revision) return;
  const agreed = revision === 0 ? [] : (await call('lists.read', {})).codes;
  held = { revision, lists: listsInForce(agreed) };
}

/** What a list offers today, on a screen or a blank form; `given`: what was answered before stays. */
export function offered(list: ListName, given: readonly string[] = []): Options {
  return offeredOptions(held.lists, list, today(), given);
}
