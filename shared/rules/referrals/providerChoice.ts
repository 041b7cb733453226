import type { Answers } from '../../forms/answers.ts';
import type { CodeOf } from '../../forms/lists/all.ts';
import { standardCode, type Lists } from '../../forms/lists/inForce.ts';
import type { Text } from '../../text.ts';
import { daysBetween, type IsoDate } from '../../time.ts';

type ProviderType = CodeOf<'provider_type'>;

/** Checked within the delay of the site, within twice it, or longer ago (reference §3.38, §5.5.9). */
export type Freshness = 'fresh' | 'toCheck' | 'stale';

/** How far one may rely on an entry last checked on that day; `delay` in days. An entry that was never checked is stale. */
export function freshnessOf(checkedOn: IsoDate | null, today: IsoDate, delay: number): Freshness {
  const age = checkedOn === null ? Infinity : daysBetween(checkedOn, today);
  if (age <= delay) return 'fresh';
  return age <= 2 * delay ? 'toCheck' : 'stale';
}

/** An entry of the directory: its own answers, those of each service it offers, and the day it was last checked (reference §3.38). */
export type ListedProvider = {
  readonly providerId: string;
  readonly answers: Answers;
  readonly services: readonly { readonly answers: Answers }[];
  readonly checkedOn: IsoDate | null;
  readonly freshness: Freshness;
};

/** What is looked for, and for whom. What is not known excludes nobody. */
export type ProviderNeed = {
  /** Services any of which answers: one for a referral, all those of a recipient for an authorisation. */
  readonly categories: readonly CodeOf<'service_category'>[];
  readonly details: readonly string[];
  readonly sex: CodeOf<'sex'> | null;
  readonly ageYears: number | null;
  readonly region: string | null;
  /** As it counts: an added cercle is the one of 2012 that held it. */
  readonly cercle: string | null;
  readonly lists: Lists;
  /** Kinds of place where the alleged perpetrator may have colleagues. */
  readonly tied: readonly ProviderType[];
  /** A medical clock can still be met: stock and distance count before all else (reference §5.4). */
  readonly clockRuns: boolean;
  readonly today: IsoDate;
};

/** `reasons`: what speaks for it or is to be known of it, in the order in which it weighs · `checked`: how old all of this is. */
export type ProposedProvider = {
  readonly providerId: string;
  readonly tied: boolean;
  readonly reasons: readonly Text[];
  readonly checked: Text;
};

/** Why an entry is not offered at all. */
export type LeftOut = 'inactive' | 'service' | 'audience';

export type ProviderProposals = {
  /** Best first; those tied to the alleged perpetrator after all the others, to be chosen only with a reason written down. */
  readonly providers: readonly ProposedProvider[];
  readonly leftOut: Readonly<Record<LeftOut, number>>;
};

/** Where a person of this occupation has colleagues: never proposed first to a survivor who reports violence by one of them (reference §5.2). */
const COLLEAGUES: Readonly<Partial<Record<CodeOf<'perp_occupation'>, readonly ProviderType[]>>> = {
  armed_forces: ['military_infirmary'],
  police_gendarmerie: ['police', 'vice_squad', 'gendarmerie'],
  health_worker: ['cscom', 'csref', 'hospital', 'private_clinic', 'ngo_health'],
  teacher: ['school', 'vocational'],
  koranic_master: ['school'],
  aid_worker: ['ngo_health', 'ngo_psychosocial', 'livelihood_ngo', 'un_agency'],
};

const UNDER_FIVE = 5;
const ADULT = 18;

/** The kinds of providers tied to alleged perpetrators of these occupations. */
export function tiedProviders(occupations: readonly CodeOf<'perp_occupation'>[]): readonly ProviderType[] {
  return [...new Set(occupations.flatMap((occupation) => COLLEAGUES[occupation] ?? []))];
}

/** Providers of the service asked, best first and explained (interface 3.8). Nobody is chosen for the person. */
export function proposeProviders(need: ProviderNeed, listed: readonly ListedProvider[]): ProviderProposals {
  const leftOut: Record<LeftOut, number> = { inactive: 0, service: 0, audience: 0 };
  const ranked = listed.flatMap((provider) => {
    const found = serviceFor(need, provider);
    if (typeof found === 'string') {
      leftOut[found] += 1;
      return [];
    }
    const marks = marksOf(need, provider, found);
    const checked = checkedMark(need.today, provider);
    const tied = need.tied.some((type) => type === provider.answers['prov_type']);
    const weight = marks.reduce((sum, mark) => sum + mark.weight, checked.weight);
    const proposed: ProposedProvider = {
      providerId: provider.providerId,
      tied,
      reasons: marks.map(({ text }) => text),
      checked: checked.text,
    };
    return [{ proposed, weight }];
  });
  const ordered = ranked.toSorted((left, right) => Number(left.proposed.tied) - Number(right.proposed.tied) || right.weight - left.weight);
  return { providers: ordered.map(({ proposed }) => proposed), leftOut };
}

/** The offered service that answers the need best, or why there is none. */
function serviceFor(need: ProviderNeed, { answers, services }: ListedProvider): Answers | LeftOut {
  if (answers['prov_active'] === 'no') return 'inactive';
  const offered = services
    .map((service) => service.answers)
    .filter((service) => need.categories.some((category) => service['ps_category'] === category));
  if (offered.length === 0) return 'service';
  const open = offered.filter((service) => isOpenTo(need, codesOf(service, 'ps_age_sex')));
  const [best] = open.toSorted((left, right) => detailsMet(need, right) - detailsMet(need, left));
  return best ?? 'audience';
}

function isOpenTo({ sex, ageYears }: ProviderNeed, audience: readonly string[]): boolean {
  if (audience.length === 0 || audience.includes('all') || sex === null || ageYears === null) return true;
  if (ageYears < UNDER_FIVE && audience.includes('under5')) return true;
  const [grown, young] = sex === 'female' ? ['women', 'girls'] : ['men', 'boys'];
  const wanted = ageYears < ADULT ? young : grown;
  const named = audience.filter((one) => one !== 'disability' && one !== 'under5');
  return named.length === 0 ? audience.includes('disability') : named.includes(wanted ?? '');
}

type Mark = { readonly weight: number; readonly text: Text };

function marksOf(need: ProviderNeed, provider: ListedProvider, service: Answers): readonly Mark[] {
  const marks = [
    ...detailMarks(need, service),
    ...(need.clockRuns ? stockMarks(service) : []),
    ...distanceMarks(need, provider.answers),
    ...yesMarks(service),
  ];
  return marks.toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight));
}

function detailsMet({ details }: ProviderNeed, service: Answers): number {
  const offered = codesOf(service, 'ps_details');
  return details.filter((detail) => offered.includes(detail)).length;
}

function detailMarks(need: ProviderNeed, service: Answers): readonly Mark[] {
  const asked = need.details.length;
  if (asked === 0 || codesOf(service, 'ps_details').length === 0) return [];
  const met = detailsMet(need, service);
  if (met === asked) return [{ weight: 40, text: { fr: 'toutes les prestations demandées', en: 'every service asked for' } }];
  return [{ weight: -20, text: { fr: `${met} prestation sur ${asked}`, en: `${met} of ${asked} services asked for` } }];
}

function stockMarks(service: Answers): readonly Mark[] {
  const stocked = (field: string, fr: string, en: string): readonly Mark[] => {
    if (service[field] === 'yes') return [{ weight: 50, text: { fr: `${fr} disponible`, en: `${en} available` } }];
    return service[field] === 'no' ? [{ weight: -50, text: { fr: `pas de ${fr}`, en: `no ${en}` } }] : [];
  };
  return [
    ...stocked('ps_pep_available', 'PPE', 'PEP'),
    ...stocked('ps_ec_available', 'contraception d’urgence', 'emergency contraception'),
  ];
}

function distanceMarks({ region, cercle, lists }: ProviderNeed, answers: Answers): readonly Mark[] {
  const place = answers['prov_geo'];
  if (region === null || typeof place !== 'object' || !('region' in place)) return [];
  if (place.region !== region) return [{ weight: -30, text: { fr: 'autre région', en: 'another region' } }];
  if (cercle === null || standardCode(lists, 'cercle', place.cercle) !== cercle)
    return [{ weight: 10, text: { fr: 'même région', en: 'same region' } }];
  return [{ weight: 30, text: { fr: 'même cercle', en: 'same cercle' } }];
}

/** Answers of a service that speak for it, by field. */
const GOOD: Readonly<Record<string, Mark>> = {
  ps_free: { weight: 20, text: { fr: 'gratuit', en: 'free of charge' } },
  ps_survivor_trained: { weight: 15, text: { fr: 'personnel formé', en: 'trained staff' } },
  ps_female_staff: { weight: 8, text: { fr: 'personnel féminin', en: 'female staff' } },
};

function yesMarks(service: Answers): readonly Mark[] {
  return Object.entries(GOOD).flatMap(([field, mark]) => (service[field] === 'yes' ? [mark] : []));
}

function checkedMark(today: IsoDate, { checkedOn, freshness }: ListedProvider): Mark {
  const days = checkedOn === null ? null : Math.max(0, daysBetween(checkedOn, today));
  if (days === null) return { weight: -25, text: { fr: 'jamais vérifié', en: 'never checked' } };
  const text = { fr: `vérifié il y a ${days} j`, en: `checked ${days} d ago` };
  if (freshness === 'fresh') return { weight: 5, text };
  return { weight: freshness === 'toCheck' ? -10 : -25, text: { fr: `à vérifier\u00a0: ${text.fr}`, en: `to be checked: ${text.en}` } };
}

function codesOf(answers: Answers, field: string): readonly string[] {
  const answer = answers[field];
  return Array.isArray(answer) ? answer : [];
}
