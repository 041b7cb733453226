import type { Answers } from '../../../../shared/forms/answers.ts';
import { inventedProviders } from '../../../support/caseBuilders.ts';
import { TODAY, type Installation } from '../../../support/installation.ts';
import { save } from './savedForms.ts';

/** An invented provider, put in the directory by the supervisor; the caseworker's session is open again afterwards. */
export async function listedProvider(centre: Installation): Promise<string> {
  const [first] = inventedProviders();
  await centre.unlock('SD1');
  const services = (first?.services ?? []).map((answers) => ({ serviceId: null, answers }));
  const { providerId } = await centre.ask('directory.save', { providerId: null, revision: 0, answers: first?.answers ?? {}, services });
  await centre.unlock('AC1');
  return providerId;
}

export const SHARED: Answers = {
  share_datetime: `${TODAY}T08:40`,
  share_giver: 'self',
  share_mode: 'signed',
  valid_until: '2026-12-24',
};
export const SHARED_ITEM: Answers = { recipient_category: 'health', authorised: 'yes', info_items: ['age_sex', 'needs'] };

/** A person's authorisation to share these items with health. */
export async function authoriseHealth(centre: Installation, caseId: string, info: readonly string[]): Promise<void> {
  const share = await save(centre, caseId, 'consent_share', SHARED);
  await save(centre, caseId, 'consent_item', { ...SHARED_ITEM, info_items: [...info] }, { parentId: share.recordId });
}

export const referralAnswers = (providerId: string): Answers => ({
  ref_date: `${TODAY}T08:50`,
  ref_service_category: 'health',
  ref_service_detail: ['health_emergency'],
  ref_provider_id: providerId,
  ref_urgency: 'urgent',
  ref_info_shared: ['age_sex', 'needs'],
  ref_mode: 'accompanied',
  ref_accompanied: 'yes',
});
