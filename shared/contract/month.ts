import { z } from 'zod';
import { PACKAGE_MODES } from '../exchange/payload.ts';
import { CORRECTION_REASONS } from '../rules/months/correction.ts';
import { AUTHORITY, CASE_STAFF, FOCAL_POINT, SIGNERS, SUPERVISOR, reads, writes } from './define.ts';
import {
  code,
  fileToken,
  id,
  isoDate,
  isoDateTime,
  isoMonth,
  isoPeriod,
  nothing,
  passphrase,
  shortText,
  staffCode,
  text,
  yesNo,
} from './values.ts';

const figures = z.strictObject({ registered: z.int(), no_care_consent: z.int(), no_statistics_consent: z.int(), counted: z.int() });

/** One table as it leaves, cell by cell. The reason of a hidden cell is seen here only; the file says « masqué » and nothing more. */
const previewTable = z.strictObject({
  id: code,
  title: text,
  meaning: text,
  unit: code,
  dims: z.array(z.strictObject({ name: code, title: text, codes: z.array(z.strictObject({ code: z.string(), label: text })) })),
  cells: z.array(
    z.strictObject({
      dims: z.string(),
      value: z.int().nullable(),
      hidden: z.enum(['primary', 'secondary', 'cut', 'below10']).nullable(),
      /** What a rounded value is off by: printed − true; 0 where nothing is rounded. */
      error: z.int(),
    }),
  ),
  cut: text.nullable(),
});
export type PreviewTable = z.infer<typeof previewTable>;

const monthLine = z.strictObject({ month: isoMonth, state: z.enum(['open', 'frozen', 'exported']), version: z.int(), ended: z.boolean() });

/** Why the other offices are to be given the own card again: its key changed, or the one that they have soon ends. */
export const cardDue = z.enum(['changed', 'ending']);

const card = z.strictObject({
  cardId: id,
  role: z.enum(['site', 'focal_point']),
  code: z.string(),
  structureCode: z.string(),
  region: z.string(),
  words: z.array(z.string()).length(8),
  validUntil: isoDate,
  confirmedBy: z.array(staffCode),
  /** `replaced`: a later card of the same office is relied on. */
  state: z.enum(['toConfirm', 'confirmed', 'replaced', 'expired', 'revoked']),
  /** Relied on by the signature of the office's former key, without comparing words. */
  renewed: z.boolean(),
  /** Another card claims to follow the same former key: the words are to be compared. */
  contested: z.boolean(),
  /** Withdrawn, or asked to be by the first of two; `by` is empty when a directory package said it. */
  revocation: z.strictObject({ since: isoDate, by: z.array(staffCode) }).nullable(),
});
export type Card = z.infer<typeof card>;

const consolidatedCell = z.strictObject({
  level: z.enum(['national', 'region']),
  area: z.string(),
  dims: z.string(),
  status: z.enum(['published', 'interval', 'suppressed', 'rounded']),
  value: z.int().nullable(),
  low: z.int().nullable(),
  high: z.int().nullable(),
  /** Standard error of a rounded sum; null for any other cell. */
  error: z.int().nullable(),
});
export type ConsolidatedCell = z.infer<typeof consolidatedCell>;

const consolidatedTable = z.strictObject({
  id: code,
  title: text,
  meaning: text,
  unit: code,
  dims: z.array(z.strictObject({ name: code, title: text, codes: z.array(z.strictObject({ code: z.string(), label: text })) })),
  cells: z.array(consolidatedCell),
});
export type ConsolidatedTable = z.infer<typeof consolidatedTable>;

/** The month at the centre: check, preview, freeze, hand over (interface 3.17; reference §6). */
export const monthOperations = {
  'months.list': reads(CASE_STAFF, nothing, z.strictObject({ months: z.array(monthLine) })),
  'months.check': reads(
    SUPERVISOR,
    z.strictObject({ month: isoMonth }),
    z.strictObject({
      line: monthLine,
      figures,
      excluded: z.array(z.strictObject({ reason: code, title: text, count: z.int() })),
      problems: z.array(
        z.strictObject({ caseId: id.nullable(), caseCode: z.string().nullable(), level: z.enum(['error', 'warning']), message: text }),
      ),
      lateEntries: z.int(),
      pendingPairs: z.int(),
      /** Cases whose facts could not be opened: they block the freeze, a silent undercount is impossible (security §2.6). */
      unopened: z.array(z.string()),
      /** The day a copy was put back after which nothing here tells whether this month had left; null where that cannot be. */
      mayHaveLeft: isoDate.nullable(),
      /** Day of the last verified copy and of the last drill, and whether the report may call the base secured (security §9.2). */
      secured: z.strictObject({ verifiedOn: isoDate.nullable(), drilledOn: isoDate.nullable(), holds: z.boolean() }),
    }),
  ),
  'months.preview': reads(
    CASE_STAFF,
    z.strictObject({ month: isoMonth }),
    z.strictObject({
      line: monthLine,
      /** `own`: a caseworker counts own cases only, and the screen says so. */
      scope: z.enum(['site', 'own']),
      threshold: z.int(),
      /** Values that stay possible for a hidden count, less one (disclosure §3.3). */
      width: z.int(),
      mode: z.enum(PACKAGE_MODES),
      /** Number of the sub-cluster's rule; 0: none was agreed. */
      policy: z.int(),
      /** How near rounded figures are to the truth: for this screen alone, it never leaves (disclosure §4). */
      rounding: z
        .strictObject({ base: z.int(), maxError: z.int(), meanError: z.number(), exactShare: z.number(), hellinger: z.number() })
        .nullable(),
      tables: z.array(previewTable),
      counts: z.strictObject({ published: z.int(), primary: z.int(), secondary: z.int(), cut: z.int() }),
      audit: z.strictObject({ hidden: z.int(), proved: z.boolean(), exact: z.int(), tooNarrow: z.int(), unproven: z.int() }),
      leaves: z.array(text),
      never: z.array(text),
    }),
  ),
  'months.freeze': writes(
    SUPERVISOR,
    z.strictObject({
      month: isoMonth,
      passphrase,
      comment: z.string().max(500),
      secureDatabase: yesNo,
      harmonisedTools: yesNo,
      serviceGaps: z.array(code).max(40),
      /** A copy was put back since the month ended, and whoever freezes says that no report of it had left before. */
      neverLeft: z.literal(true).exactOptional(),
    }),
    z.strictObject({ version: z.int(), published: z.int(), primary: z.int(), secondary: z.int(), cut: z.int() }),
  ),
  /** What a next version of a frozen month would say, and what it would not (disclosure §5). */
  'months.correction': reads(
    SUPERVISOR,
    z.strictObject({ month: isoMonth }),
    z.strictObject({
      line: monthLine,
      /** The version that left. */
      former: z.strictObject({ version: z.int(), frozenOn: isoDate }),
      threshold: z.int(),
      tables: z.array(previewTable),
      counts: z.strictObject({ published: z.int(), primary: z.int(), secondary: z.int(), cut: z.int() }),
      /** Tables that left and would not leave again: beside which version, and why; never a value. */
      cut: z.array(z.strictObject({ id: code, title: text, why: text })),
      refused: text.nullable(),
      /** The day a copy was put back after which nothing here tells whether a later version had left; null where that cannot be. */
      mayHaveLeft: isoDate.nullable(),
    }),
  ),
  'months.correct': writes(
    SUPERVISOR,
    z.strictObject({
      month: isoMonth,
      passphrase,
      reason: z.enum(CORRECTION_REASONS),
      /** A copy was put back since the last version here, and whoever corrects says that none later had left. */
      neverLeft: z.literal(true).exactOptional(),
    }),
    z.strictObject({ version: z.int(), published: z.int(), primary: z.int(), secondary: z.int(), cut: z.int() }),
  ),
  'months.export': writes(
    SUPERVISOR,
    z.strictObject({ month: isoMonth, cardId: id, folder: fileToken }),
    z.strictObject({ fileName: shortText, bytes: z.int(), digestWords: z.array(z.string()).length(8) }),
  ),
  'cards.own': reads(
    ['supervisor', 'focal_point', 'administrator'],
    nothing,
    z.strictObject({ code: z.string(), words: z.array(z.string()).length(8), validUntil: isoDate, due: cardDue.nullable() }),
  ),
  'cards.handOver': writes(AUTHORITY, z.strictObject({ folder: fileToken }), z.strictObject({ fileName: shortText })),
  'cards.list': reads(['supervisor', 'focal_point', 'administrator'], nothing, z.strictObject({ cards: z.array(card) })),
  'cards.read': writes(['supervisor', 'focal_point', 'administrator'], z.strictObject({ file: fileToken }), z.strictObject({ card })),
  'cards.confirm': writes(
    ['supervisor', 'focal_point', 'administrator'],
    z.strictObject({ cardId: id, words: z.array(z.string().max(20)).length(8) }),
    z.strictObject({ card }),
  ),
  'cards.revoke': writes(SIGNERS, z.strictObject({ cardId: id, since: isoDate }), z.strictObject({ card })),
} as const;

const verdict = z.strictObject({
  label: z.string(),
  verdict: z.enum(['accepted', 'already', 'replaced', 'refused']),
  code: code,
  message: text,
  siteCode: z.string().nullable(),
  month: isoMonth.nullable(),
  version: z.int().nullable(),
});
export type Verdict = z.infer<typeof verdict>;

/** What a package says of the journal of its site (security §6.3, W2): it does not follow the former ones · found altered there · a backup was restored. */
export const JOURNAL_MARKS = ['journal_changed', 'journal_unknown', 'journal_restored'] as const;
export type JournalMark = (typeof JOURNAL_MARKS)[number];

const reportMark = z.enum(['received', 'nil', 'expected', 'late', 'outside']);

/** The focal point's desk: receive, cover, consolidate, hand out (interface 3.18–3.20). */
export const deskOperations = {
  'inbox.list': reads(
    FOCAL_POINT,
    nothing,
    z.strictObject({
      packages: z.array(
        z.strictObject({
          packageId: id,
          structureCode: z.string(),
          siteCode: z.string(),
          region: code,
          month: isoMonth,
          version: z.int(),
          nil: z.boolean(),
          receivedAt: isoDateTime,
          /** `aside`: two contents came for one version, and neither counts. */
          state: z.enum(['current', 'replaced', 'aside']),
          journal: z.enum(JOURNAL_MARKS).nullable(),
          /** The version that it replaces never came. */
          gap: z.boolean(),
          /** Its key was withdrawn or replaced: it does not count before the centre hands it over again under a card that is relied on. */
          toHear: z.boolean(),
        }),
      ),
    }),
  ),
  'inbox.import': writes(
    FOCAL_POINT,
    z.strictObject({ files: z.array(fileToken).min(1).max(500) }),
    z.strictObject({ verdicts: z.array(verdict) }),
  ),
  'coverage.open': reads(
    FOCAL_POINT,
    nothing,
    z.strictObject({
      months: z.array(isoMonth),
      rows: z.array(z.strictObject({ structureCode: z.string(), siteCode: z.string(), region: code, marks: z.array(reportMark) })),
      regions: z.array(z.strictObject({ region: code, expected: z.int(), received: z.int() })),
    }),
  ),
  'tables.periods': reads(
    FOCAL_POINT,
    nothing,
    z.strictObject({
      periods: z.array(z.string()),
      /** Periods of which nothing here tells any more whether other tables left: a copy was put back on that day. */
      mayHaveLeft: z.strictObject({ since: isoDate, periods: z.array(z.string()) }).nullable(),
    }),
  ),
  'tables.open': reads(
    FOCAL_POINT,
    z.strictObject({ period: isoPeriod }),
    z.strictObject({
      period: isoPeriod,
      sites: z.int(),
      expected: z.int(),
      counted: z.int().nullable(),
      countedReason: text.nullable(),
      tables: z.array(consolidatedTable),
      /** How the packages of the month protect small counts (shared/exchange/sentences.ts). */
      method: z.strictObject({
        threshold: z.int(),
        modes: z.array(z.enum(PACKAGE_MODES)),
        rounded: z.int(),
        rule: z.strictObject({ number: z.int(), agreedOn: isoDate.nullable() }),
        late: z.array(z.strictObject({ quarter: isoPeriod, months: z.int(), centres: z.int(), isCounted: z.boolean() })),
      }),
      missingRegions: z.array(z.strictObject({ region: code, label: text, why: text })),
      sentence: text,
    }),
  ),
  'tables.handOut': writes(
    FOCAL_POINT,
    z.strictObject({
      periods: z.array(isoPeriod).min(1).max(40),
      format: z.enum(['csv', 'xlsx', 'pdf']),
      folder: fileToken,
      /** A copy was put back on this desk, and whoever hands out says that no other tables of these periods had left. */
      neverLeft: z.literal(true).exactOptional(),
    }),
    z.strictObject({ fileName: shortText, bytes: z.int() }),
  ),
  /** What a reader of the imported packages holds, as plain payloads: for the self-attack and the audit of the method. */
  'packages.handOutOpened': writes(FOCAL_POINT, z.strictObject({ folder: fileToken }), z.strictObject({ files: z.array(shortText) })),
  'structures.list': reads(
    ['focal_point', 'supervisor'],
    nothing,
    z.strictObject({
      structures: z.array(
        z.strictObject({
          structureCode: z.string(),
          siteCode: z.string(),
          region: code,
          type: code,
          activeFrom: isoMonth,
          activeTo: isoMonth.nullable(),
        }),
      ),
    }),
  ),
  'structures.save': writes(
    FOCAL_POINT,
    z.strictObject({
      structureCode: z.string().regex(/^[A-Z0-9]{3,6}$/),
      siteCode: z.string().regex(/^[A-Z0-9]{3,5}$/),
      region: code,
      type: code,
      activeFrom: isoMonth,
      activeTo: isoMonth.nullable(),
    }),
    nothing,
  ),
} as const;
