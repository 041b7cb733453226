import type { Buffer } from 'node:buffer';
import type { CaseProgram, Programme } from '../../shared/ids.ts';
import type { PackageMode } from '../../shared/exchange/payload.ts';
import type { SourceFate, SourceKind, SourceMethod } from '../../shared/takeover/sourceFate.ts';

/** Rows as SQLite gives them: text, whole numbers (stamps in milliseconds since 1970), bytes, null. Dates are `YYYY-MM-DD`, months `YYYY-MM`. */
type YesNo = 'yes' | 'no';

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
  mac: Buffer;
  sig: Buffer | null;
};
type JournalStartRow = { principal_id: string; principal_epoch: number; sealed: Buffer };
type PrincipalMemberRow = { principal_id: string; epoch: number; user_id: string; sealed: Buffer };

type JournalTables = {
  journal: JournalRow;
  journal_key: { one: 1; key: Buffer };
  journal_start: JournalStartRow;
  principal_member: PrincipalMemberRow;
};

export type CaseRow = {
  case_id: string;
  person_id: string;
  code: string;
  program: CaseProgram;
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
  media_type: string;
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
export type FactRow = { record_id: string; answers: string };

/** One opened pair: a row of `temp.pair`, which is in memory and ends with the session. All null but the id: an altered one. */
export type PairRow = { pair_id: string; left_id: string | null; right_id: string | null; degree: string | null; reasons: string | null };

/** One opened link: a row of `temp.family_link`, in memory as well. All null but the id: an altered one. */
type LinkRow = { link_id: string; left_id: string | null; right_id: string | null; kind: string | null };

export type CasesTables = JournalTables & {
  person: { person_id: string; survivor_code: string; created_at: number };
  case_file: CaseRow;
  slip: { number: string };
  case_key_wrap: CaseKeyWrapRow;
  case_key_copy: CaseKeyCopyRow;
  sequence: { name: string; site_code: string; year: number; last: number };
  record: RecordRow;
  record_part: RecordPartRow;
  attachment: AttachmentRow;
  draft: DraftRow;
  task: TaskRow;
  approval: ApprovalRow;
  letter: LetterRow;
  duplicate_query: { query_id: string; case_id: string; programme: Programme; created_at: number; answered_at: number | null };
  duplicate_pair: {
    pair_id: string;
    state: 'open' | 'same' | 'different' | 'later';
    created_at: number;
    settled_by: string | null;
    settled_at: number | null;
  };
  takeover: TakeoverRow;
  takeover_row: HeldRow;
  takeover_source: SourceRow;
  takeover_removed: { record_id: string; takeover_id: string; last_revision: number; removed_at: number };
  frozen_report: FrozenReportRow;
  release_ledger: ReleaseLedgerRow;
  'temp.fact': FactRow;
  'temp.pair': PairRow;
  'temp.family_link': LinkRow;
};

export type StaffRow = {
  user_id: string;
  staff_code: string;
  name: string;
  supervisor_id: string | null;
  pledge_on: string | null;
  trainings: string;
  most_cases: number | null;
  language: 'fr' | 'en';
  last_opened: number | null;
  created_at: number;
};

export type ProposalRow = {
  proposal_id: string;
  user_id: string;
  proposal: string;
  state: 'invited' | 'enrolled' | 'proposed' | 'confirmed' | 'dropped';
  created_at: number;
  expires_at: number;
};

export type SiteRow = {
  site_id: string;
  structure_id: string;
  code: string;
  name: string;
  type: string;
  region: string;
  cercle: string | null;
  commune: string | null;
  mandatory_text: string | null;
};

export type ProviderRow = {
  provider_id: string;
  revision: number;
  status: 'listed' | 'proposed' | 'withdrawn';
  answers: string;
  replaces_id: string | null;
  replaces_revision: number | null;
  checked_on: string | null;
  /** The revision that came from a directory package; another revision was changed here. null: entered here. */
  received_revision: number | null;
  updated_at: number;
  updated_by: string;
};

/** One code of a list that differs from the reference. No row ever goes. */
export type AgreedCodeRow = {
  list: string;
  code: string;
  /** Rank among the codes that were agreed on. */
  place: number;
  fr: string;
  en: string;
  region: string | null;
  counts_as: string | null;
  retired_from: string | null;
};

export type CardRow = {
  card_id: string;
  role: 'site' | 'focal_point' | 'sub_cluster';
  code: string;
  region: string | null;
  bytes: Buffer;
  digest: Buffer;
  signing_key: Buffer;
  recipient: string;
  valid_until: string;
  state: 'received' | 'confirmed' | 'revoked';
  received_at: number;
  /** Day from which a revoked key is no longer relied on. */
  revoked_since: string | null;
};

export type PackageRow = {
  package_id: string;
  card_id: string;
  site_code: string;
  programme: Programme;
  month: string;
  version: number;
  sha256: Buffer;
  replaces: Buffer | null;
  /** `aside`: another content came for the same version; neither counts. */
  state: 'valid' | 'replaced' | 'aside';
  marked: string | null;
  /** The key that signed it was withdrawn or replaced: to be confirmed aloud. */
  doubt: 'voice' | null;
  payload: string;
  imported_at: number;
  imported_by: string;
};

export type ReleaseRow = {
  release_id: string;
  previous: Buffer;
  period: string;
  version: number;
  content: string;
  sha256: Buffer;
  released_at: number;
  released_by: string;
};

/** The half of a centre's month as it came, still sealed; `file` null once it was erased. `partner`: the office that holds the other half. */
export type SealedShareRow = {
  share_id: string;
  period: string;
  site_code: string;
  region: string;
  side: 'a' | 'b';
  partner: string;
  commitment: string;
  digest_a: string;
  digest_b: string;
  header_signature: Buffer;
  card_id: string;
  state: 'valid' | 'replaced';
  file: Buffer | null;
  imported_at: number;
  imported_by: string;
};

/** The steps of one opening with another custodian, as they were given and came; `other_values` is the sealed file, null once the table is signed by both. */
export type SealedOpeningRow = {
  opening_id: string;
  period: string;
  partner: string;
  card_id: string;
  state: 'open' | 'done' | 'aborted' | 'left';
  why: 'unequal' | 'absurd' | 'notProved' | 'tableDiffers' | null;
  own_list: string | null;
  other_list: string | null;
  own_agree: string | null;
  other_agree: string | null;
  values_given: 0 | 1;
  other_values: Buffer | null;
  /** The protected table, as lines. */
  lines: string | null;
  own_table: string | null;
  other_table: string | null;
  begun_at: number;
  ended_at: number | null;
};

/** What was opened, chained: contributions of each group, by centre and commitment. */
export type SealedLedgerRow = {
  entry_id: string;
  previous: Buffer;
  opening_id: string;
  period: string;
  groups: string;
  opened_at: number;
  opened_by: string;
};

/** What is known of a copy: written and not proved, read back as it was written, read again after the stick was away, or not to be relied on. */
export type BackupState = 'unchecked' | 'reread' | 'verified' | 'bad';

export type BackupRow = {
  backup_id: string;
  stick_id: string;
  made_at: number;
  made_by: string;
  state: BackupState;
  checked_at: number | null;
  checked_by: string | null;
  /** Erased from its stick by the application. */
  deleted_at: number | null;
};

export type AdminTables = JournalTables & {
  roster: { seq: number; entry: string };
  roster_proposal: ProposalRow;
  staff: StaffRow;
  setting: { key: string; value: string; changed_at: number; changed_by: string | null };
  structure: { structure_id: string; code: string; name: string; type: string };
  site: SiteRow;
  provider: ProviderRow;
  provider_service: { service_id: string; provider_id: string; place: number; answers: string };
  agreed_code: AgreedCodeRow;
  card: CardRow;
  card_revocation: { card_id: string; user_id: string; since: string; at: number; signature: Buffer };
  card_confirmation: { card_id: string; user_id: string; at: number; signature: Buffer };
  package: PackageRow;
  structure_register: {
    entry_id: string;
    revision: number;
    code: string;
    region: string;
    active: 0 | 1;
    answers: string;
    updated_at: number;
    updated_by: string;
  };
  release: ReleaseRow;
  sealed_share: SealedShareRow;
  sealed_opening: SealedOpeningRow;
  sealed_ledger: SealedLedgerRow;
  backup: BackupRow;
};
