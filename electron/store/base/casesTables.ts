import type { Buffer } from 'node:buffer';
import type { PackageMode } from '../../../shared/exchange/payload.ts';
import type { CaseProgramme, Programme } from '../../../shared/ids.ts';
import type { SourceFate, SourceKind, SourceMethod } from '../../../shared/takeover/sourceFate.ts';
import type { JournalTables } from './journalTables.ts';

/** Rows as SQLite gives them: text, whole numbers (stamps in milliseconds since 1970), bytes, null. Dates are `YYYY-MM-DD`, months `YYYY-MM`. */
type YesNo = 'yes' | 'no';

export type CaseRow = {
  case_id: string;
  person_id: string;
  code: string;
  program: CaseProgramme;
  state: string;
  /** Date of the last transition, as entered. */
  state_on: string;
  previous_state: string | null;
  owner_id: string;
  team_id: string;
  site_id: string;
  origin: 'intake' | 'takeover';
  takeover_id: string | null;
  unassigned: 0 | 1;
  consent_services: YesNo | null;
  consent_reporting: YesNo | null;
  consent_contact: YesNo | null;
  next_due: string | null;
  next_due_kind: string | null;
  /** Mark of the delays that its tasks were computed with; null while it has none. */
  tasks_under: string | null;
  reopen_count: number;
  duplicate_of: string | null;
  revision: number;
  epoch: number;
  commitment: Buffer;
  created_at: number;
  created_by: string;
  updated_at: number;
  updated_by: string;
  /** Day on which its content was destroyed at the end of its time; only the statistical line is left. */
  reduced_on: string | null;
};

/** What is sealed of a case's work beside its records (`caseWork.ts`), opened in memory. */
export type CaseMarks = Pick<
  CaseRow,
  'consent_services' | 'consent_reporting' | 'consent_contact' | 'next_due' | 'next_due_kind' | 'tasks_under'
>;

/** The row of a case as the base holds it. */
export type StoredCase = Omit<CaseRow, keyof CaseMarks>;

/** `scope`: `facts` where only what is counted was opened. */
export type OpenedMarks = CaseMarks & LastTurn & { case_id: string; scope: 'full' | 'facts' };

/** The last turn of a case and the digests of its content then, in base64url (`caseContent.ts`); 0 and empty while it is being made. */
export type LastTurn = { turn: number; whole: string; bare: string };

export type CaseWorkRow = { case_id: string; epoch: number; counted: Buffer; work: Buffer };

export type CaseKeyWrapRow = {
  case_id: string;
  principal_id: string;
  principal_epoch: number;
  scope: 'full' | 'facts';
  case_epoch: number;
  sealed: Buffer;
  wrapped_by: string;
  signature: Buffer;
};

export type CaseKeyCopyRow = { user_id: string; case_id: string; scope: 'full' | 'facts'; case_epoch: number; bytes: Buffer };

export type RecordRow = {
  record_id: string;
  case_id: string;
  form: string;
  parent_id: string | null;
  /** Version of the form's definition. */
  version: number;
  revision: number;
  status: 'draft' | 'finished';
  created_at: number;
  created_by: string;
  updated_at: number;
  updated_by: string;
};

export type RecordPartRow = {
  record_id: string;
  class: 'OP' | 'facts' | 'QI' | 'SN' | 'DI';
  revision: number;
  epoch: number;
  bytes: Buffer;
};

export type AttachmentRow = {
  attachment_id: string;
  record_id: string;
  case_id: string;
  field: 'whole' | 'thumbnail';
  epoch: number;
  bytes: Buffer;
};

export type DraftRow = {
  draft_id: string;
  user_id: string;
  case_id: string | null;
  form: string;
  epoch: number;
  saved_at: number;
  bytes: Buffer;
};

export type TaskRow = { task_id: string; case_id: string; kind: string; due: string; done_on: string | null; record_id: string | null };

export type ApprovalRow = {
  approval_id: string;
  case_id: string;
  record_id: string | null;
  kind: string;
  state: 'requested' | 'approved' | 'rejected';
  requested_by: string;
  requested_at: number;
  due: string;
  decided_by: string | null;
  decided_at: number | null;
  comment_record_id: string | null;
};

export type LetterRow = { subject: string; subject_id: string; principal_id: string; principal_epoch: number; sealed: Buffer };

export type TakeoverRow = {
  takeover_id: string;
  user_id: string;
  team_id: string | null;
  state: 'read' | 'done' | 'undone';
  created_at: number;
  rows: number;
  registered: number;
  cases: number;
  contacts: number;
  held: number;
  unassigned: number;
};

export type HeldRow = {
  row_id: string;
  takeover_id: string;
  number: number;
  status: 'held' | 'registered';
  owner_id: string;
  updated_at: number;
};

/** What became of the file or of the paper register behind a take-over, as two people saw it. The last one of each kind counts. */
export type SourceRow = {
  source_id: string;
  takeover_id: string;
  kind: SourceKind;
  fate: SourceFate;
  method: SourceMethod;
  /** Day of the destruction, or on which it was put under lock. */
  done_on: string;
  kept_until: string | null;
  witness_id: string;
  recorded_by: string;
  recorded_at: number;
};

export type FrozenReportRow = {
  report_id: string;
  site_code: string;
  programme: Programme;
  month: string;
  version: number;
  /** The exact text that leaves, already protected. Exact local counts are in a letter to the counting principal. */
  payload: string;
  sha256: Buffer;
  replaces: Buffer | null;
  anchor_seq: number;
  frozen_at: number;
  frozen_by: string;
  exported_at: number | null;
  exported_by: string | null;
};

export type ReleaseLedgerRow = {
  release_id: string;
  previous: Buffer;
  report_id: string;
  period: string;
  version: number;
  mode: PackageMode;
  lists_version: string;
  quantities: string;
  released_at: number;
};

/** One opened record's coded facts, in memory only (`facts.ts`). */
export type FactRow = { form: string; record_id: string; answers: string };

/** One opened pair: a row of `temp.pair`, which is in memory and ends with the session. All null but the id: an altered one. */
export type PairRow = { pair_id: string; left_id: string | null; right_id: string | null; degree: string | null; reasons: string | null };

/** One opened link: a row of `temp.family_link`, in memory as well. All null but the id: an altered one. */
type LinkRow = { link_id: string; left_id: string | null; right_id: string | null; kind: string | null };

export type CasesTables = JournalTables & {
  person: { person_id: string; survivor_code: string; created_at: number };
  case_file: StoredCase;
  slip: { number: string };
  case_key_wrap: CaseKeyWrapRow;
  case_key_copy: CaseKeyCopyRow;
  sequence: { name: string; site_code: string; year: number; last: number };
  record: RecordRow;
  record_part: RecordPartRow;
  attachment: AttachmentRow;
  draft: DraftRow;
  case_work: CaseWorkRow;
  letter: LetterRow;
  duplicate_query: { query_id: string; case_id: string; programme: Programme; created_at: number; answered_at: number | null };
  duplicate_pair: {
    pair_id: string;
    state: 'open' | 'same' | 'different' | 'later';
    created_at: number;
    decided_by: string | null;
    decided_at: number | null;
  };
  takeover: TakeoverRow;
  takeover_row: HeldRow;
  takeover_source: SourceRow;
  frozen_report: FrozenReportRow;
  release_ledger: ReleaseLedgerRow;
  'temp.case_marks': OpenedMarks;
  'temp.changed_case': { case_id: string };
  /** What binds the changed cases to the journal, until the transaction ends. */
  'temp.turn_commitment': { bytes: Buffer };
  'temp.opened_case': CaseRow;
  'temp.task': TaskRow;
  'temp.approval': ApprovalRow;
  'temp.fact': FactRow;
  'temp.pair': PairRow;
  'temp.family_link': LinkRow;
};
