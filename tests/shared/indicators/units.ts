import { LISTS, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { AGE_PARTITION } from '../../../shared/rules/incident/ages.ts';
import type { CountedIncident, CountedPlace, CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';

/** A small generator with a fixed seed (mulberry32): the same units in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NOWHERE: CountedPlace = { region: 'mopti', cercle: 'mopti_mopti' };

export function incident(changes: Partial<CountedIncident> = {}): CountedIncident {
  return {
    reported: { month: '2026-05', lateIn: null },
    reportedBy: 'survivor',
    previouslyReported: 'no',
    gbvType: 'rape',
    ageGroupAtIncident: 'a20_24',
    elapsedClass: 'd0_3',
    contexts: [],
    presumedConflictRelated: false,
    place: NOWHERE,
    placeType: null,
    timeOfDay: null,
    displacementStage: null,
    previousIncidents: null,
    perpetratorCount: 'one',
    perpetrators: [{ rank: 'primary', sex: 'male', ageGroup: 'a26_40', relation: 'no_relation', occupation: 'trade' }],
    dispositions: [],
    ...changes,
  };
}

export function unit(changes: Partial<CountedUnit> = {}): CountedUnit {
  return {
    personId: 'person-1',
    origin: 'intake',
    caseState: 'open_intake',
    program: 'gbv',
    consentReporting: 'yes',
    registered: { month: '2026-05', lateIn: null },
    cameBySlip: false,
    siteRegion: 'mopti',
    residence: NOWHERE,
    sex: 'female',
    ageGroup: 'a20_24',
    maritalStatus: null,
    displacementStatus: null,
    incident: incident(),
    ...changes,
  };
}

/** Units of every kind over three months, more of the ordinary than of the exceptional. */
export function randomUnits(seed: number, count: number): readonly CountedUnit[] {
  const next = generator(seed);
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(next() * values.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  };
  const codes = <Name extends keyof typeof LISTS>(name: Name): readonly CodeOf<Name>[] => LISTS[name].map(({ code }): CodeOf<Name> => code);
  const rarely = <Value>(usual: Value, exceptions: readonly Value[]): Value => (next() < 0.8 ? usual : pick(exceptions));
  const place = (): CountedPlace => {
    const region = rarely<CountedPlace['region']>('mopti', ['gao', 'segou', 'abroad', 'unknown']);
    const cercles = LISTS.cercle.filter((cercle) => cercle.region === region).map(({ code }) => code);
    return { region, cercle: cercles.length > 0 && next() < 0.9 ? pick(cercles.slice(0, 3)) : null };
  };
  const months = ['2026-04', '2026-05', '2026-06'];
  return Array.from({ length: count }, (_, rank) => {
    const month = pick(months);
    const perpetrators = Array.from({ length: Math.floor(next() * 3) }, (__, order) => ({
      rank: order === 0 || next() < 0.2 ? ('primary' as const) : ('secondary' as const),
      sex: 'male' as const,
      ageGroup: null,
      relation: rarely<CodeOf<'perp_relation'> | null>(pick(codes('perp_relation')), [null]),
      occupation: null,
    }));
    return unit({
      personId: `person-${Math.floor(rank / (next() < 0.1 ? 2 : 1))}`,
      origin: rarely<CountedUnit['origin']>('intake', ['takeover']),
      caseState: rarely<CountedUnit['caseState']>('open_intake', ['draft', 'duplicate', 'no_consent', 'closed', 'suspended']),
      consentReporting: rarely<CountedUnit['consentReporting']>('yes', ['no', null]),
      registered: { month: rarely(month, months), lateIn: null },
      cameBySlip: rarely(false, [true, false]),
      residence: place(),
      sex: rarely<CountedUnit['sex']>('female', ['male', null]),
      ageGroup: rarely<CountedUnit['ageGroup']>(pick(AGE_PARTITION)[0], ['unknown']),
      incident: rarely<CountedIncident | null>(
        incident({
          reported: { month, lateIn: rarely<string | null>(null, ['2026-05']) },
          reportedBy: rarely<CountedIncident['reportedBy']>('survivor', ['third_party', null, 'caregiver_child_present']),
          previouslyReported: rarely<CountedIncident['previouslyReported']>('no', ['yes_gbvims', 'yes_other', null]),
          gbvType: rarely<CountedIncident['gbvType']>(pick(codes('gbv_type')), [null]),
          elapsedClass: pick(codes('elapsed_class')),
          place: place(),
          perpetrators,
        }),
        [null],
      ),
    });
  });
}
