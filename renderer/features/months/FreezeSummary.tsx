import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SubtractionTest } from './LeavesCards.tsx';
import type { Preview } from './loaders.ts';

const PUBLISHED: Text = { fr: 'Cases publiées', en: 'Published cells' };
const SEALED: Text = { fr: 'Cases scellées en deux moitiés', en: 'Cells sealed in two halves' };

/** Beside the freezing: how many cells leave or are hidden, the test, and the tables that do not leave. */
export function FreezeSummary({ preview }: { readonly preview: Preview }) {
  const { counts } = preview;
  const lines: readonly (readonly [Text, number])[] = [
    [preview.mode === 'sealed' ? SEALED : PUBLISHED, counts.published],
    ...(preview.mode === 'rounded'
      ? ([[{ fr: 'Masquées, moins de 10', en: 'Hidden, fewer than 10' }, counts.secondary]] as const)
      : ([
          [{ fr: 'Masquées, trop petites', en: 'Hidden, too small' }, counts.primary],
          [{ fr: 'Masquées pour une voisine', en: 'Hidden for a neighbour' }, counts.secondary],
        ] as const)),
    [{ fr: 'Retirées avec leur tableau', en: 'Withdrawn with their table' }, counts.cut],
  ];
  return (
    <>
      <Card title={{ fr: 'Ce qui sera figé', en: 'What will be frozen' }}>
        <dl className="count-list">
          {lines.map(([words, count]) => (
            <div key={words.fr}>
              <dt>{say(words)}</dt>
              <dd className="number">{count}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <section className="card">
        <SubtractionTest preview={preview} />
      </section>
      {preview.tables.some(({ cut }) => cut !== null) && <CutTables preview={preview} />}
    </>
  );
}

function CutTables({ preview }: { readonly preview: Preview }) {
  return (
    <Notice tone="ochre" title={{ fr: 'Ne partent pas', en: 'Do not leave' }}>
      <ul>
        {preview.tables
          .filter(({ cut }) => cut !== null)
          .map(({ id, title }) => (
            <li key={id}>
              {id} · {say(title)}
            </li>
          ))}
      </ul>
    </Notice>
  );
}
