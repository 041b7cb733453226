import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../../shared/forms/fields.ts';
import { offeredCercles, REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';
import { placeInWords } from '../../../shared/forms/lists/places.ts';
import { FORM_IDS, formOf, type FormId } from '../../../shared/forms/registry.ts';
import { mayBeWithheld, schemaOf } from '../../../shared/forms/schema.ts';
import { answersTo } from './invented.ts';

const accepts = (id: FormId, answers: unknown): boolean => schemaOf(formOf(id)).safeParse(answers).success;

test.each(FORM_IDS)('%s: well-formed answers pass unchanged', (id) => {
  fc.assert(
    fc.property(answersTo(formOf(id)), (answers) => {
      expect(schemaOf(formOf(id)).parse(answers)).toEqual(answers);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test.each(FORM_IDS)('%s: withheld is refused wherever it may not be, accepted elsewhere', (id) => {
  for (const { code, field } of fieldsOf(formOf(id))) {
    expect(accepts(id, { [code]: { withheld: 'declined' } })).toBe(mayBeWithheld(field));
    if (field.required === 'R' || field.type === 'calc') expect(mayBeWithheld(field)).toBe(false);
  }
});

describe('refusals', () => {
  test.each([
    ['an unknown question', 'registration', { invented: 'x' }],
    ['an unknown code', 'registration', { sex: 'woman' }],
    ['a code of another list', 'registration', { languages: ['female'] }],
    ['the same code twice', 'registration', { languages: ['bam', 'bam'] }],
    ['no code at all', 'registration', { languages: [] }],
    ['one code for a list', 'registration', { languages: 'bam' }],
    ['an unknown withheld reason', 'registration', { living_setting: { withheld: 'later' } }],
    ['an empty text', 'identity', { last_name: '' }],
    ['spaces only', 'identity', { last_name: '  ' }],
    ['a text above 200 characters', 'identity', { last_name: 'x'.repeat(201) }],
    ['a line break in a text', 'identity', { last_name: 'Invention\nAutre' }],
    ['a control character', 'identity', { last_name: 'Inven\u0007tion' }],
    ['a mark that turns the writing', 'incident', { incident_account: 'Invention \u202e noitnevnI' }],
    ['half a character', 'incident', { incident_account: 'Invention \ud83d' }],
    ['a narrative above 100 000 characters', 'incident', { incident_account: 'x'.repeat(100_001) }],
    ['a phone of 7 digits', 'identity', { phone: '66 12 34 5' }],
    ['an age of 111', 'registration', { age_years: 111 }],
    ['half a year of age', 'registration', { age_years: 3.5 }],
    ['an age as text', 'registration', { age_years: '12' }],
    ['a day that does not exist', 'registration', { registration_date: '2026-02-29' }],
    ['a month where a day is asked', 'registration', { registration_date: '2026-02' }],
    ['a time past 23:59', 'incident', { incident_time: '24:00' }],
    ['an instant with seconds', 'risk_assessment', { risk_date: '2026-05-01T10:00:00' }],
    ['an unknown region', 'incident', { incident_geo: { region: 'menaka' } }],
    ['what is no code of a list that grows', 'incident', { incident_place_type: 'Marché' }],
    ['a cercle outside Mali', 'incident', { incident_geo: { region: 'abroad', cercle: 'new_cercle' } }],
    ['a cercle of another region', 'incident', { incident_geo: { region: 'gao', cercle: 'kayes_diema' } }],
    ['a place with more than a place', 'incident', { incident_geo: { region: 'gao', cercle: 'gao_gao', address: 'x' } }],
    ['a blank said out loud', 'registration', { sex: null }],
    ['answers that are no record', 'registration', ['female']],
  ] as const)('%s', (_what, id, answers) => {
    expect(accepts(id, answers)).toBe(false);
  });

  test.each([
    ['a narrative of 100 000 characters on several lines', 'incident', { incident_account: `Invention\n\t${'x'.repeat(99_000)}` }],
    ['a year alone for an incident', 'incident', { incident_date: '2025' }],
    ['a place outside Mali', 'incident', { incident_geo: { region: 'abroad' } }],
    ['a phone with +223', 'identity', { phone: '+223 66 12 34 56' }],
    ['nothing', 'incident', {}],
  ] as const)('but not %s', (_what, id, answers) => {
    expect(accepts(id, answers)).toBe(true);
  });
});

test('the cercles of a region, six communes for Bamako, none outside', () => {
  expect(offeredCercles(REFERENCE_LISTS, 'bamako', '2026-05-20').length).toBe(6);
  expect(offeredCercles(REFERENCE_LISTS, 'abroad', '2026-05-20')).toEqual([]);
  expect(placeInWords({ region: 'kayes', cercle: 'kayes_diema', commune: 'Invention' }, REFERENCE_LISTS).fr).toBe(
    'Kayes, Diéma, Invention',
  );
  expect(placeInWords({ region: 'unknown' }, REFERENCE_LISTS).fr).toBe('Inconnu');
});
