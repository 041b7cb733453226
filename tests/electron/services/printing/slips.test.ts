import { afterEach, beforeEach, expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { entriesOfKind } from '../../../../electron/store/journal/journal.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { PERSON, registerCase, save } from '../forms/savedForms.ts';
import { authoriseHealth, listedProvider, referralAnswers } from '../forms/referred.ts';

const PRINTER = 'imprimante-inventee';

let centre: Installation;
let caseId: string;
let providerId: string;
let printed: { readonly address: string; readonly printer: string; readonly journaled: number }[];

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  providerId = await listedProvider(centre);
  printed = [];
  centre.application.host.printing = {
    printers: () => Promise.resolve([PRINTER]),
    print: async (address, printer) => {
      printed.push({ address, printer, journaled: prints().length });
      return null;
    },
    cancelPrint: async () => true,
  };
});
afterEach(() => centre.remove());

function prints() {
  const stores = centre.application.host.session?.stores;
  if (stores === undefined) throw new Error('no session');
  return entriesOfKind(casesOf(stores), 'print');
}

const refer = (items: readonly string[]) =>
  save(centre, caseId, 'referral', { ...referralAnswers(providerId), ref_info_shared: [...items] }, { finish: true });
const open = (recordId: string) => centre.ask('slips.open', { caseId, recordId });
const print = (recordId: string, printer = PRINTER) =>
  centre.call('slips.print', { caseId, recordId, halves: 'both', takenBy: 'person', printer });

test('a slip says what was authorised, never a name, and goes to the printer after its line in the journal', async () => {
  await authoriseHealth(centre, caseId, ['age_sex', 'needs', 'name', 'contact']);
  const { recordId } = await refer(['age_sex', 'needs', 'name', 'contact']);
  const slip = await open(recordId);
  expect(slip).toMatchObject({ category: 'health', urgency: 'urgent', printable: true, leftOut: [], spoken: ['name', 'contact'] });
  expect(slip.lines.map(({ item }) => item)).toEqual(['age_sex', 'needs']);
  expect(slip.number).toMatch(/^R-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  for (const word of PERSON.name ?? []) expect(JSON.stringify(slip)).not.toContain(word);
  const before = readdirSync(centre.medium).length;
  expect(await print(recordId)).toEqual({ ok: true, value: {} });
  expect(printed).toEqual([{ address: `#/print/slip/${caseId}/${recordId}/both`, printer: PRINTER, journaled: 1 }]);
  expect(prints().map(({ object, detail }) => [object, JSON.parse(detail)])).toEqual([
    [recordId, { what: 'slip', pages: 1, halves: 'both', takenBy: 'person' }],
  ]);
  expect(prints()[0]?.sig).not.toBeNull();
  expect(readdirSync(centre.medium)).toHaveLength(before);
});

test('what is in preparation, what nobody authorised and what was withdrawn is not printed', async () => {
  const unsaid = Object.fromEntries(Object.entries(referralAnswers(providerId)).filter(([code]) => code !== 'ref_info_shared'));
  const draft = await save(centre, caseId, 'referral', unsaid);
  expect(await open(draft.recordId)).toMatchObject({ printable: false, lines: [] });
  expect(await print(draft.recordId)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  await authoriseHealth(centre, caseId, ['age_sex']);
  const { recordId } = await refer(['age_sex']);
  expect(await open(recordId)).toMatchObject({ printable: true });
  await centre.ask('cases.withdrawConsent', { caseId, scope: ['sharing'], date: TODAY });
  expect(await open(recordId)).toMatchObject({ printable: false, lines: [], leftOut: ['age_sex'] });
  expect(await print(recordId)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect([printed, prints()]).toEqual([[], []]);
});

test('a missing printer, and a printer that refuses the pages, are reported; another case’s referral is not found', async () => {
  await authoriseHealth(centre, caseId, ['age_sex']);
  const { recordId } = await refer(['age_sex']);
  expect(await print(recordId, 'autre')).toMatchObject({ ok: false, failure: { kind: 'conflict', fields: { printer: {} } } });
  const other = await registerCase(centre, PERSON);
  expect(await centre.call('slips.open', { caseId: other, recordId })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  centre.application.host.printing = {
    printers: async () => [PRINTER],
    print: () => Promise.reject(new Error('off')),
    cancelPrint: async () => true,
  };
  expect(await print(recordId)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  centre.application.host.printing = null;
  expect(await centre.ask('printers.list', {})).toEqual({ printers: [] });
  expect(await print(recordId)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
});

test('a colleague opens and prints no slip', async () => {
  await authoriseHealth(centre, caseId, ['age_sex']);
  const { recordId } = await refer(['age_sex']);
  await centre.unlock('AC2');
  expect(await centre.call('slips.open', { caseId, recordId })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(await print(recordId)).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(printed).toEqual([]);
});
