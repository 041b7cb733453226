import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { minuteOf, requireSession, type Host } from '../../host.ts';
import { bytesOf, formersIn } from '../../store/backup/previousProfile.ts';
import { forgetFormer } from '../../store/backup/formerForgotten.ts';
import { confirmPassphrase } from '../session/personKeys.ts';

/** The profile before each restore, kept beside with all that was typed in it. */
export function previousProfiles(host: Host): Output<'loss.afterRestore'>['previousProfiles'] {
  return formersIn(host.profile).map((one) => ({ movedOn: minuteOf(one.at).slice(0, 10), bytes: bytesOf(one) }));
}

/**
 * Before anything is destroyed, or keys are renewed since a machine or a passphrase is in other hands: what is kept beside opens with the keys and passphrases of its day, and
 * would outlive the act (security §9.6). It may hold the only copy of something typed, so it is never dropped on the way. Throws Refused `conflict`.
 */
export function assertNoPreviousProfile(host: Host): void {
  if (formersIn(host.profile).length > 0) throw new Refused('conflict', PREVIOUS_FIRST);
}

/** The supervision, or the focal point of a desk, erases what is kept beside. Nothing there is no fault. Throws Refused on a wrong passphrase. */
export async function forgetPreviousProfile(input: Input<'previousProfile.forget'>, host: Host): Promise<Output<'previousProfile.forget'>> {
  await confirmPassphrase(host, input.passphrase);
  forgetFormer(requireSession(host).stores, Number.POSITIVE_INFINITY, host.now().getTime());
  return {};
}

const PREVIOUS_FIRST = {
  fr: 'Ce qui était ici avant une remise en place est gardé à côté et s’ouvre encore avec les phrases de ce jour-là. Remettez-le en place, ou effacez-le par la supervision (le point focal sur son bureau) dans « Perte et remise en place », depuis les comptes. Puis recommencez. Rien n’a été modifié.',
  en: 'What was here before a putting back is kept beside and still opens with the passphrases of that day. Put it back, or have the supervision (the focal point of a desk) erase it in “Loss and putting back”, from the accounts. Then start again. Nothing was changed.',
};
