import type { Input } from '../../../../shared/contract.ts';

export type CaseFilter = Input<'cases.list'>;

const STATES = ['open', 'closed', 'all'] as const;
const RISKS = ['high', 'medium', 'low'] as const;
const DUES = ['late', 'week'] as const;
const PROGRAMS = ['gbv', 'cp', 'gbv_cp', 'erw'] as const;

function oneOf<V extends string>(values: readonly V[], text: string | null): V | undefined {
  return values.find((value) => value === text);
}

/** The filter that an address names. What it does not name, or names wrongly, does not filter; the state is « ouverts » unless said. */
export function readFilter(search: URLSearchParams): CaseFilter {
  const state = oneOf(STATES, search.get('state')) ?? 'open';
  const risk = oneOf(RISKS, search.get('risk'));
  const due = oneOf(DUES, search.get('due'));
  const program = oneOf(PROGRAMS, search.get('program'));
  const ownerCode = /^[A-Z0-9]{2,4}$/.exec(search.get('owner') ?? '')?.[0];
  const codeContains = /^[A-Za-z0-9-]{1,30}$/.exec(search.get('code') ?? '')?.[0];
  const page = /^[1-9]\d{0,3}$/.test(search.get('page') ?? '') ? Number(search.get('page')) : 1;
  return {
    state,
    page,
    ...(risk && { risk }),
    ...(due && { due }),
    ...(program && { program }),
    ...(ownerCode !== undefined && { ownerCode }),
    ...(codeContains !== undefined && { codeContains: codeContains.toUpperCase() }),
  };
}

/** The same filter with one choice changed, as an address; the list starts again at its first page. */
export function withChoice(search: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value === null || value === '') next.delete(name);
  else next.set(name, value);
  if (name !== 'page') next.delete('page');
  return next;
}
