import { fold } from '../names/spelling.ts';
import type { Text } from '../text.ts';
import { HEADINGS } from './headings.ts';
import type { Target } from './headings.ts';

/** For each heading of the file, in order: what the column means, or `null` when it is left out. */
export type ColumnMapping = readonly (Target | null)[];

/** `certain`: a heading we know. `probable`: a heading that holds one, to be looked at. `none`: unknown, or its meaning is taken by another column. */
export type Confidence = 'certain' | 'probable' | 'none';
export type ColumnProposal = { readonly heading: string; readonly target: Target | null; readonly confidence: Confidence };

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, Text>> = {
  certain: { fr: 'reconnue', en: 'recognised' },
  probable: { fr: 'probable, à vérifier', en: 'likely, to check' },
  none: { fr: 'non reconnue', en: 'not recognised' },
};

/** Without these no line could be anything but held or without consent. */
const NEEDED_TARGETS: readonly Target[] = ['receivedOn', 'careConsent', 'statisticsConsent'];

/** Case, accents, signs, spaces and « ' » do not count. */
export function headingKey(heading: string): string {
  return fold(heading.replace(/['’]/g, ' '));
}

const KNOWN: ReadonlyMap<string, Target> = new Map(
  HEADINGS.flatMap(([target, wordings]) => wordings.map((wording) => [headingKey(wording), target] as const)),
);
/** « Date de naissance » is not the reception date because it holds « date ». */
const SHORTEST_PART = 6;
/** Longest first: « région de l'incident » before « région ». */
const PARTS: readonly (readonly [string, Target])[] = [...KNOWN]
  .filter(([wording]) => wording.length >= SHORTEST_PART)
  .sort(([left], [right]) => right.length - left.length);

/** Proposes a meaning for each heading. A meaning is given once: to the first certain column, or else to the first probable one. */
export function proposeColumns(headings: readonly string[]): readonly ColumnProposal[] {
  const certain = headings.map((heading) => KNOWN.get(headingKey(heading)) ?? null);
  const taken = new Set<Target>();
  const kept = certain.map((target) => claim(target, taken));
  return headings.map((heading, index) => {
    const target = kept[index] ?? null;
    if (target !== null) return { heading, target, confidence: 'certain' };
    const probable = certain[index] === null ? claim(holds(headingKey(heading)), taken) : null;
    return { heading, target: probable, confidence: probable === null ? 'none' : 'probable' };
  });
}

/** The mapping of the proposals as they are. */
export function mappingOf(proposals: readonly ColumnProposal[]): ColumnMapping {
  return proposals.map((proposal) => proposal.target);
}

/** Meanings without which the take-over cannot begin and that no column carries. A tool of files may have no column of consent to services. */
export function missingTargets(columns: ColumnMapping, everyLineIsCase = false): readonly Target[] {
  return NEEDED_TARGETS.filter((target) => !columns.includes(target) && !(everyLineIsCase && target === 'careConsent'));
}

function claim(target: Target | null, taken: Set<Target>): Target | null {
  if (target === null || taken.has(target)) return null;
  taken.add(target);
  return target;
}

function holds(key: string): Target | null {
  const spaced = ` ${key} `;
  return PARTS.find(([wording]) => spaced.includes(` ${wording} `))?.[1] ?? null;
}
