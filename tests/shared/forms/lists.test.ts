import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../shared/forms/answers.ts';
import { choices, visible } from '../../../shared/forms/engine.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { label, LISTS, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { listChanges, mayRetire, newCode, withAgreed, type NamedCode } from '../../../shared/forms/lists/agreed.ts';
import {
  ADAPTABLE_LISTS,
  countedCode,
  listsInForce,
  offeredCercles,
  offeredOptions,
  REFERENCE_LISTS,
  standardCode,
  wordsOf,
  type AdaptableList,
  type AgreedCode,
} from '../../../shared/forms/lists/inForce.ts';
import { placeInWords } from '../../../shared/forms/lists/places.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { CODE_FORM, schemaOf } from '../../../shared/forms/schema.ts';
import { withComputed } from '../../../shared/forms/computed.ts';
import { codeOf } from '../../../shared/takeover/wordings.ts';
import { CONTEXT } from './invented.ts';

const TODAY = CONTEXT.today;
const BLANK = { region: null, countsAs: null, retiredFrom: null };
const TAXI: AgreedCode = {
  ...BLANK,
  list: 'perp_occupation',
  code: 'x_taxi',
  fr: 'Taxi inventé',
  en: 'Invented taxi',
  countsAs: 'transport',
};
const VOLUNTEER: AgreedCode = { ...TAXI, code: 'x_volunteer', fr: 'Volontaire inventé', en: 'Invented volunteer', countsAs: 'aid_worker' };
const PATROL: AgreedCode = { ...TAXI, code: 'x_patrol', fr: 'Patrouille inventée', en: 'Invented patrol', countsAs: 'militia' };
const CERCLE: AgreedCode = {
  ...BLANK,
  list: 'cercle',
  code: 'mopti_new',
  fr: 'Nouveau',
  en: 'New',
  region: 'mopti',
  countsAs: 'mopti_djenne',
};

function agreed(...codes: readonly NamedCode[]): readonly AgreedCode[] {
  const { agreed: next, refusal } = withAgreed([], codes);
  if (next === null) throw new Error(refusal);
  return next;
}

const under = (...codes: readonly AgreedCode[]) => ({ ...CONTEXT, lists: listsInForce(agreed(...codes)) });
const PERPETRATOR = formOf('alleged_perpetrator');
const errorsOf = (form: Parameters<typeof formOf>[0], answers: Answers, context = CONTEXT) =>
  problems(formOf(form), answers, context, 'save').filter(({ kind }) => kind !== 'missing');

describe('a code added to a list', () => {
  it('is offered before « autre », kept, worded, and read in a register', () => {
    const { lists } = under(TAXI);
    const codes = offeredOptions(lists, 'perp_occupation', TODAY).map(({ code }) => code);
    expect(codes.slice(-3)).toEqual(['x_taxi', 'other', 'unknown']);
    expect(wordsOf(lists, 'perp_occupation', 'x_taxi')?.fr).toBe('Taxi inventé');
    expect(errorsOf('alleged_perpetrator', { perp_occupation: 'x_taxi' }, under(TAXI))).toEqual([]);
    expect(codeOf('perp_occupation', 'TAXI INVENTE', { wordings: {}, lists })).toBe('x_taxi');
    expect(codeOf('perp_occupation', 'TAXI INVENTE', { wordings: {}, lists: REFERENCE_LISTS })).toBeUndefined();
  });

  it('is refused where the lists do not have it, and its answer stays readable', () => {
    expect(errorsOf('alleged_perpetrator', { perp_occupation: 'x_taxi' })).toMatchObject([{ kind: 'notOffered' }]);
    expect(schemaOf(PERPETRATOR).parse({ perp_occupation: 'x_taxi' })).toEqual({ perp_occupation: 'x_taxi' });
    expect(wordsOf(REFERENCE_LISTS, 'perp_occupation', 'x_taxi')).toBeUndefined();
    expect(errorsOf('incident', { incident_geo: { region: 'mopti', cercle: 'mopti_new' } })).toMatchObject([{ kind: 'malformed' }]);
  });

  it('is, for every rule, the code that it counts as', () => {
    const asked = (code: string, ...codes: readonly AgreedCode[]) =>
      visible(PERPETRATOR, { perp_occupation: code }, under(...codes)).has('perp_armed_actor');
    expect([asked('x_patrol', PATROL), asked('x_taxi', TAXI), asked('x_patrol')]).toEqual([true, false, false]);
    const aid = (code: string, context = under(VOLUNTEER, TAXI)) =>
      withComputed('alleged_perpetrator', { perp_occupation: code }, { context, rows: [], clocks: [] })['perp_is_aid_worker'];
    expect([aid('x_volunteer'), aid('x_taxi'), aid('x_volunteer', CONTEXT)]).toEqual(['yes', 'no', undefined]);
    const incident = { q1_sexual: 'yes', q1_penetration: 'yes', incident_place_type: 'market' };
    const rows = [{ perp_occupation: 'x_patrol' }];
    expect(withComputed('incident', incident, { context: under(PATROL), rows, clocks: [] })['crsv_flag']).toBe(
      withComputed('incident', incident, { context: CONTEXT, rows: [{ perp_occupation: 'militia' }], clocks: [] })['crsv_flag'],
    );
  });

  it('of a cercle belongs to its region and falls in a cell that every centre has', () => {
    const { lists } = under(CERCLE, { ...CERCLE, code: 'gao_new', fr: 'Autre nouveau', en: 'Another new', region: 'gao', countsAs: null });
    expect(offeredCercles(lists, 'mopti', TODAY).map(({ code }) => code)).toContain('mopti_new');
    expect(offeredCercles(lists, 'gao', TODAY).map(({ code }) => code)).not.toContain('mopti_new');
    expect(standardCode(lists, 'cercle', 'mopti_new')).toBe('mopti_djenne');
    expect(standardCode(lists, 'cercle', 'gao_new')).toBeNull();
    expect(placeInWords({ region: 'mopti', cercle: 'mopti_new' }, lists).fr).toBe('Mopti, Nouveau');
    const context = { ...CONTEXT, lists };
    expect(errorsOf('incident', { incident_geo: { region: 'mopti', cercle: 'mopti_new' } }, context)).toEqual([]);
    expect(errorsOf('incident', { incident_geo: { region: 'gao', cercle: 'mopti_new' } }, context)).toMatchObject([{ kind: 'malformed' }]);
  });
});

describe('a code retired', () => {
  const RETIRED: AgreedCode = {
    ...BLANK,
    list: 'perp_occupation',
    code: 'mining',
    fr: 'Orpaillage',
    en: 'Gold panning',
    retiredFrom: TODAY,
  };
  const field = fieldTable(PERPETRATOR)['perp_occupation'];
  if (field?.type !== 'one') throw new Error('not a coded question');
  const offered = (context: typeof CONTEXT, given?: string) => choices(field, {}, context, given).map(({ code }) => code);

  it('is no longer offered from its day on, and stays the answer that it was', () => {
    const context = under(RETIRED);
    expect(offered({ ...context, today: '2026-05-19' })).toContain('mining');
    expect(offered(context)).not.toContain('mining');
    expect(offered(context, 'mining')).toContain('mining');
    expect(errorsOf('alleged_perpetrator', { perp_occupation: 'mining' }, context)).toEqual([]);
    expect(wordsOf(context.lists, 'perp_occupation', 'mining')).toMatchObject({ fr: 'Orpaillage' });
  });

  it('cercles all retired: the region alone is enough', () => {
    const all = LISTS.cercle
      .filter(({ region }) => region === 'gao')
      .map(({ code, fr, en }): AgreedCode => ({ ...BLANK, list: 'cercle', code, fr, en, retiredFrom: TODAY }));
    expect(
      problems(formOf('incident'), { incident_geo: { region: 'gao' } }, under(...all), 'finish').some(
        ({ field: at }) => at === 'incident_geo',
      ),
    ).toBe(false);
  });
});

describe('what is refused', () => {
  it.each([
    ['sharedList', { ...TAXI, list: 'gbv_type', countsAs: 'rape' }],
    ['sharedList', { ...TAXI, list: 'region' }],
    ['codeReused', { ...TAXI, code: 'rape' }],
    ['codeReused', { ...TAXI, code: 'x_patrol' }],
    ['codeReused', { ...BLANK, list: 'perp_occupation', code: 'mining', fr: 'Mine', en: 'Mine', countsAs: 'other' }],
    ['codeReused', { ...PATROL, countsAs: 'transport' }],
    ['codeReused', { ...PATROL, list: 'nationality', countsAs: 'other' }],
    ['countsNowhere', { ...TAXI, countsAs: null }],
    ['countsNowhere', { ...TAXI, countsAs: 'x_patrol' }],
    ['countsNowhere', { ...TAXI, countsAs: 'market' }],
    ['countsNowhere', { ...TAXI, region: 'gao' }],
    ['countsNowhere', { ...CERCLE, region: 'gao' }],
    ['countsNowhere', { ...CERCLE, region: 'abroad' }],
    ['countsNowhere', { ...CERCLE, region: null }],
    ['neededCode', { ...BLANK, list: 'perp_occupation', code: 'aid_worker', fr: 'ONG', en: 'NGO', retiredFrom: TODAY }],
    ['neededCode', { ...BLANK, list: 'harmful_practice', code: 'none', fr: 'Non', en: 'No', retiredFrom: TODAY }],
    ['sameWords', { ...TAXI, fr: 'PATROUILLE inventee' }],
    ['sameWords', { ...TAXI, en: 'Fishing' }],
    ['sameWords', { ...BLANK, list: 'perp_occupation', code: 'mining', fr: 'Pêche', en: 'Mine' }],
  ] as const)('%s: %o', (refusal, code) => {
    expect(withAgreed(agreed(PATROL), [code])).toEqual({ agreed: null, refusal });
  });

  it('nothing, of the present reference', () => {
    const whole = ADAPTABLE_LISTS.flatMap((list) => LISTS[list].map(({ code, fr, en }): AgreedCode => ({ ...BLANK, list, code, fr, en })));
    expect(withAgreed([], whole).refusal).toBeNull();
    expect(listChanges([], agreed(...whole))).toEqual([]);
  });
});

/** A code of the reference reworded, retired or both; or an invented code, with what it counts as. */
const namedCode = fc
  .record({
    list: fc.constantFrom(...ADAPTABLE_LISTS),
    rank: fc.nat(),
    invented: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
    word: fc.constantFrom('Un', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept'),
    retiredFrom: fc.constantFrom(null, null, '2026-01-01', '2027-01-01'),
  })
  .map(({ list, rank, invented, word, retiredFrom }): AgreedCode => {
    const one = LISTS[list][rank % LISTS[list].length];
    if (one === undefined) throw new Error('an empty list');
    const words = { fr: `${word} inventé`, en: `${word} invented` };
    if (invented === null) return { ...BLANK, list, code: one.code, ...words, retiredFrom };
    const region = list === 'cercle' && 'region' in one && typeof one.region === 'string' ? one.region : null;
    return { list, code: `x_${list}_${invented}`, ...words, region, countsAs: one.code, retiredFrom };
  });
const updates = fc.array(fc.array(namedCode, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

const FIELDS = {
  incident_place_type: 'incident',
  harmful_practice: 'incident',
  perp_occupation: 'alleged_perpetrator',
  nationality: 'registration',
} as const;

/** Every answer that the lists ever allowed, as it would be stored and checked again. */
function answersOf(
  list: AdaptableList,
  code: string,
  region: string | null,
): { readonly form: Parameters<typeof formOf>[0]; readonly answers: Answers } {
  if (list !== 'cercle') return { form: FIELDS[list], answers: { [list]: code } };
  return { form: 'incident', answers: { incident_geo: { region: region ?? '', cercle: code } } };
}

describe('after any updates', () => {
  it('every answer that was ever possible reads, is worded, holds, and counts as it did', () => {
    fc.assert(
      fc.property(updates, (sent) => {
        let here: readonly AgreedCode[] = [];
        const counts = new Map<string, string | null>();
        for (const codes of [[], ...sent]) {
          here = withAgreed(here, codes).agreed ?? here;
          const lists = listsInForce(here);
          for (const list of ADAPTABLE_LISTS)
            for (const { code } of lists.codes.get(list) ?? [])
              counts.set(`${list} ${code}`, counts.get(`${list} ${code}`) ?? countedCode(lists, code));
        }
        const lists = listsInForce(here);
        for (const [key, counted] of counts) {
          const [list = '', code = ''] = key.split(' ');
          const name = ADAPTABLE_LISTS.find((one) => one === list);
          if (name === undefined) throw new Error('not a list');
          const listed = lists.byCode.get(name)?.get(code);
          expect(listed?.fr).toBeTruthy();
          expect(countedCode(lists, code)).toBe(counted);
          const { form, answers } = answersOf(name, code, listed?.region ?? null);
          expect(schemaOf(formOf(form)).parse(answers)).toEqual(answers);
          expect(errorsOf(form, answers, { ...CONTEXT, lists })).toEqual([]);
        }
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  it('what was retired is offered to nobody anew, what says that nothing fits always is', () => {
    fc.assert(
      fc.property(updates, (sent) => {
        const here = sent.reduce<readonly AgreedCode[]>((known, codes) => withAgreed(known, codes).agreed ?? known, []);
        const lists = listsInForce(here);
        for (const list of ADAPTABLE_LISTS) {
          const offered = offeredOptions(lists, list, TODAY).map(({ code }) => code);
          for (const { code } of LISTS[list]) if (!mayRetire(list, code)) expect(offered).toContain(code);
          for (const { code, retiredFrom } of here.filter((one) => one.list === list))
            expect(offered.includes(code)).toBe(retiredFrom === null || retiredFrom > TODAY);
        }
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('an update entered twice changes nothing, and an update says all that it changes', () => {
    fc.assert(
      fc.property(updates, (sent) => {
        let here: readonly AgreedCode[] = [];
        for (const codes of sent) {
          const next = withAgreed(here, codes).agreed ?? here;
          const changed = new Set(listChanges(here, next).map(({ list, code }) => `${list} ${code}`));
          const [before, after] = [listsInForce(here), listsInForce(next)];
          for (const list of ADAPTABLE_LISTS)
            for (const one of after.codes.get(list) ?? []) {
              const was = before.byCode.get(list)?.get(one.code);
              const same = was?.fr === one.fr && was.en === one.en && was.retiredFrom === one.retiredFrom;
              expect(changed.has(`${list} ${one.code}`)).toBe(!same);
            }
          expect(listChanges(next, withAgreed(next, next).agreed ?? [])).toEqual([]);
          here = next;
        }
      }),
      { seed: 13, numRuns: 30 },
    );
  });
});

describe('a new code', () => {
  it('has the form of a code and was never used, whatever its words', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
        fc.constantFrom('cercle' as const, 'nationality' as const),
        (en, list) => {
          const region = list === 'cercle' ? 'tombouctou' : null;
          const first = newCode(list, { en, region }, []);
          expect(first).toMatch(CODE_FORM);
          const second = newCode(list, { en, region }, [{ ...CERCLE, list, code: first }]);
          expect(second).toMatch(CODE_FORM);
          expect(second).not.toBe(first);
        },
      ),
      { seed: 14 },
    );
  });
});

it('the words of every other list are those of the reference', () => {
  const codes: readonly CodeOf<'sex'>[] = ['female', 'male'];
  for (const code of codes) expect(wordsOf(REFERENCE_LISTS, 'sex', code)).toEqual(label('sex', code));
  expect(wordsOf(REFERENCE_LISTS, 'sex', 'x')).toBeUndefined();
});
