import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedProviders } from '../../../support/caseBuilders.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

test('the supervisor enters a provider, a caseworker only proposes one', async () => {
  await centre.unlock('SD1');
  const [first, second] = inventedProviders();
  const services = (first?.services ?? []).map((answers) => ({ serviceId: null, answers }));
  const entry = { answers: first?.answers ?? {}, services };
  const saved = await centre.ask('directory.save', { providerId: null, revision: 0, ...entry });
  expect(await centre.call('directory.save', { ...saved, revision: 0, ...entry })).toMatchObject({
    ok: false,
    failure: { kind: 'conflict' },
  });
  expect(
    await centre.call('directory.save', { providerId: null, revision: 0, answers: { prov_name: 'Inventé' }, services: [] }),
  ).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { prov_type: {} } } });
  await centre.unlock('AC1');
  await centre.ask('directory.propose', { ...saved, answers: second?.answers ?? {}, services: [] });
  const listed = await centre.ask('directory.list', { category: 'health', region: 'mopti' });
  expect(listed.providers).toMatchObject([{ providerId: saved.providerId, freshness: 'fresh' }]);
  expect(listed.proposals).toEqual([]);
  expect((await centre.ask('directory.list', { category: 'legal' })).providers).toEqual([]);
});

test('the supervisor enters a proposal over its entry or as a new one, or declines it, each once', async () => {
  await centre.unlock('SD1');
  const [first, second] = inventedProviders();
  const { providerId, revision } = await centre.ask('directory.save', {
    providerId: null,
    revision: 0,
    answers: first?.answers ?? {},
    services: [],
  });
  await centre.unlock('AC1');
  const changed = { ...first?.answers, prov_name: 'Prestataire inventé changé' };
  const services = (second?.services ?? []).map((answers) => ({ serviceId: null, answers }));
  await centre.ask('directory.propose', { providerId, revision, answers: changed, services });
  await centre.ask('directory.propose', { providerId: null, revision: 0, answers: second?.answers ?? {}, services });
  await centre.ask('directory.propose', { providerId, revision, answers: second?.answers ?? {}, services });
  await centre.unlock('SD1');
  const { proposals } = await centre.ask('directory.list', {});
  expect(proposals).toHaveLength(3);
  expect(proposals.every(({ proposedBy, proposedOn }) => proposedBy === 'AC1' && proposedOn === TODAY)).toBe(true);
  for (const proposal of proposals) {
    const accept = proposal.replacesId === null || proposal.answers['prov_name'] === changed.prov_name;
    await centre.ask('directory.decide', { providerId: proposal.providerId, accept });
    expect(await centre.call('directory.decide', { providerId: proposal.providerId, accept })).toMatchObject({
      failure: { kind: 'notFound' },
    });
  }
  const listed = await centre.ask('directory.list', {});
  expect(listed.proposals).toEqual([]);
  const names = listed.providers.map(({ providerId: one, answers }) => [one === providerId, answers['prov_name']]);
  expect(names).toHaveLength(2);
  expect(names).toContainEqual([true, changed.prov_name]);
  expect(names).toContainEqual([false, second?.answers['prov_name']]);
  expect(listed.providers.find((one) => one.providerId === providerId)?.services).toHaveLength(services.length);
});

test('a proposal is not entered over an entry that changed since, and stays to be declined', async () => {
  await centre.unlock('SD1');
  const [first, second] = inventedProviders();
  const saved = await centre.ask('directory.save', { providerId: null, revision: 0, answers: first?.answers ?? {}, services: [] });
  await centre.unlock('AC1');
  await centre.ask('directory.propose', { ...saved, answers: second?.answers ?? {}, services: [] });
  await centre.unlock('SD1');
  const corrected = { ...first?.answers, prov_name: 'Prestataire inventé corrigé' };
  await centre.ask('directory.save', { ...saved, answers: corrected, services: [] });
  const [proposal] = (await centre.ask('directory.list', {})).proposals;
  const decide = (accept: boolean) => centre.call('directory.decide', { providerId: proposal?.providerId ?? '', accept });
  expect(await decide(true)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  const { providers, proposals } = await centre.ask('directory.list', {});
  expect(providers.map(({ answers }) => answers['prov_name'])).toEqual([corrected.prov_name]);
  expect(proposals).toHaveLength(1);
  await centre.unlock('AC1');
  expect(await centre.call('directory.propose', { ...saved, answers: second?.answers ?? {}, services: [] })).toMatchObject({
    ok: false,
    failure: { kind: 'conflict' },
  });
  await centre.unlock('SD1');
  expect(await decide(false)).toMatchObject({ ok: true });
});

test('the journal is one’s own for a caseworker, the whole case base and its proof for a supervisor, the technical one for an administrator', async () => {
  await centre.unlock('AC1');
  await registerCase(centre, PERSON);
  const own = await centre.ask('journal.read', { page: 1 });
  expect(new Set(own.lines.map(({ staffCode }) => staffCode))).toEqual(new Set(['AC1']));
  expect(own.chain).toMatchObject({ verified: false, whole: true });
  await centre.unlock('SD1');
  const whole = await centre.ask('journal.read', { page: 1 });
  expect(whole.total).toBeGreaterThan(own.total);
  expect(whole.chain).toMatchObject({ verified: true, whole: true, found: [] });
  expect(whole.chain.upTo).toBeGreaterThan(1);
  await centre.unlock('AD1');
  const technical = await centre.ask('journal.read', { page: 1 });
  expect(technical.chain).toMatchObject({ verified: true, whole: true, found: [] });
  expect(technical.lines.some(({ kind }) => kind.startsWith('case.'))).toBe(false);
});

test('a line of the journal that was changed is found', async () => {
  await centre.unlock('SD1');
  centre.application.host.session?.stores.cases?.connection.exec(
    'DROP TRIGGER IF EXISTS journal_no_update; UPDATE journal SET at = at + 1 WHERE seq = 2',
  );
  const { chain } = await centre.ask('journal.verify', {});
  expect(chain).toMatchObject({ verified: true, whole: false, found: [{ words: { en: expect.stringContaining('at line 2') } }] });
});

test('a held line is corrected: held still with its reason, then registered like the others', async () => {
  const heading = 'Date accueil;Nom et prénom;Sexe;Age;Consentement prise en charge;Consentement statistiques';
  writeFileSync(
    join(centre.medium, 'registre.csv'),
    [
      heading,
      '03/11/2026;Exemplette Fiction;F;27;Oui;Oui',
      '31/02/2026;Invente Essai;F;30;Oui;Oui',
      '45/11/2026;Refus Essai;F;30;Non;Non',
      '',
    ].join('\r\n'),
  );
  await centre.unlock('AC1');
  const { places } = await centre.ask('files.places', {});
  const { entries } = await centre.ask('files.list', { folder: places[0]?.token ?? '', accept: 'register' });
  const read = await centre.ask('takeover.read', { file: entries[0]?.token ?? '' });
  const { takeoverId } = read;
  await centre.ask('takeover.rehearse', {
    takeoverId,
    mapping: read.columns.map(({ heading: name, target }) => ({ heading: name, target })),
    wordings: [],
  });
  expect(await centre.ask('takeover.commit', { takeoverId })).toMatchObject({ registered: 1, held: 2 });
  const { rows } = await centre.ask('takeover.held', {});
  expect(rows).toMatchObject([{ row: 2, reasons: [{ code: 'receptionDate' }] }, { row: 3 }]);
  const [first, refusal] = rows;
  const { cells } = await centre.ask('takeover.openHeld', { rowId: first?.rowId ?? '' });
  expect(await centre.ask('takeover.correct', { rowId: first?.rowId ?? '', cells: ['30/02/2026', ...cells.slice(1)] })).toMatchObject({
    outcome: 'held',
    reasons: [{ code: 'receptionDate' }],
  });
  expect(await centre.ask('takeover.correct', { rowId: first?.rowId ?? '', cells: ['04/11/2026', ...cells.slice(1)] })).toEqual({
    outcome: 'registered',
    reasons: [],
  });
  const other = await centre.ask('takeover.openHeld', { rowId: refusal?.rowId ?? '' });
  await centre.ask('takeover.correct', { rowId: refusal?.rowId ?? '', cells: ['05/11/2026', ...other.cells.slice(1)] });
  expect((await centre.ask('takeover.held', {})).rows).toEqual([]);
  expect((await centre.ask('takeover.list', {})).takeovers).toMatchObject([{ registered: 3, held: 0 }]);
  const cases = await centre.ask('cases.list', { page: 1, state: 'all' });
  expect(cases.rows.map(({ state }) => state).toSorted()).toEqual(['no_consent', 'open_intake', 'open_intake']);
  expect(await centre.ask('takeover.report', { takeoverId, page: 1 })).toMatchObject({ months: { '2026-11': { registered: 1 } } });
  const taken = cases.rows.find(({ state }) => state === 'open_intake');
  expect((await centre.ask('cases.open', { caseId: taken?.caseId ?? '' })).toComplete.length).toBeGreaterThan(5);
  await centre.unlock('AC2');
  expect((await centre.ask('takeover.held', {})).rows).toEqual([]);
  expect(await centre.call('takeover.openHeld', { rowId: first?.rowId ?? '' })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(await centre.call('takeover.correct', { rowId: first?.rowId ?? '', cells })).toMatchObject({
    ok: false,
    failure: { kind: 'notFound' },
  });
});

test('a file from a register is completed without its marks, a closed one gets its reason, and the rest of it stays closed', async () => {
  const heading =
    'Date accueil;Nom et prénom;Sexe;Age;Consentement prise en charge;Consentement statistiques;État du dossier;Dernier suivi;Observations';
  writeFileSync(
    join(centre.medium, 'registre.csv'),
    [heading, '03/11/2026;Exemplette Fiction;F;27;Oui;Oui;Clôturé;10/11/2026;Note inventée', ''].join('\r\n'),
  );
  await centre.unlock('AC1');
  const { places } = await centre.ask('files.places', {});
  const { entries } = await centre.ask('files.list', { folder: places[0]?.token ?? '', accept: 'register' });
  const read = await centre.ask('takeover.read', { file: entries[0]?.token ?? '' });
  const { takeoverId } = read;
  await centre.ask('takeover.rehearse', {
    takeoverId,
    mapping: read.columns.map(({ heading: name, target }) => ({ heading: name, target })),
    wordings: [],
  });
  await centre.ask('takeover.commit', { takeoverId });
  const { rows } = await centre.ask('cases.list', { page: 1, state: 'closed' });
  const caseId = rows[0]?.caseId ?? '';
  const file = await centre.ask('cases.open', { caseId });
  expect(file.notes).toBe(1);
  expect((await centre.ask('notes.open', { caseId })).notes).toMatchObject([{ text: 'Note inventée', staffCode: 'AC1' }]);
  expect(new Set(file.toComplete.map(({ form }) => form))).toEqual(new Set(['closure_gbv']));
  const open = (form: string) => centre.ask('forms.open', { caseId, form, recordId: null, parentId: null, narrative: false });
  const closure = await open('closure_gbv');
  expect(closure).toMatchObject({ mayWrite: true, answers: { closure_date: '2026-11-10' } });
  const save = { caseId, parentId: null, keep: [], finish: false, draftId: null };
  const answers = { ...closure.answers, closure_reason: 'needs_met' };
  await centre.ask('forms.save', { ...save, form: 'closure_gbv', recordId: closure.recordId, revision: 1, answers });
  const registration = await open('registration');
  const change = { ...save, form: 'registration', recordId: registration.recordId, revision: 1, answers: registration.answers };
  expect(await centre.call('forms.save', change)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  await centre.ask('cases.move', { caseId, to: 'reopened', date: TODAY, reason: 'contact_back', comment: null });
  expect(await centre.ask('forms.save', change)).toMatchObject({ revision: 2, status: 'draft' });
  expect((await open('closure_gbv')).recordId).toBeNull();
});
