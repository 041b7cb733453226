import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { SearchPage } from './SearchPage.tsx';

export const routes: readonly PageRoute[] = [{ path: '/search', handle: { roles: MAY.caseStaff, rail: 'cases' }, element: <SearchPage /> }];
