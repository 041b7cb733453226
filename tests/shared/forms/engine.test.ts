import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Answers } from '../../../shared/forms/answers.ts';
import { registration } from '../../../shared/forms/common/registration.ts';
import { applies, choices, difference, progress, prune, sameAnswer, split, visible } from '../../../shared/forms/engine.ts';
import { fieldsOf, fieldTable, isAsked, storageClass } from '../../../shared/forms/fields.ts';
import { incident } from '../../../shared/forms/gbv/incident.ts';
import { initialAnswers } from '../../../shared/forms/initial.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { FORM_IDS, formOf } from '../../../shared/forms/registry.ts';
import { answersTo, CONTEXT, contexts } from './invented.ts';

const SETTINGS = { seed: 20260520, numRuns: 60 };

describe.each(FORM_IDS.map((id) => ({ id, form: formOf(id) })))('$id, whatever is answered', ({ form }) => {
  const cases = fc.tuple(answersTo(form), contexts);

  test('what is pruned stays pruned, shows the same questions and keeps only what is shown', () => {
    fc.assert(
      fc.property(cases, ([answers, context]) => {
        const once = prune(form, answers, context);
        expect(prune(form, once.answers, context)).toEqual({ answers: once.answers, dropped: [] });
        expect(visible(form, once.answers, context)).toEqual(visible(form, answers, context));
        expect([...Object.keys(once.answers), ...once.dropped].toSorted()).toEqual(Object.keys(answers).toSorted());
        for (const code of Object.keys(once.answers)) expect(visible(form, answers, context).has(code)).toBe(true);
      }),
      SETTINGS,
    );
  });

  test('a section never asks more than eight questions at once', () => {
    fc.assert(
      fc.property(cases, ([answers, context]) => {
        const shown = visible(form, answers, context);
        for (const { fields } of Object.values(form.sections)) {
          const asked = Object.entries(fields).filter(([code, field]) => shown.has(code) && isAsked(field));
          expect(asked.length).toBeLessThanOrEqual(8);
        }
      }),
      SETTINGS,
    );
  });

  test('what stops a save stops finishing, and only R is ever missing at a save', () => {
    fc.assert(
      fc.property(cases, ([answers, context]) => {
        const save = problems(form, answers, context, 'save');
        const finish = problems(form, answers, context, 'finish');
        expect(finish).toEqual(expect.arrayContaining([...save]));
        for (const problem of save.filter(({ kind }) => kind === 'missing')) expect(fieldTable(form)[problem.field]?.required).toBe('R');
        for (const problem of finish) expect(visible(form, answers, context).has(problem.field)).toBe(true);
      }),
      SETTINGS,
    );
  });

  test('progress counts the questions that matter, section by section', () => {
    fc.assert(
      fc.property(cases, ([answers, context]) => {
        const { answered, useful, sections } = progress(form, answers, context);
        expect(answered).toBeLessThanOrEqual(useful);
        expect(Object.keys(sections)).toEqual(Object.keys(form.sections));
        expect(Object.values(sections).reduce((sum, part) => sum + part.answered, 0)).toBe(answered);
        const missing = problems(form, answers, context, 'finish').filter(
          ({ field, kind }) => kind === 'missing' && fieldTable(form)[field]?.type !== 'calc',
        );
        const blank = missing.filter(({ field }) => answers[field] === undefined);
        expect(blank.length).toBe(useful - answered);
      }),
      SETTINGS,
    );
  });

  test('a difference leads from the one to the other, and from nothing to nothing', () => {
    fc.assert(
      fc.property(answersTo(form), answersTo(form), (before, after) => {
        expect(difference(before, before)).toEqual([]);
        const patched: Record<string, Answer> = { ...before };
        for (const change of difference(before, after)) {
          if (change.after === undefined) delete patched[change.field];
          else patched[change.field] = change.after;
        }
        expect(difference(patched, after)).toEqual([]);
      }),
      SETTINGS,
    );
  });

  test('splitting loses and doubles nothing, and puts each answer under its own class', () => {
    fc.assert(
      fc.property(answersTo(form), (answers) => {
        const parts = split(form, answers);
        const together: Answers = { ...parts.OP, ...parts.QI, ...parts.SN, ...parts.DI, ...parts.RD };
        expect(together).toEqual(answers);
        expect(Object.values(parts).reduce((sum, part) => sum + Object.keys(part).length, 0)).toBe(Object.keys(answers).length);
        for (const { code, field } of fieldsOf(form)) {
          if (answers[code] !== undefined) expect(parts[storageClass(field.privacy)][code]).toEqual(answers[code]);
        }
      }),
      SETTINGS,
    );
  });
});

describe('visibility', () => {
  test('a hidden cause hides its consequences', () => {
    const answers = { q1_penetration: 'yes', q2_sexual_contact: 'no', q3_physical: 'no' };
    expect(visible(incident, answers, CONTEXT).has('q2_sexual_contact')).toBe(false);
    expect(visible(incident, answers, CONTEXT).has('q3_physical')).toBe(false);
    expect(prune(incident, answers, CONTEXT).dropped).toEqual(['q2_sexual_contact', 'q3_physical']);
  });

  test('a withheld answer counts as "not yes"; a blank opens nothing', () => {
    expect(visible(incident, { q1_penetration: { withheld: 'declined' } }, CONTEXT).has('q2_sexual_contact')).toBe(true);
    expect(visible(incident, { q1_penetration: 'unknown' }, CONTEXT).has('q2_sexual_contact')).toBe(true);
    expect(visible(incident, {}, CONTEXT).has('q2_sexual_contact')).toBe(false);
  });

  test('a form may be without object', () => {
    expect(applies(formOf('safe_contact'), { ...CONTEXT, consentContact: 'no' })).toBe(false);
    expect(applies(formOf('safe_contact'), { ...CONTEXT, consentContact: 'yes' })).toBe(true);
    expect(applies(incident, CONTEXT)).toBe(true);
  });

  test('PE questions of a follow-up are for PE files', () => {
    const followUp = formOf('follow_up');
    expect(visible(followUp, {}, { ...CONTEXT, programme: 'gbv' }).has('fu_child_seen')).toBe(false);
    expect(visible(followUp, {}, { ...CONTEXT, programme: 'cp' }).has('fu_child_seen')).toBe(true);
  });

  test('a photo is never asked for gender-based violence', () => {
    const facts = { ...CONTEXT, consentPhoto: 'yes', uascStatus: 'separated' } as const;
    expect(visible(formOf('identity'), {}, { ...facts, programme: 'cp' }).has('photo')).toBe(true);
    expect(visible(formOf('identity'), {}, { ...facts, programme: 'gbv_cp' }).has('photo')).toBe(false);
    expect(visible(formOf('identity'), {}, facts).has('photo')).toBe(false);
  });
});

describe('problems', () => {
  const found = (
    id: (typeof FORM_IDS)[number],
    answers: Answers,
    moment: 'save' | 'finish' = 'save',
    facts: Partial<typeof CONTEXT> = {},
  ) => problems(formOf(id), answers, { ...CONTEXT, ...facts }, moment).map(({ field, kind }) => `${field} ${kind}`);

  test('a report in the future, an incident after its report, a year that may fit', () => {
    expect(found('incident', { report_date: '2026-05-21', reported_by: 'survivor' })).toEqual(['report_date limit']);
    const reported = { report_date: '2026-05-20', reported_by: 'survivor' };
    expect(found('incident', { ...reported, incident_date: '2026-05-21' })).toEqual(['incident_date limit']);
    expect(found('incident', { ...reported, incident_date: '2026-06' })).toEqual(['incident_date limit']);
    expect(found('incident', { ...reported, incident_date: '2026-05' })).toEqual([]);
    expect(found('incident', { ...reported, incident_date: '2026' })).toEqual([]);
    expect(found('incident', { ...reported, incident_date: '1990-01-01' }, 'save', { birthDate: '1991-01-01' })).toEqual([
      'incident_date limit',
    ]);
    expect(found('incident', { ...reported, incident_date: '1991' }, 'save', { birthDate: '1991-06-01' })).toEqual([]);
  });

  test('a date of birth of more than 110 years ago', () => {
    const person = { sex: 'female', age_known: 'dob', age_years: 30 };
    const dated = (date_of_birth: string) =>
      found('registration', { ...person, date_of_birth }).filter((one) => one.startsWith('date_of_birth'));
    expect(dated('1916-05-19')).toEqual(['date_of_birth limit']);
    expect(dated('1916-05-20')).toEqual([]);
    expect(dated('2026-05-21')).toEqual(['date_of_birth limit']);
    expect(dated('2026-02-30')).toEqual(['date_of_birth malformed']);
  });

  test('instants are compared to the minute', () => {
    const risk = { danger_now: 'no', life_threat_injury: 'no', suicide_risk: 'no', perp_access_risk: 'no', risk_level: 'low' };
    expect(found('risk_assessment', { ...risk, risk_date: '2026-05-20T10:01' })).toEqual(['risk_date limit']);
    expect(found('risk_assessment', { ...risk, risk_date: '2026-05-20T10:00' })).toEqual([]);
  });

  test('a dependant count below the children, a region of Mali without its cercle', () => {
    expect(found('registration', { dependants_children: 3, dependants_total: 2 })).toContain('dependants_total limit');
    expect(found('registration', { dependants_children: 3, dependants_total: 3 })).not.toContain('dependants_total limit');
    expect(found('registration', { residence_geo: { region: 'mopti' } })).toContain('residence_geo missing');
    expect(found('registration', { residence_geo: { region: 'abroad' } })).not.toContain('residence_geo missing');
    expect(found('incident', { incident_geo: { region: 'mopti' } })).not.toContain('incident_geo missing');
    expect(found('incident', { incident_geo: { region: 'mopti' } }, 'finish')).toContain('incident_geo missing');
  });

  test('withheld satisfies S, is refused on R', () => {
    const living = found('registration', { living_setting: { withheld: 'declined' } }, 'finish');
    expect(living).not.toContain('living_setting missing');
    expect(found('registration', { sex: { withheld: 'declined' } })).toContain('sex malformed');
  });

  test('explanations that must have been given stop finishing, not saving', () => {
    const answers = { info_limits: 'no' };
    expect(found('consent_service', answers, 'finish')).toContain('info_limits check');
    expect(found('consent_service', answers)).not.toContain('info_limits check');
  });

  test('choices that exclude each other, and what the person did not authorise', () => {
    expect(found('consent_service', { persons_present: ['none', 'friend'] })).toContain('persons_present notOffered');
    expect(found('consent_service', { persons_present: ['none'] })).not.toContain('persons_present notOffered');
    const shared = { ref_info_shared: ['needs', 'name'] };
    expect(problems(formOf('referral'), shared, { ...CONTEXT, authorisedItems: ['needs'] }, 'save').map(({ field }) => field)).toContain(
      'ref_info_shared',
    );
    expect(found('referral', shared)).not.toContain('ref_info_shared notOffered');
  });

  test('old information about a provider is a warning', () => {
    const checked = (prov_checked_on: string) =>
      problems(formOf('provider'), { prov_checked_on }, CONTEXT, 'save').filter(({ field }) => field === 'prov_checked_on');
    expect(checked('2026-02-18')).toMatchObject([{ kind: 'stale', level: 'warning' }]);
    expect(checked('2026-02-19')).toEqual([]);
  });

  test('what the application fills in is not asked of a person', () => {
    expect(found('registration', {}).filter((one) => /case_code|survivor_code|sibling/.test(one))).toEqual([]);
  });
});

describe('choices', () => {
  const offered = (field: string, answers: Answers, facts = {}) => {
    const question = fieldTable(formOf('referral'))[field];
    if (question?.type !== 'many') throw new Error('not a coded question');
    return choices(question, answers, { ...CONTEXT, ...facts }, undefined).map(({ code }) => code);
  };

  test('the services in detail follow the category', () => {
    expect(offered('ref_service_detail', { ref_service_category: 'shelter' })).toEqual(['shel_emergency', 'shel_medium', 'other']);
    expect(offered('ref_service_detail', {}).length).toBe(41);
  });
});

test('the raw value of a reportable grouping is kept as a quasi-identifier', () => {
  const answers = { registration_date: '2026-05-20', age_years: 12, sex: 'female', date_of_birth: '2014-01-01', case_code: 'K1' };
  expect(split(registration, answers)).toEqual({
    OP: { case_code: 'K1' },
    QI: { registration_date: '2026-05-20', age_years: 12 },
    SN: {},
    DI: { date_of_birth: '2014-01-01' },
    RD: { sex: 'female' },
  });
});

test('a new form proposes what the reference says', () => {
  expect(initialAnswers(formOf('consent_share'), { ...CONTEXT, shareConsentEnd: '2026-08-18' })).toEqual({ valid_until: '2026-08-18' });
  expect(initialAnswers(formOf('safe_contact'), CONTEXT)).toEqual({
    leave_message: 'no',
    home_visit_allowed: 'no',
    valid_from: '2026-05-20',
  });
  expect(initialAnswers(registration, CONTEXT)).toEqual({ country_of_origin: 'ml' });
  expect(initialAnswers(formOf('consent_service'), { ...CONTEXT, mandatoryReporting: 'yes' })).toEqual({
    mandatory_reporting_applies: 'yes',
  });
  expect(initialAnswers(formOf('consent_service'), CONTEXT)).toEqual({});
});

test('several codes are the same in any order', () => {
  expect(sameAnswer(['bam', 'fra'], ['fra', 'bam'])).toBe(true);
  expect(sameAnswer({ region: 'gao', cercle: 'gao_gao' }, { cercle: 'gao_gao', region: 'gao' })).toBe(true);
  expect(sameAnswer('yes', ['yes'])).toBe(false);
  expect(sameAnswer(undefined, undefined)).toBe(true);
});

test('an answer without a question has no place to be stored', () => {
  expect(() => split(registration, { invented: 'x' })).toThrow(RangeError);
});
