import { describe, expect, it } from 'vitest';
import {
  consentGivers,
  consentGuards,
  mayContactCaregiver,
  mayOverride,
  type ConsentAct,
} from '../../../../shared/rules/consent/consent.ts';

const ADULT: ConsentAct = {
  age: 30,
  giver: 'self',
  childAgreement: null,
  caregiverAgreement: null,
  caregiverIsPerpetrator: false,
  maturity: null,
  giverRelation: null,
  giverArmed: false,
  supervisorValidated: false,
  overrideApproved: false,
  interpreter: null,
};
const CHILD: ConsentAct = {
  ...ADULT,
  age: 9,
  giver: 'caregiver',
  childAgreement: 'assent_oral',
  caregiverAgreement: 'consent_written',
  giverRelation: 'mother',
};
const TEEN: ConsentAct = {
  ...ADULT,
  age: 16,
  giver: 'self',
  childAgreement: 'consent_written',
  caregiverAgreement: 'not_asked',
  maturity: 'sufficient',
};

function guards(act: ConsentAct): readonly string[] {
  return consentGuards(act).map(({ code, effect }) => `${code} ${effect}`);
}

describe('consentGivers (reference §5.1.2)', () => {
  it.each([
    ['age_0_5', false, ['caregiver', 'legal_guardian', 'trusted_adult', 'caseworker']],
    ['age_6_11', false, ['caregiver', 'legal_guardian', 'trusted_adult', 'caseworker']],
    ['age_12_14', false, ['caregiver', 'legal_guardian', 'trusted_adult', 'caseworker', 'self']],
    ['age_15_17', false, ['self', 'caregiver', 'legal_guardian', 'trusted_adult', 'caseworker']],
    ['age_18_plus', false, ['self']],
    ['age_0_5', true, ['trusted_adult', 'caseworker']],
    ['age_12_14', true, ['trusted_adult', 'caseworker', 'self']],
    ['age_15_17', true, ['self', 'trusted_adult', 'caseworker']],
  ] as const)('%s, caregiver is perpetrator: %s', (band, perpetrator, givers) => {
    expect(consentGivers(band, perpetrator)).toEqual(givers);
  });
});

describe('consentGuards (reference §5.1.3–4)', () => {
  it.each([
    ['an adult', ADULT],
    ['a child of 9 with her mother', CHILD],
    ['a child of 4 with a caregiver', { ...CHILD, age: 4, childAgreement: 'too_young' }],
    ['a child of 4, nothing asked', { ...CHILD, age: 4, childAgreement: null }],
    ['a child of 16 alone and mature', TEEN],
    ['a child of 16 with a caregiver', { ...TEEN, giver: 'caregiver', caregiverAgreement: 'consent_oral', maturity: null }],
    ['a child of 12 alone and mature', { ...TEEN, age: 12, childAgreement: 'assent_written' }],
    ['a child of 16 alone, the caregiver also agrees', { ...TEEN, caregiverAgreement: 'consent_written', maturity: null }],
  ] as const)('nothing against %s', (_, act) => {
    expect(guards(act)).toEqual([]);
  });

  it.each([
    ['too_young refuse', { ...CHILD, age: 5, giver: 'self' }],
    ['too_young refuse', { ...CHILD, age: 11, giver: 'self' }],
    ['adult_self_only refuse', { ...ADULT, age: 18, giver: 'caregiver' }],
    ['adult_self_only refuse', { ...ADULT, giver: 'trusted_adult' }],
    ['caregiver_perpetrator refuse', { ...CHILD, caregiverAgreement: 'not_asked', caregiverIsPerpetrator: true }],
    ['caregiver_perpetrator refuse', { ...CHILD, giver: 'legal_guardian', caregiverIsPerpetrator: true }],
    ['too_young refuse', { ...CHILD, giver: 'self', caregiverIsPerpetrator: true }],
    ['child_not_agreed block_step', { ...CHILD, age: 6, childAgreement: null }],
    ['child_not_agreed block_step', { ...CHILD, age: 11, childAgreement: 'unable' }],
    ['child_refuses block_sharing', { ...CHILD, age: 6, childAgreement: 'refused' }],
    ['child_refuses block_sharing', { ...CHILD, age: 14, childAgreement: 'refused' }],
    [
      'child_not_agreed block_step',
      { ...TEEN, age: 15, giver: 'caregiver', caregiverAgreement: 'consent_written', childAgreement: 'refused' },
    ],
    ['caregiver_refuses validate_72h', { ...TEEN, caregiverAgreement: 'refused' }],
    ['caregiver_refuses validate_72h', { ...TEEN, age: 12, childAgreement: 'assent_oral', caregiverAgreement: 'refused' }],
    ['maturity block_step', { ...TEEN, caregiverAgreement: 'refused', maturity: 'undecided' }],
    ['maturity block_step', { ...TEEN, age: 12, maturity: 'not_sufficient' }],
    ['maturity block_step', { ...TEEN, caregiverAgreement: 'absent', maturity: null }],
    ['maturity block_step', { ...TEEN, caregiverAgreement: null, maturity: null }],
    ['spouse validate', { ...TEEN, giver: 'trusted_adult', giverRelation: 'spouse' }],
    ['spouse validate', { ...CHILD, giverRelation: 'partner' }],
    ['giver_power validate', { ...CHILD, giverRelation: 'koranic_master' }],
    ['giver_power validate', { ...CHILD, giverRelation: 'employer' }],
    ['giver_power validate', { ...CHILD, giverArmed: true }],
    ['giver_power validate', { ...CHILD, giverRelation: null, giverArmed: true }],
    ['interpreter_pledge block_step', { ...ADULT, interpreter: { pledged: false, family: false, personInsists: false } }],
    ['interpreter_family block_step', { ...ADULT, interpreter: { pledged: true, family: true, personInsists: false } }],
  ] as const)('%s', (guard, act) => {
    expect(guards(act)).toEqual([guard]);
    for (const { text } of consentGuards(act)) {
      expect(Object.keys(text)).toEqual(['fr', 'en']);
      expect(Object.values(text)).not.toContain('');
    }
  });

  it.each([
    ['a supervisor validates against the caregiver', { ...TEEN, caregiverAgreement: 'refused', supervisorValidated: true }],
    ['a supervisor validates a spouse', { ...TEEN, giver: 'trusted_adult', giverRelation: 'spouse', supervisorValidated: true }],
    ['a supervisor validates a Koranic master', { ...CHILD, giverRelation: 'koranic_master', supervisorValidated: true }],
    ['the best interests of the child prevail', { ...CHILD, giver: 'caseworker', childAgreement: 'refused', overrideApproved: true }],
    ['a sworn interpreter', { ...ADULT, interpreter: { pledged: true, family: false, personInsists: false } }],
    ['family as interpreter since the person insists', { ...ADULT, interpreter: { pledged: true, family: true, personInsists: true } }],
    ['a child of 4 is not asked', { ...CHILD, age: 4, childAgreement: 'refused' }],
    ['a trusted adult for a child of 9', { ...CHILD, giver: 'trusted_adult', giverRelation: 'aunt', caregiverAgreement: 'refused' }],
    ['a trusted adult for a child of 13', { ...TEEN, age: 13, giver: 'trusted_adult', caregiverAgreement: 'absent', maturity: null }],
    ['the spouse of a person of 18 is no matter', { ...ADULT, age: 18, giverRelation: 'spouse', giverArmed: true }],
    ['the spouse of an adult is no matter', { ...ADULT, giverRelation: 'spouse', giverArmed: true }],
  ] as const)('is valid: %s', (_, act) => {
    expect(guards(act)).toEqual([]);
  });

  it('lists all that applies', () => {
    const act: ConsentAct = {
      ...CHILD,
      giver: 'self',
      childAgreement: null,
      interpreter: { pledged: false, family: true, personInsists: false },
    };
    expect(guards(act)).toEqual([
      'too_young refuse',
      'child_not_agreed block_step',
      'interpreter_pledge block_step',
      'interpreter_family block_step',
    ]);
  });
});

describe('mayContactCaregiver', () => {
  it.each([
    [14, false, false, true],
    [15, false, false, false],
    [15, true, false, true],
    [17, true, false, true],
    [18, true, false, false],
    [10, true, true, false],
  ])('at %i, permission %s, perpetrator %s → %s', (age, permits, perpetrator, may) => {
    expect(mayContactCaregiver(age, permits, perpetrator)).toBe(may);
  });
});

describe('mayOverride (reference §5.1.6)', () => {
  const ground = {
    age: 10,
    dangerToLife: true,
    caregiverUnableOrUnsafe: false,
    maturity: null,
    reasonWritten: true,
    supervisorApproved: true,
  } as const;
  const unsafe = { ...ground, dangerToLife: false, caregiverUnableOrUnsafe: true } as const;

  it.each([
    [ground, true],
    [{ ...ground, age: 17 }, true],
    [{ ...ground, age: 18 }, false],
    [{ ...ground, reasonWritten: false }, false],
    [{ ...ground, supervisorApproved: false }, false],
    [{ ...ground, dangerToLife: false }, false],
    [unsafe, false],
    [{ ...unsafe, maturity: 'not_sufficient' }, true],
    [{ ...unsafe, maturity: 'undecided' }, false],
    [{ ...unsafe, age: 5 }, true],
    [{ ...unsafe, age: 5, caregiverUnableOrUnsafe: false }, false],
  ] as const)('%j → %s', (given, may) => {
    expect(mayOverride(given)).toBe(may);
  });
});
