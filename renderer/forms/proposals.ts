import type { Answer, Answers } from '../../shared/forms/answers.ts';
import type { Form } from '../../shared/forms/define.ts';
import type { Context } from '../../shared/forms/facts.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import { initialAnswers } from '../../shared/forms/initial.ts';
import { isCode } from '../../shared/forms/lists/all.ts';
import { planItemDue } from '../../shared/rules/cases/dueDates.ts';
import { SAME_CONTACT, SAME_PROGRESS } from '../../shared/rules/cases/followUpProposal.ts';
import { MINIMUM_ITEMS } from '../../shared/rules/consent/sharing.ts';
import type { Changes } from './draft.ts';

/** Dates of what is being done now: proposed when a record or a row begins, and changed in a few keys (interface P5, §3.9). */
const WHEN_DONE: Readonly<Record<string, 'today' | 'now'>> = {
  consent_datetime: 'now',
  report_date: 'today',
  disposition_date: 'today',
  risk_date: 'now',
  share_datetime: 'now',
  ref_date: 'now',
  event_datetime: 'now',
  fu_date: 'today',
  closure_date: 'today',
};

/** What a new record or row begins with: what its form proposes, the date of today for what is done today, and the first incident of somebody sent by another centre as reported there. */
export function newAnswers(form: Form, context: Context): Answers {
  const dated = fieldsOf(form).flatMap(({ code }) => {
    const fact = WHEN_DONE[code];
    return fact === undefined ? [] : [[code, context[fact]] as const];
  });
  const reported = form.id === 'incident' && context.cameBySlip === 'yes' ? { previously_reported: 'yes_gbvims' } : {};
  return { ...Object.fromEntries(dated), ...reported, ...initialAnswers(form, context) };
}

/** What an answer proposes for other questions: those that are blank, or that still say what the former answer proposed. All can be changed. */
export function following(code: string, answer: Answer | undefined, answers: Answers, context: Context): Changes {
  if (code === 'incident_date') return precisionAfter(answer, answers);
  if (code === 'recipient_category' || code === 'authorised')
    return minimumItemsAfter({ ...answers, ...(answer !== undefined && { [code]: answer }) });
  if (code === 'fu_next') return nextDateAfter(answer, answers, context);
  if (code === 'item_priority') return itemDueAfter(answer, answers, context);
  return {};
}

/**
 * The kind and way of contact of a new follow-up (interface §3.9): those of the one before. The first takes place at the centre, which needs
 * no way to reach the person; with a child the kind follows from the care given and is asked.
 */
export function contactOf(previous: Answers, { programme }: Context): Answers {
  const first = { fu_mode: 'centre', ...(programme === 'gbv' && { fu_type: 'service' }) };
  return { ...first, ...picked(previous, SAME_CONTACT) };
}

/**
 * What « vue, rien de nouveau » says at once: the person was seen, nothing changed since the last follow-up, and the next one comes at the
 * latest day allowed. Questions that are answered keep their answer.
 */
export function nothingNew(answers: Answers, previous: Answers, context: Context): Changes {
  const same = picked(previous, SAME_PROGRESS);
  const given = {
    ...same,
    fu_new_needs: 'no',
    fu_new_incident: 'no',
    fu_risk_changed: 'no',
    fu_next: 'yes',
    ...answers,
    fu_outcome: 'seen',
  };
  return { ...given, ...nextDateAfter(given.fu_next, answers, context) };
}

function picked(answers: Answers, codes: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => codes.includes(code)));
}

/** The latest day that the level of risk allows (reference §5.5.3); an earlier one may be said. */
function nextDateAfter(next: Answer | undefined, answers: Answers, { latestNextFollowUp }: Context): Changes {
  return next === 'yes' && answers['fu_next_date'] === undefined && latestNextFollowUp !== undefined
    ? { fu_next_date: latestNextFollowUp }
    : {};
}

/** `2026`, `2026-10`, `2026-10-11`: the precision that the boxes themselves show. */
function precisionOf(date: Answer | undefined): 'year' | 'month' | 'exact' | undefined {
  if (typeof date !== 'string') return undefined;
  if (date.length === 4) return 'year';
  return date.length === 7 ? 'month' : 'exact';
}

/** When an action is due by its priority; a date that was set otherwise stays (reference §5.5.4). */
function itemDueAfter(priority: Answer | undefined, answers: Answers, { today, delays }: Context): Changes {
  const due = (of: Answer | undefined): string | undefined =>
    delays !== undefined && isCode('priority', of) ? planItemDue(today, of, today, delays) : undefined;
  const next = due(priority);
  const given = answers['item_due'];
  return next !== undefined && (given === undefined || given === due(answers['item_priority'])) ? { item_due: next } : {};
}

function precisionAfter(date: Answer | undefined, answers: Answers): Changes {
  const given = answers['incident_date_precision'];
  const next = precisionOf(date);
  return next !== undefined && (given === undefined || given === precisionOf(answers['incident_date']))
    ? { incident_date_precision: next }
    : {};
}

/** The useful minimum for the service, all removable, proposed once the person authorises (reference §5.1.5). */
function minimumItemsAfter(answers: Answers): Changes {
  const recipient = answers['recipient_category'];
  if (answers['authorised'] !== 'yes' || answers['info_items'] !== undefined || !isCode('consent_recipient', recipient)) return {};
  return { info_items: MINIMUM_ITEMS[recipient].preselected };
}
