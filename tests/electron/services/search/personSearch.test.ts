import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { entriesOfKind } from '../../../../electron/store/journal/journal.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

let centre: Installation;
let own = '';
let other = '';

beforeAll(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  own = await registerCase(centre, { ...PERSON, name: ['Exemplette', 'Koulibali'] });
  await registerCase(centre, { ...PERSON, name: ['Maquette', 'Prototype'] });
  await centre.unlock('AC2');
  other = await registerCase(centre, { ...PERSON, staff: 'AC2', name: ['Chimère', 'Koulibali'] });
});
beforeEach(() => centre.unlock('AC1'));
afterAll(() => centre.remove());

async function found(typed: string): Promise<readonly string[]> {
  return (await centre.ask('search.persons', { typed })).rows.map(({ caseId }) => caseId);
}

test('nothing is found before a reason is given; the reason is in the journal, what is typed is nowhere', async () => {
  expect(await centre.call('search.persons', { typed: 'Exemplette' })).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
  expect(await centre.ask('search.open', { reason: 'verify' })).toEqual({ persons: 2 });
  await found('Exemplette');
  const { stores } = centre.application.host.session ?? {};
  if (stores === undefined) throw new Error('no session');
  const lines = entriesOfKind(casesOf(stores), 'persons.search');
  expect(lines.map(({ detail }) => detail)).toEqual(['{"reason":"verify"}']);
});

test('a person is found under any spelling, in any order, by the beginning of the name', async () => {
  await centre.ask('search.open', { reason: 'contact' });
  for (const typed of ['Exemplette Koulibali', 'coulibaly exemplete', 'EXEMPL', 'kulibaly'])
    expect(await found(typed), typed).toEqual([own]);
  expect(await found('Personne')).toEqual([]);
});

test('by the place where the person lives, by a part of the code', async () => {
  const { rows } = await centre.ask('cases.list', { state: 'all', page: 1 });
  const code = rows.find(({ caseId }) => caseId === own)?.caseCode ?? '';
  await centre.ask('search.open', { reason: 'contact' });
  expect(await found('exemplette mopti')).toEqual([own]);
  expect(await centre.ask('search.persons', { typed: code.slice(-4) })).toMatchObject({
    rows: [{ caseId: own, caseCode: code, degree: 'code', ownerCode: 'AC1' }],
    more: false,
  });
});

test('a caseworker finds her own persons, a supervisor the team’s; nobody reads a name there', async () => {
  await centre.ask('search.open', { reason: 'contact' });
  expect(await found('Chimère')).toEqual([]);
  await centre.unlock('SD1');
  await centre.ask('search.open', { reason: 'other' });
  const reply = await centre.ask('search.persons', { typed: 'koulibali' });
  expect(reply.rows.map(({ caseId }) => caseId).toSorted()).toEqual([own, other].toSorted());
  expect(JSON.stringify(reply)).not.toMatch(/koulibali|chim/i);
});

test('a case given away since the names were read is found no more', async () => {
  await centre.ask('search.open', { reason: 'contact' });
  expect(await found('Exemplette')).toEqual([own]);
  const { cases } = centre.application.host.session?.stores ?? {};
  const given = cases?.connection.prepare(
    'update case_file set owner_id = (select owner_id from case_file where case_id = ?) where case_id = ?',
  );
  const back = cases?.connection
    .prepare<string[], { owner_id: string }>('select owner_id from case_file where case_id = ?')
    .get(own)?.owner_id;
  given?.run(other, own);
  expect(await found('Exemplette')).toEqual([]);
  cases?.connection.prepare('update case_file set owner_id = ? where case_id = ?').run(back ?? '', own);
});

test('the reason is asked again in the next session', async () => {
  await centre.ask('search.open', { reason: 'contact' });
  await centre.lock();
  await centre.unlock('AC1');
  expect(await centre.call('search.persons', { typed: 'Exemplette' })).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
});
