/**
 * What the person of another file is to the person of this one (reference §2.2, siblings; E31, relatives and household). Few kinds, ours: a link says that two
 * files are followed together, and a finer word would say more of a person than that needs.
 */
export const FAMILY_KINDS = ['sibling', 'parent', 'child', 'partner', 'household', 'relative'] as const;
export type FamilyKind = (typeof FAMILY_KINDS)[number];

/** Why a link is taken away. */
export const UNLINK_REASONS = ['mistake', 'asked', 'safety'] as const;

/** Alleged perpetrators who are of the person's home or family (reference §4.5, `perp_relation`; reference §6, « Proche »). */
const RELATIVES: ReadonlySet<string> = new Set(['intimate_partner', 'primary_caregiver', 'family_other']);

/** The same link, seen from the other case. */
export function seenFromOther(kind: FamilyKind): FamilyKind {
  if (kind === 'parent') return 'child';
  return kind === 'child' ? 'parent' : kind;
}

/** Whether an alleged perpetrator is somebody of the family: what is done for one of its members may be heard by her or him (reference §5.1.2). */
export function isOfFamily(relation: string): boolean {
  return RELATIVES.has(relation);
}
