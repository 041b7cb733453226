import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { KEYED_MEMORY } from '../../electron/shell/environment.ts';
import type { LargeCentre } from './centre.ts';
import type { Row } from './measure.ts';

/** What the process that holds the keys takes in memory, for a caseworker and for a supervisor who has opened everything, names included. */
export async function memoryRows({ application, profile, passphrase, caseworker }: LargeCentre): Promise<readonly Row[]> {
  if (application.host.session !== null) throw new Error('the base is open elsewhere');
  return [
    memoryRow('memory of the process, a caseworker’s session', profile, caseworker, passphrase),
    memoryRow('memory of the process, everything opened by the supervisor', profile, 'SUP', passphrase),
  ];
}

function memoryRow(name: string, profile: string, staff: string, passphrase: string): Row {
  const probe = join(import.meta.dirname, 'memoryProbe.ts');
  const line = [...KEYED_MEMORY, probe, '--profile', profile, '--staff', staff, '--passphrase', passphrase];
  const { stdout, status } = spawnSync(process.execPath, line, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('the memory was not measured');
  const megabytes = Number(stdout);
  return { name, unit: 'MB', p50: megabytes, p95: megabytes, reference: null, ratio: null };
}
