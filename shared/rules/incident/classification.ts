import type { CodeOf } from '../../forms/lists/all.ts';

type Answer = CodeOf<'yes_no_unknown'>;

/** The questions of reference §5.3.1 in their order: the first « yes » decides the type. */
export const CLASSIFICATION_QUESTIONS = [
  ['q1_penetration', 'rape'],
  ['q2_sexual_contact', 'sexual_assault'],
  ['q3_physical', 'physical_assault'],
  ['q4_forced_marriage', 'forced_marriage'],
  ['q5_denial', 'denial_resources'],
  ['q6_psychological', 'psychological'],
] as const;

export type ClassificationQuestion = (typeof CLASSIFICATION_QUESTIONS)[number][0];

/** Blank is absence; « unknown » counts as « not yes » and does not stop at its question. */
export type ClassificationAnswers = { readonly [Q in ClassificationQuestion | 'q7_is_gbv']?: Answer | undefined };

export type Classification = {
  /** Null: not decided; such an incident is incomplete and is not exported. */
  readonly type: CodeOf<'gbv_type'> | null;
  /** Gender-based, yet no question above said yes: ask again from the first. */
  readonly restart: boolean;
};

/** The one GBV type of an incident (reference §5.3.1). Contexts never decide the type. */
export function classify(answers: ClassificationAnswers): Classification {
  for (const [question, type] of CLASSIFICATION_QUESTIONS) {
    if (answers[question] === 'yes') return { type, restart: false };
  }
  if (answers.q7_is_gbv === 'yes') return { type: null, restart: true };
  return { type: answers.q7_is_gbv === 'no' ? 'non_gbv' : null, restart: false };
}

/** Rape and sexual assault (reference §6.4, « sexual violence »). */
export function isSexual(type: CodeOf<'gbv_type'> | null): boolean {
  return type === 'rape' || type === 'sexual_assault';
}
