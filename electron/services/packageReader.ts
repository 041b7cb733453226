import type { AggregatePayload, PackageMode } from '../../shared/exchange/payload.ts';
import type { Release } from '../disclosure/releases.ts';

export type PackageRelease = Release & { readonly mode: PackageMode };

/** A package as whoever opened it holds it: its cells and what its header says, for the attacker. */
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
