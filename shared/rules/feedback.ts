import type { Answers } from '../forms/answers.ts';
import { addMonths, monthOf, monthsFromTo, type IsoMonth } from '../time.ts';

/** Questions answered by yes or no, in the order of the form (reference §3.17). */
export const FEEDBACK_QUESTIONS = [
  'fb_hours_ok',
  'fb_comfortable',
  'fb_same_worker',
  'fb_support_person',
  'fb_options_told',
  'fb_decided',
  'fb_referred',
  'fb_discreet',
  'fb_confidential',
  'fb_private',
  'fb_friendly',
  'fb_no_judgement',
  'fb_answered',
  'fb_language',
  'fb_time',
  'fb_helped',
  'fb_feel_better',
  'fb_recommend',
] as const;
export type FeedbackQuestion = (typeof FEEDBACK_QUESTIONS)[number];

/** Fewer ballots than these are never read, together or apart (reference §6, S28). */
export const LEAST_BALLOTS = 5;

/** One person's answers, without anything that says who or which case. */
export type Ballot = { readonly month: IsoMonth; readonly answers: Answers };

/** How many said yes among those who said yes or no; null for fewer than `LEAST_BALLOTS` answers. */
type Share = { readonly yes: number; readonly of: number } | null;

export type FeedbackPeriod = {
  readonly from: IsoMonth;
  readonly to: IsoMonth;
  readonly ballots: number;
  readonly satisfied: Share;
  readonly questions: readonly { readonly question: FeedbackQuestion; readonly share: Share }[];
  /** In the order of the alphabet: no order shows who spoke when. */
  readonly comments: readonly string[];
};

/** Satisfied: as many yes as no at least, among what was answered (reference §3.17, `fb_score`); null when nothing was. */
export function isSatisfied(answers: Answers): 'yes' | 'no' | null {
  const given = FEEDBACK_QUESTIONS.map((question) => answers[question]);
  const [yes, no] = [given.filter((answer) => answer === 'yes').length, given.filter((answer) => answer === 'no').length];
  if (yes + no === 0) return null;
  return yes >= no ? 'yes' : 'no';
}

/**
 * What may be read: months that have ended, joined from the first on until each period holds `LEAST_BALLOTS`; what is left waits. The periods never change once they are
 * complete and never overlap, so that nobody reads one ballot as the difference of two looks.
 */
export function feedbackPeriods(ballots: readonly Ballot[], present: IsoMonth): readonly FeedbackPeriod[] {
  const [first] = ballots.map(({ month }) => month).toSorted();
  const periods: FeedbackPeriod[] = [];
  let held: readonly Ballot[] = [];
  let from = first ?? present;
  for (const month of monthsFromTo(from, present).filter((one) => one < present)) {
    held = [...held, ...ballots.filter((ballot) => ballot.month === month)];
    if (held.length < LEAST_BALLOTS) continue;
    periods.push(periodOf(from, month, held));
    held = [];
    from = next(month);
  }
  return periods;
}

function next(month: IsoMonth): IsoMonth {
  return monthOf(addMonths(`${month}-01`, 1));
}

function periodOf(from: IsoMonth, to: IsoMonth, ballots: readonly Ballot[]): FeedbackPeriod {
  const comments = ballots.flatMap(({ answers: { fb_comment: comment } }) =>
    typeof comment === 'string' && comment !== '' ? [comment] : [],
  );
  return {
    from,
    to,
    ballots: ballots.length,
    satisfied: shareOf(ballots.map(({ answers }) => isSatisfied(answers))),
    questions: FEEDBACK_QUESTIONS.map((question) => ({ question, share: shareOf(ballots.map(({ answers }) => answers[question])) })),
    comments: comments.toSorted((left, right) => left.localeCompare(right, 'fr')),
  };
}

function shareOf(given: readonly unknown[]): Share {
  const yes = given.filter((answer) => answer === 'yes').length;
  const of = yes + given.filter((answer) => answer === 'no').length;
  return of < LEAST_BALLOTS ? null : { yes, of };
}
