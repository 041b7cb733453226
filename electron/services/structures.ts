import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { requireSession, type Host } from '../host.ts';
import type { ReadableDb } from '../store/base/database.ts';
import { appendJournal } from '../store/journal/journal.ts';
import { listStructures, readStructure, saveStructure } from '../store/exchange/structures.ts';
import { transaction } from '../store/base/sql.ts';

const answersSchema = z.strictObject({
  structureCode: z.string(),
  type: z.string(),
  activeFrom: z.string(),
  activeTo: z.string().nullable(),
});

export type Structure = Output<'structures.list'>['structures'][number];

/** The register of structures: the sites that are expected to report (reference §2.1, E52). */
export function listRegisteredStructures(host: Host): Output<'structures.list'> {
  return { structures: registered(requireSession(host).stores.admin) };
}

export function saveStructureLine(input: Input<'structures.save'>, host: Host): Output<'structures.save'> {
  const { stores } = requireSession(host);
  const at = host.now().getTime();
  const { siteCode, region, ...answers } = input;
  transaction(stores.admin, (db) => {
    saveStructure(
      db,
      { code: siteCode, region, active: input.activeTo === null, answers: JSON.stringify(answers) },
      stores.user.userId,
      at,
    );
    appendJournal(db, stores.actor, { kind: 'register.change', detail: {} }, at);
  });
  return {};
}

export function registered(db: ReadableDb<'admin'>): Structure[] {
  return listStructures(db).map(({ code, region, answers }) => ({ siteCode: code, region, ...answersSchema.parse(JSON.parse(answers)) }));
}

/** One site of the register, or null. */
export function structureAt(db: ReadableDb<'admin'>, siteCode: string): Structure | null {
  const row = readStructure(db, siteCode);
  return row === undefined ? null : { siteCode: row.code, region: row.region, ...answersSchema.parse(JSON.parse(row.answers)) };
}
