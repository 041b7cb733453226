import type { Options } from './option.ts';

/** Feedback survey (reference §4.11). */
export const feedback = {
  fb_respondent: [
    { code: 'adult', fr: 'Personne adulte', en: 'Adult' },
    { code: 'adolescent', fr: 'Adolescent·e', en: 'Adolescent' },
    { code: 'caregiver', fr: 'Personne en charge', en: 'Caregiver' },
  ],
  fb_child_age: [
    { code: 'a0_5', fr: '0–5 ans', en: '0–5' },
    { code: 'a6_12', fr: '6–12 ans', en: '6–12' },
    { code: 'a13_17', fr: '13–17 ans', en: '13–17' },
  ],
} as const satisfies Readonly<Record<string, Options>>;
