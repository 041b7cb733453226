import type { AggregatePayload, PackageMode } from '../../../shared/exchange/payload.ts';
import type { Release } from '../../disclosure/equations/releases.ts';
import type { OpenSession } from '../../host.ts';
import type { PackageRow } from '../../store/base/adminTables.ts';
import { payloadOf } from './packagePayload.ts';

export type PackageRelease = Release & { readonly mode: PackageMode };

/** An opened package: its cells and what its header says, for the attacker. */
export function releaseOf({ header, cells }: AggregatePayload): PackageRelease {
  return {
    name: `${header.site_code}-${header.period}-v${header.version}`,
    site: header.site_code,
    region: header.region,
    period: header.period,
    version: header.version,
    threshold: header.threshold,
    mode: header.mode,
    cells: cells.map((cell) => ({ table: cell.table, dims: cell.dims, value: 'value' in cell ? cell.value : undefined })),
  };
}

/** Packages read since the session was opened, by digest: one is read once, and what the attacker worked out of it is kept with it. */
const read = new WeakMap<OpenSession, Map<string, PackageRelease>>();

/** A stored package as its reader has it. */
export function releaseOfRow(session: OpenSession, row: PackageRow): PackageRelease {
  const known = read.get(session) ?? new Map<string, PackageRelease>();
  read.set(session, known);
  const digest = row.sha256.toString('hex');
  const release = known.get(digest) ?? releaseOf(payloadOf(row));
  known.set(digest, release);
  return release;
}
