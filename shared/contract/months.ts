import { PACKAGE_MODES } from '../exchange/payload.ts';
import { CORRECTION_REASONS } from '../rules/months/correction.ts';
import { CASE_STAFF, SUPERVISOR, reads, writes } from './define.ts';
import { office, twelveWords } from './sealed.ts';
import { code, fileToken, id, isoDate, isoMonth, nothing, passphrase, shortText, text, yesNo } from './values.ts';
import { z } from 'zod';

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

/** The month at the centre: checked, previewed, frozen, corrected, handed over. */
export const monthsOperations = {
  'months.list': reads(CASE_STAFF, nothing, z.strictObject({ months: z.array(monthLine) })),
  'months.check': reads(
    SUPERVISOR,
    z.strictObject({ month: isoMonth }),
    z.strictObject({
      line: monthLine,
      figures,
      excluded: z.array(z.strictObject({ reason: code, title: text, count: z.int() })),
      lateEntries: z.int(),
      pendingPairs: z.int(),
      /** Cases whose facts could not be opened: they block the freeze, a silent undercount is impossible (security §2.6). */
      unopened: z.array(z.string()),
      /** The day a copy was restored, after which no data here shows whether this month had left; null where that cannot be. */
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
      /** A copy was restored since the month ended, and the person who freezes it states that no report of it had left before. */
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
      /** The day a copy was restored, after which no data here shows whether a later version had left; null where that cannot be. */
      mayHaveLeft: isoDate.nullable(),
    }),
  ),
  'months.correct': writes(
    SUPERVISOR,
    z.strictObject({
      month: isoMonth,
      passphrase,
      reason: z.enum(CORRECTION_REASONS),
      /** A copy was restored since the last version here, and the person who corrects it states that no later version had left. */
      neverLeft: z.literal(true).exactOptional(),
    }),
    z.strictObject({ version: z.int(), published: z.int(), primary: z.int(), secondary: z.int(), cut: z.int() }),
  ),
  'months.export': writes(
    SUPERVISOR,
    z.strictObject({ month: isoMonth, cardId: id, folder: fileToken }),
    z.strictObject({ fileName: shortText, bytes: z.int(), digestWords: z.array(z.string()).length(8) }),
  ),
  'months.sealed': reads(
    SUPERVISOR,
    z.strictObject({ month: isoMonth }),
    z.strictObject({ mode: z.enum(PACKAGE_MODES), custodians: z.array(office), receipt: twelveWords.nullable() }),
  ),
  'months.handOverHalf': writes(
    SUPERVISOR,
    z.strictObject({ month: isoMonth, firstCard: id, secondCard: id, which: z.enum(['first', 'second']), folder: fileToken }),
    z.strictObject({ fileName: shortText, bytes: z.int(), receipt: twelveWords }),
  ),
} as const;
