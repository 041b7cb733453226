import { create } from 'zustand';
import type { Keeper } from '../../../shared/contract/recovery.ts';
import type { Text } from '../../../shared/text.ts';

/** Who may keep a share, in words; the name of the person is on the paper alone. */
const KEEPER_NAMES: Readonly<Record<Keeper, Text>> = {
  authority: { fr: 'Supervision', en: 'Supervision' },
  management: { fr: 'Direction de la structure', en: 'Management' },
  coordination: { fr: 'Coordination régionale', en: 'Regional coordination' },
  administration: { fr: 'Administration', en: 'Administration' },
  other: { fr: 'Personne de confiance', en: 'Trusted person' },
};
const FOCAL_POINT: Text = { fr: 'Point focal', en: 'Focal point' };

export const KEEPERS: readonly Keeper[] = ['authority', 'management', 'coordination', 'other', 'administration'];

/** The name of a holder's function; on a desk, the focal point has the share that the supervision has in a centre. */
export function keeperName(keeper: Keeper, kind: 'centre' | 'desk' | null): Text {
  return keeper === 'authority' && kind === 'desk' ? FOCAL_POINT : KEEPER_NAMES[keeper];
}

/**
 * The shares that have just served, as their holders typed them, until new ones are made: they carry over the accounts of people who do not unlock in
 * between. In this window's memory only; a lock replaces the window.
 */
export const useFormerShares = create<{ readonly shares: readonly string[] }>(() => ({ shares: [] }));
