import { redirect } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Card } from '../../../shared/contract/exchange.ts';
import { typedName } from '../../../shared/rules/typed.ts';
import { isMonth } from '../../../shared/time.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import { call } from '../../api.ts';
import { keptIn } from '../../forms/keptDraft.ts';
import type { DraftPlace, KeptDraft } from '../../forms/keptDraft.ts';
import { refreshSession, useSession } from '../../session.ts';
import { admittedStep, isStep, stepAddress } from './steps.ts';
import type { MonthLine, Step } from './steps.ts';

export type Check = Output<'months.check'>;
export type Preview = Output<'months.preview'>;
export type Correction = Output<'months.correction'>;

/** What one step of a month shows. */
export type MonthData =
  | { readonly step: 'check'; readonly line: MonthLine; readonly check: Check }
  | { readonly step: 'preview'; readonly line: MonthLine; readonly preview: Preview; readonly check: Check | null }
  | {
      readonly step: 'freeze';
      readonly line: MonthLine;
      readonly preview: Preview;
      readonly check: Check;
      /** What was answered and typed of this month, and not signed. */
      readonly kept: KeptDraft | null;
    }
  | { readonly step: 'correct'; readonly correction: Correction }
  | {
      readonly step: 'handover';
      readonly line: MonthLine;
      readonly cards: readonly Card[];
      readonly sealed: Output<'months.sealed'>;
    };

/** Where the answers on the centre and the comment of a month are kept as they are typed. */
export function monthPlace(month: IsoMonth): DraftPlace {
  return { form: typedName('month', month), caseId: null, recordId: null };
}

/** The months of the centre, the newest first. Throws `Failed`. */
export async function readMonths(): Promise<readonly MonthLine[]> {
  const { months } = await call('months.list', {});
  return months.toSorted((left, right) => (left.month < right.month ? 1 : -1));
}

/** One step of one month; a step that is not open yet leads to the open step. Throws `Failed`, or a 404 for an address without meaning. */
export async function monthLoader({ params }: LoaderFunctionArgs): Promise<MonthData | Response> {
  const { month = '', step } = params;
  const lines = await readMonths();
  const line = lines.find((one) => one.month === month);
  if (!isMonth(month) || line === undefined || !isStep(step)) throw new Response(null, { status: 404 });
  const { user } = useSession.getState().state ?? (await refreshSession());
  const role = user?.role ?? 'caseworker';
  const admitted = admittedStep(step, line, role);
  return admitted === step ? openStep(step, line, role === 'supervisor') : redirect(stepAddress(month, admitted));
}

async function openStep(step: Step, line: MonthLine, isSupervisor: boolean): Promise<MonthData> {
  const { month } = line;
  if (step === 'check') return { step, line, check: await call('months.check', { month }) };
  if (step === 'correct') return { step, correction: await call('months.correction', { month }) };
  if (step === 'handover') {
    const [{ cards }, sealed] = await Promise.all([call('cards.list', {}), call('months.sealed', { month })]);
    return { step, line, cards, sealed };
  }
  const preview = await call('months.preview', { month });
  if (step === 'preview') return { step, line, preview, check: isSupervisor ? await call('months.check', { month }) : null };
  return { step, line, preview, check: await call('months.check', { month }), kept: await keptIn(monthPlace(month)) };
}
