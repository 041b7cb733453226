import type { Text } from '../../../shared/text.ts';

/** Nobody may think that every copy of the sticks is shown. */
export const TOO_MANY_COPIES: Text = {
  fr: 'Une clé ou un dossier contient trop de dossiers pour être regardé en entier\u00a0: des copies peuvent manquer ici. Ne laissez branchée que la clé de ce centre, puis cherchez de nouveau.',
  en: 'A stick or a folder holds too many folders to be looked at whole: copies may be missing here. Leave only the stick of this centre plugged in, then look again.',
};
