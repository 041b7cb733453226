import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCsv } from '../../../electron/takeover/readCsv.ts';
import { classify } from '../../../shared/rules/incident/classification.ts';
import { mappingOf, proposeColumns } from '../../../shared/takeover/columns.ts';
import type { CaseRow, TakeoverPlan } from '../../../shared/takeover/outcome.ts';
import { planTakeover } from '../../../shared/takeover/plan.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';

/** The three registers that come with the design, beside this repository and not in it. */
const FOLDER = new URL('../../../../shared/data/', import.meta.url);
const TRUTH = new URL('registre-truth.json', FOLDER);
const TODAY = '2026-11-24';
const CENTRES = ['MOP', 'GAO', 'BKO'] as const;

const counts = z.record(z.string(), z.number());
const month = z.object({
  registered: z.number(),
  no_care_consent: z.number(),
  no_statistics_consent: z.number(),
  counted: z.number(),
  type: counts,
  type_sex: counts,
  type_age: counts,
});
const centre = z.object({
  rows: z.number(),
  held: z.array(z.number()),
  unknown_cells: z.array(z.tuple([z.number(), z.string()])),
  duplicates: z.array(z.tuple([z.number(), z.number()])),
  months: z.record(z.string(), month),
});

const present = existsSync(TRUTH);
const reason = present ? '' : ' (skipped: the registers of the design are not beside this repository)';

describe.skipIf(!present)(`the registers of the design${reason}`, () => {
  it.each(CENTRES)('%s: held, unknown cells, months and suspects are those of the truth', (code) => {
    const truth = centre.parse(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(TRUTH, 'utf8')))[code]);
    const plan = planOf(code);
    expect(plan.rows).toHaveLength(truth.rows);
    expect(plan.held.map(({ row }) => row)).toEqual(truth.held);
    expect(plan.unknownCells).toEqual(truth.unknown_cells);
    expect(plan.unmapped).toEqual([]);
    expect([...plan.months.keys()]).toEqual(Object.keys(truth.months).toSorted());
    for (const [name, expected] of Object.entries(truth.months)) expect([name, monthOf(plan, name)]).toEqual([name, expected]);
    const missed = truth.duplicates.filter(
      ([earlier, later]) =>
        !plan.suspects.some(({ row, candidates }) => row === later && candidates.some((candidate) => candidate.row === earlier)),
    );
    expect(missed.length).toBeLessThanOrEqual(1);
    expect(plan.suspects.length).toBeLessThanOrEqual(24);
  });
});

function planOf(code: string): TakeoverPlan {
  const reading = readCsv(readFileSync(new URL(`registre-${code}.csv`, FOLDER)));
  if (!reading.ok) throw new Error(reading.refusal);
  return planTakeover(reading.table, {
    columns: mappingOf(proposeColumns(reading.table.headings)),
    wordings: {},
    today: TODAY,
    lists: REFERENCE_LISTS,
  });
}

function monthOf(plan: TakeoverPlan, name: string): z.infer<typeof month> {
  const preview = plan.months.get(name);
  const counted = plan.cases.filter(({ countable, receivedOn }) => countable && receivedOn.startsWith(name));
  return {
    registered: preview?.registered ?? 0,
    no_care_consent: preview?.noCareConsent ?? 0,
    no_statistics_consent: preview?.noStatisticsConsent ?? 0,
    counted: preview?.counted ?? 0,
    type: tally(counted.map(typeOf)),
    type_sex: tally(counted.map((taken) => `${typeOf(taken)}|${JSON.stringify(taken.forms.registration['sex']).replaceAll('"', '')}`)),
    type_age: tally(counted.map((taken) => `${typeOf(taken)}|${sideOf(taken.forms.registration['age_years'])}`)),
  };
}

function sideOf(age: unknown): string {
  if (typeof age !== 'number') return 'unknown';
  return age < 18 ? 'under18' : 'adult';
}

function typeOf({ forms: { incident } }: CaseRow): string {
  const answer = (code: string): 'yes' | undefined => (incident[code] === 'yes' ? 'yes' : undefined);
  const { type } = classify({
    q1_penetration: answer('q1_penetration'),
    q2_sexual_contact: answer('q2_sexual_contact'),
    q3_physical: answer('q3_physical'),
    q4_forced_marriage: answer('q4_forced_marriage'),
    q5_denial: answer('q5_denial'),
    q6_psychological: answer('q6_psychological'),
  });
  return type ?? 'incomplete';
}

function tally(keys: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const key of keys) found[key] = (found[key] ?? 0) + 1;
  return found;
}
