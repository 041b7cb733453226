import type { SessionUser } from '../../shared/contract/values.ts';
import { Failed, call } from '../api.ts';
import type { RailName } from './page.ts';

/** What waits for the reader, by entry of the rail. */
export type RailCounts = Readonly<Partial<Record<RailName, number>>>;

/** Reads what waits for the reader. A count that cannot be read is not shown: it must not take the page with it. */
export async function readCounts(user: SessionUser): Promise<RailCounts> {
  try {
    return await countsOf(user);
  } catch (error) {
    if (error instanceof Failed) return {};
    throw error;
  }
}

async function countsOf(user: SessionUser): Promise<RailCounts> {
  switch (user.role) {
    case 'caseworker': {
      const day = await call('day.open', {});
      return { day: day.late.length + day.dueToday.length, cases: day.openCases, drafts: day.drafts.length, takeover: day.corrections };
    }
    case 'supervisor': {
      const team = await call('team.open', {});
      return { cases: team.openCases, approvals: team.approvals.length, duplicates: team.pendingPairs, takeover: team.corrections };
    }
    case 'focal_point': {
      const { structures } = await call('structures.list', {});
      return { structures: structures.length };
    }
    case 'administrator': {
      const { accounts, acts } = await call('accounts.list', {});
      const waiting = accounts.filter(({ state }) => state === 'invited' || state === 'enrolled');
      return { users: waiting.length + acts.filter(({ mayConfirm }) => mayConfirm).length };
    }
  }
}
