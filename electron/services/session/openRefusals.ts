import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { KeyringDamaged, KeyringNewer } from '../../keys/keyring.ts';
import { TooLittleMemory } from '../../keys/passphrase.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { RosterRefused } from '../../keys/rosterState.ts';
import { AccountClosed } from '../../keys/session.ts';
import { StoreRefused, type StoreProblem } from '../../store/base/storeRefused.ts';
import { AccessRefused } from '../../store/session/session.ts';
import { RestoreUnfinished } from '../../store/backup/sideProfile.ts';
import { UpgradeRefused } from '../../store/base/upgrade.ts';

/** What a keyring that does not open is, in words; anything else as it was. */
export function keyringRefusal(error: unknown): unknown {
  if (error instanceof AccountClosed) return new Refused('forbidden', HOLDS_NOTHING);
  if (error instanceof TooLittleMemory) return new Refused('invalid', LITTLE_MEMORY);
  if (error instanceof KeyringDamaged) return new Refused('conflict', DAMAGED);
  if (error instanceof KeyringNewer) return new Refused('conflict', NEWER);
  return error;
}

/** What bases that do not open are, in words; anything else as it was. */
export function storeRefusal(error: unknown): unknown {
  if (error instanceof AccessRefused) return new Refused('forbidden', ACCESS[error.problem]);
  if (error instanceof RosterRefused) return new Refused('conflict', NOT_SIGNED);
  if (error instanceof Unreadable) return new Refused('conflict', DAMAGED);
  if (error instanceof RestoreUnfinished) return new Refused('conflict', UNFINISHED);
  if (error instanceof UpgradeRefused) return new Refused('conflict', NOT_UPGRADED);
  if (!(error instanceof StoreRefused)) return error;
  return new Refused('conflict', STORE_WORDS[error.problem] ?? DAMAGED);
}

/** A wrong passphrase, and how long the next try waits. */
export function waiting(milliseconds: number) {
  const seconds = Math.ceil(milliseconds / 1000);
  return {
    fr: `Cette phrase n’ouvre pas ce code. Rien n’a changé. Attendez ${seconds} secondes avant un nouvel essai.`,
    en: `This passphrase does not open this code. Nothing has changed. Wait ${seconds} seconds before trying again.`,
  };
}

export const WRONG = {
  fr: 'Cette phrase n’ouvre pas ce code. Rien n’a changé. Après quatre essais, il faudra attendre un peu.',
  en: 'This passphrase does not open this code. Nothing has changed. After four tries you will have to wait a little.',
};
const LITTLE_MEMORY = {
  fr: 'L’ordinateur manque de mémoire. Fermez les autres programmes, puis réessayez.',
  en: 'The computer is short of memory. Close the other programs, then try again.',
};
const NOT_SIGNED = {
  fr: 'La liste du personnel a été changée sans les deux signatures. Ne saisissez rien et appelez la supervision. Rien n’a été effacé, et personne de nouveau n’ouvre vos dossiers.',
  en: 'The list of staff was changed without the two signatures. Enter nothing and call your supervisor. Nothing was deleted, and nobody new opens your cases.',
};
const DAMAGED = {
  fr: 'Un fichier de cette installation est abîmé. Rien n’a été effacé. Restaurez une sauvegarde ou demandez de l’aide.',
  en: 'A file of this installation is damaged. Nothing was deleted. Restore a backup or ask for help.',
};
const NEWER = {
  fr: 'Cette base a été ouverte par une version plus récente de Sutura. Mettez l’application à jour. Rien n’a été modifié.',
  en: 'This base was opened by a newer version of Sutura. Update the application. Nothing was changed.',
};
const NOT_UPGRADED = {
  fr: 'La base n’a pas pu passer à cette version : le compte de ses lignes ne tombait pas juste. Elle est restée comme avant. Prévenez l’administration.',
  en: 'The base could not be brought to this version: the count of its lines did not agree. It stands as before. Tell the administration.',
};
export const LOCKED_MEANWHILE = {
  fr: 'La session s’est fermée pendant l’ouverture. Saisissez de nouveau votre phrase.',
  en: 'The session was locked while it was opening. Enter your passphrase again.',
};
export const IN_USE = {
  fr: 'La base est déjà ouverte dans une autre fenêtre. Fermez-la, puis réessayez.',
  en: 'The base is already open in another window. Close it, then try again.',
};
const FOREIGN_SHAPE = {
  fr: 'Une base contient quelque chose que Sutura n’y a pas mis. Rien n’en a été lu, rien n’est effacé. Ne saisissez rien et appelez la supervision : il faut remettre en place une copie vérifiée.',
  en: 'A base holds something that Sutura did not put there. Nothing of it was read, nothing is deleted. Enter nothing and call your supervisor: a verified copy must be restored.',
};
const STORE_WORDS: Readonly<Partial<Record<StoreProblem, Text>>> = { newer: NEWER, locked: IN_USE, shape: FOREIGN_SHAPE };
const HOLDS_NOTHING = {
  fr: 'Ce compte est fermé\u00a0: suspendu, ou en attente de nouvelles clés après la perte d’un ordinateur. Parlez-en à la supervision.',
  en: 'This account is closed: suspended, or waiting for new keys after a computer was lost. Speak to your supervisor.',
};
const ACCESS: Readonly<Record<AccessRefused['problem'], { fr: string; en: string }>> = {
  pending: { fr: 'Votre compte attend la signature de la supervision.', en: 'Your account waits for your supervisor’s signature.' },
  closed: {
    fr: 'Ce compte attend de nouvelles clés, depuis la perte de l’ancien ordinateur. Demandez à la supervision de le renouveler, avec vous.',
    en: 'This account waits for new keys since the former computer was lost. Ask your supervisor to renew it, with you.',
  },
  suspended: { fr: 'Ce compte est suspendu. Parlez-en à la supervision.', en: 'This account is suspended. Speak to your supervisor.' },
  pledge: {
    fr: 'L’engagement de confidentialité n’est pas enregistré. Voyez l’administration.',
    en: 'The confidentiality pledge is not recorded. See the administrator.',
  },
  replaced: {
    fr: 'La liste du personnel n’est plus celle que vous connaissiez. Ne saisissez rien et appelez la supervision.',
    en: 'The list of staff is no longer the one you knew. Enter nothing and call your supervisor.',
  },
};

export const UNFINISHED = {
  fr: 'Une remise en place n’est pas finie, et le disque ne répond pas comme il faut. Rien n’est perdu\u00a0: fermez Sutura, puis ouvrez-la de nouveau.',
  en: 'A putting back is not finished, and the disk does not answer as it should. Nothing is lost: close Sutura, then open it again.',
};
