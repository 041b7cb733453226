import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLASSIFICATION_QUESTIONS,
  classify,
  isSexual,
  type ClassificationAnswers,
} from '../../../../shared/rules/incident/classification.ts';
import { caseContexts, isArmed, isPresumedConflictRelated, type ContextFacts } from '../../../../shared/rules/incident/context.ts';

const NO: ClassificationAnswers = {
  q1_penetration: 'no',
  q2_sexual_contact: 'no',
  q3_physical: 'no',
  q4_forced_marriage: 'no',
  q5_denial: 'no',
  q6_psychological: 'no',
};

const FACTS: ContextFacts = {
  gbvType: 'rape',
  ageAtIncident: { low: 30, high: 30 },
  goodsExchanged: 'no',
  abductionType: 'none',
  harmfulPractice: 'none',
  placeType: 'road',
  perpetrators: [{ relation: 'no_relation', occupation: 'trade' }],
};

describe('classify (reference §5.3.1)', () => {
  it.each([
    ['q1_penetration', 'rape'],
    ['q2_sexual_contact', 'sexual_assault'],
    ['q3_physical', 'physical_assault'],
    ['q4_forced_marriage', 'forced_marriage'],
    ['q5_denial', 'denial_resources'],
    ['q6_psychological', 'psychological'],
  ] as const)('a first yes to %s gives %s', (question, type) => {
    expect(classify({ ...NO, [question]: 'yes' })).toEqual({ type, restart: false });
    expect(classify({ [question]: 'yes' })).toEqual({ type, restart: false });
  });

  it('does not stop at « unknown » or at a blank', () => {
    expect(classify({ q1_penetration: 'unknown', q2_sexual_contact: 'yes' }).type).toBe('sexual_assault');
    expect(classify({ q1_penetration: 'unknown', q2_sexual_contact: undefined, q3_physical: 'yes' }).type).toBe('physical_assault');
  });

  it('leaves the type open when all are unknown, and restarts when the last question says yes', () => {
    expect(classify({})).toEqual({ type: null, restart: false });
    expect(classify({ q7_is_gbv: 'unknown' })).toEqual({ type: null, restart: false });
    expect(classify({ ...NO, q7_is_gbv: 'yes' })).toEqual({ type: null, restart: true });
    expect(classify({ ...NO, q7_is_gbv: 'no' })).toEqual({ type: 'non_gbv', restart: false });
    expect(classify({ q3_physical: 'yes', q7_is_gbv: 'no' }).type).toBe('physical_assault');
  });

  it('gives the type of the first yes whatever follows', () => {
    const answer = fc.constantFrom('yes', 'no', 'unknown', undefined);
    fc.assert(
      fc.property(fc.tuple(answer, answer, answer, answer, answer, answer), (answers) => {
        const given = Object.fromEntries(CLASSIFICATION_QUESTIONS.map(([question], rank) => [question, answers[rank]]));
        const first = answers.indexOf('yes');
        expect(classify(given).type).toBe(first === -1 ? null : CLASSIFICATION_QUESTIONS[first]?.[1]);
      }),
      { seed: 7 },
    );
  });

  it('knows sexual violence', () => {
    expect([isSexual('rape'), isSexual('sexual_assault'), isSexual('physical_assault'), isSexual(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('border cases (reference §5.3.3)', () => {
  it('husband beats and rapes his wife', () => {
    expect(classify({ q1_penetration: 'yes', q3_physical: 'yes' }).type).toBe('rape');
    expect(caseContexts({ ...FACTS, perpetrators: [{ relation: 'intimate_partner', occupation: null }] })).toEqual(['ipv']);
  });

  it('attempted rape is sexual assault', () => {
    expect(classify({ q1_penetration: 'no', q2_sexual_contact: 'yes' }).type).toBe('sexual_assault');
  });

  it('excision of a girl', () => {
    expect(caseContexts({ ...FACTS, gbvType: 'sexual_assault', harmfulPractice: 'fgm', ageAtIncident: { low: 6, high: 6 } })).toEqual([
      'child_sexual_abuse',
      'harmful_traditional_practice',
    ]);
  });

  it('girl of 15 married by her father, then a sexual relation imposed: two incidents', () => {
    const girl = { ...FACTS, ageAtIncident: { low: 15, high: 15 } };
    expect(caseContexts({ ...girl, gbvType: 'forced_marriage' })).toEqual(['early_marriage']);
    expect(caseContexts({ ...girl, gbvType: 'rape' })).toEqual(['child_sexual_abuse']);
  });

  it('women held at night in a rebel camp and raped', () => {
    const held: ContextFacts = {
      ...FACTS,
      abductionType: 'other_abduction',
      placeType: 'armed_base',
      perpetrators: [{ relation: 'no_relation', occupation: 'armed_group' }],
    };
    expect(caseContexts(held)).toEqual(['possible_sexual_slavery']);
    expect(isPresumedConflictRelated(held)).toBe(true);
  });

  it('forced marriage with a member of an armed group', () => {
    expect(
      isPresumedConflictRelated({ ...FACTS, gbvType: 'forced_marriage', perpetrators: [{ relation: null, occupation: 'armed_group' }] }),
    ).toBe(true);
  });

  it('levirate imposed, and flogging by an armed group', () => {
    expect(caseContexts({ ...FACTS, gbvType: 'forced_marriage', harmfulPractice: 'levirate' })).toEqual(['harmful_traditional_practice']);
    expect(
      isPresumedConflictRelated({ ...FACTS, gbvType: 'physical_assault', perpetrators: [{ relation: null, occupation: 'armed_group' }] }),
    ).toBe(false);
  });

  it('relations in exchange for food', () => {
    expect(caseContexts({ ...FACTS, goodsExchanged: 'yes' })).toEqual(['possible_sexual_exploitation']);
  });
});

describe('caseContexts (reference §5.3.4)', () => {
  it('never counts « no », « unknown », « none » or a blank as filled', () => {
    for (const goodsExchanged of ['no', 'unknown', null] as const) expect(caseContexts({ ...FACTS, goodsExchanged })).toEqual([]);
    expect(caseContexts({ ...FACTS, abductionType: null, harmfulPractice: null })).toEqual([]);
    expect(caseContexts({ ...FACTS, perpetrators: [] })).toEqual([]);
  });

  it('uses the age at the incident, and only when it is sure', () => {
    expect(caseContexts({ ...FACTS, ageAtIncident: { low: 17, high: 17 } })).toEqual(['child_sexual_abuse']);
    expect(caseContexts({ ...FACTS, ageAtIncident: { low: 18, high: 18 } })).toEqual([]);
    expect(caseContexts({ ...FACTS, ageAtIncident: { low: 17, high: 18 } })).toEqual([]);
    expect(caseContexts({ ...FACTS, ageAtIncident: null })).toEqual([]);
  });

  it('gives nothing without a type of GBV', () => {
    const all: ContextFacts = {
      ...FACTS,
      goodsExchanged: 'yes',
      abductionType: 'trafficked',
      harmfulPractice: 'widowhood',
      ageAtIncident: { low: 12, high: 12 },
      perpetrators: [{ relation: 'intimate_partner', occupation: null }],
    };
    for (const gbvType of ['non_gbv', null] as const) expect(caseContexts({ ...all, gbvType })).toEqual([]);
    expect(caseContexts(all)).toEqual([
      'ipv',
      'child_sexual_abuse',
      'possible_sexual_exploitation',
      'possible_sexual_slavery',
      'harmful_traditional_practice',
    ]);
    expect(caseContexts({ ...all, gbvType: 'physical_assault' })).toEqual(['ipv', 'harmful_traditional_practice']);
    expect(caseContexts({ ...all, gbvType: 'forced_marriage' })).toEqual(['ipv', 'early_marriage', 'harmful_traditional_practice']);
  });
});

describe('isPresumedConflictRelated (reference §5.3.5)', () => {
  it.each(['armed_forces', 'police_gendarmerie', 'armed_group', 'militia', 'foreign_force', 'peacekeeper', 'bandit'] as const)(
    '%s is armed',
    (occupation) => {
      expect(isArmed(occupation)).toBe(true);
      expect(
        isPresumedConflictRelated({
          ...FACTS,
          perpetrators: [FACTS.perpetrators[0] ?? { relation: null, occupation: null }, { relation: null, occupation }],
        }),
      ).toBe(true);
    },
  );

  it('also follows from the place or from conscription, never from the type alone', () => {
    expect(isArmed(null) || isArmed('teacher')).toBe(false);
    expect(isPresumedConflictRelated(FACTS)).toBe(false);
    expect(isPresumedConflictRelated({ ...FACTS, placeType: 'armed_base' })).toBe(true);
    expect(isPresumedConflictRelated({ ...FACTS, placeType: 'checkpoint' })).toBe(true);
    expect(isPresumedConflictRelated({ ...FACTS, abductionType: 'forced_conscription' })).toBe(true);
    expect(isPresumedConflictRelated({ ...FACTS, abductionType: 'trafficked' })).toBe(false);
    for (const gbvType of ['denial_resources', 'psychological', 'non_gbv', null] as const) {
      expect(isPresumedConflictRelated({ ...FACTS, gbvType, placeType: 'armed_base' })).toBe(false);
    }
    expect(isPresumedConflictRelated({ ...FACTS, gbvType: 'sexual_assault', placeType: 'armed_base' })).toBe(true);
  });
});
