import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { Output } from '../../../../shared/contract.ts';
import { decode, detectEncoding } from '../../../../electron/takeover/decode.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { onMedium } from '../../../support/medium.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';
import { inventedRegister } from '../../../../tools/registers/invented.ts';

const HEADING =
  'Date accueil;Nom et prénom;Téléphone;Sexe;Age;Consentement prise en charge;Consentement statistiques;État du dossier;Remarque';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

async function read(name: string, ...lines: readonly string[]): Promise<Output<'takeover.read'>> {
  writeFileSync(join(centre.medium, name), [HEADING, ...lines, ''].join('\r\n'));
  return centre.ask('takeover.read', { file: await onMedium(centre, name, 'register') });
}

async function rehearse({ takeoverId, columns }: Output<'takeover.read'>, without?: string): Promise<Output<'takeover.rehearse'>> {
  const mapping = columns.map(({ heading, target }) => ({ heading, target: heading === without ? null : target }));
  return centre.ask('takeover.rehearse', { takeoverId, mapping, wordings: [] });
}

const line = (name: string, phone: string) => `03/11/2026;${name};${phone};F;27;Oui;Oui;Ouvert;Remarque inventée`;

test('a column settled as « none » is proposed as none the next time, and its former meaning once it is given back', async () => {
  await centre.unlock('SD1');
  const target = ({ columns }: Output<'takeover.read'>) => columns.find(({ heading }) => heading === 'Remarque');
  const first = await read('premier.csv', line('Exemplette Fiction', '00 00 00 01'));
  expect(target(first)).toMatchObject({ target: 'note' });
  await rehearse(first, 'Remarque');
  await centre.ask('takeover.commit', { takeoverId: first.takeoverId });
  const second = await read('second.csv', line('Imagine Maquette', '00 00 00 02'));
  expect(target(second)).toMatchObject({ target: null, confidence: 'none' });
  const mapping = second.columns.map(({ heading, target: known }) => ({ heading, target: heading === 'Remarque' ? 'note' : known }));
  await centre.ask('takeover.rehearse', { takeoverId: second.takeoverId, mapping, wordings: [] });
  await centre.ask('takeover.commit', { takeoverId: second.takeoverId });
  expect(target(await read('troisieme.csv', line('Invente Maquette', '00 00 00 03')))).toMatchObject({ target: 'note' });
});

test('a workbook gives the same take-over as the CSV of the same register, its days being days', async () => {
  await centre.unlock('SD1');
  const register = inventedRegister({ region: 'Mopti', cercles: ['Bandiagara'], rows: 40, staffCodes: ['AC1', 'AC2'], seed: 3 }, TODAY);
  writeFileSync(join(centre.medium, 'registre.csv'), register);
  const csv = await centre.ask('takeover.read', { file: await onMedium(centre, 'registre.csv', 'register') });
  const planned = await rehearse(csv);
  const cells = Papa.parse<string[]>(decode(register, detectEncoding(register)), { delimiter: ';', skipEmptyLines: true }).data;
  const data = [[{ value: 'Registre inventé' }], [], ...cells.map((line) => line.map(asCell))];
  writeFileSync(join(centre.medium, 'registre.xlsx'), await writeXlsxFile([{ sheet: 'Accueils', data }]).toBuffer());
  const book = await centre.ask('takeover.read', { file: await onMedium(centre, 'registre.xlsx', 'register') });
  expect(book.source).toEqual({ kind: 'workbook', sheet: 0, sheets: ['Accueils'] });
  expect([book.rows, book.columns]).toEqual([csv.rows, csv.columns]);
  expect(await rehearse(book)).toEqual(planned);
  expect(await centre.ask('takeover.commit', { takeoverId: book.takeoverId })).toMatchObject({ registered: planned.registered });
});

/** A day as a spreadsheet keeps it, a whole number as a number, the rest as text. */
function asCell(value: string) {
  const [, day = '', month = '', year = ''] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value) ?? [];
  if (year !== '' && !Number.isNaN(Date.parse(`${year}-${month}-${day}`)))
    return { value: new Date(`${year}-${month}-${day}`), type: Date, format: 'dd/mm/yyyy' };
  return /^[1-9]\d{0,5}$/.test(value) ? { value: Number(value) } : { value };
}

test('one register at a time: the lines of the one before are not held beside it', async () => {
  await centre.unlock('SD1');
  const first = await read('premier.csv', line('Exemplette Fiction', '00 00 00 01'));
  const second = await read('second.csv', line('Imagine Maquette', '00 00 00 02'));
  expect(centre.application.host.session?.readings.size).toBe(1);
  const mapping = first.columns.map(({ heading, target }) => ({ heading, target }));
  expect(await centre.call('takeover.rehearse', { takeoverId: first.takeoverId, mapping, wordings: [] })).toMatchObject({
    failure: { kind: 'notFound' },
  });
  await rehearse(second);
});

test('pairs of a register keep their degree and what agrees, and are the supervisor’s to settle', async () => {
  await centre.unlock('SD1');
  const register = await read(
    'registre.csv',
    line('Exemplette Spécimen', '70 00 00 01'),
    line('Spécimen Exemplete', '70 00 00 01'),
    line('Imagine Maquette', '70 00 00 02'),
  );
  expect((await rehearse(register)).suspects).toEqual([{ row: 2, candidates: [{ row: 1, degree: 'likely' }] }]);
  await centre.ask('takeover.commit', { takeoverId: register.takeoverId });
  const { pairs } = await centre.ask('duplicates.list', {});
  expect(pairs).toMatchObject([{ degree: 'likely', reasons: expect.arrayContaining([{ kind: 'phone', agreement: 'same' }]) }]);
  const check = await centre.ask('months.check', { month: '2026-11' });
  expect(check.pendingPairs).toBe(1);
  await centre.ask('takeover.undo', { takeoverId: register.takeoverId });
  expect((await centre.ask('months.check', { month: '2026-11' })).pendingPairs).toBe(0);
});

test('a lock goes through while a long register is rehearsed or compared with the base, and nothing of it is written', async () => {
  await centre.unlock('SD1');
  const lines = Array.from({ length: 60 }, () => line('Exemplette Fiction', ''));
  const long = await read('long.csv', ...lines);
  const mapping = long.columns.map(({ heading, target }) => ({ heading, target }));
  const rehearsing = centre.call('takeover.rehearse', { takeoverId: long.takeoverId, mapping, wordings: [] });
  await centre.lock();
  expect(await rehearsing).toMatchObject({ ok: false, failure: { kind: 'locked' } });
  await centre.unlock('SD1');
  const again = await read('long.csv', ...lines);
  expect(await rehearse(again)).toMatchObject({ partlyCompared: 0 });
  const committing = centre.call('takeover.commit', { takeoverId: again.takeoverId });
  await centre.lock();
  expect(await committing).toMatchObject({ ok: false, failure: { kind: 'locked' } });
  await centre.unlock('SD1');
  expect((await centre.ask('takeover.list', {})).takeovers).toEqual([]);
});

test('a person of a register who is known from before is suggested, never merged', async () => {
  await centre.unlock('AC1');
  const known = await registerCase(centre, PERSON);
  await centre.unlock('SD1');
  const register = await read('registre.csv', line('Demonstration Exemplete', ''), line('Imagine Maquette', ''));
  await rehearse(register);
  expect(await centre.ask('takeover.commit', { takeoverId: register.takeoverId })).toMatchObject({ cases: 2 });
  const { pairs } = await centre.ask('duplicates.list', {});
  expect(pairs).toHaveLength(1);
  expect(pairs[0]?.left.caseId).toBe(known);
  expect(pairs[0]?.reasons).not.toEqual([]);
  expect((await centre.ask('cases.list', { page: 1 })).total).toBe(3);
});

test('a caseworker’s register is not compared with a colleague’s cases', async () => {
  await centre.unlock('AC2');
  await registerCase(centre, { ...PERSON, staff: 'AC2' });
  await centre.unlock('AC1');
  const register = await read('registre.csv', line('Demonstration Exemplete', ''));
  await rehearse(register);
  await centre.ask('takeover.commit', { takeoverId: register.takeoverId });
  const db = centre.application.host.session?.stores.cases?.connection;
  expect(db?.prepare<[], { pairs: number }>('select count(*) as pairs from duplicate_pair').get()).toEqual({ pairs: 0 });
});

test('a take-over is undone until one of its files is worked on, whatever the clock says meanwhile', async () => {
  await centre.unlock('AC1');
  const commit = async (name: string, person: string) => {
    const register = await read(name, line(person, ''));
    await rehearse(register);
    await centre.ask('takeover.commit', { takeoverId: register.takeoverId });
    return register.takeoverId;
  };
  const untouched = await commit('un.csv', 'Exemplette Fiction');
  centre.advance(86_400_000);
  expect(await centre.ask('takeover.undo', { takeoverId: untouched })).toMatchObject({ removed: expect.any(Number) });
  const worked = await commit('deux.csv', 'Imagine Maquette');
  const [row] = (await centre.ask('cases.list', { page: 1 })).rows;
  centre.advance(-3_600_000);
  await centre.ask('drafts.save', {
    draftId: crypto.randomUUID(),
    caseId: row?.caseId ?? '',
    form: 'follow_up',
    recordId: null,
    parentId: null,
    baseRevision: 0,
    at: { section: 'contact', field: null },
    content: { follow_up: { fu_mode: 'centre' } },
  });
  expect(await centre.call('takeover.undo', { takeoverId: worked })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect((await centre.ask('cases.list', { page: 1 })).total).toBe(1);
});
