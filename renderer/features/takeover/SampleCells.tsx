import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { MASK, SHOW } from '../../../shared/words.ts';
import { attempt } from '../../api.ts';
import { say } from '../../language.ts';
import { MaskedValue } from '../../ui/Masked.tsx';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';

const EMPTY: Text = { fr: 'colonne vide', en: 'empty column' };

/** Three cells of a column, hatched until asked for: they may be a person's. Hatched again after 60 s or when the window loses the focus. */
export function SampleCells({ takeoverId, heading }: { readonly takeoverId: string; readonly heading: string }) {
  const [cells, setCells] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const mask = useCallback(() => setCells(null), []);
  useMaskAgain(cells !== null, mask);

  async function show(): Promise<void> {
    const outcome = await attempt('takeover.samples', { takeoverId, heading });
    setFailure(outcome.ok ? null : outcome.failure);
    setCells(outcome.ok ? outcome.value.cells : null);
  }
  if (failure !== null) return <span className="hint">{say(failure.message)}</span>;
  return (
    <span className="sample-cells">
      {cells === null && <MaskedValue />}
      {cells?.length === 0 && <span className="hint">{say(EMPTY)}</span>}
      {cells?.map((cell, index) => (
        <span key={index} className="revealed">
          {cell}
        </span>
      ))}
      <button
        type="button"
        className="link-button"
        aria-label={`${say(cells === null ? SHOW : MASK)}, ${heading}`}
        onClick={() => (cells === null ? void show() : mask())}
      >
        {say(cells === null ? SHOW : MASK)}
      </button>
    </span>
  );
}
