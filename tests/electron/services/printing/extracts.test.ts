import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Input, Output } from '../../../../shared/contract.ts';
import type { ExtractSheet } from '../../../../shared/contract/printing.ts';
import { EXTRACT_PARTS, type ExtractPart } from '../../../../shared/rules/consent/extract.ts';
import { entriesOfKind } from '../../../../electron/store/journal/journal.ts';
import { SECOND, addSecondTeam, newCentre, TODAY, unlockAs, type Installation } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';
import { SHARED, SHARED_ITEM, authoriseHealth, listedProvider, referralAnswers } from '../forms/referred.ts';
import type { JournalKind } from '../../../../shared/journal/kinds.ts';

const PRINTER = 'imprimante-inventee';
const PERSON_HERSELF = { purpose: 'person', recipient: null, providerId: null } as const;
const HEALTH = { purpose: 'provider', recipient: 'health', providerId: null } as const;
const TWO_PAGES = Buffer.from('<< /Type /Pages >> << /Type /Page >> << /Type /Page\n>>');

let centre: Installation;
let caseId: string;
/** What the window was given to draw, each time it was sent to the paper. */
let drawn: ExtractSheet[];
/** What the printer was given, and how many prints the journal held at that moment. */
let printed: { readonly address: string; readonly journaled: number }[];
/** Happens while the sheets are counted. */
let meanwhile: () => Promise<void>;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  drawn = [];
  printed = [];
  meanwhile = () => Promise.resolve();
  const { host } = centre.application;
  host.printPdf = async (address) => {
    await draw(address);
    await meanwhile();
    return TWO_PAGES;
  };
  host.printing = {
    printers: () => Promise.resolve([PRINTER]),
    async print(address) {
      await draw(address);
      printed.push({ address, journaled: lines('print').length });
      return null;
    },
    cancelPrint: async () => true,
  };
});
afterEach(() => centre.remove());

async function draw(address: string): Promise<void> {
  drawn.push(await centre.ask('extracts.sheet', { number: address.replace('#/print/extract/', '') }));
}

function lines(kind: JournalKind) {
  const stores = centre.application.host.session?.stores;
  if (stores === undefined) throw new Error('no session');
  return entriesOfKind(casesOf(stores), kind);
}

const open = () => centre.ask('extracts.open', { caseId });
const print = (parts: readonly ExtractPart[], change: Partial<Input<'extracts.print'>> = {}) =>
  centre.call('extracts.print', { caseId, ...PERSON_HERSELF, parts: [...parts], language: 'fr', printer: PRINTER, ...change });
const partsFor = ({ readers }: Output<'extracts.open'>, purpose: string) => readers.find((one) => one.purpose === purpose)?.parts;

test('an extract for the person: what is ticked and nothing else, numbered, in the journal with its sheets before a byte leaves, in no file', async () => {
  const files = readdirSync(centre.medium).length;
  const reply = await print(['code_only', 'age_sex']);
  const [sheet] = drawn;
  const number = sheet?.number ?? '';
  expect(number).toMatch(/^E-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect(reply).toEqual({ ok: true, value: { number, pages: 2 } });
  expect(sheet).toMatchObject({ language: 'fr', staffCode: 'AC1', on: TODAY, reader: PERSON_HERSELF });
  expect(
    sheet?.sections.map(({ part, records }) => [part, records.flatMap(({ lines: sheetLines }) => sheetLines.map(({ field }) => field))]),
  ).toEqual([
    ['code_only', ['survivor_code']],
    ['age_sex', ['sex', 'age_years']],
  ]);
  for (const word of PERSON.name ?? []) expect(JSON.stringify(drawn)).not.toContain(word);
  expect(printed).toEqual([{ address: `#/print/extract/${number}`, journaled: 1 }]);
  expect(lines('print').map(({ object, detail, sig }) => [object, JSON.parse(detail), sig === null])).toEqual([
    [caseId, { what: 'extract', pages: 2, number, purpose: 'person', parts: 'ab' }, false],
  ]);
  expect([lines('identity.open'), lines('narrative.open')]).toEqual([[], []]);
  expect(readdirSync(centre.medium)).toHaveLength(files);
  expect(await centre.call('extracts.sheet', { number })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
});

test('a name and an account are opened only when ticked, each with its line in the journal before the page asks for it', async () => {
  await saveIncident(centre, caseId, PERSON);
  await print(['name', 'incident_account', 'incident_type']);
  expect(JSON.stringify(drawn[0]?.sections)).toContain(PERSON.name?.[0]);
  expect(drawn[0]?.sections.find(({ part }) => part === 'incident_type')?.records[0]?.lines).toEqual([
    { field: 'gbv_type', answer: 'Type 3' },
  ]);
  expect(JSON.stringify(drawn[0]?.sections)).not.toContain('father_name');
  const before = Math.min(...lines('print').map(({ seq }) => seq));
  expect(lines('identity.open').map(({ detail }) => JSON.parse(detail))).toEqual([{ form: 'identity', reason: 'print' }]);
  expect(lines('narrative.open').map(({ detail }) => JSON.parse(detail))).toEqual([{ form: 'incident' }]);
  for (const { seq } of [...lines('identity.open'), ...lines('narrative.open')]) expect(seq).toBeLessThan(before);
});

test('the preview opens no identity and no account, and says what is allowed for whom', async () => {
  await saveIncident(centre, caseId, PERSON);
  const extract = await open();
  expect(partsFor(extract, 'person')).toEqual(EXTRACT_PARTS);
  expect(partsFor(extract, 'supervision')).not.toContain('contact');
  expect(extract.readers).toHaveLength(2);
  for (const word of PERSON.name ?? []) expect(JSON.stringify(extract)).not.toContain(word);
  expect(extract.sections.map(({ part }) => part)).not.toContain('name');
  expect([lines('identity.open'), lines('narrative.open')]).toEqual([[], []]);
});

test('a provider gets what was authorised that day; a withdrawal acts at once, in the middle of a print too', async () => {
  await authoriseHealth(centre, caseId, ['age_sex', 'name']);
  expect(partsFor(await open(), 'provider')).toEqual(['age_sex', 'name']);
  expect(await print(['age_sex', 'name'], HEALTH)).toMatchObject({ ok: true });
  expect(await print(['age_sex', 'contact'], HEALTH)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await print(['age_sex'], { ...HEALTH, recipient: 'legal' })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await print(['age_sex'], { ...HEALTH, purpose: 'court' })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await print(['age_sex'], { purpose: 'provider' })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await print(['age_sex'], { ...HEALTH, purpose: 'person' })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  meanwhile = async () => void (await centre.ask('cases.withdrawConsent', { caseId, scope: ['sharing'], date: TODAY }));
  expect(await print(['age_sex'], HEALTH)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(partsFor(await open(), 'provider')).toBeUndefined();
  expect(printed).toHaveLength(1);
  expect(lines('print')).toHaveLength(1);
});

test('an authorisation that names a provider holds for that provider, said by its name', async () => {
  const providerId = await listedProvider(centre);
  const share = await save(centre, caseId, 'consent_share', SHARED);
  const item = { ...SHARED_ITEM, info_items: ['code_only'], recipient_provider_id: providerId };
  await save(centre, caseId, 'consent_item', item, { parentId: share.recordId });
  const reader = (await open()).readers.find(({ purpose }) => purpose === 'provider');
  expect(reader).toMatchObject({ recipient: 'health', providerId, parts: ['code_only'] });
  expect(reader?.provider).not.toBeNull();
  expect(await print(['code_only'], HEALTH)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await print(['code_only'], { ...HEALTH, providerId })).toMatchObject({ ok: true });
});

test('a missing printer, a printer that refuses the paper, a window that does not draw: reported, and nothing more leaves', async () => {
  const { host } = centre.application;
  expect(await print(['code_only'], { printer: 'autre' })).toMatchObject({
    ok: false,
    failure: { kind: 'conflict', fields: { printer: {} } },
  });
  const { printPdf } = host;
  host.printPdf = () => Promise.reject(new Error('not ready'));
  expect(await print(['code_only'])).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(lines('print')).toEqual([]);
  host.printPdf = printPdf;
  host.printing = {
    printers: async () => [PRINTER],
    print: () => Promise.reject(new Error('off')),
    cancelPrint: async () => true,
  };
  expect(await print(['code_only'])).toMatchObject({ ok: false, failure: { message: { fr: expect.stringContaining('autre numéro') } } });
  expect(lines('print')).toHaveLength(1);
  host.printing = null;
  expect(await print(['code_only'])).toMatchObject({ ok: false, failure: { kind: 'conflict', fields: { printer: {} } } });
  expect(host.session?.extract).toBeNull();
});

test('a session that ends while the sheets are counted prints nothing', async () => {
  meanwhile = () => centre.lock();
  expect(await print(['code_only', 'name'])).toMatchObject({ ok: false, failure: { kind: 'locked' } });
  await centre.unlock('AC1');
  expect([printed, lines('print')]).toEqual([[], []]);
});

test('a closed or suspended case is not printed; another’s is not found', async () => {
  await centre.ask('cases.withdrawConsent', { caseId, scope: ['services'], date: TODAY });
  expect(await open()).toMatchObject({ printable: false });
  expect(await print(['code_only'])).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  const own = await registerCase(centre, PERSON);
  for (const staff of ['AC2', 'SD1'] as const) {
    await centre.unlock(staff);
    const answers = [
      await centre.call('extracts.open', { caseId: own }),
      await print(['code_only'], { caseId: own }),
      await centre.call('extracts.sheet', { number: 'E-AAAA-AAAA' }),
    ];
    const kind = staff === 'AC2' ? 'notFound' : 'forbidden';
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.failure.kind))).toEqual([kind, kind, kind]);
  }
  expect(printed).toEqual([]);
});

test('once a case was handed over, because its caseworker knows the person, she prints nothing of it', async () => {
  await centre.ask('conflicts.declare', { caseId });
  await centre.unlock('SD1');
  await centre.ask('cases.reassign', { caseId, ownerCode: 'AC2' });
  await centre.unlock('AC1');
  expect(await centre.call('extracts.open', { caseId })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(await print(['code_only'])).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(printed).toEqual([]);
});

test('the print register: slips and extracts of the team, newest first, with the number of each; a second team sees none of them', async () => {
  const providerId = await listedProvider(centre);
  await authoriseHealth(centre, caseId, ['age_sex']);
  const referral = await save(
    centre,
    caseId,
    'referral',
    { ...referralAnswers(providerId), ref_info_shared: ['age_sex'] },
    { finish: true },
  );
  const { number: slip } = await centre.ask('slips.open', { caseId, recordId: referral.recordId });
  const printing = centre.application.host.printing;
  centre.application.host.printing = { printers: async () => [PRINTER], print: async () => null, cancelPrint: async () => true };
  await centre.ask('slips.print', { caseId, recordId: referral.recordId, halves: 'both', takenBy: 'person', printer: PRINTER });
  centre.application.host.printing = printing;
  await print(['code_only', 'risk_info']);
  const extract = drawn[0]?.number ?? '';
  expect((await open()).prints.map(({ number }) => number)).toEqual([extract, slip]);
  const timeline = (await centre.ask('cases.open', { caseId })).timeline.map(({ what }) => what.en);
  expect(timeline.some((line) => line.includes(extract))).toBe(true);
  await addSecondTeam(centre);
  await centre.unlock('SD1');
  const { total, prints } = await centre.ask('prints.list', { page: 1 });
  expect(total).toBe(2);
  expect(prints).toMatchObject([
    { what: 'extract', number: extract, staffCode: 'AC1', caseId, purpose: 'person', parts: ['code_only', 'risk_info'], pages: 2 },
    { what: 'slip', number: slip, staffCode: 'AC1', caseId, purpose: null, parts: [], pages: 1 },
  ]);
  expect(await centre.ask('prints.list', { page: 2 })).toMatchObject({ total: 2, prints: [] });
  await unlockAs(centre, SECOND);
  expect(await centre.ask('prints.list', { page: 1 })).toEqual({ total: 0, prints: [] });
});
