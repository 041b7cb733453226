import type { LoaderFunctionArgs } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { OpenedForm } from '../../../../shared/contract/forms.ts';
import { typedName } from '../../../../shared/rules/typed.ts';
import { call } from '../../../api.ts';
import { keptIn } from '../../../forms/keptDraft.ts';
import type { DraftPlace, KeptDraft } from '../../../forms/keptDraft.ts';
import { rememberCase } from '../../../frame/lastCases.ts';

export type Duty = CaseFile['reporting']['duties'][number];

/** Reads one case file. Throws `Failed`. */
export async function caseFileLoader({ params }: LoaderFunctionArgs): Promise<CaseFile> {
  const file = await call('cases.open', { caseId: params['case'] ?? '' });
  rememberCase(file.row);
  return file;
}

export type Closure = {
  readonly file: CaseFile;
  readonly form: OpenedForm;
  /** What was typed of the decision and not sent. */
  readonly kept: KeptDraft | null;
};

/** Where the comment of a decision on a closure is kept as it is typed. */
export function closureDecision(caseId: string): DraftPlace {
  return { form: typedName('closure_decision'), caseId, recordId: null };
}

/** Reads the case and its closure form, begun or not. Throws `Failed`. */
export async function closureLoader({ params }: LoaderFunctionArgs): Promise<Closure> {
  const caseId = params['case'] ?? '';
  const file = await call('cases.open', { caseId });
  const record = file.forms.find(({ form }) => form === 'closure_gbv')?.records.at(-1);
  const form = await call('forms.open', {
    caseId,
    form: 'closure_gbv',
    recordId: record?.recordId ?? null,
    parentId: null,
    narrative: false,
  });
  return { file, form, kept: await keptIn(closureDecision(caseId)) };
}
