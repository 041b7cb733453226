import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { PEOPLE } from './installation.ts';

type Ask = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;

/** Keepers of an invented centre. */
export const KEEPERS: Input<'recovery.prepare'>['keepers'] = ['authority', 'management', 'other'];

/** In an authority's session, with the administrator: a set of shares made and typed back, as the wizard does. Gives the three pages. */
export async function makeShares(
  ask: Ask,
  formerShares: readonly string[] = [],
  passphrase: string = PEOPLE.AD1,
): Promise<readonly string[]> {
  const administrator = { staffCode: 'AD1', passphrase };
  await ask('recovery.prepare', { administrator, keepers: KEEPERS, formerShares: [...formerShares] });
  const pages: string[] = [];
  for (const rank of KEEPERS.keys()) {
    const share = await ask('recovery.share', {});
    if (share.rank !== rank + 1) throw new Error('not the share awaited');
    const typed = share.groups.join(' ');
    await ask('recovery.prove', { typed });
    pages.push(typed);
  }
  return pages;
}
