import type { Text } from '../../shared/text.ts';
import { REVEAL_REASONS } from './reveal.ts';
import type { RevealReason } from './reveal.ts';
import { Radios } from './Radios.tsx';

const REASON: Text = { fr: 'Motif', en: 'Reason' };

/** Why somebody asks to see who a person is. */
export function ReasonChoice({ reason, choose }: { readonly reason: RevealReason; readonly choose: (reason: RevealReason) => void }) {
  return <Radios label={REASON} options={REVEAL_REASONS} value={reason} onChange={choose} />;
}
