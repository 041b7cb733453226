import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { isCode } from '../../shared/forms/lists/all.ts';
import type { Text } from '../../shared/text.ts';
import type { IsoDateTime } from '../../shared/time.ts';
import { hoursLeft } from '../format.ts';
import { language, say } from '../language.ts';
import { Notice } from '../ui/Notice.tsx';
import { TimerIcon } from '../ui/icons.ts';
import { formatDateTime } from '../../shared/time.ts';
import { CARE_RECEIVED, stillRuns } from '../../shared/rules/incident/clocks.ts';
import { incidentClocks, riskSuggestion } from '../../shared/forms/computed.ts';
import { ConsentFirst } from './ConsentFirst.tsx';
import { rowParts, useAnswer, useFilling } from './filling.ts';
import { ProviderExplanation } from './ProviderExplanation.tsx';
import { ReportingLimits } from './ReportingLimits.tsx';
import { TYPE_DEFINITIONS } from './typeDefinitions.ts';

type Explanation = ComponentType<{ readonly part: string }>;

/** What explains, under a question, what the application draws from the answers. Key: form and question. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  'consent_service.info_limits': ReportingLimits,
  'incident.gbv_type': TypeExplanation,
  'incident.incident_time': IncidentClocks,
  'incident.previously_reported': CountedElsewhere,
  'referral.ref_info_shared': ConsentFirst,
  'referral.ref_provider_id': ProviderExplanation,
  'risk_assessment.sexual_violence_120h': CaseClocksNotice,
  'risk_assessment.risk_level_suggested': RiskExplanation,
};

export function explanationOf(form: string, field: string): Explanation | undefined {
  return EXPLANATIONS[`${form}.${field}`];
}

const NOT_YET: Text = {
  fr: 'Le type se lit dans les réponses\u00a0: la première réponse «\u00a0Oui\u00a0», dans l’ordre des questions.',
  en: 'The type is read from the answers: the first “Yes”, in the order of the questions.',
};
const EXCLUDES: Text = { fr: 'N’en fait pas partie\u00a0: ', en: 'Does not include: ' };

function TypeExplanation({ part }: { readonly part: string }) {
  const type = useAnswer(part, 'gbv_type');
  const definition = isCode('gbv_type', type) ? TYPE_DEFINITIONS[type] : null;
  if (definition === null) return <p className="hint">{say(NOT_YET)}</p>;
  return (
    <Notice>
      <p>{say(definition.includes)}</p>
      {definition.excludes !== null && (
        <p className="hint">
          {say(EXCLUDES)}
          {say(definition.excludes)}.
        </p>
      )}
    </Notice>
  );
}

const COUNTED_THERE: Text = {
  fr: 'Cet incident est compté par l’autre centre, pas ici. Les services que vous donnez sont comptés ici.',
  en: 'This incident is counted by the other centre, not here. The services you give are counted here.',
};
const PROPOSED_BY_SLIP: Text = {
  fr: 'Proposé parce que la personne est venue avec la fiche d’un autre centre. Si elle parle d’un autre incident, répondez «\u00a0Non\u00a0»\u00a0: il sera compté ici.',
  en: 'Proposed because the person came with the slip of another centre. If she or he tells of another incident, answer “No”: it will be counted here.',
};

/** What an incident reported elsewhere in the same system is to the counts (reference §5.7). */
function CountedElsewhere({ part }: { readonly part: string }) {
  const { draft, contextOf } = useFilling();
  const bySlip = useStore(draft.store, (content) => contextOf(content).cameBySlip === 'yes');
  if (useAnswer(part, 'previously_reported') !== 'yes_gbvims') return null;
  return (
    <Notice>
      <p>{say(COUNTED_THERE)}</p>
      {bySlip && <p className="hint">{say(PROPOSED_BY_SLIP)}</p>}
    </Notice>
  );
}

const CLOCKS: Text = { fr: 'Délais médicaux', en: 'Medical limits' };
const CAUTIOUS: Text = {
  fr: 'Délais calculés sur l’heure la plus prudente, 00:00',
  en: 'Limits counted from the most cautious hour, 00:00',
};
const CLOCK_NAMES: Readonly<Record<'pep' | 'ec', Text>> = {
  pep: { fr: 'PPE', en: 'PEP' },
  ec: { fr: 'Contraception d’urgence', en: 'Emergency contraception' },
};
const OVER: Text = { fr: 'délai dépassé, référer quand même', en: 'time is over, refer all the same' };
const BEFORE: Text = { fr: 'à commencer avant le', en: 'to begin before' };

type ShownClock = {
  readonly kind: 'pep' | 'ec';
  readonly low: number;
  readonly high: number;
  readonly over: boolean;
  readonly careGiven: boolean;
  readonly deadline: IsoDateTime;
};

/** Minutes since the page opened, so that an interval is always current. */
function useMinutes(): number {
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setMinutes(Math.floor((performance.now() - start) / 60_000)), 60_000);
    return () => clearInterval(timer);
  }, []);
  return minutes;
}

function later(now: IsoDateTime, minutes: number): IsoDateTime {
  return new Date(Date.parse(`${now}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

function IncidentClocks({ part }: { readonly part: string }) {
  const { draft, read, contextOf } = useFilling();
  const minutes = useMinutes();
  const content = useStore(draft.store);
  const dispositions = rowParts(content, 'service_disposition').map((row) => content[row] ?? {});
  const context = contextOf(content);
  const clocks = incidentClocks(read(content, part).answers, dispositions, { ...context, now: later(context.now, minutes) });
  if (clocks.status === 'none') return null;
  if (clocks.status === 'undated') return <Notice tone="accent" icon={TimerIcon} title={sentence(say(clocks.message))} />;
  const shown = clocks.clocks.map(({ kind, hoursLeft: { low, high }, state, careGiven, deadline }): ShownClock => ({
    kind,
    low,
    high,
    over: state === 'over',
    careGiven,
    deadline: deadline.earliest,
  }));
  return <Clocks clocks={shown} hourKnown={clocks.note === null} />;
}

function CaseClocksNotice() {
  const { clocks } = useFilling();
  const minutes = useMinutes();
  if (clocks.length === 0) return null;
  const shown = clocks.map((clock): ShownClock => ({
    kind: clock.kind,
    low: clock.remainingLow - minutes / 60,
    high: clock.remainingHigh - minutes / 60,
    over: clock.over,
    careGiven: clock.careGiven,
    deadline: clock.cautiousDeadline,
  }));
  return <Clocks clocks={shown} hourKnown={clocks.every(({ hourKnown }) => hourKnown)} />;
}

/** The clocks as intervals in words, never one false number (interface P11). */
function Clocks({ clocks, hourKnown }: { readonly clocks: readonly ShownClock[]; readonly hourKnown: boolean }) {
  return (
    <Notice tone="accent" icon={TimerIcon} title={hourKnown ? CLOCKS : CAUTIOUS}>
      {clocks.map(({ kind, low, high, over, careGiven, deadline }) => {
        const hours = say(hoursLeft(low, high));
        const left = careGiven ? say(CARE_RECEIVED) : over ? say(OVER) : say({ fr: `il reste ${hours}`, en: `${hours} left` });
        return (
          <p key={kind}>
            {say(CLOCK_NAMES[kind])}
            {say({ fr: '\u00a0: ', en: ': ' })}
            {left}
            {stillRuns({ over, careGiven }) && `, ${say(BEFORE)} ${formatDateTime(deadline, language())}`}
          </p>
        );
      })}
    </Notice>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const NO_REASON: Text = {
  fr: 'Aucune réponse ne fait monter le niveau. Vous pouvez toujours retenir un niveau plus haut.',
  en: 'No answer raises the level. You can always retain a higher one.',
};
const BECAUSE: Text = { fr: 'Pourquoi ce niveau', en: 'Why this level' };

/** What raised the suggested level, reason by reason. */
export function RiskExplanation({ part }: { readonly part: string }) {
  const { draft, read, contextOf, clocks } = useFilling();
  const reasons = useStore(
    draft.store,
    useShallow((content) =>
      riskSuggestion(read(content, part).answers, { context: contextOf(content), rows: [], clocks }).reasons.map(({ text }) => say(text)),
    ),
  );
  if (reasons.length === 0) return <p className="hint">{say(NO_REASON)}</p>;
  return (
    <Notice title={BECAUSE}>
      <ul className="reasons">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Notice>
  );
}
