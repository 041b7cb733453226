import type { Buffer } from 'node:buffer';

export type JournalRow = {
  seq: number;
  epoch: number;
  at: number;
  clock: 'ok' | 'back';
  actor: string | null;
  session: string;
  kind: string;
  object: string | null;
  rev: number | null;
  detail: string;
  /** What binds one turn of a case to this line (`keys/turns.ts`); null where the line goes with no turn. */
  commitment: Buffer | null;
  mac: Buffer;
  sig: Buffer | null;
};

type JournalStartRow = { principal_id: string; principal_epoch: number; sealed: Buffer };
type PrincipalMemberRow = { principal_id: string; epoch: number; user_id: string; sealed: Buffer };

export type JournalTables = {
  journal: JournalRow;
  journal_key: { one: 1; key: Buffer };
  journal_start: JournalStartRow;
  principal_member: PrincipalMemberRow;
};
