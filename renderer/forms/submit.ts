import { redirect } from 'react-router';
import type { ActionFunctionArgs } from 'react-router';
import type { FormToSave, OpenedForm } from '../../shared/contract/forms.ts';
import type { Failure } from '../../shared/failure.ts';
import { difference } from '../../shared/forms/engine.ts';
import { attempt } from '../api.ts';
import { rowOfPart } from './draft.ts';
import type { Content } from './draft.ts';
import type { Filling } from './filling.ts';
import { answersToSave } from './sections.ts';

/** Why it was not saved. */
export type NotSaved = { readonly failure: Failure };

/** The submission of what is typed, from the draft and what the record was when it was opened; rows that did not change are left alone. */
export function submissionOf(
  filling: Filling,
  content: Content,
  opened: OpenedForm,
  revision: number,
  draftId: string,
  finish: boolean,
): FormToSave {
  const rowParts = Object.keys(content).filter((part) => rowOfPart(part) !== undefined);
  const saved = new Map(opened.children.map((child) => [child.recordId, child]));
  const kept = new Set(rowParts.map((part) => rowOfPart(part)?.rowId));
  return {
    caseId: opened.caseId,
    form: opened.form,
    recordId: opened.recordId,
    parentId: opened.parentId,
    revision,
    answers: answersToSave(filling, content, opened.form),
    keep: filling.masked.filter((field) => !filling.released.getState().has(field)),
    finish,
    draftId,
    rows: rowParts.flatMap((part) => {
      const { form, rowId } = rowOfPart(part) ?? { form: '', rowId: '' };
      const child = saved.get(rowId);
      if (child !== undefined && difference(child.answers, content[part] ?? {}).length === 0) return [];
      return [
        {
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

/** Saves the form with its rows and goes back to the case file, or to the closure that waits to be asked for; a failure comes back as data. */
export async function formAction({ request }: ActionFunctionArgs): Promise<NotSaved | Response> {
  const save: FormToSave = await request.json();
  const outcome = await attempt('forms.save', save);
  if (!outcome.ok) return { failure: outcome.failure };
  return redirect(save.form === 'closure_gbv' ? `/cases/${save.caseId}/closure` : `/cases/${save.caseId}`);
}
