import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';
import { partOfRow } from '../../../renderer/forms/draft.ts';
import { providerOffers } from '../../../renderer/forms/providerOffers.ts';

const CONTEXT: Context = {
  today: '2026-11-24',
  now: '2026-11-24T09:00',
  lists: REFERENCE_LISTS,
  sex: 'female',
  ageYears: 24,
  residenceRegion: 'mopti',
  residenceCercle: 'mopti_bandiagara',
  tiedProviders: ['hospital'],
};
const PART = partOfRow('consent_item', 'invented');

function provider(providerId: string, services: readonly Answers[], own: Answers = {}) {
  const answers = {
    prov_name: providerId,
    prov_type: 'csref',
    prov_active: 'yes',
    prov_geo: { region: 'mopti', cercle: 'mopti_bandiagara' },
    ...own,
  };
  const offered = services.map((service, place) => ({ serviceId: `${providerId}${place}`, answers: service }));
  return { providerId, revision: 1, answers, services: offered, checkedOn: '2026-11-01', freshness: 'fresh' as const };
}
const LISTED = [
  provider('justice', [{ ps_category: 'legal' }]),
  provider('closed', [{ ps_category: 'health' }], { prov_active: 'no' }),
  provider('men', [{ ps_category: 'health', ps_age_sex: ['men'] }]),
  provider('tied', [{ ps_category: 'health' }], { prov_type: 'hospital' }),
  provider('far', [{ ps_category: 'nutrition' }], { prov_geo: { region: 'gao' } }),
  provider('near', [{ ps_category: 'health', ps_free: 'yes' }]),
];

function offered(item: Answers): readonly string[] {
  const names = LISTED.map(({ providerId }) => ({ code: providerId, fr: providerId, en: providerId }));
  const filling = { providers: LISTED, clocks: [], contextOf: () => CONTEXT, references: { provider: names } };
  return (providerOffers(filling, { [PART]: item }, PART, 'recipient_provider_id') ?? []).map(({ fr }) => fr);
}

describe('the provider that an authorisation names (reference §3.8)', () => {
  it('those that serve the person and the need come first, ranked as for a referral; the others after; one out of service not at all', () => {
    expect(offered({ recipient_category: 'health' })).toEqual([
      expect.stringMatching(/^near\u00a0: même cercle, gratuit/),
      expect.stringMatching(/^far\u00a0: autre région/),
      expect.stringMatching(/^tied\u00a0: l’auteur présumé peut y avoir des collègues/),
      'justice\u00a0: n’a pas ce service pour cette personne',
      'men\u00a0: n’a pas ce service pour cette personne',
    ]);
  });

  it('before the recipient is known every provider in service is offered, by its name alone', () => {
    expect(offered({})).toEqual(['justice', 'men', 'tied', 'far', 'near']);
  });

  it('a provider named before stays, shown as no longer proposed', () => {
    expect(offered({ recipient_category: 'legal', recipient_provider_id: 'closed' }).at(-1)).toBe(
      'closed\u00a0: n’est plus proposé pour ce service',
    );
  });

  it('a question that names no provider has no such choices', () => {
    const filling = { providers: LISTED, clocks: [], contextOf: () => CONTEXT, references: {} };
    expect(providerOffers(filling, { [PART]: {} }, PART, 'info_items')).toBeNull();
  });
});
