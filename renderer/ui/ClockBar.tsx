import { useEffect, useId, useState } from 'react';
import type { CaseClocks } from '../../shared/contract/cases.ts';
import { CARE_RECEIVED, stillRuns } from '../../shared/rules/incident/clocks.ts';
import { dayOf } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { dayText, hourOf, hoursLeft } from '../format.ts';
import { say } from '../language.ts';

export type Clock = CaseClocks['clocks'][number];

/** Below this many hours a medical clock is shown in words and in brick (interface §4.1). */
const URGENT = 12;

const OVER: Text = { fr: 'délai dépassé, référer quand même', en: 'time is over, refer all the same' };
const URGENT_WORDS: Text = { fr: 'moins de 12\u00a0h', en: 'less than 12\u00a0h' };

function nameOf(clock: Clock): Text {
  return { fr: `Délai ${clock.hours}\u00a0h`, en: `${clock.hours}\u00a0h limit` };
}

function leftOf(clock: Clock, low: number, high: number): Text {
  if (clock.careGiven) return CARE_RECEIVED;
  if (clock.over || high <= 0) return OVER;
  const hours = hoursLeft(low, high);
  return { fr: `il reste ${hours.fr}`, en: `${hours.en} left` };
}

function cautiousOf(clock: Clock): Text {
  const day = dayText(dayOf(clock.cautiousDeadline));
  const hour = hourOf(clock.cautiousDeadline);
  return clock.hourKnown
    ? { fr: `avant ${day.fr} à ${hour}`, en: `before ${day.en} at ${hour}` }
    : { fr: `heure inconnue\u00a0: au plus tôt ${day.fr} à ${hour}`, en: `hour unknown: ${day.en} at ${hour} at the earliest` };
}

/** Hours since the clock was computed by the shared rule, so that the interval goes down in silence. */
function useHoursSince(clock: Clock): number {
  const [last, setLast] = useState({ clock, hours: 0 });
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setLast({ clock, hours: (performance.now() - start) / 3_600_000 }), 60_000);
    return () => clearInterval(timer);
  }, [clock]);
  return last.clock === clock ? last.hours : 0;
}

/** One medical clock as an interval: label, hours left, bar (elapsed solid, uncertain hatched, rest plain), cautious deadline in words. A clock that care has met shows that alone. */
export function ClockBar({ clock, detailed = true }: { readonly clock: Clock; readonly detailed?: boolean }) {
  const pattern = useId();
  const since = useHoursSince(clock);
  const low = clock.remainingLow - since;
  const high = clock.remainingHigh - since;
  const elapsed = Math.min(100, Math.max(0, ((clock.hours - high) / clock.hours) * 100));
  const uncertain = Math.min(100 - elapsed, Math.max(0, ((high - Math.max(0, low)) / clock.hours) * 100));
  const urgent = stillRuns(clock) && low < URGENT;
  const sentence = [nameOf(clock), leftOf(clock, low, high), ...(clock.careGiven ? [] : [cautiousOf(clock)])].map(say).join(', ');
  return (
    <div className={urgent ? 'clock urgent' : 'clock'} role="img" aria-label={sentence}>
      <div className="clock-words" aria-hidden="true">
        <span>{say(nameOf(clock))}</span>
        <strong>{say(leftOf(clock, low, high))}</strong>
      </div>
      {!clock.careGiven && (
        <svg className="clock-bar" aria-hidden="true">
          <defs>
            <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse">
              <rect className="clock-solid" width="3" height="6" />
            </pattern>
          </defs>
          <rect className="clock-rest" width="100%" height="6" rx="3" />
          <rect className="clock-solid" width={`${elapsed}%`} height="6" rx="3" />
          <rect x={`${elapsed}%`} width={`${uncertain}%`} height="6" fill={`url(#${pattern})`} />
        </svg>
      )}
      {detailed && !clock.careGiven && (
        <span className="hint" aria-hidden="true">
          {urgent && `${say(URGENT_WORDS)}, `}
          {say(cautiousOf(clock))}
        </span>
      )}
    </div>
  );
}
