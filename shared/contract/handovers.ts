import { z } from 'zod';
import { CASEWORKER, SUPERVISOR, reads, writes } from './define.ts';
import { caseState, id, isoDate, nothing, program, staffCode } from './values.ts';

/** A case that should be another person's: its caseworker left, went to another team, or said that she or he knows the person. */
const handover = z.strictObject({
  caseId: id,
  caseCode: z.string(),
  program,
  state: caseState,
  due: isoDate.nullable(),
  ownerCode: z.string(),
  why: z.enum(['left', 'moved', 'conflict']),
  /** Who may have it. */
  owners: z.array(staffCode),
});
export type Handover = z.infer<typeof handover>;

const owner = z.strictObject({ staffCode, team: z.int(), openCases: z.int() });

/** Cases given to somebody else: many at once, and those in which somebody has a conflict of interest (security §2.5). */
export const handoverOperations = {
  'handovers.list': reads(
    SUPERVISOR,
    nothing,
    z.strictObject({ cases: z.array(handover), owners: z.array(owner), ownTeam: z.int(), teams: z.array(z.int()) }),
  ),
  /** All of them or none. */
  'handovers.save': writes(
    SUPERVISOR,
    z.strictObject({
      moves: z
        .array(z.strictObject({ caseId: id, ownerCode: staffCode }))
        .min(1)
        .max(200),
    }),
    z.strictObject({ count: z.int() }),
  ),
  /** « I know this person »: told to the supervisors alone, who hand the case over. */
  'conflicts.tell': writes(CASEWORKER, z.strictObject({ caseId: id }), nothing),
  /** The teams to which a supervisor who knows the person may move the case. */
  'conflicts.teams': reads(SUPERVISOR, z.strictObject({ caseId: id }), z.strictObject({ teams: z.array(z.int()) })),
  /** The supervisor who knows the person gives the case to another team: she or he opens it no more. */
  'conflicts.leave': writes(SUPERVISOR, z.strictObject({ caseId: id, team: z.int().min(1) }), nothing),
} as const;
