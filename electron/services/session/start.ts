import type { Output } from '../../../shared/contract.ts';
import { minuteOf, today, type Host } from '../../host.ts';
import { KeyringDamaged, KeyringNewer, keyringExists, readKeyring } from '../../keys/keyring.ts';
import { staffCodes } from '../../keys/session.ts';
import { hasTraces } from '../../store/accounts/installation.ts';

/** Whether anything can be opened here, before any key is known. */
export function startState(host: Host): Output<'start.state'> {
  const now = minuteOf(host.now().getTime());
  return {
    phase: phaseOf(host),
    kind: host.session?.stores.roster.kind ?? null,
    siteCode: host.session?.site.code ?? null,
    today: today(host),
    now,
  };
}

function phaseOf(host: Host): Output<'start.state'>['phase'] {
  if (host.place !== null) return host.place;
  if (!keyringExists(host.profile)) return hasTraces(host.profile) ? 'damaged' : 'empty';
  try {
    staffCodes(host.profile);
    return 'installed';
  } catch (error) {
    if (error instanceof KeyringNewer) return 'newer';
    if (error instanceof KeyringDamaged) return 'damaged';
    throw error;
  }
}

/** The codes that may be opened here; none on a keyring that cannot be read. */
export function safeStaffCodes(host: Host): readonly string[] {
  try {
    return staffCodes(host.profile);
  } catch (error) {
    if (error instanceof KeyringDamaged || error instanceof KeyringNewer) return [];
    throw error;
  }
}

/** All that can be read of it before a session: without recovery shares, the data are invented. */
export function lacksRecovery(host: Host): boolean {
  try {
    return readKeyring(host.profile).keyring.recovery === null;
  } catch (error) {
    if (error instanceof KeyringDamaged || error instanceof KeyringNewer) return true;
    throw error;
  }
}
