import { Refused } from '../../../shared/failure.ts';
import { passphraseProblem } from '../../keys/passphrase.ts';

/** Throws Refused `invalid` on a passphrase too short or too well known. */
export function assertPassphrase(passphrase: string, known: readonly string[]): void {
  const problem = passphraseProblem(passphrase, known);
  if (problem !== null) throw new Refused('invalid', PASSPHRASE[problem]);
}

const PASSPHRASE = {
  tooShort: {
    fr: 'Cette phrase est trop courte. Prenez les six mots proposés, ou au moins quatorze signes.',
    en: 'This passphrase is too short. Take the six words offered, or at least fourteen characters.',
  },
  common: {
    fr: 'Cette phrase est trop connue. Prenez les six mots proposés, ou une phrase que personne ne devine.',
    en: 'This passphrase is too common. Take the six words offered, or one that nobody guesses.',
  },
  knownName: {
    fr: 'Cette phrase contient surtout un nom d’ici. Prenez les six mots proposés, ou une autre phrase.',
    en: 'This passphrase is mostly a name from here. Take the six words offered, or another one.',
  },
};
