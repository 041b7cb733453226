import { expect, test } from 'vitest';
import { options } from '../../../../shared/forms/lists/all.ts';
import { FAMILY_KINDS, isOfFamily, seenFromOther } from '../../../../shared/rules/cases/family.ts';

test('a link read from the other file and back is the same link; only parent and child change places', () => {
  for (const kind of FAMILY_KINDS) expect(seenFromOther(seenFromOther(kind))).toBe(kind);
  expect(FAMILY_KINDS.filter((kind) => seenFromOther(kind) !== kind)).toEqual(['parent', 'child']);
  expect(seenFromOther('parent')).toBe('child');
});

test('an alleged perpetrator is of the family as the reference groups it: partner, carer, other member', () => {
  const codes = options('perp_relation').map(({ code }) => code);
  expect(codes.filter((code) => isOfFamily(code))).toEqual(['intimate_partner', 'primary_caregiver', 'family_other']);
});
