import type { Answer, Answers } from '../../shared/forms/answers.ts';
import type { Context } from '../../shared/forms/facts.ts';
import { isCode, type CodeOf } from '../../shared/forms/lists/all.ts';
import type { Option, Options } from '../../shared/forms/lists/option.ts';
import { stillRuns } from '../../shared/rules/incident/clocks.ts';
import { proposeProviders } from '../../shared/rules/referrals/providerChoice.ts';
import type { ProposedProvider, ProviderProposals } from '../../shared/rules/referrals/providerChoice.ts';
import { servicesOf } from '../../shared/rules/consent/sharing.ts';
import type { Text } from '../../shared/text.ts';
import { rowOfPart } from './draft.ts';
import type { Content } from './draft.ts';
import type { Filling } from './filling.ts';

const FORM = 'referral';
/** The question that names a provider, by form. */
const FIELDS: Readonly<Record<string, string>> = { referral: 'ref_provider_id', consent_item: 'recipient_provider_id' };
/** As many reasons as fit beside a name on one line. */
const MOST_REASONS = 3;
/** A choice made before, of a provider that closed or changed since: it remains until another choice is made. */
const NOT_PROPOSED: Text = { fr: 'n’est plus proposé pour ce service', en: 'no longer proposed for this service' };
const TIED: Text = { fr: 'l’auteur présumé peut y avoir des collègues', en: 'the alleged perpetrator may have colleagues there' };
const NOT_SUITED: Text = { fr: 'n’a pas ce service pour cette personne', en: 'does not have this service for this person' };

type Known = Pick<Filling, 'providers' | 'clocks' | 'contextOf' | 'references'>;

/** Providers proposed for the referral being written; null before the service is chosen. */
export function proposalsFor(filling: Known, content: Content): ProviderProposals | null {
  const answers: Answers = content[FORM] ?? {};
  const category = answers['ref_service_category'];
  if (!isCode('service_category', category)) return null;
  const details = answers['ref_service_detail'];
  return proposed(filling, content, [category], Array.isArray(details) ? details : []);
}

function proposed(
  filling: Known,
  content: Content,
  categories: readonly CodeOf<'service_category'>[],
  details: readonly string[],
): ProviderProposals {
  const context: Context = filling.contextOf(content);
  return proposeProviders(
    {
      categories,
      details,
      sex: context.sex ?? null,
      ageYears: context.ageYears ?? null,
      region: context.residenceRegion ?? null,
      cercle: context.residenceCercle ?? null,
      lists: context.lists,
      tied: context.tiedProviders ?? [],
      clockRuns: categories.includes('health') && filling.clocks.some(stillRuns),
      today: context.today,
    },
    filling.providers,
  );
}

/** The choices of a question that names a provider, each with what speaks for it, made once per change; null for every other question. */
export function providerOffers(filling: Known, content: Content, part: string, field: string): Options | null {
  const form = rowOfPart(part)?.form ?? part;
  if (FIELDS[form] !== field) return null;
  const known = made.get(content) ?? new Map<string, Options | null>();
  made.set(content, known);
  const offers =
    known.get(part) ??
    withKept(filling, content[part]?.[field], form === FORM ? forReferral(filling, content) : forSharing(filling, content, part));
  known.set(part, offers);
  return offers;
}

const made = new WeakMap<Content, Map<string, Options | null>>();

function forReferral(filling: Known, content: Content): Options | null {
  const proposals = proposalsFor(filling, content);
  return proposals === null ? null : proposals.providers.flatMap((one) => offerOf(filling, one));
}

/** Those that serve the recipient's need first, in the order of a referral; the others after; those out of service not at all (reference §3.8, interface 3.8). */
function forSharing(filling: Known, content: Content, part: string): Options {
  const recipient = content[part]?.['recipient_category'];
  const ranked = isCode('consent_recipient', recipient) ? proposed(filling, content, servicesOf(recipient), []).providers : [];
  const first = new Set(ranked.map(({ providerId }) => providerId));
  const others = filling.providers.filter(({ providerId, answers }) => answers['prov_active'] !== 'no' && !first.has(providerId));
  const reasons = recipient === undefined ? [] : [NOT_SUITED];
  return [
    ...ranked.flatMap((one) => offerOf(filling, one)),
    ...others.flatMap(({ providerId }) => named(filling, providerId).map((name) => explained(name, reasons))),
  ];
}

function offerOf(filling: Known, { providerId, tied, reasons, checked }: ProposedProvider): Options {
  return named(filling, providerId).map((name) => explained(name, [...(tied ? [TIED] : []), ...reasons.slice(0, MOST_REASONS), checked]));
}

function named(filling: Known, providerId: string): Options {
  return (filling.references['provider'] ?? []).filter(({ code }) => code === providerId);
}

function withKept(filling: Known, chosen: Answer | undefined, offers: Options | null): Options | null {
  if (offers === null || typeof chosen !== 'string' || offers.some(({ code }) => code === chosen)) return offers;
  return [...offers, ...named(filling, chosen).map((name) => explained(name, [NOT_PROPOSED]))];
}

function explained({ code, fr, en }: Option, reasons: readonly Text[]): Option {
  if (reasons.length === 0) return { code, fr, en };
  return {
    code,
    fr: `${fr}\u00a0: ${reasons.map((text) => text.fr).join(', ')}`,
    en: `${en}: ${reasons.map((text) => text.en).join(', ')}`,
  };
}
