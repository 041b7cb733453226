import { describe, expect, it } from 'vitest';
import { FORMS } from '../../../shared/forms/registry.ts';
import { schemaOf } from '../../../shared/forms/schema.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';
import { classify } from '../../../shared/rules/incident/classification.ts';
import { mappingOf, proposeColumns } from '../../../shared/takeover/columns.ts';
import type { CaseRow, Register, TakeoverPlan } from '../../../shared/takeover/outcome.ts';
import { planTakeover } from '../../../shared/takeover/plan.ts';
import { wordingKey } from '../../../shared/takeover/wordings.ts';
import { registerAsKept, TODAY } from '../../../tools/registers/invented.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

function planOf(register: Register, wordings = {}): TakeoverPlan {
  return planTakeover(register, { columns: mappingOf(proposeColumns(register.headings)), wordings, today: TODAY, lists: REFERENCE_LISTS });
}

function typeOf({ forms }: CaseRow): string | null {
  const { incident } = forms;
  const yesOf = (code: string): 'yes' | undefined => (incident[code] === 'yes' ? 'yes' : undefined);
  return classify({
    q1_penetration: yesOf('q1_penetration'),
    q2_sexual_contact: yesOf('q2_sexual_contact'),
    q3_physical: yesOf('q3_physical'),
    q4_forced_marriage: yesOf('q4_forced_marriage'),
    q5_denial: yesOf('q5_denial'),
    q6_psychological: yesOf('q6_psychological'),
  }).type;
}

describe.each(SEEDS)('invented register %i', (seed) => {
  const register = registerAsKept(seed);
  const plan = planOf(register);

  it('holds, reads as unknown and counts as its truth says', () => {
    expect(plan.held.map(({ row }) => row)).toEqual(register.truth.held);
    expect(plan.unknownCells).toEqual(register.truth.unknownCells);
    expect(plan.unmapped).toEqual([]);
    expect(plan.held.length + plan.contacts.length + plan.cases.length).toBe(register.rows.length);
    expect([...plan.months.keys()]).toEqual([...register.truth.months.keys()].toSorted());
    for (const [month, { types, ...counts }] of register.truth.months) {
      expect([month, plan.months.get(month)]).toEqual([month, counts]);
      const counted = plan.cases.filter(({ countable, receivedOn }) => countable && receivedOn.startsWith(month)).map(typeOf);
      for (const [type, count] of types)
        expect([month, type, counted.filter((found) => found === type).length]).toEqual([month, type, count]);
    }
  });

  it('points out the persons received twice, and few others', () => {
    const candidates = new Map(plan.suspects.map((suspect) => [suspect.row, suspect.candidates]));
    const missed = register.truth.duplicates.filter(
      ([earlier, later]) => candidates.get(later)?.some(({ row }) => row === earlier) !== true,
    );
    expect(missed.length).toBeLessThanOrEqual(1);
    expect(plan.suspects.length).toBeLessThanOrEqual(24);
  });

  it('gives only answers that the forms accept', () => {
    const refused = new Set<string>();
    for (const { forms } of plan.cases) {
      for (const [id, { form }] of Object.entries(FORMS)) {
        const given = Object.entries(forms).find(([taken]) => taken === id)?.[1] ?? [];
        for (const answers of [given].flat())
          if (!schemaOf(form).safeParse(answers).success) refused.add(`${id} ${Object.keys(answers).join(' ')}`);
      }
    }
    expect([...refused]).toEqual([]);
  });
});

it('over the twenty registers at least 95 in 100 pairs are found, and at most 10 in 100 lines raise a false question', () => {
  let found = 0;
  let falseAlarms = 0;
  for (const seed of SEEDS) {
    const register = registerAsKept(seed);
    const { duplicates } = register.truth;
    const { suspects } = planOf(register);
    found += duplicates.filter(([earlier, later]) =>
      suspects.some(({ row, candidates }) => row === later && candidates.some((candidate) => candidate.row === earlier)),
    ).length;
    falseAlarms += suspects.filter(({ row }) => duplicates.every(([, later]) => later !== row)).length;
  }
  expect(found / (SEEDS.length * 7)).toBeGreaterThanOrEqual(0.95);
  expect(falseAlarms / (SEEDS.length * 240)).toBeLessThanOrEqual(0.1);
});

describe('suspects', () => {
  const HEADINGS = ["Date d'accueil", 'Nom et prénom', 'Sexe', 'Âge', 'Accord prise en charge', 'Accord statistiques', 'Type de violence'];
  const line = (name: string, date = '13/05/2026', care = 'Oui'): readonly string[] => [date, name, 'F', '30', care, 'Oui', 'Viol'];

  it('each pair once under the later line, best first, at most five', () => {
    const rows = ['Fily Zerbo', 'Fily Zerbo', 'Fily Zerbboo', 'Filly Zerbo', 'Zerbo Fily', 'Fily Zerbo', 'Fily Zerbo'].map((name) =>
      line(name),
    );
    const { suspects } = planOf({ headings: HEADINGS, rows });
    expect(suspects.map(({ row, candidates }) => [row, candidates.length])).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
      [6, 5],
      [7, 5],
    ]);
    expect(suspects.at(-1)?.candidates[0]?.row).toBe(1);
    expect(suspects.every(({ row, candidates }) => candidates.every((candidate) => candidate.row < row))).toBe(true);
  });

  it('a long register of one name costs its lines a share each: every line still has its candidates, and those not compared with all are named', () => {
    const { suspects, partlyCompared } = planOf({ headings: HEADINGS, rows: Array.from({ length: 3_000 }, () => line('Fily Zerbo')) });
    expect(suspects).toHaveLength(2_999);
    expect(suspects.every(({ row, candidates }) => candidates.length === Math.min(5, row - 1))).toBe(true);
    expect(partlyCompared).toContain(3_000);
  });

  it('a register of a centre is compared each with each', () => {
    expect(SEEDS.flatMap((seed) => planOf(registerAsKept(seed)).partlyCompared)).toEqual([]);
  });

  it('held lines and contacts without consent neither ask nor answer', () => {
    const rows = [line('Fily Zerbo', ''), line('Fily Zerbo', '13/05/2026', 'Non'), line('Fily Zerbo'), line('Fily Zerbo', '31/02/2026')];
    expect(planOf({ headings: HEADINGS, rows }).suspects).toEqual([]);
  });

  it('gathers an unknown wording once with its lines, and takes the correction of the user', () => {
    const rows = ['affaire', 'AFFAIRES', 'Viol'].map((type) => [...line('Fily Zerbo').slice(0, 6), type]);
    const register = { headings: HEADINGS, rows };
    expect(planOf(register).unmapped).toEqual([{ column: 'Type de violence', table: 'gbv_type', wording: 'affaire', rows: [1, 2] }]);
    const corrected = planOf(register, { gbv_type: { [wordingKey('affaire')]: 'psychological' } });
    expect(corrected.unmapped).toEqual([]);
    expect(corrected.cases.map(typeOf)).toEqual(['psychological', 'psychological', 'rape']);
  });

  it('an empty register gives an empty plan', () => {
    const plan = planOf({ headings: HEADINGS, rows: [] });
    expect([plan.rows, plan.suspects, plan.months.size, plan.region]).toEqual([[], [], 0, null]);
  });
});
