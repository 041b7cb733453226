import { EVERYONE, reads } from './define.ts';
import { isoDateTime, nothing, staffCode, text } from './values.ts';
import { z } from 'zod';

/** `holds` read and as it must be · `attention` read and not so · `unknown` this machine does not show it, or nobody has looked yet · `fact` a number or a date, without judgement. */
const SECURITY_STATES = ['holds', 'attention', 'unknown', 'fact'] as const;

const line = z.strictObject({ what: text, state: z.enum(SECURITY_STATES), finding: text });

export type SecurityStatusLine = z.infer<typeof line>;

const section = z.strictObject({ title: text, lines: z.array(line) });

export type SecurityStatusSection = z.infer<typeof section>;

/** What protects this machine. */
export const securityStatusOperations = {
  'securityStatus.read': reads(
    EVERYONE,
    nothing,
    z.strictObject({ at: isoDateTime, siteCode: z.string(), staffCode, sections: z.array(section) }),
  ),
} as const;
