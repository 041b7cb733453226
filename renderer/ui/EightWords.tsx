import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Field } from './Field.tsx';

const TYPE: Text = { fr: 'Les huit mots lus par l’autre personne', en: 'The eight words read by the other person' };
const HINT: Text = { fr: 'Dans l’ordre, séparés par des espaces.', en: 'In order, with spaces between them.' };

/** Eight words of a key or a code, numbered, to be read aloud. */
export function EightWords({ words, label }: { readonly words: readonly string[]; readonly label: Text }) {
  return (
    <ol className="words" aria-label={say(label)}>
      {words.map((word, index) => (
        <li key={index}>
          <span className="rank number" aria-hidden="true">
            {index + 1}
          </span>
          <span lang="fr">{word}</span>
        </li>
      ))}
    </ol>
  );
}

/** The words as they are typed, split; accents and case are left to the request handler. */
export function splitWords(typed: string): string[] {
  return typed
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
}

type InputProps = {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: Text | null;
};

/** Typing the eight words that another person reads. */
export function EightWordsField({ id, value, onChange, problem = null }: InputProps) {
  return (
    <Field id={id} label={TYPE} hint={HINT} problem={problem}>
      {(control) => (
        <textarea
          {...control}
          className="input"
          rows={2}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          lang="fr"
        />
      )}
    </Field>
  );
}
