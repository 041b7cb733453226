import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { answers as answersSchema, isoMonth } from '../../shared/contract/values.ts';
import { Refused } from '../../shared/failure.ts';
import { withComputed } from '../../shared/forms/computed.ts';
import { prune } from '../../shared/forms/engine.ts';
import { formOf } from '../../shared/forms/registry.ts';
import { commentHints, HINT_WORDS, type Hint } from '../../shared/rules/months/comment.ts';
import { feedbackPeriods, type Ballot } from '../../shared/rules/feedback.ts';
import { PROGRAMMES } from '../../shared/ids.ts';
import type { Text } from '../../shared/text.ts';
import { monthOf } from '../../shared/time.ts';
import { requireCaseSession, today, type Host } from '../host.ts';
import { appendJournal } from '../store/journal/journal.ts';
import { readSealedMessages, toCounting, writeSealedMessages } from '../store/caseRecords/sealedMessages.ts';
import { transaction } from '../store/base/sql.ts';
import { checkedAnswers } from './directory/directory.ts';
import { endDraft } from './caseRecords/drafts.ts';
import { momentOf } from './caseRecords/openedRecords.ts';

const ballotSchema = z.strictObject({ month: isoMonth, answers: answersSchema });

/**
 * Keeps one survey: sealed to those who may freeze, under a random number, without case, person or hour (reference §3.17). Sent twice it is kept once. Throws Refused
 * `invalid`: answers that are missing, a suggestion that seems to say who speaks.
 */
export function recordFeedback({ ballotId, answers: sent }: Input<'feedback.record'>, host: Host): Output<'feedback.record'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const moment = momentOf(host);
  const month = monthOf(today(host));
  const given = { ...sent, fb_month: `${month}-01`, fb_admin_staff: stores.user.staffCode };
  const checked = checkedAnswers('feedback', given, moment);
  const kept = prune(formOf('feedback'), checked, moment).answers;
  const hints = typeof kept['fb_comment'] === 'string' ? commentHints(kept['fb_comment']) : [];
  if (hints.length > 0) throw new Refused('invalid', identifyingComment(hints), { fb_comment: identifyingComment(hints) });
  const answers = withComputed('feedback', kept, { context: moment, rows: [], clocks: [] });
  const readers = PROGRAMMES.flatMap((programme) => toCounting(stores.roster, programme));
  if (readers.length === 0) throw new Refused('conflict', NOBODY_READS);
  const at = host.now().getTime();
  transaction(stores.cases, (db) => {
    writeSealedMessages(db, stores, readers, 'feedback.ballot', ballotId, { month, answers });
    endDraft(db, session, { form: 'feedback', caseId: null, recordId: null });
    appendJournal(db, stores.actor, { kind: 'feedback.record', detail: {} }, at);
  });
  return {};
}

/** Sums of ended periods of five surveys at least; the others are only counted (reference §6, S28). */
export function feedbackResults(host: Host): Output<'feedback.results'> {
  const { stores } = requireCaseSession(host);
  const letters = readSealedMessages(stores.cases, stores, 'feedback.ballot');
  const ballots = letters.flatMap(({ content }): Ballot[] => {
    const read = ballotSchema.safeParse(content);
    return read.success ? [read.data] : [];
  });
  const periods = feedbackPeriods(ballots, monthOf(today(host)));
  const shown = periods.reduce((sum, period) => sum + period.ballots, 0);
  return {
    periods: periods.map((period) => ({ ...period, questions: [...period.questions], comments: [...period.comments] })),
    waiting: letters.length - shown,
  };
}

const NOBODY_READS = {
  fr: 'Ce centre n’a encore personne qui puisse lire les enquêtes. Rien n’a été gardé.',
  en: 'This centre has nobody yet who can read the surveys. Nothing was kept.',
};

function identifyingComment(hints: readonly Hint[]): Text {
  const words = hints.map((hint) => HINT_WORDS[hint]);
  return {
    fr: `La suggestion semble contenir ${words.map(({ fr }) => fr).join(', ')}. Retirez ce qui dit qui parle. Rien n’a été gardé.`,
    en: `The suggestion seems to hold ${words.map(({ en }) => en).join(', ')}. Remove what tells who speaks. Nothing was kept.`,
  };
}
