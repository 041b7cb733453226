import { AGE_GROUPINGS } from '../../rules/incident/ages.ts';
import { consentGivers, type ConsentGiver } from '../../rules/consent/consent.ts';

type OfAge = {
  readonly all: readonly [{ readonly fact: 'ageYears'; readonly atLeast: number }, { readonly fact: 'ageYears'; readonly below: number }];
};
type AgeUnknown = { readonly not: { readonly fact: 'ageYears'; readonly answered: true } };
type ByAge = { readonly any: readonly (OfAge | AgeUnknown)[] };
type NotThePerpetrator = { readonly not: { readonly fact: 'caregiverIsPerpetrator'; readonly is: 'yes' } };
type ByAgeAndSafety = { readonly all: readonly [ByAge, NotThePerpetrator] };

const NOT_THE_PERPETRATOR: NotThePerpetrator = { not: { fact: 'caregiverIsPerpetrator', is: 'yes' } };

/**
 * Who may give consent, as conditions: the age bands of the consent rule (reference §5.1.2), everyone while no age is known; no caregiver once the
 * case says that the caregiver is the alleged perpetrator (reference §5.1.3).
 */
export const GIVERS = {
  self: byAge('self'),
  caregiver: unlessPerpetrator('caregiver'),
  trusted_adult: byAge('trusted_adult'),
  caseworker: byAge('caseworker'),
  legal_guardian: unlessPerpetrator('legal_guardian'),
} satisfies Readonly<Record<ConsentGiver, ByAge | ByAgeAndSafety>>;

function unlessPerpetrator(giver: ConsentGiver): ByAgeAndSafety {
  return { all: [byAge(giver), NOT_THE_PERPETRATOR] };
}

function byAge(giver: ConsentGiver): ByAge {
  const bands = AGE_GROUPINGS.consent.filter(([band]) => consentGivers(band, false).includes(giver));
  const ofAge = bands.map(([, low, high]): OfAge => ({
    all: [
      { fact: 'ageYears', atLeast: low },
      { fact: 'ageYears', below: high + 1 },
    ],
  }));
  return { any: [...ofAge, { not: { fact: 'ageYears', answered: true } }] };
}
