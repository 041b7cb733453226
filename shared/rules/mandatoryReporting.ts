import type { CodeOf } from '../forms/lists/all.ts';
import type { Text } from '../text.ts';
import { addDays, type IsoDate } from '../time.ts';
import type { SettingKey } from './settings/settings.ts';
import { isSexual } from './incident/classification.ts';

/** The situations of reference §5.2, in its order. */
export const SITUATIONS = ['child_sexual_abuse', 'any_crime', 'aid_staff', 'suicide'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What a centre's lawyer said of one situation; empty until somebody fills it (reference §5.2). */
export type ReportingBasis = {
  readonly authority: string;
  /** Days within which to report, 0 without delay; null when the law sets none. */
  readonly delayDays: number | null;
  readonly reference: string;
  readonly checkedOn: IsoDate | null;
};

export type ReportingRule = ReportingBasis & {
  readonly situation: Situation;
  readonly inForce: boolean;
  /** Its switch is signed, and its words are not those that two people signed with it: nobody is informed of it, and the screen states that. */
  readonly unproved: boolean;
  /** Stamp of the last time its switch was signed or ended; 0 where it never was. */
  readonly since: number;
};

export const NO_BASIS: ReportingBasis = { authority: '', delayDays: null, reference: '', checkedOn: null };

/** How each situation is named. The last one is asked as suicide risk: no question of reference part 3 asks of a risk of homicide. */
export const SITUATION_WORDS: Readonly<Record<Situation, Text>> = {
  child_sexual_abuse: { fr: 'Violences sexuelles sur un enfant', en: 'Sexual abuse of a child' },
  any_crime: { fr: 'Tout crime', en: 'Any crime' },
  aid_staff: {
    fr: 'Exploitation ou abus sexuels par du personnel humanitaire',
    en: 'Sexual exploitation or abuse by aid staff',
  },
  suicide: { fr: 'Risque de suicide ou d’homicide', en: 'Risk of suicide or homicide' },
};

/** The setting that puts a situation in force, signed by two. */
export const SETTING_OF = {
  child_sexual_abuse: 'reportChildSexualAbuse',
  any_crime: 'reportAnyCrime',
  aid_staff: 'reportAidStaff',
  suicide: 'reportSuicide',
} as const satisfies Record<Situation, SettingKey>;

/** The situation that a setting puts in force, or null. */
export function situationOfSetting(key: string): Situation | null {
  return SITUATIONS.find((situation) => SETTING_OF[situation] === key) ?? null;
}

/** What is missing before a situation may be in force: without a checked legal basis nobody is informed of a duty (reference §5.2). */
export function missingBasis({ authority, reference, checkedOn }: ReportingBasis): readonly (keyof ReportingBasis)[] {
  return [
    ...(authority.trim() === '' ? (['authority'] as const) : []),
    ...(reference.trim() === '' ? (['reference'] as const) : []),
    ...(checkedOn === null ? (['checkedOn'] as const) : []),
  ];
}

/** Whether a duty of the site can concern a person of this age: what `mandatory_reporting_applies` begins with, before the account (reference §3.1, §5.2). An age not known can be a child's. */
export function mayConcern(rules: readonly Pick<ReportingRule, 'situation' | 'inForce'>[], ageYears: number | null): boolean {
  return rules.some(
    ({ situation, inForce }) => inForce && (situation !== 'child_sexual_abuse' || ageYears === null || ageYears < ADULT_AGE),
  );
}

const ADULT_AGE = 18;

/** What a case says, each with the stamp of the record that says it. A blank is never a yes. */
export type ReportingFacts = {
  readonly incidents: readonly { readonly type: CodeOf<'gbv_type'> | null; readonly childThen: boolean | null; readonly at: number }[];
  readonly perpetrators: readonly { readonly occupation: CodeOf<'perp_occupation'> | null; readonly at: number }[];
  /** Of the newest assessment of the danger; null before the first. */
  readonly suicideRisk: { readonly answer: CodeOf<'yes_no_unknown'> | null; readonly at: number } | null;
};

/** The situations that the case meets, with the newest stamp of what meets each (reference §5.2). */
export function situationsMet({ incidents, perpetrators, suicideRisk }: ReportingFacts): ReadonlyMap<Situation, number> {
  const stamps: readonly (readonly [Situation, readonly number[]])[] = [
    ['child_sexual_abuse', incidents.filter(({ type, childThen }) => isSexual(type) && childThen === true).map(({ at }) => at)],
    ['any_crime', incidents.filter(({ type }) => type !== null && type !== 'non_gbv').map(({ at }) => at)],
    ['aid_staff', perpetrators.filter(({ occupation }) => isAidStaff(occupation)).map(({ at }) => at)],
    ['suicide', suicideRisk?.answer === 'yes' ? [suicideRisk.at] : []],
  ];
  return new Map(stamps.flatMap(([situation, found]) => (found.length === 0 ? [] : [[situation, Math.max(...found)] as const])));
}

/** Sexual exploitation and abuse: aid workers and peacekeepers (reference §3.6, `perp_is_aid_worker`). */
export function isAidStaff(occupation: CodeOf<'perp_occupation'> | null): boolean {
  return occupation === 'aid_worker' || occupation === 'peacekeeper';
}

/** What was said of a report: decided, made, or not made. */
export const REPORTING_STEPS = ['decided', 'made', 'not_made'] as const;
export type ReportingStep = (typeof REPORTING_STEPS)[number];

/** One dated record of a report. It names no person: an authority is said by its kind. */
export type ReportingRecord = {
  readonly situation: Situation;
  readonly step: ReportingStep;
  readonly date: IsoDate;
  /** The person was informed again, before. */
  readonly informed: boolean;
  /** The report could endanger the child; null where the person is no child. */
  readonly endangers: boolean | null;
  readonly authority: CodeOf<'provider_type'> | null;
};

/** A record that is kept, with who wrote it and when. */
export type KeptRecord = ReportingRecord & { readonly bySupervisor: boolean; readonly at: number };

/** Kinds of the list of providers that receive a report. */
export const REPORTING_AUTHORITIES = [
  'police',
  'vice_squad',
  'gendarmerie',
  'court',
  'juvenile_judge',
  'drpfef',
  'slpfef',
  'drdses',
  'other',
] as const satisfies readonly CodeOf<'provider_type'>[];

/** The state of a duty: nothing recorded yet, decided and still to do, or done. What came after the last record opens it again. */
export function dutyState(situation: Situation, metAt: number, kept: readonly KeptRecord[]): 'open' | ReportingStep {
  const last = newestOf(situation, kept);
  return last === null || last.at < metAt ? 'open' : last.step;
}

export function newestOf(situation: Situation, kept: readonly KeptRecord[]): KeptRecord | null {
  return (
    kept
      .filter((one) => one.situation === situation)
      .toSorted((left, right) => left.at - right.at)
      .at(-1) ?? null
  );
}

/** The day by which to have spoken of it: within the site's delay, at once where the law sets none; `metOn` is never before the duty was in force. */
export function reportingDue(metOn: IsoDate, delayDays: number | null): IsoDate {
  return addDays(metOn, delayDays ?? 0);
}

export type RecordProblem =
  | 'channel'
  | 'notMet'
  | 'future'
  | 'authority'
  | 'endangers'
  | 'supervisorDecides'
  | 'notDecided'
  | 'reason'
  | 'tooEarly';

/** What a record is judged on, beside itself. */
export type RecordAround = {
  readonly bySupervisor: boolean;
  readonly today: IsoDate;
  readonly registeredOn: IsoDate | null;
  /** The situation is in force here and the case meets it. */
  readonly met: boolean;
  /** Not known counts as a child. */
  readonly isChild: boolean;
  readonly reasonWritten: boolean;
  readonly kept: readonly KeptRecord[];
};

/**
 * Why a record is refused, or null (reference §5.2): what concerns aid staff goes by its own channel; a report names the kind of authority; a
 * report that could endanger a child is decided by the supervisor, and made only once she or he decided it. What was not announced first, or not done, has its
 * reason. A report made without informing the person is recorded all the same: a record that could not state it would be false.
 */
export function recordProblem(record: ReportingRecord, around: RecordAround): RecordProblem | null {
  const { situation, step, date, informed, endangers, authority } = record;
  if (situation === 'aid_staff') return 'channel';
  if (!around.met) return 'notMet';
  if (date > around.today) return 'future';
  if (around.registeredOn !== null && date < around.registeredOn) return 'tooEarly';
  if (around.isChild && endangers === null) return 'endangers';
  if (step !== 'not_made' && authority === null) return 'authority';
  const dangerous = endangers === true || around.kept.some((one) => one.situation === situation && one.endangers === true);
  if (dangerous && !around.bySupervisor) {
    if (step !== 'made') return 'supervisorDecides';
    const decision = newestOf(
      situation,
      around.kept.filter((one) => one.bySupervisor),
    );
    if (decision?.step !== 'decided') return 'notDecided';
  }
  return (step === 'not_made' || !informed || dangerous) && !around.reasonWritten ? 'reason' : null;
}
