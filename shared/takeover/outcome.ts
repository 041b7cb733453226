import type { Answers } from '../forms/answers.ts';
import type { Reason } from '../names/compare.ts';
import type { Text } from '../text.ts';
import type { WordingTable } from './wordings.ts';

/** A register as read from its file: the headings and the data lines, all text, nothing interpreted. Row number = index in `rows` + 1. */
export type Register = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Something odd in one cell. `read` may identify a person: it goes to the encrypted report and nowhere else. */
export type RowWarning = {
  readonly column: string;
  readonly read: string;
  readonly done: Text;
  readonly why: Text;
};

export type HeldReason = 'receptionDate' | 'forbiddenCharacter';

/** A line kept encrypted in « À corriger »: counted nowhere, lost never. `cells` are in the order of the headings. */
export type HeldRow = {
  readonly outcome: 'held';
  readonly row: number;
  readonly reasons: readonly { readonly reason: HeldReason; readonly column: string; readonly why: Text }[];
  readonly cells: readonly string[];
};

/** Contact without consent to services: a statistical line and nothing that identifies (reference §2.4, `no_consent`). Blank is `null`. */
export type ContactRow = {
  readonly outcome: 'contact';
  readonly row: number;
  /** Day of reception, `YYYY-MM-DD`. */
  readonly receivedOn: string;
  /** Code of list `sex`. */
  readonly sex: string | null;
  /** Code of list `age_group`; `unknown` when the cell could not be read. */
  readonly ageGroup: string;
  /** Code of list `refusal_reason`, only if the register has such a column. */
  readonly reason: string | null;
  readonly unknownColumns: readonly string[];
  readonly warnings: readonly RowWarning[];
};

/** Answers by form, keyed by the codes of the dictionary. A form the register says nothing about is `null` (or no row). */
export type TakenForms = {
  readonly consent_service: Answers;
  readonly registration: Answers;
  readonly identity: Answers | null;
  readonly safe_contact: Answers | null;
  readonly incident: Answers;
  /** One primary row, or none when relation and occupation are both blank. */
  readonly alleged_perpetrator: readonly Answers[];
  readonly service_disposition: readonly Answers[];
  readonly risk_assessment: Answers | null;
  readonly follow_up: Answers | null;
  /** Only for a closed file. `closure_date` may be absent (the register's date could not serve); `closure_reason` always is: to complete. */
  readonly closure_gbv: Answers | null;
};

export type CaseRow = {
  readonly outcome: 'case';
  readonly row: number;
  /** Day of reception, `YYYY-MM-DD`: registration and report date. */
  readonly receivedOn: string;
  readonly forms: TakenForms;
  /** « Observations », class SN; text for ever, whatever it begins with. */
  readonly note: string | null;
  readonly state: 'open' | 'closed';
  /** « Sans nouvelles »: the open file gets a task. */
  readonly lostContact: boolean;
  /** Code written in « Gestionnaire », as read; the owner if an account has it. */
  readonly staffCode: string | null;
  /** `consent_reporting = yes`: the only files that are ever counted (reference §5.7). */
  readonly countable: boolean;
  /** The whole name as read, for the search of the same person; class DI. */
  readonly name: string | null;
  readonly unknownColumns: readonly string[];
  readonly warnings: readonly RowWarning[];
};

export type RowOutcome = HeldRow | ContactRow | CaseRow;

/** A wording that no rule knows. Its cell is left blank, never guessed. `wording` comes from a coded column, but a shifted line may put anything there. */
export type UnmappedWording = {
  readonly column: string;
  /** Table of wordings to be completed. */
  readonly table: WordingTable;
  readonly wording: string;
  readonly rows: readonly number[];
};

/** A wording of a coded column with what it was read as: a code, `null` left blank by the user's choice, `undefined` known to no rule. */
export type FoundWording = UnmappedWording & { readonly code: string | null | undefined };

/** One month as the take-over sees it: `registered = noCareConsent + noStatisticsConsent + counted`. */
export type MonthPreview = {
  readonly registered: number;
  readonly noCareConsent: number;
  readonly noStatisticsConsent: number;
  readonly counted: number;
};

/** An earlier line that may be of the same person: how sure, and what agrees. */
export type Candidate = { readonly row: number; readonly degree: 'likely' | 'possible'; readonly reasons: readonly Reason[] };

/** Persons who seem already known, best first, at most five; suggested, never merged. Each pair once, under the later row. */
export type Suspect = {
  readonly row: number;
  readonly candidates: readonly Candidate[];
};

export type TakeoverPlan = {
  readonly rows: readonly RowOutcome[];
  readonly held: readonly HeldRow[];
  readonly contacts: readonly ContactRow[];
  readonly cases: readonly CaseRow[];
  /** [row, heading as written in the file]: the cell was read as unknown. In order of rows, then of columns. */
  readonly unknownCells: readonly (readonly [row: number, column: string])[];
  readonly wordings: readonly FoundWording[];
  readonly unmapped: readonly UnmappedWording[];
  readonly suspects: readonly Suspect[];
  /** Rows like so many others that they were compared with some of them only: a person received twice may be among them unseen. */
  readonly partlyCompared: readonly number[];
  /** `YYYY-MM` → counts, in order of months. */
  readonly months: ReadonlyMap<string, MonthPreview>;
  /** Code of the commonest region of residence, `null` if none could be read. */
  readonly region: string | null;
  readonly assumptions: readonly Text[];
};
