import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { stillRuns } from '../../../../shared/rules/incident/clocks.ts';
import type { Text } from '../../../../shared/text.ts';
import { formAddress } from '../../../forms/loader.ts';
import { say } from '../../../language.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { ClockBar } from '../../../ui/ClockBar.tsx';
import { TimerIcon } from '../../../ui/icons.ts';

const NEXT: Text = { fr: 'Prochaine étape', en: 'Next step' };
const RUNNING: Text = { fr: 'Délais en cours', en: 'Clocks running' };
const MET: Text = { fr: 'Délais de soins', en: 'Medical limits' };
const PREPARE: Text = { fr: 'Préparer', en: 'Prepare' };
const OPEN: Text = { fr: 'Commencer', en: 'Begin' };

/** Where the next step is done. A closure has its own page. */
export function nextAddress(file: CaseFile): string | null {
  const { nextStep, row } = file;
  if (nextStep === null) return null;
  if (nextStep.act === 'closure' || nextStep.form === 'closure_gbv') return `/cases/${row.caseId}/closure`;
  return nextStep.form === null ? null : formAddress(row.caseId, nextStep.form, nextStep.recordId);
}

/** The one next step, computed by the shared rules: sentence, reason, clocks, one button (interface P13). */
export function NextStep({ file }: { readonly file: CaseFile }) {
  const { nextStep, clocks } = file;
  const running = clocks?.clocks ?? [];
  if (nextStep === null && running.length === 0) return null;
  const to = nextAddress(file);
  const title = say(nextStep !== null ? NEXT : running.some(stillRuns) ? RUNNING : MET);
  const referral = nextStep?.form === 'referral';
  return (
    <section className="card next next-step" aria-label={title}>
      <div className="grow stack tight">
        <p className="state accent">
          <TimerIcon />
          {title}
        </p>
        {nextStep !== null && <h2>{say(nextStep.title)}</h2>}
        {nextStep !== null && <p className="quiet">{say(nextStep.reason)}</p>}
        {running.length > 0 && (
          <div className="clocks">
            {running.map((clock) => (
              <ClockBar key={clock.kind} clock={clock} detailed={false} />
            ))}
          </div>
        )}
        {clocks !== null && clocks.advice !== null && <p className="quiet">{say(clocks.advice)}</p>}
      </div>
      {to !== null && file.mayWrite && (
        <ButtonLink kind="primary" size="large" to={to} {...(referral && { keys: 'R' })}>
          {referral ? PREPARE : OPEN}
        </ButtonLink>
      )}
    </section>
  );
}
