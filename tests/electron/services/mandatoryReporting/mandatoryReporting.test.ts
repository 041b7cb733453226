import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../../shared/contract.ts';
import type { Situation } from '../../../../shared/rules/mandatoryReporting.ts';
import { incidentAnswers, incidentRows, intakeContent, type DemoCase } from '../../../support/caseBuilders.ts';
import { PEOPLE, TODAY, addSecondTeam, newCentre, type Installation } from '../../../support/installation.ts';
import { BASIS, putInForce } from '../../../support/reporting.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

const CHILD: DemoCase = { ...PERSON, age: 14, type: 'rape', risk: 'medium' };

async function childCase(): Promise<string> {
  await centre.unlock('AC1');
  const caseId = await registerCase(centre, CHILD);
  await saveIncident(centre, caseId, CHILD);
  return caseId;
}

const REPORT = {
  situation: 'child_sexual_abuse',
  step: 'made',
  date: TODAY,
  informed: 'yes',
  endangers: 'no',
  authority: 'juvenile_judge',
  reason: null,
} as const satisfies Omit<Input<'mandatoryReporting.record'>, 'caseId'>;
const record = (caseId: string, changes: Partial<Input<'mandatoryReporting.record'>> = {}) =>
  centre.call('mandatoryReporting.record', { ...REPORT, caseId, ...changes });
const refused = (kind: string) => ({ ok: false, failure: { kind } });
const reportingOf = async (caseId: string) => (await centre.ask('cases.open', { caseId })).reporting;
const ruleOf = async (situation: Situation) =>
  (await centre.ask('mandatoryReporting.read', {})).rules.find((rule) => rule.situation === situation);
const reportingTasks = async () =>
  [await centre.ask('day.open', {})].flatMap(({ late, dueToday, week }) =>
    [...late, ...dueToday, ...week].filter(({ kind }) => kind === 'mandatory_report'),
  );

/** Everything in clear in the base of the cases, but the letters and sealed parts. */
function clearColumns(): string {
  const { connection } = centre.application.host.session?.stores.cases ?? {};
  const tables = ['case_file', 'case_work', 'record', 'draft', 'letter', 'journal'];
  return JSON.stringify(
    tables.map((table) => connection?.prepare<[], Record<string, unknown>>(`select * from ${table}`).all() ?? []),
    (_key, value: unknown) => (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' ? '' : value),
  );
}

describe('the setting', () => {
  test('is shipped empty and off: nothing is announced, nothing is asked of a case', async () => {
    const caseId = await childCase();
    const { rules, explanation, channel, maySave } = await centre.ask('mandatoryReporting.read', {});
    expect(rules.map(({ inForce, waits, missing }) => [inForce, waits, missing.length])).toEqual(Array(4).fill([false, false, 3]));
    expect([explanation, channel, maySave]).toEqual(['', '', false]);
    expect(await reportingOf(caseId)).toMatchObject({ duties: [], channel: null });
    expect(await reportingTasks()).toEqual([]);
  });

  test('is not put in force while the authority, the text or the date of the check is missing', async () => {
    await centre.unlock('AD1');
    const propose = () => centre.call('settings.propose', { key: 'reportAnyCrime', value: 1, passphrase: PEOPLE.AD1 });
    for (const gap of [{ authority: ' ' }, { reference: '' }, { checkedOn: null }]) {
      await centre.ask('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, ...gap });
      expect(await propose()).toMatchObject(refused('conflict'));
    }
    await centre.ask('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, delayDays: null });
    expect(await centre.call('settings.save', { key: 'reportAnyCrime', value: 1 })).toMatchObject(refused('forbidden'));
    expect(await propose()).toMatchObject({ ok: true });
    expect(await ruleOf('any_crime')).toMatchObject({ inForce: false, waits: true });
  });

  test('is checked in the past, and refused otherwise', async () => {
    await centre.unlock('AD1');
    for (const checkedOn of ['2026-11-25', '2026-02-30'])
      expect(await centre.call('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, checkedOn })).toMatchObject(
        refused('invalid'),
      );
    expect(await centre.call('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, checkedOn: TODAY })).toMatchObject({
      ok: true,
    });
  });

  test('takes two to put in force, over words that nobody changes meanwhile; one ends it, and then changes it', async () => {
    await centre.unlock('AD1');
    await centre.ask('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS });
    await centre.ask('settings.propose', { key: 'reportAnyCrime', value: 1, passphrase: PEOPLE.AD1 });
    expect(await centre.call('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, authority: 'Autre' })).toMatchObject(
      refused('conflict'),
    );
    const [waiting] = (await centre.ask('settings.read', {})).waiting;
    expect(waiting?.under.map(({ en }) => en).join()).toContain('Juge inventé');
    const confirm = (passphrase: string) => centre.call('settings.confirm', { proposalId: waiting?.proposalId ?? '', passphrase });
    expect(await confirm(PEOPLE.AD1)).toMatchObject(refused('forbidden'));
    await centre.unlock('SD1');
    expect(await confirm(PEOPLE.SD1)).toEqual({ ok: true, value: {} });
    expect(await ruleOf('any_crime')).toMatchObject({ inForce: true, waits: false });
    await centre.unlock('AD1');
    expect(await centre.call('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, authority: '' })).toMatchObject(
      refused('conflict'),
    );
    await centre.ask('settings.save', { key: 'reportAnyCrime', value: 0 });
    expect(await ruleOf('any_crime')).toMatchObject({ inForce: false });
    expect(await centre.call('mandatoryReporting.saveBasis', { situation: 'any_crime', ...BASIS, authority: 'Autre' })).toMatchObject({
      ok: true,
    });
    expect((await centre.ask('journal.read', { page: 1 })).lines.slice(0, 2).map(({ kind }) => kind)).toEqual([
      'setting.change',
      'setting.change',
    ]);
  });

  test('whose basis is taken away behind the application is out of force', async () => {
    await putInForce(centre, 'any_crime');
    centre.application.host.session?.stores.admin.connection.prepare("delete from setting where key = 'reporting.any_crime'").run();
    expect(await ruleOf('any_crime')).toMatchObject({ inForce: false });
  });

  const adminBase = () => {
    const connection = centre.application.host.session?.stores.admin.connection;
    if (connection === undefined) throw new Error('no session');
    return connection;
  };
  /** Like a person who holds the key of the base, without any signing key. */
  const overwrite = (value: string) =>
    adminBase().prepare("update setting set value = ? where key = 'reporting.child_sexual_abuse'").run(value);
  const kept = () =>
    adminBase().prepare<[], { value: string }>("select value from setting where key = 'reporting.child_sexual_abuse'").get()?.value ?? '';

  test.each([
    ['authority', 'Autre autorité'],
    ['delayDays', 0],
    ['reference', 'Autre texte, art. 1'],
    ['checkedOn', '2026-11-01'],
  ])(
    'whose %s was changed behind the application is announced nowhere, and that is said; the signed words prove it again',
    async (field, other) => {
      await putInForce(centre, 'child_sexual_abuse');
      const caseId = await childCase();
      const signed = kept();
      overwrite(JSON.stringify({ ...JSON.parse(signed), [field]: other }));
      expect(await ruleOf('child_sexual_abuse')).toMatchObject({ inForce: false, unproved: true });
      expect(await reportingOf(caseId)).toMatchObject({ duties: [], unproved: true });
      expect(await reportingTasks()).toEqual([]);
      expect(await record(caseId)).toMatchObject(refused('conflict'));
      overwrite(signed);
      expect(await ruleOf('child_sexual_abuse')).toMatchObject({ inForce: true, unproved: false });
      expect(await reportingOf(caseId)).toMatchObject({ duties: [{ situation: 'child_sexual_abuse' }], unproved: false });
    },
  );

  test('whose words became unreadable is not proved either, the others stay; one ends it, and two sign again', async () => {
    await putInForce(centre, 'any_crime');
    await putInForce(centre, 'child_sexual_abuse');
    overwrite(JSON.stringify({ authority: 'Juge inventé' }));
    expect(await ruleOf('child_sexual_abuse')).toMatchObject({ inForce: false, unproved: true });
    await centre.unlock('AD1');
    await centre.ask('settings.save', { key: 'reportChildSexualAbuse', value: 0 });
    expect(await ruleOf('child_sexual_abuse')).toMatchObject({ inForce: false, unproved: false });
    await putInForce(centre, 'child_sexual_abuse');
    expect(await ruleOf('child_sexual_abuse')).toMatchObject({ inForce: true, unproved: false });
    expect(await ruleOf('any_crime')).toMatchObject({ inForce: true, unproved: false });
  });

  test('is not signed a second time under other words than the first', async () => {
    await centre.unlock('AD1');
    await centre.ask('mandatoryReporting.saveBasis', { situation: 'child_sexual_abuse', ...BASIS });
    await centre.ask('settings.propose', { key: 'reportChildSexualAbuse', value: 1, passphrase: PEOPLE.AD1 });
    const signed = kept();
    overwrite(JSON.stringify({ ...BASIS, authority: 'Autre autorité' }));
    await centre.unlock('SD1');
    const [waiting] = (await centre.ask('settings.read', {})).waiting;
    const confirm = () => centre.call('settings.confirm', { proposalId: waiting?.proposalId ?? '', passphrase: PEOPLE.SD1 });
    expect(await confirm()).toMatchObject(refused('conflict'));
    expect(await ruleOf('child_sexual_abuse')).toMatchObject({ inForce: false, unproved: false });
    overwrite(signed);
    expect(await confirm()).toMatchObject({ ok: true });
  });

  test('keeps the words of the centre, each change once in the journal', async () => {
    await centre.unlock('AD1');
    const lines = async () => (await centre.ask('journal.read', { page: 1 })).total;
    const before = await lines();
    await centre.ask('mandatoryReporting.saveWords', { explanation: ' Phrase inventée. ', channel: 'Voie inventée' });
    await centre.ask('mandatoryReporting.saveWords', { explanation: 'Phrase inventée.', channel: 'Voie inventée' });
    expect((await lines()) - before).toBe(2);
    await centre.unlock('AC1');
    expect(await centre.ask('mandatoryReporting.read', {})).toMatchObject({ explanation: 'Phrase inventée.', channel: 'Voie inventée' });
    await centre.unlock('AD1');
    await centre.ask('mandatoryReporting.saveWords', { explanation: '', channel: '' });
    expect(await centre.ask('mandatoryReporting.read', {})).toMatchObject({ explanation: '', channel: '' });
  });
});

describe('at consent', () => {
  const context = async (caseId: string, form: string) =>
    (await centre.ask('forms.open', { caseId, form, recordId: null, parentId: null, narrative: false })).context;

  test('the question begins with the setting at the age of the person; the plan follows what was answered', async () => {
    await putInForce(centre, 'child_sexual_abuse');
    await centre.unlock('AC1');
    const [child, adult] = [await registerCase(centre, CHILD), await registerCase(centre, PERSON)];
    expect((await context(child, 'consent_service')).mandatoryReporting).toBe('yes');
    expect((await context(adult, 'consent_service')).mandatoryReporting).toBe('no');
    expect((await context(child, 'plan_gbv')).mandatoryReporting).toBe('no');
    const { consent_service } = intakeContent(CHILD);
    const consent = { ...consent_service, mandatory_reporting_applies: 'yes', mandatory_reporting_told: 'yes' };
    const other = await registerCase(centre, CHILD, { consent_service: consent });
    expect((await context(other, 'plan_gbv')).mandatoryReporting).toBe('yes');
    expect((await context(other, 'plan_gbv')).mandatoryReportMade).toBeUndefined();
  });
});

describe('in a case', () => {
  test('a duty in force that the case meets is shown there, and asked of the day by the code alone', async () => {
    await putInForce(centre, 'child_sexual_abuse');
    const caseId = await childCase();
    const adult = await registerCase(centre, { ...PERSON, type: 'rape' });
    await saveIncident(centre, adult, { ...PERSON, type: 'rape' });
    expect((await reportingOf(caseId)).duties).toMatchObject([
      { situation: 'child_sexual_abuse', authority: 'Juge inventé', due: '2026-11-26', state: 'open', on: null, endangers: false },
    ]);
    expect((await reportingOf(adult)).duties).toEqual([]);
    expect(await reportingTasks()).toMatchObject([{ caseId, due: '2026-11-26', form: null, recordId: null }]);
  });

  test('a duty put in force later falls due from that day, not from the day of the account', async () => {
    const caseId = await childCase();
    centre.advance(10 * 86_400_000);
    await putInForce(centre, 'child_sexual_abuse');
    await centre.unlock('AC1');
    expect((await reportingOf(caseId)).duties).toMatchObject([{ due: '2026-12-06', state: 'open' }]);
  });

  test('of the four situations each is met by its own answers', async () => {
    for (const situation of ['any_crime', 'suicide', 'aid_staff'] as const) await putInForce(centre, situation);
    await centre.unlock('AC1');
    const plain = await registerCase(centre, PERSON);
    const { risk_assessment } = intakeContent(PERSON);
    const suicidal = await registerCase(centre, PERSON, {
      risk_assessment: { ...risk_assessment, suicide_risk: 'yes', risk_level: 'high', risk_reason: 'Raison inventée.' },
    });
    expect((await reportingOf(plain)).duties).toEqual([]);
    expect((await reportingOf(suicidal)).duties.map(({ situation }) => situation)).toEqual(['suicide']);
    expect((await reportingTasks()).map(({ caseId }) => caseId)).toEqual([suicidal]);
    await saveIncident(centre, plain, PERSON);
    expect((await reportingOf(plain)).duties.map(({ situation }) => situation)).toEqual(['any_crime']);
    await save(centre, suicidal, 'risk_assessment', { ...risk_assessment, suicide_risk: 'no' }, { finish: true });
    expect((await reportingOf(suicidal)).duties).toEqual([]);
  });

  test('a record settles it, in codes under the key of the case; the plan then begins with it', async () => {
    await putInForce(centre, 'child_sexual_abuse');
    const caseId = await childCase();
    const before = await centre.ask('cases.open', { caseId });
    expect(await record(caseId, { step: 'decided', reason: 'Raison inventée.' })).toMatchObject({ ok: true });
    expect((await reportingOf(caseId)).duties).toMatchObject([{ state: 'decided', on: TODAY }]);
    expect(await reportingTasks()).toHaveLength(1);
    centre.advance(1000);
    expect(await record(caseId)).toMatchObject({ ok: true });
    expect((await reportingOf(caseId)).duties).toMatchObject([{ state: 'made' }]);
    expect(await reportingTasks()).toEqual([]);
    const file = await centre.ask('cases.open', { caseId });
    expect(file.notes - before.notes).toBe(2);
    expect((await centre.ask('notes.open', { caseId })).notes.map(({ text }) => text)).toContain('Raison inventée.');
    const [decided] = (await centre.ask('notes.open', { caseId })).notes;
    expect(decided?.own).toBe(false);
    const again = { caseId, form: 'note', recordId: decided?.recordId ?? null, parentId: null, narrative: false };
    expect(await centre.ask('forms.open', again)).toMatchObject({ mayWrite: false });
    const plan = await centre.ask('forms.open', { caseId, form: 'plan_gbv', recordId: null, parentId: null, narrative: false });
    expect(plan.context.mandatoryReportMade).toBe('yes');
    centre.advance(1000);
    await saveIncident(centre, caseId, CHILD);
    expect((await reportingOf(caseId)).duties).toMatchObject([{ state: 'open' }]);
    const clear = clearColumns();
    for (const word of ['mandatory', 'report_', 'child_sexual', 'aid_', 'juvenile', 'Raison']) expect(clear).not.toContain(word);
  });

  test('each thing that is missing or not hers to decide is refused, and nothing is written', async () => {
    await putInForce(centre, 'child_sexual_abuse');
    const caseId = await childCase();
    const { notes } = await centre.ask('cases.open', { caseId });
    for (const [kind, changes] of [
      ['conflict', { situation: 'aid_staff' }],
      ['conflict', { situation: 'any_crime' }],
      ['invalid', { date: '2026-11-25' }],
      ['invalid', { date: '2026-11-23' }],
      ['invalid', { authority: null }],
      ['invalid', { endangers: null }],
      ['invalid', { informed: 'no' }],
      ['invalid', { step: 'not_made', reason: '  ' }],
      ['forbidden', { step: 'decided', endangers: 'yes', reason: 'Raison inventée.' }],
      ['forbidden', { endangers: 'yes', reason: 'Raison inventée.' }],
    ] as const)
      expect(await record(caseId, changes), JSON.stringify(changes)).toMatchObject(refused(kind));
    expect((await centre.ask('cases.open', { caseId })).notes).toBe(notes);
    await centre.unlock('AC2');
    expect(await record(caseId)).toMatchObject(refused('notFound'));
    await centre.unlock('AC1');
    await centre.ask('cases.withdrawConsent', { caseId, date: TODAY, scope: ['services'] });
    expect(await record(caseId)).toMatchObject(refused('conflict'));
    expect(await reportingOf(caseId)).toMatchObject({ mayRecord: false });
    expect(await reportingTasks()).toEqual([]);
  });

  test('a report that could endanger the child is the supervisor’s to decide, and the caseworker’s to make after that', async () => {
    await putInForce(centre, 'child_sexual_abuse');
    const caseId = await childCase();
    const dangerous = { endangers: 'yes', reason: 'Raison inventée.' } as const;
    await centre.unlock('SD1');
    expect(await record(caseId, { ...dangerous, step: 'decided' })).toMatchObject({ ok: true });
    centre.advance(1000);
    await centre.unlock('AC1');
    expect((await reportingOf(caseId)).duties).toMatchObject([{ state: 'decided', endangers: true }]);
    expect(await record(caseId, { ...dangerous, endangers: 'no' })).toMatchObject({ ok: true });
  });
});

describe('aid staff', () => {
  const byAidWorker = async (caseId: string, occupation = 'aid_worker') => {
    const incident = await save(centre, caseId, 'incident', incidentAnswers(PERSON));
    const [row] = incidentRows(PERSON);
    return save(centre, caseId, 'alleged_perpetrator', { ...row?.answers, perp_occupation: occupation }, { parentId: incident.recordId });
  };
  const alerts = async () => (await centre.ask('team.open', {})).alerts.filter(({ what }) => what.en.startsWith('Separate channel'));

  test.each(['aid_worker', 'peacekeeper'])(
    'a %s: the supervisor learns the code, follows the channel once, and the case keeps nothing',
    async (occupation) => {
      await centre.unlock('AD1');
      await centre.ask('mandatoryReporting.saveWords', { explanation: '', channel: 'Voie inventée' });
      await centre.unlock('AC1');
      const caseId = await registerCase(centre, PERSON);
      expect((await reportingOf(caseId)).channel).toBe(null);
      await byAidWorker(caseId, occupation);
      expect(await reportingOf(caseId)).toMatchObject({ duties: [], channel: { words: 'Voie inventée', waits: true } });
      expect(await reportingTasks()).toEqual([]);
      const { row } = await centre.ask('cases.open', { caseId });
      await centre.unlock('SD1');
      expect(await alerts()).toMatchObject([{ caseId, caseCode: row.caseCode }]);
      const { notes } = await centre.ask('cases.open', { caseId });
      centre.advance(1000);
      expect(await centre.call('mandatoryReporting.followChannel', { caseId })).toEqual({ ok: true, value: {} });
      expect(await alerts()).toEqual([]);
      expect((await centre.ask('cases.open', { caseId })).notes).toBe(notes);
      expect(await centre.call('mandatoryReporting.followChannel', { caseId })).toMatchObject(refused('conflict'));
      await centre.unlock('AC1');
      expect((await reportingOf(caseId)).channel).toMatchObject({ waits: false });
      const clear = clearColumns();
      for (const word of ['aid_', 'peacekeeper', 'channel', 'Voie']) expect(clear).not.toContain(word);
    },
  );

  test('an answer that comes later, or a second one, informs the supervisor again; another occupation never does', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await byAidWorker(caseId, 'trade');
    await centre.unlock('SD1');
    expect(await alerts()).toEqual([]);
    expect(await centre.call('mandatoryReporting.followChannel', { caseId })).toMatchObject(refused('conflict'));
    await centre.unlock('AC1');
    await byAidWorker(caseId);
    centre.advance(1000);
    await centre.unlock('SD1');
    await centre.ask('mandatoryReporting.followChannel', { caseId });
    centre.advance(1000);
    await centre.unlock('AC1');
    await byAidWorker(caseId);
    await centre.unlock('SD1');
    expect(await alerts()).toHaveLength(1);
  });

  test('a caseworker’s note to the supervision does not replace the channel, nor does a closed file hide it', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await byAidWorker(caseId);
    centre.advance(1000);
    await centre.ask('conflicts.declare', { caseId });
    await centre.ask('cases.withdrawConsent', { caseId, date: TODAY, scope: ['services'] });
    await centre.unlock('SD1');
    expect(await alerts()).toHaveLength(1);
  });

  test('a case that moves to another team is reported to its supervisor again', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await byAidWorker(caseId);
    await addSecondTeam(centre);
    centre.advance(1000);
    await centre.unlock('SD1');
    await centre.ask('mandatoryReporting.followChannel', { caseId });
    const { teams } = await centre.ask('conflicts.teams', { caseId });
    await centre.ask('conflicts.leave', { caseId, team: teams[0] ?? 0 });
    expect(await alerts()).toEqual([]);
    await centre.unlock('AC1');
    expect((await reportingOf(caseId)).channel).toMatchObject({ waits: true });
  });
});
