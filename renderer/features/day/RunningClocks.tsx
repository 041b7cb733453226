import { Link } from 'react-router';
import type { CaseClocks } from '../../../shared/contract/cases.ts';
import type { Text } from '../../../shared/text.ts';
import { formAddress } from '../../forms/loader.ts';
import { say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Chip, RiskChip } from '../../ui/Chip.tsx';
import { ClockBar } from '../../ui/ClockBar.tsx';
import { TimerIcon } from '../../ui/icons.ts';

const RUNNING: Text = { fr: 'Délais en cours', en: 'Clocks running' };
const REFER: Text = { fr: 'Référer vers la santé', en: 'Refer to health' };

/** The running clocks of one case, with their one act. Only the first of the page is the filled button. */
export function RunningClocks({ clocks, primary }: { readonly clocks: CaseClocks; readonly primary: boolean }) {
  return (
    <section className="card stack tight" aria-label={`${say(RUNNING)}, ${clocks.caseCode}`}>
      <div className="spread">
        <div className="row">
          <Chip tone="accent" icon={TimerIcon}>
            {RUNNING}
          </Chip>
          <Link className="code plain" to={`/cases/${clocks.caseId}`}>
            {clocks.caseCode}
          </Link>
          <RiskChip risk={clocks.risk} />
        </div>
        <ButtonLink
          kind={primary ? 'primary' : 'secondary'}
          to={formAddress(clocks.caseId, 'referral', null)}
          {...(primary && { keys: 'R' })}
        >
          {REFER}
        </ButtonLink>
      </div>
      {clocks.clocks.length > 0 && (
        <div className="clocks">
          {clocks.clocks.map((clock) => (
            <ClockBar key={clock.kind} clock={clock} />
          ))}
        </div>
      )}
      {clocks.advice !== null && <p className="quiet">{say(clocks.advice)}</p>}
    </section>
  );
}
