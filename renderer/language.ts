import type { ReactNode } from 'react';
import { say as sayIn } from '../shared/text.ts';
import type { Language, Text } from '../shared/text.ts';
import { useSession } from './session.ts';

/** What a title, a label or a chip shows: a text, or an element where it holds more than words. */
export type Words = Text | ReactNode;

/** The reader's language; French until the session says otherwise. */
export function language(): Language {
  return useSession.getState().state?.language ?? 'fr';
}

/** The same for the root of a page: a change of language draws again what this component draws, and keeps its state. */
export function useLanguage(): Language {
  return useSession((session) => session.state?.language ?? 'fr');
}

/** A text in the reader's language. */
export function say(text: Text): string {
  return sayIn(text, language());
}

function isText(words: Words): words is Text {
  return typeof words === 'object' && words !== null && 'fr' in words;
}

/** Words as they are drawn: a text in the reader's language, an element as it is. */
export function drawWords(words: Words): ReactNode {
  return isText(words) ? say(words) : words;
}

/** One count in words: « 1 dossier », « 3 dossiers ». In French 0 is singular, in English plural. */
export function counted(count: number, one: Text, many: Text): Text {
  return {
    fr: `${count.toLocaleString('fr-FR')}\u00a0${count < 2 ? one.fr : many.fr}`,
    en: `${count.toLocaleString('en-GB')} ${count === 1 ? one.en : many.en}`,
  };
}

/** The name of an act with the number of things it takes, where there are any: « Choisir 3 ». */
export function withCount(act: Text, count: number): Text {
  return count === 0 ? act : { fr: `${act.fr} ${count}`, en: `${act.en} ${count}` };
}
