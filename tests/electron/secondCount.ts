import type { Answers } from '../../shared/forms/answers.ts';
import type { CaseRow } from '../../shared/takeover/outcome.ts';
import type { TakeoverPlan } from '../../shared/takeover/outcome.ts';

/**
 * A second count of the monthly tables, written apart from the product's evaluator: plain objects, plain loops, the words of reference §6.5.
 * It answers one question: how many units of this month have these codes?
 */
export type Subject = Readonly<Record<string, string>>;

const QUESTIONS: readonly (readonly [string, string])[] = [
  ['q1_penetration', 'rape'],
  ['q2_sexual_contact', 'sexual_assault'],
  ['q3_physical', 'physical_assault'],
  ['q4_forced_marriage', 'forced_marriage'],
  ['q5_denial', 'denial_resources'],
  ['q6_psychological', 'psychological'],
];

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  civil_close: ['intimate_partner', 'primary_caregiver', 'family_other'],
  civil_known: ['supervisor_employer', 'schoolmate', 'teacher', 'service_provider', 'cotenant', 'friend_neighbour'],
  community: ['other_displaced', 'other_resident'],
  none_unknown: ['other', 'no_relation', 'unknown'],
};

/** Subjects of each table for one month of one register; each subject bears every code that a cell of the table may name. */
export function subjectsOf(plan: TakeoverPlan, month: string): ReadonlyMap<string, readonly Subject[]> {
  const ofMonth = plan.cases.filter((line) => line.receivedOn.startsWith(month));
  const counted = ofMonth.filter((line) => line.countable && typeOf(line.forms.incident) !== null);
  const incidents = counted.map(incidentSubject);
  const persons = ofMonth.filter((line) => line.countable).map(personSubject);
  const perpetrators = counted.flatMap((line) =>
    line.forms.alleged_perpetrator.map((row) => ({ ...incidentSubject(line), ...perpetratorSubject(row) })),
  );
  const refused =
    ofMonth.filter((line) => !line.countable).length + plan.contacts.filter((line) => line.receivedOn.startsWith(month)).length;
  const excluded = Array.from({ length: refused }, (): Subject => ({ excluded_reason: 'no_consent' }));
  return new Map([
    ...['G01', 'G02a', 'G02b', 'G03', 'G10', 'G24'].map((id) => [id, incidents] as const),
    ['G13', perpetrators],
    ['G25', excluded],
    ['T01a', persons],
    ['T01b', persons],
  ]);
}

/** How many subjects answer to a cell's `dims` (commands.md notation). */
export function countOf(subjects: readonly Subject[], dims: string): number {
  const wanted = dims === '' ? [] : dims.split('|').map((part) => part.split('='));
  return subjects.filter((subject) => wanted.every(([name = '', code = '']) => (subject[`${name}:${code}`] ?? subject[name]) === code))
    .length;
}

function incidentSubject(line: CaseRow): Subject {
  const type = typeOf(line.forms.incident) ?? '';
  const sexual = type === 'rape' || type === 'sexual_assault' ? 'sexual' : 'non_sexual';
  return {
    ...personSubject(line),
    gbv_type: type,
    [`gbv_type:${sexual}`]: sexual,
    elapsed_class: elapsedOf(line),
    incident_geo: 'unknown',
  };
}

function personSubject(line: CaseRow): Subject {
  const age = line.forms.registration['age_years'];
  const sex = line.forms.registration['sex'];
  const place = line.forms.registration['residence_geo'];
  const region = typeof place === 'object' && 'region' in place ? place.region : 'unknown';
  const cercle = typeof place === 'object' && 'region' in place ? place.cercle : undefined;
  const band = typeof age === 'number' ? (age < 18 ? '0-17' : '18+') : 'unknown';
  return {
    sex: typeof sex === 'string' ? sex : 'unknown',
    age_band: typeof age === 'number' ? detailBand(age) : 'unknown',
    [`age_band:${band}`]: band,
    residence_geo: region,
    ...(cercle === undefined ? {} : { [`residence_geo:${cercle}`]: cercle }),
  };
}

function perpetratorSubject(row: Answers): Subject {
  const relation = row['perp_relation'];
  const group = Object.entries(GROUPS).find(([, members]) => typeof relation === 'string' && members.includes(relation));
  return { perp_relation: group?.[0] ?? 'none_unknown' };
}

function typeOf(incident: Answers): string | null {
  return QUESTIONS.find(([question]) => incident[question] === 'yes')?.[1] ?? null;
}

function detailBand(age: number): string {
  if (age <= 11) return '0-11';
  if (age <= 17) return '12-17';
  if (age <= 25) return '18-25';
  if (age <= 40) return '26-40';
  return age <= 60 ? '41-60' : '61+';
}

/** Days from the incident to the report; a month alone is a class only when its first and last day give the same one (reference §5.4.4). */
function elapsedOf(line: CaseRow): string {
  const date = line.forms.incident['incident_date'];
  if (typeof date !== 'string') return 'unknown';
  const whole = date.length === 10;
  const first = Date.parse(`${whole ? date : `${date}-01`}T00:00:00Z`);
  const report = Date.parse(`${line.receivedOn}T00:00:00Z`);
  const last = whole ? first : Math.min(report, Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0));
  const classes = [first, last].map((day) => delayClass(Math.round((report - day) / 86_400_000)));
  return classes[0] === classes[1] ? (classes[0] ?? 'unknown') : 'unknown';
}

function delayClass(days: number): string {
  if (days <= 3) return 'd0_3';
  if (days <= 5) return 'd4_5';
  if (days <= 14) return 'd6_14';
  return days <= 30 ? 'd15_30' : 'over_month';
}
