import type { Output } from '../../../shared/contract.ts';
import { say } from '../../language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { CircleCheckIcon } from '../../ui/icons.ts';
import { contentsOf } from './copyState.tsx';

/** What a verification found, in one sentence, with what was read. */
export function VerdictNotice({ verdict }: { readonly verdict: Output<'backup.verify'> }) {
  const { state } = verdict;
  const holds = state === 'verified' || state === 'reread';
  const tone = holds ? 'accent' : state === 'bad' ? 'brick' : 'ochre';
  return (
    <div role="status">
      <Notice tone={tone} {...(holds && { icon: CircleCheckIcon })}>
        <p>{say(verdict.message)}</p>
        {holds && <p className="number">{say(contentsOf(verdict))}.</p>}
      </Notice>
    </div>
  );
}
