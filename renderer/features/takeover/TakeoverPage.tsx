import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text.ts';
import { TAKEOVER } from '../../../shared/words.ts';
import { Page } from '../../frame/Page.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { STEP_NAMES, STEPS } from './steps.ts';
import type { Step } from './steps.ts';

const STEPS_LABEL: Text = { fr: 'Étapes de la reprise', en: 'Steps of the take-over' };

type Props = {
  readonly step: Step | 'report' | 'source';
  readonly title: Text;
  readonly lead: Text;
  readonly acts?: ReactNode;
  readonly side?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of a step: trail, heading, and where one is on the way. */
export function TakeoverPage({ step, title, lead, acts, side, foot, children }: Props) {
  const present = step === 'report' ? STEPS.length : step === 'source' ? STEPS.length + 1 : STEPS.indexOf(step);
  const name = STEP_NAMES[present] ?? title;
  return (
    <Page
      title={title}
      lead={lead}
      trail={[{ label: TAKEOVER, to: '/takeover' }]}
      here={name}
      above={<Stepper label={STEPS_LABEL} steps={STEP_NAMES} present={present} />}
      {...(acts !== undefined && { acts })}
      {...(side !== undefined && { side })}
      {...(foot !== undefined && { foot })}
    >
      {children}
    </Page>
  );
}
