import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dictionary } from '../../../shared/forms/dictionary.ts';

const made = dictionary('0.0.0');
const REFERENCE = new URL('../../../../shared/domain/dictionary.json', import.meta.url);

/**
 * Questions that this application adds to the reference: the slip of another centre, so that a person is counted once; a giver of an armed group, whom reference
 * §5.1.4 does not accept without the supervisor and asks nowhere.
 */
const OWN: readonly string[] = ['slip_number text O OP', 'giver_armed ynu O QI'];

const option = z.object({ code: z.string(), fr: z.string(), en: z.string() });
const field = z.object({ code: z.string(), type: z.string(), required: z.string(), privacy: z.string(), fr: z.string(), en: z.string() });
const reference = z.object({
  forms: z.array(z.object({ section: z.string(), ids: z.array(z.string()), fields: z.array(field) })),
  lists: z.record(z.string(), z.array(option)),
});

test('holds every form of this version and every list', () => {
  const counts = Object.fromEntries(made.forms.map(({ id, fields }) => [id, fields.length]));
  expect(counts).toEqual({
    consent_service: 35,
    registration: 47,
    identity: 15,
    safe_contact: 10,
    incident: 37,
    reported_elsewhere: 3,
    alleged_perpetrator: 12,
    service_disposition: 8,
    consent_share: 8,
    consent_item: 4,
    assessment_gbv: 29,
    risk_assessment: 15,
    safety_plan: 17,
    plan_gbv: 5,
    plan_item: 13,
    referral: 18,
    referral_event: 14,
    follow_up: 28,
    closure_gbv: 16,
    feedback: 25,
    provider: 8,
    provider_service: 10,
    note: 3,
    attachment: 2,
  });
  expect(Object.keys(made.lists).length).toBe(183);
  expect(Object.values(made.lists).flat().length).toBe(1440);
  expect(made.lists['region']?.length).toBe(9);
  expect(made.lists['cercle']?.length).toBe(55);
});

test('writes types, marks and classes as the reference does', () => {
  const registration = made.forms.find(({ id }) => id === 'registration')?.fields ?? [];
  expect(registration.find(({ code }) => code === 'age_years')).toMatchObject({ type: 'int', required: 'R', privacy: 'QI→RD (group)' });
  expect(registration.find(({ code }) => code === 'date_of_birth')).toMatchObject({
    type: 'date',
    visible_if: { field: 'age_known', is: 'dob' },
  });
  expect(registration.find(({ code }) => code === 'languages')?.type).toBe('many(language)');
  expect(registration.find(({ code }) => code === 'age_group')).toMatchObject({ type: 'calc', required: '—' });
});

test.skipIf(!existsSync(REFERENCE))('equals the reference dictionary field for field (skipped where the reference is not at hand)', () => {
  const truth = reference.parse(JSON.parse(readFileSync(REFERENCE, 'utf8')));
  for (const [name, list] of Object.entries(truth.lists))
    expect(
      made.lists[name]?.map(({ code }) => code),
      name,
    ).toEqual(list.map(({ code }) => code));
  expect(Object.keys(made.lists).toSorted()).toEqual(Object.keys(truth.lists).toSorted());

  const known: ReadonlySet<string> = new Set(made.forms.map(({ id }) => id));
  /* Notes and attachments have a paragraph without an id: one form each here. */
  const described = truth.forms.filter(({ ids, section }) => ids.some((id) => known.has(id)) || section === '3.42');
  const expected = described.flatMap(({ fields }) =>
    fields.map(({ code, type, required, privacy }) => `${code} ${type} ${required} ${privacy}`),
  );
  const written = made.forms.flatMap(({ fields }) =>
    fields.map(({ code, type, required, privacy }) => `${code} ${type} ${required} ${privacy}`),
  );
  expect(written.toSorted()).toEqual([...expected, ...OWN].toSorted());
});
