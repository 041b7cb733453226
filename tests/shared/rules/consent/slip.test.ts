import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LISTS } from '../../../../shared/forms/lists/all.ts';
import type { InfoItem } from '../../../../shared/rules/consent/consent.ts';
import { mayShare, type GeneralConsent, type ShareConsent } from '../../../../shared/rules/consent/sharing.ts';
import { WRITTEN_ITEMS, gridNumber, slipContent, type SlipFacts } from '../../../../shared/rules/consent/slip.ts';

const ITEMS = LISTS.info_item.map(({ code }) => code);
const FACTS: SlipFacts = {
  survivorCode: 'K7QF3MX9',
  ageYears: 22,
  sex: 'female',
  details: ['health_emergency'],
  gbvType: 'rape',
  incidentDate: { date: '2026-10-11', precision: 'exact' },
  incidentTime: '21:30',
  risk: 'high',
  deadline: '2026-10-14T21:00',
};
/** What each item would put on the paper. */
const SIGNS: Readonly<Record<(typeof WRITTEN_ITEMS)[number], RegExp>> = {
  code_only: /K7QF3MX9/,
  age_sex: /22/,
  needs: /./,
  incident_type: /Type 1/,
  incident_date: /11|21:30|2026/,
  risk_info: /./,
};

test('5,000 random consents: a slip holds nothing that was not agreed to for that service and day', () => {
  const yesNo = fc.constantFrom('yes', 'no', null);
  const consent = fc.record({
    recipient: fc.constantFrom('health', 'legal', 'livelihoods'),
    providerId: fc.constantFrom(null, 'one', 'other'),
    authorised: fc.boolean(),
    items: fc.subarray(ITEMS),
    givenOn: fc.constantFrom('2026-10-01', '2026-10-12', '2026-10-20'),
    validUntil: fc.constantFrom('2026-10-11', '2026-12-31'),
    withdrawnOn: fc.constantFrom(null, '2026-10-05', '2026-11-01'),
  });
  const general = fc.record({
    services: yesNo,
    reporting: yesNo,
    contact: yesNo,
    tracing: yesNo,
    photo: yesNo,
    mrm: yesNo,
    withdrawn: fc.array(
      fc.record({ scope: fc.constantFrom('all', 'services', 'sharing', 'contact'), on: fc.constantFrom('2026-10-01', '2026-11-01') }),
      {
        maxLength: 2,
      },
    ),
  });
  fc.assert(
    fc.property(
      fc.array(consent, { maxLength: 3 }),
      general,
      fc.subarray(ITEMS),
      (consents: ShareConsent[], generalConsent: GeneralConsent, asked: InfoItem[]) => {
        const agreed = (item: InfoItem): boolean =>
          generalConsent.services === 'yes' &&
          !generalConsent.withdrawn.some(({ scope, on }) => ['all', 'services', 'sharing'].includes(scope) && on <= '2026-10-12') &&
          consents.some(
            (one) =>
              one.authorised &&
              one.recipient === 'health' &&
              (one.providerId === null || one.providerId === 'one') &&
              one.items.includes(item) &&
              one.givenOn <= '2026-10-12' &&
              one.validUntil >= '2026-10-12' &&
              (one.withdrawnOn === null || one.withdrawnOn > '2026-10-12'),
          );
        const request = { purpose: 'referral', recipient: 'health', providerId: 'one', on: '2026-10-12' } as const;
        const allowed = asked.filter((item) => mayShare({ ...request, item }, generalConsent, consents));
        const { lines, spoken, deadline } = slipContent(allowed, FACTS);
        for (const { item } of lines) expect(agreed(item)).toBe(true);
        for (const item of spoken) expect(agreed(item)).toBe(true);
        if (deadline !== null) expect(agreed('incident_date')).toBe(true);
        const written = JSON.stringify(lines.map(({ text }) => text));
        for (const item of ['code_only', 'age_sex', 'incident_type', 'incident_date'] as const)
          if (!agreed(item)) expect(written).not.toMatch(SIGNS[item]);
      },
    ),
    { numRuns: 5_000, seed: 20261129 },
  );
});

test('everything authorised: six items are written, the account and the name are spoken', () => {
  const { lines, spoken, deadline } = slipContent(ITEMS, FACTS);
  expect(lines.map(({ item, text }) => [item, text.fr])).toEqual([
    ['code_only', 'K7QF3MX9'],
    ['age_sex', '22 ans, féminin'],
    ['needs', expect.any(String)],
    ['incident_type', 'Type 1'],
    ['incident_date', '11/10/2026, 21:30 environ'],
    ['risk_info', expect.any(String)],
  ]);
  expect([...lines.map(({ item }) => item), ...spoken].toSorted()).toEqual([...ITEMS].toSorted());
  expect(spoken).toContain('incident_account');
  expect(deadline).toBe('2026-10-14T21:00');
});

test('what is not known is not written; a date keeps its precision; the type is a number of the grid', () => {
  const unknown: SlipFacts = { ...FACTS, ageYears: null, sex: null, details: [], gbvType: 'non_gbv', incidentDate: null, risk: null };
  expect(slipContent(ITEMS, unknown).lines.map(({ item }) => item)).toEqual(['code_only']);
  const month = slipContent(['incident_date'], { ...FACTS, incidentDate: { date: '2026-10', precision: 'month' } });
  expect(month.lines[0]?.text).toEqual({ fr: 'vers 10/2026', en: 'about Oct 2026' });
  expect(LISTS.gbv_type.map(({ code }) => gridNumber(code))).toEqual([1, 2, 3, 4, 5, 6, null]);
});
