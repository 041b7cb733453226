import { expect, test } from 'vitest';
import { readFacts } from '../../../../electron/store/caseRecords/facts.ts';
import { incidentAnswers } from '../../../support/caseBuilders.ts';
import { newCentre, PEOPLE } from '../../../support/installation.ts';
import { PERSON, registerCase, save } from '../forms/savedForms.ts';

const OCTOBER = { ...PERSON, came: '2026-10-20T09:00' };

test('an entry keeps the month in which it counts when its form is changed after the freeze; a new one counts later (reference 5.7)', async () => {
  const centre = await newCentre();
  await centre.unlock('AC1');
  const caseId = await registerCase(centre, OCTOBER);
  const before = await save(centre, caseId, 'incident', incidentAnswers(OCTOBER));
  await centre.unlock('SD1');
  await centre.ask('months.freeze', {
    month: '2026-10',
    passphrase: PEOPLE.SD1,
    comment: '',
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
  await centre.unlock('AC1');
  const change = {
    caseId,
    form: 'incident',
    recordId: before.recordId,
    parentId: null,
    revision: 1,
    keep: [],
    finish: false,
    draftId: null,
  };
  await centre.ask('forms.save', { ...change, answers: { ...incidentAnswers(OCTOBER), previous_incidents: 'yes' } });
  const after = await save(centre, caseId, 'incident', incidentAnswers(OCTOBER));
  const cases = centre.application.host.session?.stores.cases;
  const facts = cases === undefined || cases === null ? [] : readFacts(cases, 'incident', caseId);
  const of = (recordId: string) => JSON.parse(facts.find((fact) => fact.record_id === recordId)?.answers ?? '{}');
  expect(of(before.recordId)).toMatchObject({ '@month': '2026-10', previous_incidents: 'yes' });
  expect(of(before.recordId)).not.toHaveProperty('@late_in');
  expect(of(after.recordId)).toMatchObject({ '@month': '2026-10', '@late_in': '2026-11' });
  centre.remove();
});
