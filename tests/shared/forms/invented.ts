import fc from 'fast-check';
import type { Answer, Answers } from '../../../shared/forms/answers.ts';
import { listOf } from '../../../shared/forms/conditionWords.ts';
import type { Field, Form } from '../../../shared/forms/define.ts';
import type { Context, Shape } from '../../../shared/forms/facts.ts';
import { fieldsOf } from '../../../shared/forms/fields.ts';
import { options } from '../../../shared/forms/lists/all.ts';
import { offeredCercles, REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';
import { REGION_CHOICES } from '../../../shared/forms/lists/places.ts';
import { mayBeWithheld } from '../../../shared/forms/schema.ts';

/** An invented day on which the tests take place. */
export const CONTEXT: Context = { today: '2026-05-20', now: '2026-05-20T10:00', lists: REFERENCE_LISTS };

const days = fc
  .tuple(fc.integer({ min: 1950, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const instants = fc.tuple(days, times).map(([day, time]) => `${day}T${time}`);
const partialDays = fc.tuple(days, fc.constantFrom(4, 7, 10)).map(([day, length]) => day.slice(0, length));
const words = fc.constantFrom('Invention un', 'Invention deux', 'invention « trois »');
const identifiers = fc.constantFrom('K1', 'INV-MOP-26-0001', '00000000-0000-4000-8000-000000000001');
const places = fc.constantFrom(...REGION_CHOICES).chain(({ code: region }) => {
  const cercles = offeredCercles(REFERENCE_LISTS, region, CONTEXT.today);
  return cercles.length === 0 ? fc.constant({ region }) : fc.constantFrom(...cercles).map((cercle) => ({ region, cercle: cercle.code }));
});

function shaped(shape: Shape): fc.Arbitrary<Answer> {
  if (shape.type === 'int') return fc.integer({ min: 0, max: 500 });
  if (shape.type === 'date') return days;
  if (shape.type === 'datetime') return instants;
  const codes = options(listOf(shape) ?? 'yes_no').map(({ code }) => code);
  return shape.type === 'many' ? fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 5 }) : fc.constantFrom(...codes);
}

function valued(field: Field): fc.Arbitrary<Answer> {
  switch (field.type) {
    case 'text':
      if (field.pattern === 'slip') return fc.constantFrom('R-7KQ4-M2XY', 'R-ABCD-EFGK');
      return field.pattern === 'phone' ? fc.constantFrom('66 12 34 56', '+223 66123456') : words;
    case 'long':
      return words;
    case 'int':
    case 'dec':
      return fc.integer({ min: field.min, max: field.max });
    case 'date':
      return field.partial === true ? partialDays : days;
    case 'datetime':
      return instants;
    case 'time':
      return times;
    case 'yn':
    case 'ynu':
    case 'one':
    case 'many':
      return shaped(field);
    case 'geo':
      return places;
    case 'ref':
      return field.several === true ? fc.uniqueArray(identifiers, { minLength: 1 }) : identifiers;
    case 'calc':
      return shaped(field.of);
    case 'file':
    case 'code':
    case 'uuid':
      return identifiers;
  }
}

/** Any well-formed answer to a question, withheld ones included where they may be. */
function answerTo(field: Field): fc.Arbitrary<Answer> {
  const withheld = fc
    .constantFrom('unknown' as const, 'declined' as const, 'not_applicable' as const)
    .map((reason) => ({ withheld: reason }));
  return mayBeWithheld(field) ? fc.oneof({ weight: 5, arbitrary: valued(field) }, { weight: 1, arbitrary: withheld }) : valued(field);
}

/** Any well-formed answers of a form, many of them blank, in any combination, also impossible ones. */
export function answersTo(form: Form): fc.Arbitrary<Answers> {
  const places = fieldsOf(form);
  const blank = { weight: 1, arbitrary: fc.constant(undefined) };
  const given = places.map(({ field }) => fc.oneof({ weight: 3, arbitrary: answerTo(field) }, blank));
  return fc.tuple(...given).map((values) => {
    const answers: Record<string, Answer> = {};
    for (const [place, value] of values.entries()) {
      const code = places[place]?.code;
      if (code !== undefined && value !== undefined) answers[code] = value;
    }
    return answers;
  });
}

/** Any facts about the person, the case and the site, many of them unknown. */
export const contexts: fc.Arbitrary<Context> = fc
  .record(
    {
      ageYears: fc.integer({ min: 0, max: 90 }),
      sex: fc.constantFrom('female', 'male'),
      programme: fc.constantFrom('gbv', 'cp', 'gbv_cp'),
      uascStatus: fc.constantFrom('no', 'unaccompanied', 'separated'),
      consentTracing: fc.constantFrom('yes', 'no'),
      consentPhoto: fc.constantFrom('yes', 'no'),
      incidentType: fc.constantFrom('rape', 'physical_assault'),
      pregnancyRisk: fc.constantFrom('yes', 'no', 'unknown'),
      previouslyReported: fc.constantFrom('no', 'yes_other'),
      referralService: fc.constantFrom('health', 'legal'),
      referralState: fc.constantFrom('sent', 'accepted', 'in_service'),
      authorisedItems: fc.constantFrom(['needs' as const], ['needs' as const, 'medical_info' as const]),
      reintegrationFollowed: fc.constantFrom('yes', 'no'),
      reopening: fc.constantFrom('yes', 'no'),
    },
    { requiredKeys: [] },
  )
  .map((facts) => ({ ...facts, ...CONTEXT }));
