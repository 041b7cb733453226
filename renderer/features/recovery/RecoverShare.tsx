import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { CONTINUE, STOP } from '../../../shared/words.ts';
import { attempt } from '../../api.ts';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { ShareField, missingInShare } from './ShareField.tsx';

const LABELS: readonly Text[] = [
  { fr: 'La part de la première personne', en: 'The first person’s share' },
  { fr: 'La part de la deuxième personne', en: 'The second person’s share' },
];
const ALONE: Text = {
  fr: 'Chaque personne tape sa part sans que les autres regardent.',
  en: 'Each person types the share unseen by the others.',
};
const CHECKING: Text = { fr: 'Vérification…', en: 'Checking…' };
const AGAIN: Text = { fr: 'Reprendre à la première part', en: 'Begin again at the first share' };

type Props = {
  /** 1 or 2. */
  readonly rank: number;
  readonly staffCode: string;
  /** Shares typed before this one. */
  readonly before: readonly string[];
  readonly restart: () => void;
  /** All shares typed, and who may sign once they open the account. */
  readonly next: (shares: readonly string[], signers: Output<'recovery.check'>) => void;
};

/** One keeper types a share; after the second one, both are tried together before anything else is asked. */
export function RecoverShare({ rank, staffCode, before, restart, next }: Props) {
  const [typed, setTyped] = useState('');
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const missing = missingInShare(typed);
  async function go(): Promise<void> {
    if (missing !== null || working) return;
    const shares = [...before, typed];
    if (rank === 1) return next(shares, { signers: [], others: [] });
    setWorking(true);
    const outcome = await attempt('recovery.check', { staffCode, shares });
    setWorking(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) next(shares, outcome.value);
    else document.getElementById('share')?.focus();
  }
  return (
    <form
      className="stack door-form"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <p className="hint">{say(ALONE)}</p>
      <ShareField id="share" label={LABELS[rank - 1] ?? CONTINUE} value={typed} onChange={setTyped} autoFocus />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="spread">
        {failure === null ? <ButtonLink to="/unlock">{STOP}</ButtonLink> : <Button onPress={restart}>{AGAIN}</Button>}
        <Button type="submit" kind="primary" size="large" missing={missing} missingAt="share" working={working ? CHECKING : null}>
          {CONTINUE}
        </Button>
      </div>
    </form>
  );
}
