import { redirect } from 'react-router';
import type { ActionFunctionArgs } from 'react-router';
import type { Input } from '../../shared/contract.ts';
import type { OpenedForm } from '../../shared/contract/forms.ts';
import type { Failure } from '../../shared/failure.ts';
import { difference } from '../../shared/forms/engine.ts';
import { attempt } from '../api.ts';
import { rowOfPart } from './draft.ts';
import type { Content } from './draft.ts';
import type { Filling } from './filling.ts';
import { answersToSave } from './sections.ts';

type SaveForm = Input<'forms.save'>;
type RowToSave = Pick<SaveForm, 'form' | 'recordId' | 'revision' | 'answers'> & { readonly part: string };

/** What the page hands to its action: the form's own record, its rows, and the rows that were taken away. */
export type Submission = {
  readonly save: SaveForm;
  readonly rows: readonly RowToSave[];
  readonly removed: readonly { readonly recordId: string; readonly revision: number }[];
};

/** Why it was not saved; rows that were saved before the failure, part by part, so that trying again saves none twice. */
export type NotSaved = { readonly failure: Failure; readonly savedRows: Readonly<Record<string, string>> };

/** The submission of what is typed, from the draft and what the record was when it was opened; rows that did not change are left alone. */
export function submissionOf(
  filling: Filling,
  content: Content,
  opened: OpenedForm,
  revision: number,
  draftId: string,
  finish: boolean,
): Submission {
  const rowParts = Object.keys(content).filter((part) => rowOfPart(part) !== undefined);
  const saved = new Map(opened.children.map((child) => [child.recordId, child]));
  const kept = new Set(rowParts.map((part) => rowOfPart(part)?.rowId));
  return {
    save: {
      caseId: opened.caseId,
      form: opened.form,
      recordId: opened.recordId,
      parentId: opened.parentId,
      revision,
      answers: answersToSave(filling, content, opened.form),
      keep: filling.masked.filter((field) => !filling.released.getState().has(field)),
      finish,
      draftId,
    },
    rows: rowParts.flatMap((part): readonly RowToSave[] => {
      const { form, rowId } = rowOfPart(part) ?? { form: '', rowId: '' };
      const child = saved.get(rowId);
      if (child !== undefined && difference(child.answers, content[part] ?? {}).length === 0) return [];
      return [
        {
          part,
          form,
          recordId: child?.recordId ?? null,
          revision: child?.revision ?? 0,
          answers: answersToSave(filling, content, part),
        },
      ];
    }),
    removed: opened.children
      .filter(({ recordId }) => !kept.has(recordId))
      .map(({ recordId, revision: seen }) => ({ recordId, revision: seen })),
  };
}

/** Saves the record, then its rows, and goes back to the case file, or to the closure that waits to be asked for; a failure comes back as data. With rows, the record itself is finished last. */
export async function formAction({ request }: ActionFunctionArgs): Promise<NotSaved | Response> {
  const submission: Submission = await request.json();
  const outcome = await saveAll(submission);
  const { caseId, form } = submission.save;
  return outcome ?? redirect(form === 'closure_gbv' ? `/cases/${caseId}/closure` : `/cases/${caseId}`);
}

async function saveAll({ save, rows, removed }: Submission): Promise<NotSaved | null> {
  const savedRows: Record<string, string> = {};
  const alone = rows.length === 0 && removed.length === 0;
  const first = await attempt('forms.save', alone ? save : { ...save, finish: false, draftId: null });
  if (!first.ok) return { failure: first.failure, savedRows };
  if (alone) return null;
  const { recordId: parentId } = first.value;
  for (const { part, ...row } of rows) {
    const outcome = await attempt('forms.save', { ...row, caseId: save.caseId, parentId, keep: [], finish: save.finish, draftId: null });
    if (!outcome.ok) return { failure: outcome.failure, savedRows };
    savedRows[part] = outcome.value.recordId;
  }
  for (const row of removed) {
    const outcome = await attempt('forms.removeRow', { caseId: save.caseId, ...row });
    if (!outcome.ok) return { failure: outcome.failure, savedRows };
  }
  const last = await attempt('forms.save', { ...save, recordId: parentId, revision: first.value.revision });
  return last.ok ? null : { failure: last.failure, savedRows };
}
