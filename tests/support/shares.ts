import { makeShares as make } from '../../tools/demo/shares.ts';
import { PEOPLE, type Installation } from './installation.ts';

/** In an authority's session, with the invented administrator: a set of shares made and typed back. Gives the three pages. */
export function makeShares(ask: Installation['ask'], formerShares: readonly string[] = []): Promise<readonly string[]> {
  return make(ask, { staffCode: 'AD1', passphrase: PEOPLE.AD1 }, formerShares);
}
