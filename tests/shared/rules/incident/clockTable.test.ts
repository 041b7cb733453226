import { describe, expect, it } from 'vitest';
import { CLOCK_HOURS, assaultInstants, medicalClocks, stillRuns, type ClockFacts } from '../../../../shared/rules/incident/clocks.ts';
import { careDelay, healthTiming } from '../../../../shared/rules/incident/delay.ts';
import type { IncidentDate } from '../../../../shared/rules/incident/incidentDate.ts';
import { slipContent } from '../../../../shared/rules/consent/slip.ts';
import { addHours, type IsoDateTime } from '../../../../shared/time.ts';

/** Reference §5.4: every hour, and the minute before and after it, around the two limits, for each way in which the moment may be known. */
const DAY = '2026-10-01';
const HOURS = Array.from({ length: 73 }, (_, place) => 60 + place);
const MINUTES = [-1, 0, 1];

const KNOWN: readonly { readonly name: string; readonly time: string | null; readonly first: string; readonly last: string }[] = [
  { name: 'to the minute', time: '21:30', first: '21:30', last: '21:30' },
  { name: 'to the hour', time: '21', first: '21:00', last: '21:59' },
  { name: 'to the day', time: null, first: '00:00', last: '23:59' },
];
const UNDATED: readonly IncidentDate[] = [
  { date: DAY, precision: 'week' },
  { date: '2026-10', precision: 'month' },
  { date: '2026', precision: 'year' },
  { date: DAY, precision: 'unknown' },
];

function facts(time: string | null, incident: IncidentDate = { date: DAY, precision: 'exact' }): ClockFacts {
  return {
    gbvType: 'rape',
    exposure: null,
    sex: 'female',
    age: 22,
    pregnancyRisk: null,
    incident,
    time,
    reportedOn: null,
    caredHere: false,
    careUntil: null,
  };
}

const minutesOf = (instant: string): number => Date.parse(`${instant}Z`) / 60_000;
const instantAt = (minutes: number): IsoDateTime => new Date(minutes * 60_000).toISOString().slice(0, 16);

/** From the definition alone: past every possible limit, before every one, or between. */
function expected(now: number, first: number, last: number, hours: number): 'running' | 'uncertain' | 'over' {
  if (now > last + hours * 60) return 'over';
  return now > first + hours * 60 ? 'uncertain' : 'running';
}

/** Whether a case's clocks may alarm: at least one can still be met and was not. */
function isClockRunning(read: ReturnType<typeof medicalClocks>): boolean {
  return read.status === 'dated' && read.clocks.some(({ state, careGiven }) => stillRuns({ over: state === 'over', careGiven }));
}

describe.each(KNOWN)('a moment known $name', ({ time, first, last }) => {
  const [earliest, latest] = [minutesOf(`${DAY}T${first}`), minutesOf(`${DAY}T${last}`)];
  const moments = HOURS.flatMap((hour) => MINUTES.map((minute) => earliest + hour * 60 + minute));

  it('each clock runs, is uncertain or is over as the definition says', () => {
    for (const now of moments) {
      const read = medicalClocks(facts(time), instantAt(now));
      const states = read.status === 'dated' ? read.clocks.map(({ kind, state }) => [kind, state]) : [];
      expect(states, instantAt(now)).toEqual([
        ['pep', expected(now, earliest, latest, 72)],
        ['ec', expected(now, earliest, latest, 120)],
      ]);
    }
  });

  it('care given stops every clock, to the minute of the earliest moment it must have come after, and changes no deadline', () => {
    for (const now of moments) {
      const instant = instantAt(now);
      for (const minute of MINUTES) {
        const careUntil = instantAt(earliest + minute);
        const read = medicalClocks({ ...facts(time), careUntil }, instant);
        const without = medicalClocks(facts(time), instant);
        if (read.status !== 'dated' || without.status !== 'dated') throw new Error('a clock was expected');
        expect(read.clocks, careUntil).toEqual(without.clocks.map((clock) => ({ ...clock, careGiven: minute >= 0 })));
        expect(isClockRunning(read), instant).toBe(minute < 0 && isClockRunning(without));
      }
      expect(isClockRunning(medicalClocks({ ...facts(time), caredHere: true }, instant))).toBe(false);
    }
  });

  it('screen, slip and report agree: care given while a clock runs is within it in the tables, after it is beyond, in between is unknown', () => {
    for (const now of moments) {
      const instant = instantAt(now);
      const read = medicalClocks(facts(time), instant);
      if (read.status !== 'dated') throw new Error('a clock was expected');
      const timing = healthTiming(careDelay(assaultInstants(DAY, time, instant), instant));
      const [pep, ec] = read.clocks.map(({ state }) => state);
      if (pep === 'running') expect(timing, instant).toBe('within72');
      else if (pep === 'uncertain' || ec === 'uncertain') expect(timing, instant).toBe('unknown');
      else expect(timing, instant).toBe(ec === 'running' ? '72_120' : 'over120');
    }
  });

  it('the slip carries the end of the clock that ends first, as the screen shows it, and only with the date of the incident', () => {
    const read = medicalClocks(facts(time), instantAt(earliest + 60));
    if (read.status !== 'dated') throw new Error('a clock was expected');
    const deadline = read.clocks.map((clock) => clock.deadline.earliest).toSorted()[0] ?? null;
    expect(deadline).toBe(addHours(`${DAY}T${first}`, CLOCK_HOURS.pep));
    const about = {
      survivorCode: '',
      ageYears: null,
      sex: null,
      details: [],
      gbvType: null,
      incidentDate: null,
      incidentTime: null,
      risk: null,
    };
    expect(slipContent(['incident_date'], { ...about, deadline }).deadline).toBe(deadline);
    expect(slipContent(['needs'], { ...about, deadline }).deadline).toBeNull();
  });
});

it.each(UNDATED)('no hour is promised from a date known by $precision', (incident) => {
  for (const hour of HOURS) expect(medicalClocks(facts(null, incident), addHours(`${DAY}T00:00`, hour)).status).toBe('undated');
});
