import type { Answers } from '../../../shared/forms/answers.ts';
import { Refused } from '../../../shared/failure.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { newId } from '../../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { adminSql, all, asWritten, one, run } from '../base/sql.ts';
import type { AdminTables, ProviderRow } from '../base/adminTables.ts';

export type ProviderService = { readonly serviceId: string | null; readonly answers: Answers };
export type SavedProvider = {
  /** null: a new provider. A new provider that was received keeps the identifier it has at the focal point. */
  readonly providerId: string | null;
  /** The revision that was read, 0 for a new one. */
  readonly revision: number;
  readonly status: ProviderRow['status'];
  readonly answers: Answers;
  readonly services: readonly ProviderService[];
  readonly checkedOn: string | null;
  /** It came from a directory package. */
  readonly received?: boolean;
  /** For a proposal: the entry it would replace, as it was when the proposal was made. */
  readonly replaces: { readonly providerId: string; readonly revision: number | null } | null;
};

/** Writes a provider and its services, in the caller's transaction. Throws Refused `conflict`. */
export function saveProvider(
  db: WritableDb<'admin'>,
  saved: SavedProvider,
  userId: string,
  at: number,
): { providerId: string; revision: number } {
  const providerId = saved.providerId ?? newId();
  const revision = saved.revision + 1;
  const row: ProviderRow = {
    provider_id: providerId,
    revision,
    status: saved.status,
    answers: canonicalJson(saved.answers),
    replaces_id: saved.replaces?.providerId ?? null,
    replaces_revision: saved.replaces?.revision ?? null,
    checked_on: saved.checkedOn,
    received_revision: saved.received === true ? revision : (readProvider(db, providerId)?.row.received_revision ?? null),
    updated_at: at,
    updated_by: userId,
  };
  if (saved.providerId === null || (saved.received === true && saved.revision === 0)) run(db, adminSql.insertInto('provider').values(row));
  else {
    const change = adminSql.updateTable('provider').set(row).where('provider_id', '=', providerId).where('revision', '=', saved.revision);
    if (run(db, change) === 0) throw changed();
  }
  run(db, adminSql.deleteFrom('provider_service').where('provider_id', '=', providerId));
  saved.services.forEach((service, place) => {
    const values = { service_id: service.serviceId ?? newId(), provider_id: providerId, place, answers: canonicalJson(service.answers) };
    run(db, adminSql.insertInto('provider_service').values(values));
  });
  return { providerId, revision };
}

export type ListedProvider = {
  readonly row: ProviderRow;
  readonly answers: Answers;
  readonly services: readonly { readonly serviceId: string; readonly answers: Answers }[];
};

/** Providers in a state, with their services. */
export function listProviders(db: ReadableDb<'admin'>, status: ProviderRow['status']): readonly ListedProvider[] {
  const rows = all(db, adminSql.selectFrom('provider').selectAll().where('status', '=', status).orderBy(asWritten('provider')));
  const services = all(db, adminSql.selectFrom('provider_service').selectAll().orderBy('place'));
  return rows.map((row) =>
    listed(
      row,
      services.filter((service) => service.provider_id === row.provider_id),
    ),
  );
}

/** Entries in service that came from a directory package. */
export function receivedProviders(db: ReadableDb<'admin'>): readonly ListedProvider[] {
  return listProviders(db, 'listed').filter(({ row }) => row.received_revision !== null);
}

export function readProvider(db: ReadableDb<'admin'>, providerId: string): ListedProvider | undefined {
  const row = one(db, adminSql.selectFrom('provider').selectAll().where('provider_id', '=', providerId));
  if (row === undefined) return undefined;
  return listed(row, all(db, adminSql.selectFrom('provider_service').selectAll().where('provider_id', '=', providerId).orderBy('place')));
}

function listed(row: ProviderRow, services: readonly AdminTables['provider_service'][]): ListedProvider {
  return {
    row,
    answers: parse(row.answers),
    services: services.map((service) => ({ serviceId: service.service_id, answers: parse(service.answers) })),
  };
}

function parse(text: string): Answers {
  const answers: Answers = JSON.parse(text);
  return answers;
}

function changed(): Refused {
  return new Refused('conflict', {
    fr: 'Ce prestataire a été modifié entre-temps. Rouvrez sa fiche : rien n’a été écrasé.',
    en: 'This provider was changed in the meantime. Open its entry again: nothing was overwritten.',
  });
}
