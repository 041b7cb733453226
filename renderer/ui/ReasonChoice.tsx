import { useId } from 'react';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { FieldGroup } from './Field.tsx';
import { REVEAL_REASONS } from './reveal.ts';
import type { RevealReason } from './reveal.ts';

const REASON: Text = { fr: 'Motif', en: 'Reason' };

/** Why somebody asks to see who a person is. */
export function ReasonChoice({ reason, choose }: { readonly reason: RevealReason; readonly choose: (reason: RevealReason) => void }) {
  const name = useId();
  return (
    <FieldGroup label={REASON}>
      {REVEAL_REASONS.map((one) => (
        <label key={one.value} className="choice">
          <input type="radio" name={name} checked={reason === one.value} onChange={() => choose(one.value)} />
          {say(one.label)}
        </label>
      ))}
    </FieldGroup>
  );
}
