import { PACKAGE_MODES } from '../exchange/payload.ts';
import { FOCAL_POINT, reads, writes } from './define.ts';
import { code, fileToken, id, isoDate, isoDateTime, isoMonth, isoPeriod, nothing, shortText, text } from './values.ts';
import { z } from 'zod';

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

/** The focal point's desk: packages received, coverage, consolidated tables. */
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
          state: z.enum(['current', 'replaced', 'quarantined']),
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
      /** Periods for which no data here shows any more whether other tables left: a copy was restored on that day. */
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
      /** A copy was restored on this desk, and the person who hands out states that no other tables of these periods had left. */
      neverLeft: z.literal(true).exactOptional(),
    }),
    z.strictObject({ fileName: shortText, bytes: z.int() }),
  ),
  /** What a reader of the imported packages holds, as plain payloads: for the self-attack and the audit of the method. */
  'tables.handOutOpened': writes(FOCAL_POINT, z.strictObject({ folder: fileToken }), z.strictObject({ files: z.array(shortText) })),
} as const;
