import { SOURCE_FATES, SOURCE_KINDS, SOURCE_METHODS } from '../takeover/sourceFate.ts';
import { CASE_STAFF, reads, writes, opens } from './define.ts';
import { code, fileToken, id, isoDate, isoDateTime, isoMonth, nothing, staffCode, text } from './values.ts';
import { z } from 'zod';

const mapping = z.array(z.strictObject({ heading: z.string().max(10_000), target: code.nullable() })).max(200);

const wording = z.strictObject({ target: code, wording: z.string().max(10_000), code: code.nullable() });

export const monthFigures = z.strictObject({
  registered: z.int(),
  no_care_consent: z.int(),
  no_statistics_consent: z.int(),
  counted: z.int(),
});

const sourceKind = z.enum(SOURCE_KINDS);

const dateOrder = z.enum(['dayFirst', 'monthFirst']);

const takeoverLine = z.strictObject({
  takeoverId: id,
  at: isoDateTime,
  staffCode,
  rows: z.int(),
  registered: z.int(),
  held: z.int(),
  state: z.enum(['read', 'done', 'undone']),
  /** What of the file and of the paper is still to be recorded (sourceFate.ts). */
  pending: z.array(sourceKind),
});

/** How a register was read, so that it may be corrected. */
const registerSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('csv'),
    encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']),
    separator: z.enum([';', ',', '\t']),
  }),
  z.strictObject({ kind: z.literal('workbook'), sheet: z.int(), sheets: z.array(z.string()) }),
]);

/** The take-over of a register (interface 3.22; commands.md §2.1). */
export const takeoverOperations = {
  'takeover.list': reads(CASE_STAFF, nothing, z.strictObject({ takeovers: z.array(takeoverLine) })),
  'takeover.read': writes(
    CASE_STAFF,
    z.strictObject({
      file: fileToken,
      encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']).optional(),
      separator: z.enum([';', ',', '\t']).optional(),
      sheet: z.int().min(0).max(1_000).optional(),
      /** A known tool is recognised, and its columns and values are pointed out by hand all the same. */
      byHand: z.boolean().optional(),
    }),
    z.strictObject({
      takeoverId: id,
      source: registerSource,
      rows: z.int(),
      columns: z.array(
        z.strictObject({
          heading: z.string(),
          target: code.nullable(),
          confidence: z.enum(['certain', 'probable', 'none']),
          filled: z.int(),
        }),
      ),
      targets: z.array(z.strictObject({ target: code, label: text })),
      /** The tool whose export was recognised, and what of its columns is left out on purpose. */
      from: z
        .strictObject({
          name: text,
          byHand: z.boolean(),
          everyLineIsCase: z.boolean(),
          leftOut: z.array(z.strictObject({ heading: z.string(), why: text })),
        })
        .nullable(),
      /** `null`: the cells do not show which of two numbers is the day, and the person is asked. */
      dateOrder: dateOrder.nullable(),
      /** The day on which this very file was taken over; it is not taken over twice. */
      takenOn: isoDate.nullable(),
    }),
  ),
  /** Three cells of one column, opened on purpose: they may be a person's. */
  'takeover.samples': reads(
    CASE_STAFF,
    z.strictObject({ takeoverId: id, heading: z.string().max(10_000) }),
    z.strictObject({ cells: z.array(z.string()) }),
  ),
  'takeover.rehearse': writes(
    CASE_STAFF,
    z.strictObject({ takeoverId: id, mapping, wordings: z.array(wording).max(5_000), dateOrder: dateOrder.optional() }),
    z.strictObject({
      rows: z.int(),
      registered: z.int(),
      cases: z.int(),
      contacts: z.int(),
      held: z.array(z.strictObject({ row: z.int(), reasons: z.array(z.strictObject({ code: code, text })) })),
      unknownCells: z.array(z.strictObject({ row: z.int(), heading: z.string(), why: text })),
      unmapped: z.array(z.strictObject({ heading: z.string(), target: code, wording: z.string(), rows: z.array(z.int()) })),
      wordings: z.array(
        z.strictObject({
          heading: z.string(),
          target: code,
          wording: z.string(),
          code: code.nullable(),
          rows: z.int(),
          source: z.enum(['rule', 'person']),
        }),
      ),
      suspects: z.array(
        z.strictObject({ row: z.int(), candidates: z.array(z.strictObject({ row: z.int(), degree: z.enum(['likely', 'possible']) })) }),
      ),
      /** Lines compared with a part of the register only, because so many resemble them. */
      partlyCompared: z.int(),
      warnings: z.int(),
      assumptions: z.array(text),
      months: z.record(isoMonth, monthFigures),
    }),
  ),
  'takeover.commit': writes(
    CASE_STAFF,
    z.strictObject({ takeoverId: id }),
    z.strictObject({
      rows: z.int(),
      registered: z.int(),
      cases: z.int(),
      contacts: z.int(),
      held: z.int(),
      unassigned: z.int(),
      partlyCompared: z.int(),
    }),
  ),
  /** Its opening is journaled. */
  'takeover.report': opens(
    CASE_STAFF,
    z.strictObject({ takeoverId: id, page: z.int().min(1).max(10_000) }),
    z.strictObject({
      total: z.int(),
      lines: z.array(z.strictObject({ row: z.int(), heading: z.string(), read: z.string(), done: text, why: text })),
      months: z.record(isoMonth, monthFigures),
    }),
  ),
  'takeover.held': reads(
    CASE_STAFF,
    nothing,
    z.strictObject({
      rows: z.array(z.strictObject({ rowId: id, takeoverId: id, row: z.int(), reasons: z.array(z.strictObject({ code: code, text })) })),
    }),
  ),
  /** The cells of one held line, opened on purpose and journaled. */
  'takeover.openHeld': opens(
    CASE_STAFF,
    z.strictObject({ rowId: id }),
    z.strictObject({ headings: z.array(z.string()), cells: z.array(z.string()) }),
  ),
  'takeover.correct': writes(
    CASE_STAFF,
    z.strictObject({ rowId: id, cells: z.array(z.string().max(10_000)).max(200) }),
    z.strictObject({ outcome: z.enum(['registered', 'held']), reasons: z.array(z.strictObject({ code: code, text })) }),
  ),
  /** `sourceGone`: the person knows that the file is destroyed, and that nothing is left of it after this. */
  'takeover.undo': writes(
    CASE_STAFF,
    z.strictObject({ takeoverId: id, sourceGone: z.boolean().optional() }),
    z.strictObject({ removed: z.int() }),
  ),
  /** What is known of the file and of the paper behind a take-over, and what an erasing by the application still lacks. */
  'takeover.source': reads(
    CASE_STAFF,
    z.strictObject({ takeoverId: id }),
    z.strictObject({
      takeoverId: id,
      at: isoDateTime,
      state: z.enum(['read', 'done', 'undone']),
      records: z.array(
        z.strictObject({
          kind: sourceKind,
          fate: z.enum(SOURCE_FATES),
          method: z.enum(SOURCE_METHODS),
          on: isoDate,
          until: isoDate.nullable(),
          by: z.string(),
          witness: z.string(),
        }),
      ),
      pending: z.array(sourceKind),
      /** When the file was last asked to be erased here, where nothing was recorded of it since: a cut may have left it in part. */
      begun: isoDateTime.nullable(),
      /** A copy made since, read again after its stick was away. */
      copied: z.boolean(),
      /** The print of the file is here: it can be recognised. */
      known: z.boolean(),
      /** Sheets of the workbook that hold lines and were not taken over. */
      otherSheets: z.int(),
      held: z.int(),
      witnesses: z.array(staffCode),
    }),
  ),
  'takeover.recordSource': writes(
    CASE_STAFF,
    z.strictObject({
      takeoverId: id,
      kind: sourceKind,
      method: z.enum(SOURCE_METHODS),
      on: isoDate,
      until: isoDate.nullable(),
      witness: staffCode,
    }),
    nothing,
  ),
  /** Overwrites and deletes the very file that was read, and records it. `typed`: the word of destruction. */
  'takeover.eraseSource': writes(
    CASE_STAFF,
    z.strictObject({ takeoverId: id, file: fileToken, typed: z.string().max(60), witness: staffCode, otherSheetsToo: z.boolean() }),
    nothing,
  ),
} as const;
