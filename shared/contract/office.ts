import { z } from 'zod';
import { ADMINISTRATOR, CASEWORKER, EVERYONE, SUPERVISOR, reads, writes } from './define.ts';
import { answers, code, id, isoDate, isoDateTime, nothing, staffCode, text } from './values.ts';

const service = z.strictObject({ serviceId: id, answers });
const provider = z.strictObject({
  providerId: id,
  revision: z.int(),
  answers,
  services: z.array(service),
  checkedOn: isoDate.nullable(),
  freshness: z.enum(['fresh', 'toCheck', 'stale']),
});
export type Provider = z.infer<typeof provider>;

/** A caseworker's proposal that waits for the supervisor; `replacesId`: the entry it would change, null for a new provider. */
const proposal = z.strictObject({
  providerId: id,
  answers,
  services: z.array(service),
  replacesId: id.nullable(),
  proposedBy: staffCode.nullable(),
  proposedOn: isoDate,
});
export type Proposal = z.infer<typeof proposal>;

const journalLine = z.strictObject({
  seq: z.int(),
  at: isoDateTime,
  staffCode: staffCode.nullable(),
  kind: z.string().regex(/^[A-Za-z.]{1,60}$/),
  title: text,
  signed: z.boolean(),
});

/** Directory, journal, settings (interface 3.12, 3.21; reference §7.2, §7.5). */
export const officeOperations = {
  'directory.list': reads(
    EVERYONE,
    z.strictObject({ category: code.optional(), region: code.optional() }),
    z.strictObject({
      providers: z.array(provider),
      /** Empty for every role but the supervisor. */
      proposals: z.array(proposal),
    }),
  ),
  'directory.save': writes(
    SUPERVISOR,
    z.strictObject({
      providerId: id.nullable(),
      revision: z.int(),
      answers,
      services: z.array(z.strictObject({ serviceId: id.nullable(), answers })).max(40),
    }),
    z.strictObject({ providerId: id, revision: z.int() }),
  ),
  'directory.propose': writes(
    CASEWORKER,
    z.strictObject({
      providerId: id.nullable(),
      answers,
      services: z.array(z.strictObject({ serviceId: id.nullable(), answers })).max(40),
    }),
    nothing,
  ),
  'directory.decide': writes(SUPERVISOR, z.strictObject({ providerId: id, accept: z.boolean() }), nothing),
  'journal.read': reads(
    EVERYONE,
    z.strictObject({ page: z.int().min(1).max(10_000) }),
    z.strictObject({
      total: z.int(),
      lines: z.array(journalLine),
      /** Without the key to the beginning of the chain (`verified` false), `whole` says only that what this person last witnessed still stands. */
      chain: z.strictObject({ verified: z.boolean(), whole: z.boolean(), firstBad: z.int().nullable() }),
    }),
  ),
  'settings.read': reads(
    ADMINISTRATOR,
    nothing,
    z.strictObject({
      settings: z.array(
        z.strictObject({
          key: code,
          title: text,
          reason: text,
          value: z.int(),
          least: z.int(),
          most: z.int(),
          changedAt: isoDateTime.nullable(),
          changedBy: staffCode.nullable(),
        }),
      ),
    }),
  ),
  'settings.save': writes(ADMINISTRATOR, z.strictObject({ key: code, value: z.int() }), nothing),
} as const;
