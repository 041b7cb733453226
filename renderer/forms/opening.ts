import type { Answers } from '../../shared/forms/answers.ts';
import type { Context } from '../../shared/forms/facts.ts';
import { classify } from '../../shared/rules/incident/classification.ts';
import { codeAnswer, dateAnswer } from '../../shared/rules/counting/groupings.ts';
import { lists } from '../lists.ts';
import { isDateTime } from '../../shared/time.ts';
import { ageAtRegistration } from '../../shared/forms/computed.ts';
import { authorisedItems } from './authorised.ts';
import { createDraft, partOfRow } from './draft.ts';
import type { Content } from './draft.ts';
import { createFilling, formOfPart } from './filling.ts';
import type { Filling } from './filling.ts';
import { autosave } from './keptDraft.ts';
import type { FormData } from './loader.ts';
import { contactOf, newAnswers } from './proposals.ts';

/** Row forms whose recorded rows are never changed (reference §3.14). */
const APPEND_ONLY: ReadonlySet<string> = new Set(['referral_event']);

/** A form that is open on the page: what is filled in, under which draft, over which revision of the record. */
export type OpenForm = {
  readonly filling: Filling;
  readonly draftId: string;
  /** Revision that the answers were typed over; another one on the record is a conflict. */
  readonly typedOver: () => number;
  /** Records that both versions were compared: the answers are now over this revision. */
  readonly rebase: (revision: number) => void;
};

/** The answers of the record and of its rows as the request handler gave them; a new record begins with what its form proposes. */
function savedContent({ opened, file }: Pick<FormData, 'opened' | 'file'>): Content {
  const rows = opened.children.map(({ form, recordId, answers }) => [partOfRow(form, recordId), answers] as const);
  const saved = opened.answers;
  const due = file.tasks
    .filter(({ form }) => form === opened.form)
    .map((task) => task.due)
    .toSorted()[0];
  const begun = {
    ...newAnswers(formOfPart(opened.form), contextOf(opened)),
    ...(opened.form === 'follow_up' && contactOf(opened.previous, contextOf(opened))),
    ...(opened.form === 'follow_up' && due !== undefined && { fu_due: due }),
  };
  const own = opened.recordId === null ? { ...begun, ...saved } : saved;
  return { [opened.form]: own, ...Object.fromEntries(rows) };
}

/** What the request handler gives around a form, with the lists that this window holds. */
export function contextOf({ context }: Pick<FormData['opened'], 'context'>): Context {
  return { ...context, lists: lists() };
}

/** Facts that the answers being typed change at once: those the conditions of the same page look at. */
export function liveContext(form: string, context: Context, answers: Answers): Context {
  const sentAt = answers['ref_date'];
  switch (form) {
    case 'registration':
      return withKnown(context, {
        ageYears: ageAtRegistration(answers, context.today),
        sex: codeAnswer(answers, 'sex', 'sex'),
        birthDate: dateAnswer(answers, 'date_of_birth'),
        registrationDate: dateAnswer(answers, 'registration_date'),
      });
    case 'incident':
      return withKnown(context, {
        previouslyReported: codeAnswer(answers, 'previously_reported', 'previously_reported'),
        incidentType: classify(answers).type,
        pregnancyRisk: codeAnswer(answers, 'pregnancy_risk', 'yes_no_unknown'),
      });
    case 'referral':
      return withKnown(context, {
        referralService: codeAnswer(answers, 'ref_service_category', 'service_category'),
        referralState: codeAnswer(answers, 'ref_state', 'referral_state') ?? 'draft',
        referralTime: typeof sentAt === 'string' && isDateTime(sentAt) ? sentAt : null,
      });
    default:
      return context;
  }
}

function withKnown<F extends Partial<Record<keyof Context, unknown>>>(context: Context, facts: F): Context {
  return { ...context, ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) };
}

/** Opens the form on the page, from the draft if there is one. */
export function openForm({ opened, file, references, providers, reporting }: FormData, section: string): OpenForm {
  const { draft } = opened;
  const draftId = draft?.draftId ?? crypto.randomUUID();
  let revision = draft?.baseRevision ?? opened.revision;
  const answersBeing = createDraft(draft === null ? savedContent({ opened, file }) : draft.content);
  const keeper = autosave({
    draftId,
    caseId: opened.caseId,
    form: opened.form,
    recordId: opened.recordId,
    parentId: opened.parentId,
    revision: () => revision,
    at: () => filling.place.getState(),
    content: answersBeing.store,
    savedAt: draft?.savedAt ?? null,
  });
  const filling = createFilling({
    draft: answersBeing,
    keeper,
    readOnly: !opened.mayWrite,
    section,
    references,
    masked: opened.masked,
    clocks: file.clocks?.clocks ?? [],
    frozen: new Set(opened.children.filter(({ form }) => APPEND_ONLY.has(form)).map(({ form, recordId }) => partOfRow(form, recordId))),
    narrow: (content, part, field) => authorisedItems(file.authorisations, content, part, field),
    providers,
    contextOf: (content) => liveContext(opened.form, contextOf(opened), content[opened.form] ?? {}),
    reporting,
  });
  return {
    filling,
    draftId,
    typedOver: () => revision,
    rebase: (next) => {
      revision = next;
    },
  };
}
