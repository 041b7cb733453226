import { describe, expect, it } from 'vitest';
import { ancestorsOf, TOTAL } from '../../../shared/indicators/define.ts';
import { evaluate, type CountedTable, type MonthCounts } from '../../../shared/indicators/evaluate.ts';
import { writeDims } from '../../../shared/indicators/notation.ts';
import { TABLES } from '../../../shared/indicators/tables.ts';
import type { CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';
import { incident, randomUnits, unit } from './units.ts';

const MAY = { month: '2026-05', site: { region: 'mopti' } } as const;

function table(counts: MonthCounts, id: string): CountedTable {
  const found = counts.tables.find((one) => one.table.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
}

function figures(counts: MonthCounts, id: string): ReadonlyMap<string, number> {
  return new Map(
    table(counts, id).blocks.flatMap((block) => block.cells.map(({ key, n }): [string, number] => [writeDims(block, key), n])),
  );
}

/** A second count, over plain objects and with its own reading of the rules: no code of the registry. */
function plainCount(units: readonly CountedUnit[], month: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const SEXUAL: readonly string[] = ['rape', 'sexual_assault'];
  const DETAIL: Readonly<Record<string, string>> = {
    a0_4: '0-11',
    a5: '0-11',
    a6_9: '0-11',
    a10_11: '0-11',
    a12_14: '12-17',
    a15_17: '12-17',
    a18_19: '18-25',
    a20_24: '18-25',
    a25: '18-25',
    a26_40: '26-40',
    a41_49: '41-60',
    a50_59: '41-60',
    a60: '41-60',
    a61_plus: '61+',
    unknown: 'unknown',
  };
  const CLOSE: readonly string[] = ['intimate_partner', 'primary_caregiver', 'family_other'];
  const KNOWN: readonly string[] = ['supervisor_employer', 'schoolmate', 'teacher', 'service_provider', 'cotenant', 'friend_neighbour'];
  const people = new Map<string, { month: string; unit: CountedUnit }>();
  for (const one of units) {
    const careful = one.caseState !== 'draft' && one.caseState !== 'duplicate';
    const consents = careful && one.caseState !== 'no_consent' && one.consentReporting === 'yes';
    const first = people.get(one.personId);
    if (consents && !one.cameBySlip && (first === undefined || one.registered.month < first.month))
      people.set(one.personId, { month: one.registered.month, unit: one });
    const ownIncident = one.incident;
    const counted = ownIncident === null ? one.registered.month : (ownIncident.reported.lateIn ?? ownIncident.reported.month);
    if (!careful || counted !== month) continue;
    if (!consents) {
      add('G25 excluded_reason=no_consent');
      add('G25 ');
      continue;
    }
    if (ownIncident === null) continue;
    const present = ownIncident.reportedBy === null ? one.origin === 'takeover' : ownIncident.reportedBy !== 'third_party';
    const reason = !present
      ? 'third_party'
      : ownIncident.gbvType === 'non_gbv'
        ? 'non_gbv'
        : ownIncident.gbvType === null
          ? 'incomplete_type'
          : ownIncident.previouslyReported === 'yes_gbvims'
            ? 'reported_elsewhere'
            : null;
    if (reason !== null || ownIncident.gbvType === null) {
      add(`G25 excluded_reason=${reason}`);
      add('G25 ');
      continue;
    }
    const detail = DETAIL[one.ageGroup] ?? 'unknown';
    const side = detail === 'unknown' ? 'unknown' : detail === '0-11' || detail === '12-17' ? '0-17' : '18+';
    const group = SEXUAL.includes(ownIncident.gbvType) ? 'sexual' : 'non_sexual';
    const sex = one.sex ?? 'unknown';
    for (const name of [
      'G01 ',
      `G01 gbv_type=${group}`,
      `G01 age_band=${side}`,
      'G02a ',
      `G02a gbv_type=${ownIncident.gbvType}`,
      `G02a sex=${sex}`,
      `G02a gbv_type=${ownIncident.gbvType}|sex=${sex}`,
      'G02b ',
      `G02b gbv_type=${ownIncident.gbvType}`,
      `G02b age_band=${side}`,
      `G02b gbv_type=${ownIncident.gbvType}|age_band=${side}`,
      'G03 ',
      `G03 age_band=${detail}`,
      `G03 sex=${sex}`,
      `G03 age_band=${detail}|sex=${sex}`,
      'G10 ',
      `G10 elapsed_class=${ownIncident.elapsedClass}`,
      'G24 ',
      `G24 incident_geo=${ownIncident.place.region}`,
    ]) {
      add(name);
    }
    for (const perpetrator of ownIncident.perpetrators.filter(({ rank }) => rank === 'primary')) {
      const relation = perpetrator.relation ?? 'unknown';
      const civil = CLOSE.includes(relation) ? 'civil_close' : KNOWN.includes(relation) ? 'civil_known' : null;
      const line = civil ?? (relation.startsWith('other_') ? 'community' : 'none_unknown');
      for (const name of ['', `perp_relation=${line}`, `gbv_type=${group}`, `perp_relation=${line}|gbv_type=${group}`]) add(`G13 ${name}`);
    }
  }
  for (const { month: first, unit: one } of people.values()) {
    if (first !== month) continue;
    const detail = DETAIL[one.ageGroup] ?? 'unknown';
    const side = detail === 'unknown' ? 'unknown' : detail === '0-11' || detail === '12-17' ? '0-17' : '18+';
    const place = `residence_geo=${one.residence.region}`;
    for (const name of ['', place, `sex=${one.sex ?? 'unknown'}`, `${place}|sex=${one.sex ?? 'unknown'}`]) add(`T01a ${name}`);
    for (const name of ['', place, `age_band=${side}`, `${place}|age_band=${side}`]) add(`T01b ${name}`);
  }
  return counts;
}

describe('evaluate', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('equals a second count over plain objects, seed %i', (seed) => {
    const units = randomUnits(seed, 40 * seed);
    const plain = plainCount(units, '2026-05');
    const counts = evaluate(TABLES, units, MAY);
    for (const {
      table: { id },
    } of counts.tables) {
      for (const [dims, n] of figures(counts, id)) {
        if (/_geo=[a-z]+_/.test(dims)) continue;
        expect([id, dims, n]).toEqual([id, dims, plain.get(`${id} ${dims}`) ?? 0]);
      }
    }
    const shown = new Set(counts.tables.flatMap(({ table: { id } }) => [...figures(counts, id).keys()].map((dims) => `${id} ${dims}`)));
    expect([...plain.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });

  it('leaves nothing of aid staff in any table: their channel is another (reference §3.6, §5.2, §6.4)', () => {
    const [plain, named] = (['trade', 'aid_worker'] as const).map((occupation) =>
      randomUnits(9, 200).map((one) =>
        one.incident === null
          ? one
          : { ...one, incident: { ...one.incident, perpetrators: one.incident.perpetrators.map((who) => ({ ...who, occupation })) } },
      ),
    );
    const counts = evaluate(TABLES, named ?? [], MAY);
    expect(counts.counted).toBeGreaterThan(10);
    expect(counts).toEqual(evaluate(TABLES, plain ?? [], MAY));
    const codes = TABLES.flatMap(({ blocks }) => blocks.flatMap(({ dimensions }) => dimensions.flatMap(({ codes: own }) => own)));
    expect(codes.filter((code) => code.startsWith('aid') || code === 'peacekeeper')).toEqual([]);
  });

  it('does not depend on the order of the units', () => {
    const units = randomUnits(11, 120);
    expect(evaluate(TABLES, units.toReversed(), MAY)).toEqual(evaluate(TABLES, units, MAY));
  });

  it('gives full products with zeros for a month without case', () => {
    const counts = evaluate(TABLES, [], MAY);
    expect(counts.counted).toBe(0);
    expect(figures(counts, 'G02a').size).toBe(7 * 4);
    expect(figures(counts, 'G02b').size).toBe(7 * 4);
    expect(figures(counts, 'G03').size).toBe(8 * 4);
    expect(figures(counts, 'G01').size).toBe(6);
    expect(figures(counts, 'G10').size).toBe(7);
    expect(figures(counts, 'G13').size).toBe(5 * 3);
    expect(figures(counts, 'G24').size).toBe(12);
    expect(figures(counts, 'G25').size).toBe(6);
    expect(figures(counts, 'T01a').size).toBe(12 * 4);
    expect([...figures(counts, 'G03').values()].every((n) => n === 0)).toBe(true);
  });

  it('counts each unit below each total of every equation', () => {
    const counts = evaluate(TABLES, randomUnits(5, 200), MAY);
    for (const block of [...counts.tables.flatMap(({ blocks }) => blocks), ...counts.latent.map((latent) => latent.block)]) {
      const values = new Map(block.cells.map(({ key, n }) => [key.join('|'), n]));
      for (const { key, n } of block.cells) {
        block.dimensions.forEach(({ dimension, codes }, rank) => {
          for (const [parent, children] of dimension.hierarchy) {
            if (parent !== key[rank] || !children.every((child) => codes.includes(child))) continue;
            expect(children.reduce((sum, child) => sum + (values.get(key.with(rank, child).join('|')) ?? 0), 0)).toBe(n);
          }
        });
      }
    }
  });

  it('makes the totals of the incident tables one number', () => {
    const counts = evaluate(TABLES, randomUnits(3, 150), MAY);
    for (const id of ['G01', 'G02a', 'G02b', 'G03', 'G10', 'G24']) expect(figures(counts, id).get('')).toBe(counts.counted);
    expect(counts.latent[0]?.block.cells.find(({ key }) => key.every((code) => code === TOTAL))?.n).toBe(counts.counted);
  });

  it('counts a person once, in the month of the first registration', () => {
    const units = [
      unit({ personId: 'a', registered: { month: '2026-05', lateIn: null } }),
      unit({ personId: 'a', registered: { month: '2026-04', lateIn: null } }),
      unit({ personId: 'b' }),
      unit({ personId: 'b', incident: null }),
      unit({ personId: 'c', incident: null, caseState: 'no_consent' }),
    ];
    const counts = evaluate(TABLES, units, MAY);
    expect(figures(counts, 'T01a').get('')).toBe(1);
    expect(figures(counts, 'G01').get('')).toBe(3);
    expect(figures(evaluate(TABLES, units, { ...MAY, month: '2026-04' }), 'T01a').get('')).toBe(1);
  });

  it('counts a late registration in the month it was put off to', () => {
    const late = unit({
      registered: { month: '2026-04', lateIn: '2026-05' },
      incident: incident({ reported: { month: '2026-04', lateIn: '2026-05' } }),
    });
    const counts = evaluate(TABLES, [late], MAY);
    expect([counts.counted, counts.late, figures(counts, 'T01b').get('')]).toEqual([1, 1, 1]);
    expect(evaluate(TABLES, [late], { ...MAY, month: '2026-04' }).counted).toBe(0);
  });

  it('separates every exclusion of the month for the local screen', () => {
    const units = [
      unit({ caseState: 'draft' }),
      unit({ caseState: 'duplicate' }),
      unit({ incident: null }),
      unit({ incident: null, caseState: 'no_consent' }),
      unit({ consentReporting: 'no' }),
      unit({ consentReporting: 'no' }),
      unit({ incident: incident({ reported: { month: '2026-06', lateIn: null }, gbvType: null }) }),
    ];
    const { excluded, counted } = evaluate(TABLES, units, MAY);
    expect(counted).toBe(0);
    expect(Object.fromEntries(excluded)).toEqual({ draft: 1, duplicate: 1, no_incident: 1, no_care_consent: 1, no_statistics_consent: 2 });
  });

  it('cuts two-dimension tables under ten incidents and keeps the others', () => {
    const nine = Array.from({ length: 9 }, (_, rank) => unit({ personId: `p${rank}` }));
    const cut = (units: readonly CountedUnit[]): readonly string[] =>
      evaluate(TABLES, units, MAY)
        .tables.filter(({ isCut }) => isCut)
        .map(({ table: { id } }) => id);
    expect(cut(nine)).toEqual(['G02a', 'G02b', 'G03', 'G13']);
    expect(cut([...nine, unit({ personId: 'p9' })])).toEqual([]);
    expect(evaluate(TABLES, nine, { ...MAY, smallStructure: 9 }).tables.some(({ isCut }) => isCut)).toBe(false);
  });

  it('shows the cercles of a region, with the part of unknown cercle, from ten in one of them on', () => {
    const at = (cercle: 'mopti_djenne' | null, count: number): readonly CountedUnit[] =>
      Array.from({ length: count }, () => unit({ incident: incident({ place: { region: 'mopti', cercle } }) }));
    const codes = (units: readonly CountedUnit[]): readonly string[] =>
      table(evaluate(TABLES, units, MAY), 'G24').blocks[0]?.dimensions[0]?.codes ?? [];
    expect(codes([...at('mopti_djenne', 9), ...at(null, 2)])).toHaveLength(12);
    const shown = [...at('mopti_djenne', 10), ...at(null, 2)];
    expect(codes(shown)).toHaveLength(12 + 8 + 1);
    expect(figures(evaluate(TABLES, shown, MAY), 'G24').get('incident_geo=mopti_djenne')).toBe(10);
    expect(figures(evaluate(TABLES, shown, MAY), 'G24').get('incident_geo=mopti_unknown')).toBe(2);
    expect(codes(at(null, 12))).toHaveLength(12 + 8 + 1);
  });

  it('knows the ancestors of a code with several parents', () => {
    const dimension = {
      id: 'age_band',
      title: { fr: '', en: '' },
      hierarchy: [
        [TOTAL, ['young', 'old']],
        ['line', ['young', 'other']],
      ] as const,
      labels: new Map(),
      isPlace: false,
    } as const;
    expect([...ancestorsOf(dimension, 'young')].toSorted()).toEqual(['line', TOTAL, 'young']);
  });
});
