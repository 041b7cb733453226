import type { CaseFile } from '../../shared/contract/cases.ts';
import { isCode } from '../../shared/forms/lists/all.ts';
import { RECIPIENT_OF_SERVICE } from '../../shared/rules/consent/sharing.ts';
import type { Content } from './draft.ts';

/**
 * What the person authorised today for the service of the referral being written, and for its provider once chosen; null for every other
 * question, and while no service is chosen (reference §3.8, §3.13). Whether it may leave is judged again behind the request handler.
 */
export function authorisedItems(
  authorisations: CaseFile['authorisations'],
  content: Content,
  part: string,
  field: string,
): readonly string[] | null {
  const service = content['referral']?.['ref_service_category'];
  if (part !== 'referral' || field !== 'ref_info_shared' || !isCode('service_category', service)) return null;
  const provider = content['referral']?.['ref_provider_id'];
  const covering = authorisations.filter(
    ({ inForce, recipient, providerId }) =>
      inForce && recipient === RECIPIENT_OF_SERVICE[service] && (provider === undefined || providerId === null || providerId === provider),
  );
  return [...new Set(covering.flatMap(({ items }) => items))];
}
