import type { Input, OperationName, Output } from '../../shared/contract.ts';

type Ask = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;
type Making = Input<'recovery.prepare'>;

/** Who keeps the shares of an invented installation. */
export const KEEPERS: Making['keepers'] = ['authority', 'management', 'other'];

/** In a supervisor's or focal point's session, with the administrator: three shares made, each typed back before the next, as the wizard does. Gives the pages. */
export async function makeShares(
  ask: Ask,
  administrator: Making['administrator'],
  formerShares: readonly string[],
): Promise<readonly string[]> {
  await ask('recovery.prepare', { administrator, keepers: KEEPERS, formerShares: [...formerShares] });
  const pages: string[] = [];
  while (pages.length < KEEPERS.length) {
    const { groups } = await ask('recovery.share', {});
    const typed = groups.join(' ');
    pages.push(typed);
    await ask('recovery.prove', { typed, administratorPassphrase: pages.length === KEEPERS.length ? administrator.passphrase : null });
  }
  return pages;
}
