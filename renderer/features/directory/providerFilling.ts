import type { Input } from '../../../shared/contract.ts';
import type { Provider } from '../../../shared/contract/directory.ts';
import { partOfRow, rowOfPart } from '../../forms/draft.ts';
import type { Content } from '../../forms/draft.ts';
import { rowParts } from '../../forms/filling.ts';
import type { Filling } from '../../forms/filling.ts';
import type { DraftPlace, KeptDraft } from '../../forms/keptDraft.ts';
import { outsideFilling } from '../../forms/outsideFilling.ts';
import { today } from '../../today.ts';

/** One entry as its page opens it: the entry in the directory, what was typed over it and not saved, whether typing is kept here. */
export type Entry = { readonly provider: Provider | null; readonly kept: KeptDraft | null; readonly keeps: boolean };

/** Where an entry that is being typed is kept. */
export function entryPlace(provider: Provider | null): DraftPlace {
  return { form: 'provider', caseId: null, recordId: provider?.providerId ?? null };
}

/** The two forms of the directory, open on a draft, on one provider or on a new one. A desk keeps no draft. */
export function providerFilling({ provider, kept, keeps }: Entry): Filling {
  const rows = (provider?.services ?? []).map(({ serviceId, answers }) => [partOfRow('provider_service', serviceId), answers] as const);
  const own = provider === null ? { prov_active: 'yes', prov_checked_on: today() } : provider.answers;
  return outsideFilling({
    place: keeps ? entryPlace(provider) : null,
    kept,
    begun: { provider: own, ...Object.fromEntries(rows) },
    revision: provider?.revision ?? 0,
    section: 'provider',
  });
}

/** What is typed, as the operations take it; a service that the directory does not know yet has no identifier. */
export function providerToSend(content: Content, provider: Provider | null): Input<'directory.propose'> {
  const known = new Set(provider?.services.map(({ serviceId }) => serviceId));
  return {
    providerId: provider?.providerId ?? null,
    revision: provider?.revision ?? 0,
    answers: content['provider'] ?? {},
    services: rowParts(content, 'provider_service').map((part) => {
      const rowId = rowOfPart(part)?.rowId ?? '';
      return { serviceId: known.has(rowId) ? rowId : null, answers: content[part] ?? {} };
    }),
  };
}
