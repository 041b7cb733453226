import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../shared/contract.ts';
import { call } from '../api.ts';
import { readPeriods } from './periods.ts';

export type PrintedPeriod = Output<'tables.open'>;
export type ConsolidatedData = { readonly periods: readonly PrintedPeriod[]; readonly coverage: Output<'coverage.open'> };

/** Everything a printed consolidated report says. Throws `Failed`, or a 404 for an address without months. */
export async function consolidatedLoader({ params }: LoaderFunctionArgs): Promise<ConsolidatedData> {
  const months = readPeriods(params['periods'] ?? '');
  if (months === null) throw new Response(null, { status: 404 });
  const coverage = await call('coverage.open', {});
  const periods: PrintedPeriod[] = [];
  for (const period of months) periods.push(await call('tables.open', { period }));
  return { periods, coverage };
}
