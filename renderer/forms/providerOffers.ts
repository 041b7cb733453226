import type { Answers } from '../../shared/forms/answers.ts';
import type { Context } from '../../shared/forms/facts.ts';
import { isCode } from '../../shared/forms/lists/all.ts';
import type { Option, Options } from '../../shared/forms/lists/option.ts';
import { stillRuns } from '../../shared/rules/clocks.ts';
import { proposeProviders } from '../../shared/rules/providerChoice.ts';
import type { ProviderProposals } from '../../shared/rules/providerChoice.ts';
import type { Text } from '../../shared/text.ts';
import type { Content } from './draft.ts';
import type { Filling } from './filling.ts';

const FORM = 'referral';
const FIELD = 'ref_provider_id';
/** As many reasons as fit beside a name on one line. */
const MOST_REASONS = 3;
/** A choice made before, of a provider that closed or changed since: it stands until another one is made. */
const NOT_PROPOSED: Text = { fr: 'n’est plus proposé pour ce service', en: 'no longer proposed for this service' };
const TIED: Text = { fr: 'l’auteur présumé peut y avoir des collègues', en: 'the alleged perpetrator may have colleagues there' };

/** Providers proposed for the referral being written; null before the service is chosen. */
export function proposalsFor(filling: Pick<Filling, 'providers' | 'clocks' | 'contextOf'>, content: Content): ProviderProposals | null {
  const answers: Answers = content[FORM] ?? {};
  const category = answers['ref_service_category'];
  if (!isCode('service_category', category)) return null;
  const context: Context = filling.contextOf(content);
  const details = answers['ref_service_detail'];
  return proposeProviders(
    {
      category,
      details: Array.isArray(details) ? details : [],
      sex: context.sex ?? null,
      ageYears: context.ageYears ?? null,
      region: context.residenceRegion ?? null,
      cercle: context.residenceCercle ?? null,
      lists: context.lists,
      tied: context.tiedProviders ?? [],
      clockRuns: category === 'health' && filling.clocks.some(stillRuns),
      today: context.today,
    },
    filling.providers,
  );
}

/** The choices of the provider of a referral, each with what speaks for it, made once per change; null for every other question. */
export function providerOffers(filling: Filling, content: Content, part: string, field: string): Options | null {
  if (part !== FORM || field !== FIELD) return null;
  const known = made.get(content);
  if (known !== undefined) return known;
  const offers = offersOf(filling, content);
  made.set(content, offers);
  return offers;
}

const made = new WeakMap<Content, Options | null>();

function offersOf(filling: Filling, content: Content): Options | null {
  const proposals = proposalsFor(filling, content);
  if (proposals === null) return null;
  const names = new Map((filling.references['provider'] ?? []).map((option) => [option.code, option]));
  const offers = proposals.providers.flatMap(({ providerId, tied, reasons, checked }): Options => {
    const name = names.get(providerId);
    return name === undefined ? [] : [explained(name, [...(tied ? [TIED] : []), ...reasons.slice(0, MOST_REASONS), checked])];
  });
  const chosen = content[FORM]?.[FIELD];
  const kept = typeof chosen === 'string' ? names.get(chosen) : undefined;
  return kept === undefined || offers.some(({ code }) => code === kept.code) ? offers : [...offers, explained(kept, [NOT_PROPOSED])];
}

function explained({ code, fr, en }: Option, told: readonly Text[]): Option {
  return {
    code,
    fr: `${fr}\u00a0: ${told.map((text) => text.fr).join(', ')}`,
    en: `${en}: ${told.map((text) => text.en).join(', ')}`,
  };
}
