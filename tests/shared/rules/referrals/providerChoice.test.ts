import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../../shared/forms/answers.ts';
import {
  freshnessOf,
  proposeProviders,
  tiedProviders,
  type ListedProvider,
  type ProviderNeed,
} from '../../../../shared/rules/referrals/providerChoice.ts';
import { addDays } from '../../../../shared/time.ts';
import { REFERENCE_LISTS } from '../../../../shared/forms/lists/inForce.ts';

const TODAY = '2026-11-24';
const NEED: ProviderNeed = {
  categories: ['health'],
  details: [],
  sex: 'female',
  ageYears: 27,
  region: 'mopti',
  cercle: 'mopti_bandiagara',
  tied: [],
  lists: REFERENCE_LISTS,
  clockRuns: false,
  today: TODAY,
};

function listed(providerId: string, service: Answers, own: Answers = {}, checkedOn: string | null = '2026-11-01'): ListedProvider {
  const answers = { prov_type: 'csref', prov_active: 'yes', prov_geo: { region: 'mopti', cercle: 'mopti_bandiagara' }, ...own };
  const services = [{ answers: { ps_category: 'health', ...service } }];
  return { providerId, answers, services, checkedOn, freshness: freshnessOf(checkedOn, TODAY, 90) };
}

const order = (need: ProviderNeed, ...providers: readonly ListedProvider[]) =>
  proposeProviders(need, providers).providers.map(({ providerId }) => providerId);
const reasons = (need: ProviderNeed, provider: ListedProvider) =>
  proposeProviders(need, [provider]).providers.flatMap((one) => one.reasons.map(({ fr }) => fr));

describe('who is proposed', () => {
  test('the service asked for, in a provider that is open; the others are counted with the reason', () => {
    const found = proposeProviders(NEED, [
      listed('a', {}),
      listed('b', { ps_category: 'legal' }),
      listed('c', {}, { prov_active: 'no' }),
      listed('d', { ps_age_sex: ['men', 'boys'] }),
    ]);
    expect(found.providers.map(({ providerId }) => providerId)).toEqual(['a']);
    expect(found.leftOut).toEqual({ service: 1, inactive: 1, audience: 1 });
  });

  test.each([
    ['female', 27, ['women'], true],
    ['female', 27, ['girls'], false],
    ['female', 12, ['girls'], true],
    ['female', 12, ['women'], false],
    ['male', 17, ['boys'], true],
    ['male', 18, ['boys'], false],
    ['male', 3, ['under5'], true],
    ['female', 27, ['women', 'disability'], true],
    ['male', 27, ['women', 'disability'], false],
    ['male', 27, ['all'], true],
    ['male', 27, [], true],
  ] as const)('%s of %i years, a provider for %j: %s', (sex, ageYears, audience, isOpen) => {
    const provider = listed('a', { ps_age_sex: [...audience] });
    expect(order({ ...NEED, sex, ageYears }, provider)).toEqual(isOpen ? ['a'] : []);
  });

  test('what is not known of the person excludes nobody', () => {
    expect(order({ ...NEED, sex: null, ageYears: null }, listed('a', { ps_age_sex: ['men'] }))).toEqual(['a']);
  });
});

describe('in which order', () => {
  test('near before far, free before paid, checked before forgotten', () => {
    const far = listed('far', {}, { prov_geo: { region: 'gao' } });
    const region = listed('region', {}, { prov_geo: { region: 'mopti', cercle: 'djenne' } });
    expect(order(NEED, far, region, listed('near', {}))).toEqual(['near', 'region', 'far']);
    expect(order(NEED, listed('paid', {}), listed('free', { ps_free: 'yes' }))).toEqual(['free', 'paid']);
    expect(order(NEED, listed('never', {}, {}, null), listed('old', {}, {}, '2026-08-01'), listed('new', {}))).toEqual([
      'new',
      'old',
      'never',
    ]);
  });

  test('while a medical clock runs, stock comes before distance; when none runs it is not shown', () => {
    const near = listed('near', { ps_pep_available: 'no' });
    const stocked = listed('stocked', { ps_pep_available: 'yes' }, { prov_geo: { region: 'gao' } });
    expect(order(NEED, stocked, near)).toEqual(['near', 'stocked']);
    expect(order({ ...NEED, clockRuns: true }, near, stocked)).toEqual(['stocked', 'near']);
    expect(reasons({ ...NEED, clockRuns: true }, near)[0]).toBe('pas de PPE');
    expect(reasons(NEED, near)).not.toContain('pas de PPE');
  });

  test('all services asked for before some of them', () => {
    const need = { ...NEED, details: ['health_emergency', 'health_cmr'] };
    const some = listed('some', { ps_details: ['health_cmr'], ps_free: 'yes' });
    expect(order(need, some, listed('whole', { ps_details: ['health_emergency', 'health_cmr'] }))).toEqual(['whole', 'some']);
    expect(reasons(need, some)).toContain('1 prestation sur 2');
  });

  test('what is tied to the alleged perpetrator comes after all others, however well it suits, and is marked', () => {
    const need = { ...NEED, tied: tiedProviders(['health_worker']) };
    const association = listed('other', {}, { prov_type: 'women_association', prov_geo: { region: 'gao' } }, null);
    const found = proposeProviders(need, [listed('tied', { ps_free: 'yes', ps_survivor_trained: 'yes' }), association]);
    expect(found.providers.map(({ providerId, tied }) => [providerId, tied])).toEqual([
      ['other', false],
      ['tied', true],
    ]);
  });

  test('the same directory in another order gives the same proposals when they differ', () => {
    const some = [listed('a', { ps_free: 'yes' }), listed('b', {}), listed('c', {}, {}, null)];
    expect(order(NEED, ...some.toReversed())).toEqual(order(NEED, ...some));
  });
});

test('colleagues are where the occupation says, and nowhere for an occupation that says nothing', () => {
  expect(tiedProviders(['police_gendarmerie', 'armed_forces'])).toEqual(['police', 'vice_squad', 'gendarmerie', 'military_infirmary']);
  expect(tiedProviders(['farming', 'unknown'])).toEqual([]);
});

test('an entry is fresh until the delay of the site, to be checked until twice it, then stale', () => {
  const after = (days: number, delay: number) => freshnessOf(addDays(TODAY, -days), TODAY, delay);
  expect([after(0, 30), after(30, 30), after(31, 30), after(60, 30), after(61, 30), freshnessOf(null, TODAY, 30)]).toEqual([
    'fresh',
    'fresh',
    'toCheck',
    'toCheck',
    'stale',
    'stale',
  ]);
  expect(after(31, 90)).toBe('fresh');
});
