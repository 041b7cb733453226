import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text.ts';
import { counted, say } from '../../language.ts';

/** Lines shown before the rest is asked for. */
const FIRST = 12;

const MORE: Text = { fr: 'autre', en: 'more' };
const MORE_MANY: Text = { fr: 'autres', en: 'more' };

type Props<R> = { readonly rows: readonly R[]; readonly children: (rows: readonly R[]) => ReactNode };

/** A long list: the first lines, then « 132 autres » on request. */
export function Folded<R>({ rows, children }: Props<R>) {
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, rows.length - FIRST);
  return (
    <>
      {children(all ? rows : rows.slice(0, FIRST))}
      {hidden > 0 && (
        <p className="folded">
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            {say(counted(hidden, MORE, MORE_MANY))}
          </button>
        </p>
      )}
    </>
  );
}
