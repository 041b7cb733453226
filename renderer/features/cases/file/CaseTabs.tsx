import { useId } from 'react';
import type { KeyboardEvent } from 'react';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { Timeline } from '../../../ui/Timeline.tsx';
import { EmptyState } from '../../../ui/Notice.tsx';
import { FollowUpList } from './FollowUpList.tsx';
import { FormList } from './FormList.tsx';
import { PlanList } from './PlanList.tsx';
import { ReferralList } from './ReferralList.tsx';

const TABS = ['steps', 'timeline', 'plan', 'referrals', 'followUps'] as const;
export type Tab = (typeof TABS)[number];

const NAMES: Record<Tab, Text> = {
  steps: { fr: 'Parcours', en: 'Steps' },
  timeline: { fr: 'Chronologie', en: 'Timeline' },
  plan: { fr: 'Plan', en: 'Plan' },
  referrals: { fr: 'Référencements', en: 'Referrals' },
  followUps: { fr: 'Suivis', en: 'Follow-ups' },
};
const VIEWS: Text = { fr: 'Vues du dossier', en: 'Views of the case' };
const NOTHING_YET: Text = {
  fr: 'Rien encore. Chaque acte sur ce dossier apparaît ici.',
  en: 'Nothing yet. Each act on this case appears here.',
};

type Props = { readonly file: CaseFile; readonly tab: Tab; readonly choose: (tab: Tab) => void };

/** The views of a case. Arrows move between tabs, as readers expect. */
export function CaseTabs({ file, tab, choose }: Props) {
  const id = useId();
  const counts: Partial<Record<Tab, number>> = {
    timeline: file.timeline.length,
    plan: file.plan?.items.length ?? 0,
    referrals: file.referrals.length,
    followUps: file.followUps.length,
  };
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }
  return (
    <div>
      <div className="tabs" role="tablist" aria-label={say(VIEWS)}>
        {TABS.map((one) => (
          <button
            key={one}
            id={`${id}-${one}`}
            type="button"
            role="tab"
            aria-selected={one === tab}
            aria-controls={`${id}-panel`}
            tabIndex={one === tab ? 0 : -1}
            onClick={() => choose(one)}
            onKeyDown={onKeyDown}
          >
            {say(NAMES[one])}
            {counts[one] !== undefined && <span className="tab-count number"> {counts[one]}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`}>
        {tab === 'steps' && <FormList file={file} />}
        {tab === 'timeline' && (
          <div className="card">
            {file.timeline.length === 0 ? <EmptyState>{NOTHING_YET}</EmptyState> : <Timeline entries={file.timeline} />}
          </div>
        )}
        {tab === 'plan' && <PlanList file={file} />}
        {tab === 'referrals' && <ReferralList file={file} />}
        {tab === 'followUps' && <FollowUpList file={file} />}
      </div>
    </div>
  );
}
