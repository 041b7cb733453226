import { useId } from 'react';
import { drawWords } from '../language.ts';
import type { Words } from '../language.ts';
import type { ReactNode } from 'react';

type Props = {
  readonly title?: Words;
  /** Beside the title: a date, a button. */
  readonly beside?: ReactNode;
  /** `next`: the tinted card of the one next step. `flush`: no padding, for a list or a table. */
  readonly look?: 'plain' | 'flush' | 'next';
  readonly children: ReactNode;
};

/** A surface with an optional title. */
export function Card({ title, beside, look = 'plain', children }: Props) {
  const id = useId();
  return (
    <section className={look === 'plain' ? 'card' : `card ${look}`} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <div className="card-head">
          <h2 className="card-title" id={id}>
            {drawWords(title)}
          </h2>
          {beside}
        </div>
      )}
      {children}
    </section>
  );
}

type SectionProps = { readonly title: Words; readonly count?: number; readonly beside?: ReactNode; readonly children: ReactNode };

/** A titled group on the page itself, with its count: « En retard 3 ». */
export function Section({ title, count, beside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 className="section-title" id={id}>
          {drawWords(title)}
          {count !== undefined && <span className="count number"> {count}</span>}
        </h2>
        {beside !== undefined && <span className="act">{beside}</span>}
      </div>
      {children}
    </section>
  );
}
