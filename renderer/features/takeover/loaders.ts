import { redirect } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { isFileGone } from '../../../shared/takeover/sourceFate.ts';
import { call } from '../../api.ts';
import { refreshSession, useSession } from '../../session.ts';
import { admittedStep, isStep } from './steps.ts';
import type { Step } from './steps.ts';
import { draftOf } from './takeoverState.ts';

export type TakeoverLine = Output<'takeover.list'>['takeovers'][number];
export type Held = Output<'takeover.held'>['rows'][number];
export type Home = { readonly takeovers: readonly TakeoverLine[]; readonly held: readonly Held[] };
export type ReportData = {
  readonly line: TakeoverLine;
  readonly report: Output<'takeover.report'>;
  readonly page: number;
  /** The file can no longer be read again. */
  readonly fileGone: boolean;
};
export type Source = Output<'takeover.source'>;

/** Past take-overs and the lines that wait. Throws `Failed`. */
export async function homeLoader(): Promise<Home> {
  const [{ takeovers }, { rows }] = await Promise.all([call('takeover.list', {}), call('takeover.held', {})]);
  return { takeovers, held: rows };
}

/** One step; a step that is not open yet leads to the open step. */
export async function stepLoader({ params }: LoaderFunctionArgs): Promise<{ readonly step: Step } | Response> {
  const { step } = params;
  if (!isStep(step)) throw new Response(null, { status: 404 });
  const { user } = useSession.getState().state ?? (await refreshSession());
  const admitted = admittedStep(step, draftOf(user?.userId ?? ''));
  return admitted === step ? { step } : redirect(`/takeover/${admitted}`);
}

/** The report of one take-over. Throws `Failed`, or a 404. */
export async function reportLoader({ params, request }: LoaderFunctionArgs): Promise<ReportData> {
  const takeoverId = params['takeoverId'] ?? '';
  const page = Math.max(1, Number(new URL(request.url).searchParams.get('page') ?? '1') || 1);
  const { takeovers } = await call('takeover.list', {});
  const line = takeovers.find((one) => one.takeoverId === takeoverId);
  if (line === undefined) throw new Response(null, { status: 404 });
  const [report, source] = await Promise.all([call('takeover.report', { takeoverId, page }), call('takeover.source', { takeoverId })]);
  return { line, report, page, fileGone: isFileGone(source.records) };
}
