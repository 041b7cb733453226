import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { CaseSession } from '../../host.ts';
import { readProvider } from '../../store/exchange/directory.ts';
import { tiedProvidersOf } from './context.ts';
import type { Records } from '../caseRecords/openedRecords.ts';

/**
 * Before a referral is handed over: a provider where the alleged perpetrator may have colleagues is chosen only with a reason, in the note of the referral. A doctor may
 * still be the only provider of PEP in time: it is never forbidden. Throws Refused `invalid`.
 */
export function assertProviderChosen({ stores, lists }: CaseSession, referral: Answers, records: Records): void {
  const chosen = referral['ref_provider_id'];
  const type = typeof chosen === 'string' ? readProvider(stores.admin, chosen)?.answers['prov_type'] : undefined;
  const isTied = tiedProvidersOf(records, lists).some((tied) => tied === type);
  const note = referral['ref_note'];
  if (isTied && (typeof note !== 'string' || note.trim() === '')) throw new Refused('invalid', REASON, { ref_note: REASON });
}

const REASON = {
  fr: 'L’auteur présumé peut avoir des collègues chez ce prestataire. Dites dans la note pourquoi il convient, ou choisissez-en un autre.',
  en: 'The alleged perpetrator may have colleagues at this provider. Say in the note why it suits, or choose another one.',
};
