import type { Output } from '../../../shared/contract.ts';
import { requireCaseSession, minuteOf, today, type Host } from '../../host.ts';
import { lastGoodBackup } from '../../store/backup/copies.ts';
import { stickName } from './backup.ts';
import { copiesHere, mediumOf } from './workOnCopy.ts';

/**
 * The copy offered before a session is closed on purpose (security §9.1): a stick that already holds a copy of this installation is plugged in, and no copy was
 * read back today. It is offered, never begun by itself: a lock waits for nothing.
 */
export function closingCopy(host: Host): Output<'backup.closingCopy'> {
  const session = requireCaseSession(host);
  const last = lastGoodBackup(session.stores.admin);
  const lastOn = last === undefined ? null : minuteOf(last.made_at).slice(0, 10);
  const [found] = lastOn === today(host) ? [] : copiesHere(host, session).copies;
  if (found === undefined) return { offer: null };
  return { offer: { folder: host.picker.tokenFor(mediumOf(found)), stick: stickName(found.manifest.stickId), lastOn } };
}
