import type { Input, Output } from '../../../shared/contract.ts';
import type { Verdict } from '../../../shared/contract/desk.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import type { Outcome } from '../../api.ts';
import type { Tone } from '../../ui/Chip.tsx';

/** Files of one call: small enough that the count moves, large enough that 200 files take a few calls. */
export const BATCH = 20;

export type ImportCall = (input: Input<'inbox.import'>) => Promise<Outcome<Output<'inbox.import'>>>;

export type ImportResult = { readonly verdicts: readonly Verdict[]; readonly failure: Failure | null };

/**
 * Imports files in batches: `report` receives the verdicts of each batch; between two batches `stopped` may end it, and what is done is kept
 * (interface 3.18). The first failure of a call ends it too.
 */
export async function importInBatches(
  tokens: readonly string[],
  importing: ImportCall,
  report: (verdicts: readonly Verdict[]) => void,
  stopped: () => boolean,
): Promise<ImportResult> {
  const verdicts: Verdict[] = [];
  for (let start = 0; start < tokens.length && !stopped(); start += BATCH) {
    const outcome = await importing({ files: tokens.slice(start, start + BATCH) });
    if (!outcome.ok) return { verdicts, failure: outcome.failure };
    verdicts.push(...outcome.value.verdicts);
    report(verdicts.slice());
  }
  return { verdicts, failure: null };
}

/** The verdict on a file in words and tone. */
export const VERDICTS: Record<Verdict['verdict'], { readonly words: Text; readonly tone: Tone }> = {
  accepted: { words: { fr: 'Valide', en: 'Valid' }, tone: 'leaf' },
  already: { words: { fr: 'Déjà reçu', en: 'Already received' }, tone: 'ink2' },
  replaced: { words: { fr: 'Remplace la précédente', en: 'Replaces the former' }, tone: 'leaf' },
  refused: { words: { fr: 'Refusé', en: 'Refused' }, tone: 'ochre' },
};

/** « 196 valides, 3 déjà reçus, 1 refusé. » */
export function summaryOfVerdicts(verdicts: readonly Verdict[]): Text {
  const count = (...kinds: readonly Verdict['verdict'][]): number => verdicts.filter(({ verdict }) => kinds.includes(verdict)).length;
  const valid = count('accepted', 'replaced');
  const already = count('already');
  const refused = count('refused');
  const plural = (number: number): string => (number < 2 ? '' : 's');
  const fr = [
    `${valid}\u00a0valide${plural(valid)}`,
    `${already}\u00a0déjà reçu${plural(already)}`,
    `${refused}\u00a0refusé${plural(refused)}`,
  ];
  return { fr: `${fr.join(', ')}.`, en: `${valid} valid, ${already} already received, ${refused} refused.` };
}
