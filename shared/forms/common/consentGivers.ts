import { AGE_GROUPINGS } from '../../rules/ages.ts';
import { consentGivers, type ConsentGiver } from '../../rules/consent.ts';

type OfAge = {
  readonly all: readonly [{ readonly fact: 'ageYears'; readonly atLeast: number }, { readonly fact: 'ageYears'; readonly below: number }];
};
type AgeUnknown = { readonly not: { readonly fact: 'ageYears'; readonly answered: true } };
type ByAge = { readonly any: readonly (OfAge | AgeUnknown)[] };

/** Who may give consent at the person's age, as conditions: the bands of the consent rule (reference §5.1.2). Everyone while no age is known. */
export const GIVERS: Readonly<Record<ConsentGiver, ByAge>> = {
  self: byAge('self'),
  caregiver: byAge('caregiver'),
  trusted_adult: byAge('trusted_adult'),
  caseworker: byAge('caseworker'),
  legal_guardian: byAge('legal_guardian'),
};

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
