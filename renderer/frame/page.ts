import type { RouteObject } from 'react-router';
import type { Role } from '../../shared/rights.ts';

/** Entries of the rail, one name each. */
export type RailName =
  | 'intake'
  | 'day'
  | 'cases'
  | 'search'
  | 'feedback'
  | 'drafts'
  | 'directory'
  | 'team'
  | 'approvals'
  | 'duplicates'
  | 'months'
  | 'takeover'
  | 'inbox'
  | 'coverage'
  | 'tables'
  | 'sealed'
  | 'structures'
  | 'cards'
  | 'users'
  | 'backup'
  | 'journal'
  | 'prints'
  | 'proofs'
  | 'handbook'
  | 'settings'
  | 'update';

/** What a page's route says of itself: who may open it, and which entry of the rail it lights. */
export type PageHandle = { readonly roles: readonly Role[]; readonly rail: RailName | null };

/** A route of one page. Every feature folder exports `routes: PageRoute[]`; the guard reads `handle`. */
export type PageRoute = RouteObject & { readonly handle: PageHandle };

const CASE_STAFF: readonly Role[] = ['caseworker', 'supervisor'];
/** Who makes and checks copies. */
const COPY_STAFF: readonly Role[] = ['caseworker', 'supervisor', 'administrator'];
/** Who enters or proposes providers. */
const DIRECTORY_WRITERS: readonly Role[] = ['caseworker', 'supervisor', 'focal_point'];
const EVERYONE: readonly Role[] = ['caseworker', 'supervisor', 'focal_point', 'administrator'];

/** Groups of roles that may open a page (interface §2.2, reference §7.2). */
export const MAY = {
  caseworker: ['caseworker'],
  supervisor: ['supervisor'],
  focalPoint: ['focal_point'],
  administrator: ['administrator'],
  caseStaff: CASE_STAFF,
  copyStaff: COPY_STAFF,
  directoryWriters: DIRECTORY_WRITERS,
  centreSigners: ['supervisor', 'administrator'],
  auditors: ['supervisor', 'focal_point', 'administrator'],
  everyone: EVERYONE,
} as const satisfies Record<string, readonly Role[]>;
