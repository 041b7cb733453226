import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf, storageClass } from '../../../../shared/forms/fields.ts';
import { LISTS } from '../../../../shared/forms/lists/all.ts';
import { FORM_IDS, formOf, isOfCase } from '../../../../shared/forms/registry.ts';
import type { Answers } from '../../../../shared/forms/answers.ts';
import type { InfoItem, Recipient } from '../../../../shared/rules/consent/consent.ts';
import {
  EXTRACT_PARTS,
  MASKED_PARTS,
  classesNeeded,
  extractReaders,
  extractSections,
  offeredParts,
  partOf,
  partWords,
  partsMark,
  partsOfMark,
  preselectedParts,
  type ExtractPart,
} from '../../../../shared/rules/consent/extract.ts';
import type { GeneralConsent, ShareConsent } from '../../../../shared/rules/consent/sharing.ts';

const TODAY = '2026-10-12';
const ITEMS: readonly InfoItem[] = LISTS.info_item.map(({ code }) => code);
const AGREES: GeneralConsent = { services: 'yes', reporting: 'yes', contact: 'yes', tracing: 'no', photo: 'no', mrm: 'no', withdrawn: [] };
const SHARE: ShareConsent = {
  recipient: 'health',
  providerId: null,
  authorised: true,
  items: ITEMS,
  givenOn: '2026-10-01',
  validUntil: '2026-12-31',
  withdrawnOn: null,
};
const CASE_FORMS = FORM_IDS.filter(isOfCase);

/** Every question of every form of a case, answered with its own name: what is on the paper says where it came from. */
const RECORDS = CASE_FORMS.map((form) => {
  const named = fieldsOf(formOf(form)).map(({ code }) => [code, `${form}/${code}`]);
  const answers: Answers = { ...Object.fromEntries(named), '@type': 'rape' };
  return { form, answers };
});

/** What each item may say, written by hand from reference §3 and §4.3, and from nothing in the rule. */
const PATTERNS: Readonly<Partial<Record<InfoItem, RegExp>>> = {
  code_only: /^registration\/survivor_code$/,
  age_sex: /^registration\/(?:sex|age_years)$/,
  name: /^identity\/(?:last|first)_name$/,
  contact: /^(?:identity\/phone|safe_contact\/\w+)$/,
  location: /^(?:registration\/residence_geo|identity\/address)$/,
  family: /^registration\/(?:marital_status|polygamous_union|household_head|dependants_\w+|child_lives_alone|caregiver_\w+)$/,
  needs: /^(?:assessment_gbv\/need_[a-z]+|plan_item\/item_(?:domain|priority|service_category))$/,
  incident_type: /^Type 1$/,
  incident_date: /^incident\/incident_(?:date|date_precision|time|timeofday)$/,
  incident_account: /^incident\/incident_account$/,
  perpetrator_info: /^alleged_perpetrator\/perp_(?:rank|sex|age_group|relation|occupation)$/,
  medical_info: /^(?:incident\/(?:injuries|pregnancy_risk)|assessment_gbv\/health_signs|referral_event\/(?:pep|ec)_given)$/,
  risk_info: /^risk_assessment\/(?:risk_date|risk_level|immediate_action)$/,
  documents: /^(?:registration\/(?:civil_doc_status|documents_lost)|identity\/id_doc_(?:type|number))$/,
};

function answersOf(parts: readonly ExtractPart[]): readonly string[] {
  return extractSections(parts, RECORDS).flatMap(({ records }) =>
    records.flatMap(({ lines }) => lines.map(({ answer }) => (typeof answer === 'string' ? answer : ''))),
  );
}

const yesNo = fc.constantFrom('yes', 'no', null);
const consent: fc.Arbitrary<ShareConsent> = fc.record({
  recipient: fc.constantFrom('health', 'legal', 'livelihoods', 'security'),
  providerId: fc.constantFrom(null, 'one', 'other'),
  authorised: fc.boolean(),
  items: fc.subarray([...ITEMS]),
  givenOn: fc.constantFrom('2026-10-01', TODAY, '2026-10-20'),
  validUntil: fc.constantFrom('2026-10-11', '2026-12-31'),
  withdrawnOn: fc.constantFrom(null, '2026-10-05', TODAY, '2026-11-01'),
});
const generalConsent: fc.Arbitrary<GeneralConsent> = fc.record({
  services: fc.oneof({ weight: 3, arbitrary: fc.constant('yes' as const) }, { weight: 1, arbitrary: yesNo }),
  reporting: yesNo,
  contact: yesNo,
  tracing: yesNo,
  photo: yesNo,
  mrm: yesNo,
  withdrawn: fc.array(
    fc.record({ scope: fc.constantFrom('all', 'services', 'sharing', 'contact'), on: fc.constantFrom('2026-10-01', TODAY, '2026-11-01') }),
    { maxLength: 1 },
  ),
});

test('5,000 random consents: an extract for a provider or a court holds nothing that was not agreed to for it and that day', () => {
  let printed = 0;
  fc.assert(
    fc.property(fc.array(consent, { maxLength: 3 }), generalConsent, (authorisations, general) => {
      const on = TODAY;
      for (const reader of extractReaders({ general, authorisations, on }).filter(({ recipient }) => recipient !== null)) {
        const agreed = (item: InfoItem): boolean =>
          general.services === 'yes' &&
          !general.withdrawn.some((one) => ['all', 'services', 'sharing'].includes(one.scope) && one.on <= on) &&
          authorisations.some(
            (one) =>
              one.authorised &&
              one.recipient === reader.recipient &&
              (one.providerId === null || one.providerId === reader.providerId) &&
              one.items.includes(item) &&
              one.givenOn <= on &&
              one.validUntil >= on &&
              (one.withdrawnOn === null || one.withdrawnOn > on),
          );
        expect(reader.recipient).not.toBe('security');
        if (reader.purpose === 'court') expect(reader).toMatchObject({ recipient: 'legal', providerId: null });
        const patterns = ITEMS.filter(agreed).flatMap((item) => PATTERNS[item] ?? []);
        for (const answer of answersOf(offeredParts(reader, { general, authorisations, on }))) {
          printed += 1;
          expect(
            patterns.some((pattern) => pattern.test(answer)),
            answer,
          ).toBe(true);
        }
      }
    }),
    { numRuns: 5_000, seed: 20261012 },
  );
  expect(printed).toBeGreaterThan(10_000);
});

test('a reader that nobody authorised is offered nothing: the police, the MRM, a court beside legal help', () => {
  const all = (recipient: Recipient) => [{ ...SHARE, recipient }];
  const offered = (purpose: 'provider' | 'court', recipient: Recipient, authorised = recipient) =>
    offeredParts({ purpose, recipient, providerId: null }, { general: AGREES, authorisations: all(authorised), on: TODAY });
  for (const never of ['security', 'mrm', 'tracing'] as const) expect(offered('provider', never)).toEqual([]);
  expect(offered('provider', 'health', 'legal')).toEqual([]);
  expect(offered('court', 'health')).toEqual([]);
  expect(offered('court', 'legal')).toEqual(EXTRACT_PARTS.filter((part) => ITEMS.some((item) => item === part)));
  const withdrawn = { ...AGREES, withdrawn: [{ scope: 'sharing', on: TODAY }] } as const;
  expect(extractReaders({ general: withdrawn, authorisations: [SHARE], on: TODAY }).map(({ purpose }) => purpose)).toEqual([
    'person',
    'supervision',
  ]);
});

test('the person may have everything, the supervision all but the safe contact; nothing but code, age and sex is ticked before anybody ticks', () => {
  const none = { general: AGREES, authorisations: [], on: TODAY };
  const person = offeredParts({ purpose: 'person', recipient: null, providerId: null }, none);
  const supervision = offeredParts({ purpose: 'supervision', recipient: null, providerId: null }, none);
  expect(person).toEqual(EXTRACT_PARTS);
  expect(EXTRACT_PARTS.filter((part) => !supervision.includes(part))).toEqual(['contact']);
  expect(preselectedParts(person)).toEqual(['code_only', 'age_sex']);
  expect(answersOf(preselectedParts(person))).toEqual(['registration/survivor_code', 'registration/sex', 'registration/age_years']);
  expect(preselectedParts(['needs', 'name'])).toEqual([]);
});

test('what is not masked opens no identity and no account; a part opens only the classes it needs', () => {
  const ordinary = EXTRACT_PARTS.filter((part) => !MASKED_PARTS.has(part));
  for (const form of CASE_FORMS)
    for (const privacy of classesNeeded(form, ordinary)) expect(['OP', 'QI', 'RD'], `${form} ${privacy}`).toContain(privacy);
  expect([...classesNeeded('identity', ['name'])]).toEqual(['DI']);
  expect([...classesNeeded('identity', ['age_sex'])]).toEqual([]);
  expect([...classesNeeded('registration', ['age_sex'])].toSorted()).toEqual(['QI', 'RD']);
  expect([...classesNeeded('incident', ['incident_account'])]).toEqual(['SN']);
});

test('every identifying or sensitive question of a case is masked or on no extract; consents, files and decisions of the supervision are on none', () => {
  for (const form of CASE_FORMS)
    for (const { code, field } of fieldsOf(formOf(form))) {
      const part = partOf(form, code, field);
      const privacy = storageClass(field.privacy);
      if (part !== null && (privacy === 'DI' || privacy === 'SN')) expect(MASKED_PARTS.has(part), `${form}/${code}`).toBe(true);
      if (form.startsWith('consent') || form === 'note' || form === 'attachment' || field.type === 'file' || field.source === 'supervision')
        expect(part, `${form}/${code}`).toBeNull();
    }
  const all = answersOf(EXTRACT_PARTS);
  expect(new Set(all).size).toBe(all.length);
  for (const answer of ['registration/case_code', 'incident/gbv_type', 'closure_gbv/closure_approval_note'])
    expect(all).not.toContain(answer);
  for (const answer of ['identity/father_name', 'safety_plan/sp_concern', 'follow_up/fu_outcome', 'referral/ref_provider_id'])
    expect(all).toContain(answer);
});

test('the type is a number of the grid, and nothing where there is none', () => {
  expect(answersOf(['incident_type'])).toEqual(['Type 1']);
  const unknown = [
    { form: 'incident', answers: { '@type': 'non_gbv' } },
    { form: 'incident', answers: {} },
  ] as const;
  expect(extractSections(['incident_type'], unknown)).toEqual([{ part: 'incident_type', records: [] }]);
});

test('parts go in and out of one word for the journal, a letter each, at most twenty-six', () => {
  expect(EXTRACT_PARTS.length).toBeLessThanOrEqual(26);
  expect(partsMark(['name', 'code_only'])).toBe('am');
  fc.assert(
    fc.property(fc.subarray([...EXTRACT_PARTS]), (parts) => {
      expect(partsOfMark(partsMark(parts))).toEqual(parts);
    }),
    { seed: 12 },
  );
  expect(partsOfMark('')).toEqual([]);
  expect(new Set(EXTRACT_PARTS.map((part) => partWords(part).fr)).size).toBe(EXTRACT_PARTS.length);
});
