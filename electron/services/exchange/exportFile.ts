import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
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

/** Writes a file that leaves. Throws Refused `conflict` where the medium did not take it; `kept` states what remains true all the same. */
export function writeExport(folder: string, name: string, bytes: Uint8Array, month: IsoMonth, kept: Text = NOTHING_CHANGED): void {
  try {
    writeLeaving(folder, name, bytes, month);
  } catch (error) {
    if (error instanceof FileFault) throw new Refused('conflict', notWritten(kept));
    throw error;
  }
}

const NO_FOLDER = {
  fr: 'Ce dossier n’est plus là. Vérifiez la clé USB, puis choisissez-le de nouveau.',
  en: 'This folder is no longer there. Check the USB key, then choose it again.',
};
const NOTHING_CHANGED = { fr: 'Rien n’a été modifié.', en: 'Nothing was changed.' };
/** What remains true when the file of a month was not written. */
export const MONTH_STAYS_FROZEN = { fr: 'Le mois reste figé.', en: 'The month stays frozen.' };

function notWritten(kept: Text): Text {
  return {
    fr: `Le fichier n’a pas pu être écrit et relu. Vérifiez la place sur la clé USB, puis réessayez. ${kept.fr}`,
    en: `The file could not be written and read back. Check the space on the USB key, then try again. ${kept.en}`,
  };
}
