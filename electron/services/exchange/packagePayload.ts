import { aggregatePayload, type AggregatePayload, SCHEMA_VERSION } from '../../../shared/exchange/payload.ts';
import type { PackageRow } from '../../store/base/adminTables.ts';
import { FileRefused } from '../../exchange/container.ts';
import { contentOf } from './openSealedFile.ts';

/** The payload of a stored package; checked when it came in, and again here. */
export function payloadOf(row: PackageRow): AggregatePayload {
  return aggregatePayload.parse(JSON.parse(row.payload));
}

export function parse(bytes: Uint8Array): AggregatePayload {
  const value = contentOf(bytes);
  if (typeof value === 'object' && value !== null && 'schema_version' in value && Number(value.schema_version) > SCHEMA_VERSION)
    throw new FileRefused('laterFormat');
  const payload = aggregatePayload.safeParse(value);
  if (!payload.success) throw new FileRefused('malformed');
  return payload.data;
}
