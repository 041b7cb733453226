import { say } from '../shared/text.ts';
import type { Language, Text } from '../shared/text.ts';
import { useSession } from './session.ts';

/** The reader's language; French until the session says otherwise. */
export function useLanguage(): Language {
  return useSession((session) => session.state?.language ?? 'fr');
}

/** Gives the function that says a text in the reader's language. */
export function useSay(): (text: Text) => string {
  const language = useLanguage();
  return (text) => say(text, language);
}

/** One count in words: « 1 dossier », « 3 dossiers ». In French 0 is singular, in English plural. */
export function counted(count: number, one: Text, many: Text): Text {
  return {
    fr: `${count.toLocaleString('fr-FR')}\u00a0${count < 2 ? one.fr : many.fr}`,
    en: `${count.toLocaleString('en-GB')} ${count === 1 ? one.en : many.en}`,
  };
}
