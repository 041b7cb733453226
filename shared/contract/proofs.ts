import { z } from 'zod';
import { AUDITORS, EVERYONE, reads, writes } from './define.ts';
import { fileToken, isoDateTime, nothing, staffCode, text } from './values.ts';

/** `holds` read and as it must be · `attention` read and not so · `unknown` this machine does not tell, or nobody has looked yet · `fact` a number or a date, without judgement. */
const PROOF_STATES = ['holds', 'attention', 'unknown', 'fact'] as const;

const line = z.strictObject({ what: text, state: z.enum(PROOF_STATES), said: text });
export type ProofLine = z.infer<typeof line>;

const section = z.strictObject({ title: text, lines: z.array(line) });
export type ProofSection = z.infer<typeof section>;

/** What protects here, read at this moment, and what was tried here (security §5.4, §6, §10). */
export const proofOperations = {
  'proofs.read': reads(EVERYONE, nothing, z.strictObject({ at: isoDateTime, siteCode: z.string(), staffCode, sections: z.array(section) })),
  /** The handbook of the application as a PDF: nothing of this computer or of a person. */
  'handbook.handOut': writes(EVERYONE, z.strictObject({ folder: fileToken }), z.strictObject({ fileName: z.string(), bytes: z.int() })),
  'proofs.handOut': writes(AUDITORS, z.strictObject({ folder: fileToken }), z.strictObject({ fileName: z.string(), bytes: z.int() })),
} as const;
