import { describe, expect, it } from 'vitest';
import { contextOfIntake } from '../../../renderer/features/intake/facts.ts';
import { erasedByRefusal } from '../../../renderer/features/intake/RefusalPanel.tsx';
import {
  blockingGuards,
  contentToRegister,
  giversOf,
  guardsOf,
  isConsentGiven,
  isRefused,
  stoppedAt,
} from '../../../renderer/features/intake/steps.ts';
import { createDraft } from '../../../renderer/forms/draft.ts';
import type { Content } from '../../../renderer/forms/draft.ts';
import { createFilling } from '../../../renderer/forms/filling.ts';
import type { Filling } from '../../../renderer/forms/filling.ts';
import { createKeeper } from '../../../renderer/forms/keeper.ts';
import type { Answers } from '../../../shared/forms/answers.ts';

const TODAY = '2026-10-13';
const NOW = '2026-10-13T09:44';

function filled(content: Content): Filling {
  const keeper = createKeeper(async () => ({ ok: true, value: { savedAt: NOW } }), null);
  const filling = createFilling({
    draft: createDraft(content),
    keeper,
    readOnly: false,
    section: 'consent',
    references: {},
    masked: [],
    clocks: [],
    frozen: new Set(),
    contextOf: (typed) => contextOfIntake(typed, TODAY, NOW, []),
    narrow: () => null,
    providers: [],
    reporting: null,
  });
  keeper.close();
  return filling;
}

function adult(consent: Answers, registration: Answers = {}): Content {
  return {
    consent_service: {
      consent_datetime: NOW,
      interview_language: 'bam',
      interpreter_used: 'no',
      consent_giver: 'self',
      consent_services: 'yes',
      consent_reporting: 'yes',
      consent_contact: 'no',
      ...consent,
    },
    registration: { registration_date: TODAY, age_known: 'declared', age_years: 24, ...registration },
    risk_assessment: { risk_date: NOW },
    identity: {},
    safe_contact: { leave_message: 'no', home_visit_allowed: 'no', valid_from: TODAY },
  };
}

function without(answers: Answers = {}, ...fields: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !fields.includes(field)));
}

describe('who may consent, by the age typed', () => {
  it.each([
    [4, false],
    [8, false],
    [13, true],
    [16, true],
    [18, true],
  ])('at %i, the person alone: %s', (age, self) => {
    expect(giversOf(adult({}, { age_years: age }))?.includes('self')).toBe(self);
  });

  it('follows a date of birth', () => {
    expect(giversOf(adult({}, { age_known: 'dob', date_of_birth: '2018-01-01', age_years: 24 }))).not.toContain('self');
  });

  it('is not said before the age', () => {
    expect(giversOf({ registration: {} })).toBeNull();
    expect(giversOf({ registration: { age_years: 300 } })).toBeNull();
  });

  it('never is a caregiver who is the alleged perpetrator', () => {
    const content = adult({ caregiver_agreement: 'not_asked', caregiver_not_asked_reason: 'perpetrator' }, { age_years: 9 });
    expect(giversOf(content)).not.toContain('caregiver');
    expect(giversOf(content)).toContain('trusted_adult');
  });
});

describe('the first step', () => {
  it('opens the others once its R questions are answered', () => {
    const whole = adult({});
    expect(isConsentGiven(filled(whole), whole)).toBe(true);
    for (const field of ['interpreter_used', 'consent_giver', 'consent_services', 'consent_reporting', 'consent_contact']) {
      const content = { ...whole, consent_service: without(whole['consent_service'], field) };
      expect(isConsentGiven(filled(content), content), field).toBe(false);
    }
  });

  it('does not hold anyone back for a question that is not R', () => {
    const content = adult({});
    expect(content['consent_service']).not.toHaveProperty('info_rights');
    expect(stoppedAt(filled(content), content, 'consent')).toEqual([]);
  });

  it('is a refusal without services and without override', () => {
    expect(isRefused({ consent_services: 'no' })).toBe(true);
    expect(isRefused({ consent_services: 'no', best_interest_override: 'yes' })).toBe(false);
    expect(isRefused({ consent_services: 'yes' })).toBe(false);
  });

  it('lets a mature child of 14 continue against a caregiver, with a request to the supervisor', () => {
    const content = adult(
      { child_agreement: 'assent_oral', caregiver_agreement: 'refused', child_maturity: 'sufficient' },
      { age_years: 14 },
    );
    expect(blockingGuards(content)).toEqual([]);
    expect(guardsOf(content).map(({ effect }) => effect)).toEqual(['validate_72h']);
  });

  it('waits for the maturity of that child, and continues with an override asked for', () => {
    const content = adult({ child_agreement: 'refused', caregiver_agreement: 'refused' }, { age_years: 8 });
    expect(blockingGuards(content).length).toBeGreaterThan(0);
    const asked = adult(
      { child_agreement: 'unable', caregiver_agreement: 'refused', consent_giver: 'caseworker', best_interest_override: 'yes' },
      { age_years: 8 },
    );
    expect(blockingGuards(asked)).toEqual([]);
  });

  it('holds an interpreter back until the pledge is signed', () => {
    expect(blockingGuards(adult({ interpreter_used: 'yes' })).map(({ code }) => code)).toEqual(['interpreter_pledge']);
    expect(blockingGuards(adult({ interpreter_used: 'yes', interpreter_pledge: 'yes' }))).toEqual([]);
  });
});

describe('what is registered', () => {
  it('leaves out an empty identity and a contact that was refused', () => {
    const content = adult({});
    expect(Object.keys(contentToRegister(filled(content), content))).toEqual(['consent_service', 'registration', 'risk_assessment']);
  });

  it('takes a safe contact only where the person agrees and something was said', () => {
    const agreed = adult({ consent_contact: 'yes' });
    expect(contentToRegister(filled(agreed), agreed)).not.toHaveProperty('safe_contact');
    const answered = { ...agreed, safe_contact: { ...agreed['safe_contact'], contact_channel: ['at_centre'] } };
    expect(contentToRegister(filled(answered), answered)).toHaveProperty('safe_contact');
  });

  it('sends computed answers with the typed ones', () => {
    const content = adult({}, { age_years: 16 });
    const sent = contentToRegister(filled(content), content);
    expect(sent['registration']).toMatchObject({ age_group: 'a15_17', is_child: 'yes' });
    expect(sent['consent_service']).toMatchObject({ consent_age_band: 'age_15_17' });
  });

  it('reads the age from a date of birth', () => {
    const content = adult({}, { age_known: 'dob', date_of_birth: '2010-10-14' });
    expect(contentToRegister(filled(content), content)['registration']).toMatchObject({ age_years: 15 });
  });

  it('sends neither danger nor identity of a person who refuses', () => {
    const content = adult({ consent_services: 'no' });
    expect(Object.keys(contentToRegister(filled(content), content))).toEqual(['consent_service', 'registration']);
  });
});

describe('what a refusal erases', () => {
  it('lists what was typed, not what was proposed nor what stays', () => {
    const content = adult({ consent_services: 'no', info_rights: 'yes', info_limits: 'yes' }, { sex: 'female', country_of_origin: 'ml' });
    const labels = erasedByRefusal({
      ...content,
      consent_service: without(content['consent_service'], 'consent_reporting', 'consent_contact'),
    }).map(({ fr }) => fr);
    expect(labels).toEqual(['Interprète présent·e', 'Les explications données']);
  });
});
