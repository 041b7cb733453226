import { Refused } from '../../../shared/failure.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import { FileFault, writeLeaving } from '../../files/files.ts';
import type { Host } from '../../host.ts';

/** The folder behind a token, to write what leaves. Throws Refused `invalid`. */
export function folderOf(host: Host, token: string): string {
  try {
    return host.picker.folderOf(token);
  } catch (error) {
    if (error instanceof FileFault) throw new Refused('invalid', NO_FOLDER);
    throw error;
  }
}

/** Writes a file that leaves, or says in one sentence that the medium did not take it. */
export function writeOr(folder: string, name: string, bytes: Uint8Array, month: IsoMonth): void {
  try {
    writeLeaving(folder, name, bytes, month);
  } catch (error) {
    if (error instanceof FileFault) throw new Refused('conflict', NOT_WRITTEN);
    throw error;
  }
}

const NO_FOLDER = {
  fr: 'Ce dossier n’est plus là. Vérifiez la clé USB, puis choisissez-le de nouveau.',
  en: 'This folder is no longer there. Check the USB key, then choose it again.',
};
const NOT_WRITTEN = {
  fr: 'Le fichier n’a pas pu être écrit et relu. Vérifiez la place sur la clé USB, puis réessayez. Le mois reste figé.',
  en: 'The file could not be written and read back. Check the space on the USB key, then try again. The month stays frozen.',
};
