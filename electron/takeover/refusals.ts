import type { Text } from '../../shared/text.ts';

/** The bounds of a register (security §8). */
export const REGISTER_LIMITS = {
  fileBytes: 20_000_000,
  rows: 100_000,
  columns: 200,
  cellCharacters: 10_000,
  memoryBytes: 50_000_000,
  milliseconds: 10_000,
} as const;

/** What a workbook may unpack to. */
export const UNPACK_LIMITS = { bytes: 60_000_000, parts: 500 } as const;

/** What planning a register may take in its thread: its work stays, with what is handed over and shown, under the ten seconds of T9 (security §10). */
export const PLAN_LIMITS = { waited: 60_000, worked: 6_000, memoryMegabytes: 256 } as const;
/** Longer registers would not be planned within these: they are refused before they are handed over. */
export const MOST_PLANNED_LINES = 20_000;

const UNTOUCHED: Text = { fr: "Rien n'a été modifié.", en: 'Nothing was changed.' };

function refusal(fr: string, en: string): Text {
  return { fr: `${fr} ${UNTOUCHED.fr}`, en: `${en} ${UNTOUCHED.en}` };
}

/** Why a file is not read, one sentence for each code: cause, what to do. No file name, no excerpt. */
export const REGISTER_REFUSALS = {
  fileTooLarge: refusal(
    'Ce fichier dépasse 20 Mo. Partagez le registre en plusieurs fichiers.',
    'This file is larger than 20 MB. Split the register into several files.',
  ),
  tooManyRows: refusal(
    'Ce fichier dépasse 100 000 lignes. Partagez le registre en plusieurs fichiers.',
    'This file has more than 100,000 lines. Split the register into several files.',
  ),
  tooManyColumns: refusal(
    'Ce fichier dépasse 200 colonnes. Retirez les colonnes vides ou inutiles.',
    'This file has more than 200 columns. Remove the empty or unneeded ones.',
  ),
  cellTooLong: refusal(
    'Une cellule dépasse 10 000 caractères. Raccourcissez-la, puis choisissez le fichier à nouveau.',
    'A cell is longer than 10,000 characters. Shorten it, then choose the file again.',
  ),
  tooMuchMemory: refusal(
    'Ce fichier prendrait trop de mémoire. Partagez le registre en plusieurs fichiers.',
    'This file would take too much memory. Split the register into several files.',
  ),
  nulCharacter: refusal(
    'Ce fichier contient des caractères nuls : ce n’est pas un texte. Enregistrez le registre en CSV.',
    'This file contains null characters: it is not text. Save the register as CSV.',
  ),
  oldWorkbook: refusal(
    'Ce classeur est d’un format ancien (.xls), ou protégé par un mot de passe. Dans le tableur, enlevez le mot de passe et enregistrez-le au format .xlsx, ou en CSV.',
    'This workbook is of an old format (.xls), or protected by a password. In the spreadsheet, remove the password and save it as .xlsx, or as CSV.',
  ),
  empty: refusal(
    'Ce fichier ne contient aucune ligne sous ses titres. Vérifiez que c’est le bon registre.',
    'This file has no line under its headings. Check that it is the right register.',
  ),
  openQuote: refusal(
    'Un guillemet ouvert n’est jamais refermé. Enregistrez à nouveau le registre en CSV depuis le tableur.',
    'A quotation mark is opened and never closed. Save the register again as CSV from the spreadsheet.',
  ),
  tooSlow: refusal(
    'La lecture de ce fichier a été arrêtée après 10 secondes. Partagez le registre en plusieurs fichiers.',
    'Reading this file was stopped after 10 seconds. Split the register into several files.',
  ),
  unreadable: refusal(
    'Ce fichier n’a pas pu être lu. Enregistrez à nouveau le registre en .xlsx ou en CSV depuis le tableur.',
    'This file could not be read. Save the register again as .xlsx or CSV from the spreadsheet.',
  ),
} as const satisfies Readonly<Record<string, Text>>;

export type RegisterRefusal = keyof typeof REGISTER_REFUSALS;

export const PLAN_TOO_LONG: Text = refusal(
  'Ce registre est trop long pour être lu en une fois. Partagez-le en plusieurs fichiers, un par année par exemple.',
  'This register is too long to be read at once. Split it into several files, one a year for instance.',
);
