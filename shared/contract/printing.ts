import { EXTRACT_PARTS, EXTRACT_PURPOSES } from '../rules/consent/extract.ts';
import { AUDITORS, CASEWORKER, CASE_STAFF, EVERYONE, SUPERVISOR, reads, writes } from './define.ts';
import { answer, code, fileToken, id, isoDate, isoDateTime, nothing, text } from './values.ts';
import { z } from 'zod';

const of = z.strictObject({ caseId: id, recordId: id });

/** A printed slip (reference §3.13): the provider's half, the person's half, and the return coupon. Nothing in it names the person. */
const slip = z.strictObject({
  /** For the screen: it is on no paper. */
  caseCode: z.string(),
  number: z.string(),
  category: code,
  urgency: code,
  provider: z.strictObject({ name: z.string(), address: z.string().nullable(), hours: z.string().nullable() }),
  appointment: isoDateTime.nullable(),
  feedbackDue: isoDate.nullable(),
  lines: z.array(z.strictObject({ item: code, text })),
  /** Authorised, and given by word of mouth: a paper is found, lent, photographed. */
  spoken: z.array(code),
  /** Asked for and not authorised any more. */
  leftOut: z.array(code),
  deadline: isoDateTime.nullable(),
  printable: z.boolean(),
});

export type Slip = z.infer<typeof slip>;

export const HALVES = ['both', 'provider', 'person'] as const;

export type Half = (typeof HALVES)[number];

export const TAKERS = ['person', 'sealed', 'accompanied'] as const;

export type Taker = (typeof TAKERS)[number];

const printerName = z.string().min(1).max(127);

const parts = z.array(z.enum(EXTRACT_PARTS)).max(EXTRACT_PARTS.length);

const purpose = z.enum(EXTRACT_PURPOSES);

/** Whom an extract is for, and by whose name: the recipient of an authorisation, one provider of it when it names one. */
const reader = z.strictObject({ purpose, recipient: code.nullable(), providerId: id.nullable(), provider: z.string().nullable() });

/** What each part says, record by record; the answers are said in words by the paper. */
const sections = z.array(
  z.strictObject({
    part: z.enum(EXTRACT_PARTS),
    records: z.array(z.strictObject({ form: code, lines: z.array(z.strictObject({ field: code, answer })) })),
  }),
);

export type ExtractSections = z.infer<typeof sections>;

/** One line of the print register. `number`: null where the case does not open to the reader any more. `purpose`, `parts`: of an extract. */
const printed = z.strictObject({
  seq: z.int(),
  at: isoDateTime,
  what: z.enum(['slip', 'extract']),
  number: z.string().nullable(),
  staffCode: z.string(),
  caseId: id,
  caseCode: z.string(),
  purpose: purpose.nullable(),
  parts,
  pages: z.int(),
});

export type Printed = z.infer<typeof printed>;

/** What may be printed of a file today, for each who may be given it; what is masked is not opened for the screen. */
const extract = z.strictObject({
  caseCode: z.string(),
  on: isoDate,
  readers: z.array(z.strictObject({ ...reader.shape, parts })),
  sections,
  printable: z.boolean(),
  prints: z.array(printed),
});

export type Extract = z.infer<typeof extract>;

/** The extract that is being printed: what was ticked and may still be; the paper draws the bars of the rest. */
const extractSheet = z.strictObject({
  number: z.string(),
  language: z.enum(['fr', 'en']),
  staffCode: z.string(),
  on: isoDate,
  reader,
  sections,
});

export type ExtractSheet = z.infer<typeof extractSheet>;

/** Paper: slips, extracts, the print register, papers handed out. */
export const printingOperations = {
  'slips.open': reads(CASEWORKER, of, slip),
  'slips.print': writes(
    CASEWORKER,
    z.strictObject({ ...of.shape, halves: z.enum(HALVES), takenBy: z.enum(TAKERS), printer: printerName }),
    nothing,
  ),
  'extracts.open': reads(CASEWORKER, z.strictObject({ caseId: id }), extract),
  'extracts.print': writes(
    CASEWORKER,
    z.strictObject({
      caseId: id,
      purpose,
      recipient: code.nullable(),
      providerId: id.nullable(),
      parts: parts.min(1),
      language: z.enum(['fr', 'en']),
      printer: printerName,
    }),
    z.strictObject({ number: z.string(), pages: z.int() }),
  ),
  /** Answers only while that number is being printed. */
  'extracts.sheet': reads(CASEWORKER, z.strictObject({ number: code }), extractSheet),
  /** Slips and extracts of the team, newest first. */
  'prints.list': reads(
    SUPERVISOR,
    z.strictObject({ page: z.int().min(1).max(9_999) }),
    z.strictObject({ total: z.int(), prints: z.array(printed) }),
  ),
  'papers.handOutBlank': writes(
    CASE_STAFF,
    z.strictObject({ form: code, folder: fileToken }),
    z.strictObject({ fileName: z.string(), bytes: z.int() }),
  ),
  /** Printers of this computer, the usual one first. */
  'printers.list': reads(CASEWORKER, nothing, z.strictObject({ printers: z.array(z.string()) })),
  /** The handbook of the application as a PDF: nothing of this computer or of a person. */
  'papers.handOutHandbook': writes(
    EVERYONE,
    z.strictObject({ folder: fileToken }),
    z.strictObject({ fileName: z.string(), bytes: z.int() }),
  ),
  'papers.handOutSecurityStatus': writes(
    AUDITORS,
    z.strictObject({ folder: fileToken }),
    z.strictObject({ fileName: z.string(), bytes: z.int() }),
  ),
  /** The two pages on the protection of figures as a PDF: nothing of this centre or of a person. */
  'papers.handOutProtection': writes(
    EVERYONE,
    z.strictObject({ folder: fileToken }),
    z.strictObject({ fileName: z.string(), bytes: z.int() }),
  ),
} as const;
