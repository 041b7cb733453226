import { LISTS } from '../../../shared/forms/lists/all.ts';
import type { ListName } from '../../../shared/forms/lists/all.ts';
import { knownOptions } from '../../../shared/forms/lists/inForce.ts';
import { missingTargets } from '../../../shared/takeover/columns.ts';
import type { Target } from '../../../shared/takeover/headings.ts';
import { TARGET_WORDS } from '../../../shared/takeover/targetWords.ts';
import type { Text } from '../../../shared/text.ts';
import { lists } from '../../lists.ts';
import type { Draft, Mapping, Reading, Wording } from './takeoverState.ts';

/** The mapping with another meaning for one heading; null leaves the column out. */
export function withTarget(mapping: Mapping, heading: string, target: string | null): Mapping {
  return mapping.map((one) => (one.heading === heading ? { heading, target } : one));
}

/** Meanings that several columns claim: only one column can carry each. */
export function doubleTargets(mapping: Mapping): ReadonlySet<string> {
  const taken = mapping.map(({ target }) => target).filter((target) => target !== null);
  return new Set(taken.filter((target, index) => taken.indexOf(target) !== index));
}

/** What stops the step of columns, in one sentence; null when nothing does. */
export function columnsLack(mapping: Mapping, everyLineIsCase = false): Text | null {
  const lacking = missingTargets(
    mapping.map(({ target }) => asTarget(target)),
    everyLineIsCase,
  ).map((needed) => TARGET_WORDS[needed]);
  if (lacking.length > 0) {
    return {
      fr: `Il manque une colonne\u00a0: ${lacking.map(({ fr }) => fr).join(', ')}.`,
      en: `A column is missing: ${lacking.map(({ en }) => en).join(', ')}.`,
    };
  }
  return doubleTargets(mapping).size === 0
    ? null
    : { fr: 'Deux colonnes ont le même sens. Gardez-en une.', en: 'Two columns have the same meaning. Keep one.' };
}

/** What a file lacks beside its columns: an order of its dates that nobody has given, or to be another file than one already taken over. */
export function draftLacks({ reading, dateOrder }: Pick<Draft, 'reading' | 'dateOrder'>): Text | null {
  if (reading.takenOn !== null) return { fr: 'Ce fichier a déjà été repris.', en: 'This file was already taken over.' };
  return dateOrder === null
    ? { fr: 'Dites si le jour ou le mois vient d’abord dans les dates.', en: 'Say whether the day or the month comes first in the dates.' }
    : null;
}

function asTarget(target: string | null): Target | null {
  return target !== null && isTarget(target) ? target : null;
}

function isTarget(name: string): name is Target {
  return Object.hasOwn(TARGET_WORDS, name);
}

/** Headings whose meaning a person should look at: proposed without certainty, or none though cells are filled. */
export function doubtfulHeadings({ columns }: Reading): readonly string[] {
  return columns
    .filter(({ confidence, filled }) => confidence === 'probable' || (confidence === 'none' && filled > 0))
    .map(({ heading }) => heading);
}

/** The next heading after the present one, or the one before, going round; null in an empty list. */
export function nextHeading(headings: readonly string[], present: string | null, step: 1 | -1): string | null {
  if (headings.length === 0) return null;
  const at = present === null ? -1 : headings.indexOf(present);
  if (at < 0) return (step === 1 ? headings[0] : headings.at(-1)) ?? null;
  return headings[(at + step + headings.length) % headings.length] ?? null;
}

/** The corrections with one more; the last one for a wording counts. */
export function withWording(wordings: readonly Wording[], added: Wording): readonly Wording[] {
  return [...wordings.filter(({ target, wording }) => target !== added.target || wording !== added.wording), added];
}

export type Choice = { readonly code: string; readonly label: Text };

const REGISTER_STATES: readonly Choice[] = [
  { code: 'open', label: { fr: 'Dossier ouvert', en: 'Open file' } },
  { code: 'closed', label: { fr: 'Dossier clôturé', en: 'Closed file' } },
  { code: 'lost', label: { fr: 'Sans nouvelles', en: 'Lost contact' } },
];

function isListName(name: string): name is ListName {
  return Object.hasOwn(LISTS, name);
}

/** The codes a wording of this table may mean: a list of the dictionary, or the state of a file in the register. */
export function choicesOf(table: string): readonly Choice[] {
  if (table === 'register_state') return REGISTER_STATES;
  return isListName(table) ? knownOptions(lists(), table).map(({ code, fr, en }) => ({ code, label: { fr, en } })) : [];
}
