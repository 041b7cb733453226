import type { Buffer } from 'node:buffer';
import type { Programme } from '../../../shared/ids.ts';
import type { JournalTables } from './journalTables.ts';

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
  state: 'valid' | 'replaced' | 'quarantined';
  marked: string | null;
  /** The key that signed it was withdrawn or replaced: to be confirmed aloud. */
  unconfirmed: 'voice' | null;
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
