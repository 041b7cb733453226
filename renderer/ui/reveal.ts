import type { Input } from '../../shared/contract.ts';
import type { Text } from '../../shared/text.ts';

export type RevealReason = Input<'identity.open'>['reason'];

/** Reasons that a person gives before seeing an identity; written in the journal. */
export const REVEAL_REASONS: readonly { readonly value: RevealReason; readonly label: Text }[] = [
  { value: 'contact', label: { fr: 'Joindre la personne', en: 'Contact the person' } },
  { value: 'verify', label: { fr: 'Vérifier avec la personne présente', en: 'Check with the person here' } },
  { value: 'referral', label: { fr: 'Préparer un référencement', en: 'Prepare a referral' } },
  { value: 'other', label: { fr: 'Autre motif', en: 'Another reason' } },
];

/** What a reveal shows, by the key of the value, and for how many seconds. */
export type Revealed = { readonly values: ReadonlyMap<string, string>; readonly seconds: number };

/** The time of a reveal, counted on a clock that is given: `tick` reports the seconds left each second and `end` is called once, at 0 or when hidden. */
export function countDown(seconds: number, tick: (left: number) => void, end: () => void): () => void {
  let left = seconds;
  tick(left);
  const timer = setInterval(() => {
    left -= 1;
    tick(left);
    if (left > 0) return;
    clearInterval(timer);
    end();
  }, 1_000);
  return () => clearInterval(timer);
}
