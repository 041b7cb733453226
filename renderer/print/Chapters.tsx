import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';

type Chapter = { readonly title: Text; readonly lines: readonly Text[] };

/** Chapters of short lines, as a handbook and a guide have them on paper. */
export function Chapters({ of }: { readonly of: readonly Chapter[] }) {
  return of.map(({ title, lines }) => (
    <section key={title.en}>
      <h2>{say(title)}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.en}>{say(line)}</li>
        ))}
      </ul>
    </section>
  ));
}
