import { redirect } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { isMonth, isPeriod } from '../../../shared/time.ts';
import { call } from '../../api.ts';
import type { Coverage } from './coverage.ts';

export type Tables = Output<'tables.open'>;
export type Inbox = Output<'inbox.list'>;

export type TablesData = {
  readonly tables: Tables;
  readonly coverage: Coverage;
  readonly periods: readonly string[];
  readonly mayHaveLeft: Output<'tables.periods'>['mayHaveLeft'];
  readonly chosen: string | null;
};

/** Leads to the newest month with figures; stays when there is none. Throws `Failed`. */
export async function lastPeriodLoader(): Promise<Response | object> {
  const { periods } = await call('tables.periods', {});
  const last = periods.filter(isMonth).toSorted().at(-1);
  return last === undefined ? {} : redirect(`/tables/${last}`);
}

/** The consolidated tables of a month, a quarter or a year, and its coverage. Throws `Failed`, or a 404 for an address that is no period. */
export async function tablesLoader({ params }: LoaderFunctionArgs): Promise<TablesData> {
  const { period = '', table } = params;
  if (!isPeriod(period)) throw new Response(null, { status: 404 });
  const [tables, coverage, { periods, mayHaveLeft }] = await Promise.all([
    call('tables.open', { period }),
    call('coverage.open', {}),
    call('tables.periods', {}),
  ]);
  return { tables, coverage, periods: periods.toSorted(), mayHaveLeft, chosen: table ?? null };
}
