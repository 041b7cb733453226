import { describe, expect, it } from 'vitest';
import { LISTS } from '../../../../shared/forms/lists/all.ts';
import {
  isInForce,
  mayShare,
  MINIMUM_ITEMS,
  type GeneralConsent,
  type ShareConsent,
  type ShareRequest,
} from '../../../../shared/rules/consent/sharing.ts';

const GENERAL: GeneralConsent = {
  services: 'yes',
  reporting: 'yes',
  contact: 'yes',
  tracing: 'yes',
  photo: 'yes',
  mrm: 'yes',
  withdrawn: [],
};
const HEALTH: ShareConsent = {
  recipient: 'health',
  providerId: 'clinic',
  authorised: true,
  items: ['age_sex', 'needs'],
  givenOn: '2026-05-01',
  validUntil: '2026-07-30',
  withdrawnOn: null,
};
const REQUEST: ShareRequest = { purpose: 'referral', recipient: 'health', providerId: 'clinic', item: 'needs', on: '2026-05-10' };

describe('MINIMUM_ITEMS (reference §5.1.5)', () => {
  it('has a line for every recipient, and never preselects what it never preselects', () => {
    expect(Object.keys(MINIMUM_ITEMS).toSorted()).toEqual(LISTS.consent_recipient.map(({ code }) => code).toSorted());
    for (const { preselected, never } of Object.values(MINIMUM_ITEMS))
      expect(preselected.filter((item) => never.includes(item))).toEqual([]);
  });

  it.each([
    ['health', ['age_sex', 'incident_type', 'incident_date', 'needs'], ['perpetrator_info', 'incident_account']],
    ['psychosocial', ['age_sex', 'needs', 'risk_info'], ['incident_account', 'perpetrator_info']],
    ['security', ['needs', 'risk_info'], ['incident_account']],
    ['legal', ['name', 'contact', 'needs', 'incident_type', 'incident_date'], ['medical_info']],
    ['shelter', ['age_sex', 'needs', 'risk_info', 'family'], ['incident_account']],
    [
      'livelihoods',
      ['age_sex', 'needs'],
      ['incident_type', 'incident_date', 'incident_account', 'perpetrator_info', 'medical_info', 'risk_info'],
    ],
    ['education', ['name', 'age_sex', 'needs'], ['incident_type', 'caafag_info']],
    ['tracing', ['name', 'family', 'location', 'photo'], ['incident_type', 'caafag_info']],
    ['mrm', ['age_sex', 'incident_type', 'incident_date'], ['name', 'contact', 'photo']],
    ['unhcr', ['name', 'age_sex', 'needs'], ['incident_account']],
    ['protection', ['code_only', 'needs'], ['incident_account', 'perpetrator_info']],
    ['other', ['code_only', 'needs'], ['incident_account', 'perpetrator_info']],
  ] as const)('%s', (recipient, preselected, never) => {
    expect(MINIMUM_ITEMS[recipient]).toEqual({ preselected, never });
  });

  it('leaves the civil registry nothing but its three items', () => {
    const { preselected, never } = MINIMUM_ITEMS.civil_registry;
    expect(preselected).toEqual(['name', 'family', 'documents']);
    expect([...preselected, ...never].toSorted()).toEqual(LISTS.info_item.map(({ code }) => code).toSorted());
  });
});

describe('mayShare (reference §5.1.1, §3.8)', () => {
  it('shares an authorised item with the named provider while in force', () => {
    expect(mayShare(REQUEST, GENERAL, [HEALTH])).toBe(true);
    expect(mayShare(REQUEST, GENERAL, [{ ...HEALTH, providerId: null }])).toBe(true);
    expect(mayShare({ ...REQUEST, providerId: null }, GENERAL, [{ ...HEALTH, providerId: null }])).toBe(true);
  });

  it.each([
    [{ item: 'name' }],
    [{ recipient: 'legal' }],
    [{ providerId: 'other clinic' }],
    [{ providerId: null }],
    [{ on: '2026-04-30' }],
    [{ on: '2026-07-31' }],
  ] as const)('refuses %j', (changes) => {
    expect(mayShare({ ...REQUEST, ...changes }, GENERAL, [HEALTH])).toBe(false);
  });

  it('needs an authorisation of its own, not a refused one', () => {
    expect(mayShare(REQUEST, GENERAL, [])).toBe(false);
    expect(mayShare(REQUEST, GENERAL, [{ ...HEALTH, authorised: false }])).toBe(false);
    expect(mayShare(REQUEST, GENERAL, [{ ...HEALTH, authorised: false }, HEALTH])).toBe(true);
  });

  it('asks nothing but their own answer of statistics and contact', () => {
    for (const purpose of ['statistics', 'contact'] as const) expect(mayShare({ ...REQUEST, purpose }, GENERAL, [])).toBe(true);
    for (const purpose of ['tracing', 'photo', 'mrm'] as const) expect(mayShare({ ...REQUEST, purpose }, GENERAL, [])).toBe(false);
  });

  it('is in force from its first day to its last, until it is withdrawn', () => {
    expect(['2026-04-30', '2026-05-01', '2026-07-30', '2026-07-31'].map((on) => isInForce(HEALTH, on))).toEqual([false, true, true, false]);
    const withdrawn = { ...HEALTH, withdrawnOn: '2026-05-10' };
    expect(['2026-05-09', '2026-05-10', '2026-05-11'].map((on) => isInForce(withdrawn, on))).toEqual([true, false, false]);
  });

  it('never takes a yes to one purpose for another', () => {
    const none: GeneralConsent = { services: 'no', reporting: 'no', contact: 'no', tracing: 'no', photo: 'no', mrm: 'no', withdrawn: [] };
    const tracing: ShareConsent = { ...HEALTH, recipient: 'tracing', providerId: null, items: ['name', 'photo'] };
    const ask = { ...REQUEST, recipient: 'tracing', providerId: null, item: 'name' } as const;
    const may = (purpose: ShareRequest['purpose'], answers: Partial<GeneralConsent>): boolean =>
      mayShare({ ...ask, purpose }, { ...none, ...answers }, [tracing]);
    expect(may('referral', { services: 'yes' })).toBe(true);
    expect(may('referral', { reporting: 'yes', contact: 'yes', tracing: 'yes', photo: 'yes', mrm: 'yes' })).toBe(false);
    expect(may('statistics', { reporting: 'yes' })).toBe(true);
    expect(may('statistics', { services: 'yes' })).toBe(false);
    expect(may('contact', { contact: 'yes' })).toBe(true);
    expect(may('contact', { services: 'yes' })).toBe(false);
    expect(may('tracing', { tracing: 'yes' })).toBe(true);
    expect(may('tracing', { services: 'yes' })).toBe(false);
    expect(may('photo', { tracing: 'yes', photo: 'yes' })).toBe(true);
    expect(may('photo', { tracing: 'yes' })).toBe(false);
    expect(may('photo', { photo: 'yes' })).toBe(false);
    expect(may('mrm', { mrm: 'yes' })).toBe(true);
    expect(may('mrm', { tracing: 'yes' })).toBe(false);
  });

  it('sends a photo for tracing only, whatever an authorisation says', () => {
    const withPhoto: ShareConsent = { ...HEALTH, providerId: null, items: ['photo'] };
    const tracing: ShareConsent = { ...withPhoto, recipient: 'tracing' };
    expect(mayShare({ ...REQUEST, item: 'photo' }, GENERAL, [withPhoto])).toBe(false);
    expect(mayShare({ ...REQUEST, item: 'photo', purpose: 'photo' }, GENERAL, [withPhoto])).toBe(false);
    expect(mayShare({ ...REQUEST, item: 'photo', purpose: 'referral', recipient: 'tracing' }, GENERAL, [tracing])).toBe(false);
    expect(mayShare({ ...REQUEST, item: 'photo', purpose: 'photo', recipient: 'tracing' }, GENERAL, [tracing])).toBe(true);
  });

  it.each([
    ['sharing', ['referral']],
    ['services', ['referral']],
    ['reporting', ['statistics']],
    ['contact', ['contact']],
    ['tracing', ['tracing', 'photo']],
    ['mrm', ['mrm']],
    ['all', ['referral', 'statistics', 'contact', 'tracing', 'photo', 'mrm']],
  ] as const)('withdrawing %s ends %j from that day on', (scope, ended) => {
    const authorisation: ShareConsent = { ...HEALTH, recipient: 'tracing', providerId: null, items: ['name'] };
    const general: GeneralConsent = { ...GENERAL, withdrawn: [{ scope, on: '2026-05-10' }] };
    for (const purpose of ['referral', 'statistics', 'contact', 'tracing', 'photo', 'mrm'] as const) {
      const request = { ...REQUEST, purpose, recipient: 'tracing', providerId: null, item: 'name' } as const;
      expect(mayShare(request, general, [authorisation])).toBe(!ended.some((one) => one === purpose));
      expect(mayShare({ ...request, on: '2026-05-09' }, general, [authorisation])).toBe(true);
    }
  });
});
