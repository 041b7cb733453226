import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../../shared/contract.ts';
import { readJournal } from '../../../../electron/store/journal/journal.ts';
import { incidentAnswers } from '../../../support/caseBuilders.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save } from './savedForms.ts';

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
});
afterEach(() => centre.remove());

type Row = NonNullable<Input<'forms.save'>['rows']>[number];

const newRow = (form: string, answers: Row['answers']): Row => ({ form, recordId: null, revision: 0, answers });
const PRIMARY = newRow('alleged_perpetrator', { perp_rank: 'primary', perp_sex: 'male' });

function incident(rows: readonly Row[], over: Partial<Input<'forms.save'>> = {}): Input<'forms.save'> {
  const answers = incidentAnswers(PERSON);
  return {
    caseId,
    form: 'incident',
    recordId: null,
    parentId: null,
    revision: 0,
    answers,
    keep: [],
    rows: [...rows],
    finish: false,
    draftId: null,
    ...over,
  };
}

const opened = (recordId: string | null) =>
  centre.ask('forms.open', { caseId, form: 'incident', recordId, parentId: null, narrative: false });

/** Number of journal lines: a line that was written and undone leaves none. */
function lines(): number {
  const cases = centre.application.host.session?.stores.cases;
  if (cases === undefined || cases === null) throw new Error('no case base');
  return readJournal(cases, {}, { offset: 0, limit: 1 }).total;
}

describe('a form is saved with its rows', () => {
  test('one call saves the record and its rows', async () => {
    const saved = await centre.ask('forms.save', incident([PRIMARY, newRow('service_disposition', { service_category: 'legal' })]));
    expect((await opened(saved.recordId)).children.map(({ form }) => form)).toEqual(['alleged_perpetrator', 'service_disposition']);
  });

  test('a step is finished after its rows, which its checks read', async () => {
    const whole = {
      perp_sex: 'male',
      perp_age_group: 'unknown',
      perp_relation: 'unknown',
      perp_occupation: 'unknown',
      perp_former: 'unknown',
    };
    const secondary = newRow('alleged_perpetrator', { ...whole, perp_rank: 'secondary' });
    const primary = newRow('alleged_perpetrator', { ...whole, perp_rank: 'primary' });
    const refused = await centre.call('forms.save', incident([secondary], { finish: true }));
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { perp_rank: {} } } });
    const saved = await centre.ask('forms.save', incident([secondary, primary], { finish: true }));
    expect(saved.problems.filter(({ kind }) => kind === 'rows')).toEqual([]);
  });

  test('a row that cannot be saved leaves nothing of the form', async () => {
    const before = lines();
    const refused = await centre.call('forms.save', incident([PRIMARY, newRow('alleged_perpetrator', { perp_rank: 'unknown rank' })]));
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(lines()).toBe(before);
    expect((await centre.ask('cases.open', { caseId })).forms.find(({ form }) => form === 'incident')?.records).toEqual([]);
  });

  test('a row taken away goes with the save, and a row of another form does not', async () => {
    const first = await centre.ask('forms.save', incident([PRIMARY]));
    const other = await save(centre, caseId, 'incident', incidentAnswers(PERSON));
    const row = (await opened(first.recordId)).children[0];
    if (row === undefined) throw new Error('no row');
    const removed = [{ recordId: row.recordId, revision: row.revision }];
    const ofOther = await centre.call('forms.save', incident([], { recordId: other.recordId, revision: other.revision, removed }));
    expect(ofOther).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
    await centre.ask('forms.save', incident([], { recordId: first.recordId, revision: first.revision, removed }));
    expect((await opened(first.recordId)).children).toEqual([]);
  });

  test('a draft that waits is given with its rows', async () => {
    const draftId = '0f0f0f0f-0000-4000-8000-000000000001';
    const content = { incident: { reported_by: 'survivor' }, alleged_perpetrator·new: { perp_rank: 'primary' } };
    await centre.ask('drafts.save', {
      draftId,
      caseId,
      form: 'incident',
      recordId: null,
      parentId: null,
      baseRevision: 0,
      at: { section: 'when', field: null },
      content,
    });
    expect((await opened(null)).draft).toMatchObject({ draftId, content });
    await centre.ask('forms.save', incident([PRIMARY], { draftId }));
    expect((await opened(null)).draft).toBeNull();
  });
});
