import { createElement } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { useLoaderData } from 'react-router';
import type { ActionFunction, LoaderFunctionArgs, RouteObject, ShouldRevalidateFunction } from 'react-router';
import type { Role } from '../../shared/rights.ts';
import { useLanguage } from '../language.ts';
import { admit } from './guard.ts';

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

/** What a page reads before it is drawn, and what draws it: `load` gives the component its props, or leads elsewhere by a `Response`. */
type Loaded<D extends object> =
  | { readonly load: (args: LoaderFunctionArgs) => Promise<D | Response>; readonly Page: ComponentType<D> }
  | { readonly load?: never; readonly Page: ComponentType };

type ClosedPage<D extends object> = { readonly path: string } & Loaded<D>;

type OpenPage<D extends object> = ClosedPage<D> &
  PageHandle & { readonly action?: ActionFunction; readonly shouldRevalidate?: ShouldRevalidateFunction };

/** What a route's loader gives: the page with what was read for it. */
type Drawn = { readonly draw: () => ReactElement };

async function drawn<D extends object>(page: Loaded<D>, args: LoaderFunctionArgs): Promise<Drawn | Response> {
  if (page.load === undefined) return { draw: () => createElement(page.Page) };
  const read = await page.load(args);
  return read instanceof Response ? read : { draw: () => createElement(page.Page, read) };
}

/** The component of every route. Another language draws the page again and keeps its state. */
function DrawnPage() {
  useLanguage();
  return useLoaderData<Drawn>().draw();
}

/**
 * One page of an open session: its address, who may open it, the entry of the rail that it lights. A locked session goes to the unlock page and comes back;
 * another role meets `NotForThisRole`. The guard spares a useless question; the keyed process decides (architecture §3).
 */
export function page<D extends object>(definition: OpenPage<D>): RouteObject {
  const { path, roles, rail, action, shouldRevalidate } = definition;
  const handle: PageHandle = { roles, rail };
  return {
    path,
    handle,
    Component: DrawnPage,
    loader: async (args) => {
      await admit(args.request, roles);
      return drawn<D>(definition, args);
    },
    ...(shouldRevalidate !== undefined && { shouldRevalidate }),
    ...(action !== undefined && {
      action: async (args, context) => {
        await admit(args.request, roles);
        return action(args, context);
      },
    }),
  };
}

/** One page before a session: no role, no rail. */
export function closedPage<D extends object>(definition: ClosedPage<D>): RouteObject {
  return { path: definition.path, Component: DrawnPage, loader: (args) => drawn<D>(definition, args) };
}

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
