import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { intakeContent } from '../../../support/caseBuilders.ts';
import { SECOND, addSecondSupervisor, newCentre, signByTwo, type Installation } from '../../../support/installation.ts';
import { PERSON } from '../forms/savedForms.ts';

const content = intakeContent(PERSON);

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

/** What the case base holds that is sealed to anybody. */
function sealedRows(): number {
  const cases = centre.application.host.session?.stores.cases;
  if (cases === undefined || cases === null) throw new Error('no case base');
  const wraps = all(cases, casesSql.selectFrom('case_key_wrap').select('case_id')).length;
  return wraps + all(cases, casesSql.selectFrom('letter').select('subject_id')).length;
}

const register = async () => centre.call('intake.register', { draftId: randomUUID(), content });

describe('a new supervisor is shown before anything is sealed to her (security §2.4, T14)', () => {
  test('those who were there when her access was opened are known', async () => {
    await centre.unlock('AC1');
    expect((await centre.ask('readers.list', {})).readers).toMatchObject([{ staffCode: 'SD1', scope: 'full', known: true }]);
    expect(await register()).toMatchObject({ ok: true });
  });

  test('nothing new is sealed until the caseworker knows the reader; what was typed is kept; then the registration succeeds', async () => {
    await addSecondSupervisor(centre);
    await centre.unlock('AC1');
    const { readers } = await centre.ask('readers.list', {});
    const stranger = readers.find(({ known }) => !known);
    expect(stranger).toMatchObject({ staffCode: 'SD2', scope: 'full' });
    const draftId = randomUUID();
    const draft = { draftId, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
    await centre.ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content });
    const before = sealedRows();
    expect(await register()).toMatchObject({ failure: { kind: 'conflict', message: { fr: expect.stringContaining('SD2') } } });
    expect(sealedRows()).toBe(before);
    expect((await centre.ask('drafts.list', {})).drafts).toHaveLength(1);
    await centre.ask('readers.acknowledge', { userId: stranger?.userId ?? '' });
    expect(await register()).toMatchObject({ ok: true });
    await centre.unlock('AC1');
    expect((await centre.ask('readers.list', {})).readers.map(({ known }) => known)).toEqual([true, true]);
    if (centre.application.host.session !== null) await centre.lock();
    await centre.ask('session.unlock', SECOND);
    const { rows } = await centre.ask('cases.list', { page: 1 });
    await centre.ask('cases.open', { caseId: rows[0]?.caseId ?? '' });
  });

  test('one caseworker’s word is not another’s', async () => {
    await addSecondSupervisor(centre);
    await centre.unlock('AC1');
    for (const { userId } of (await centre.ask('readers.list', {})).readers) await centre.ask('readers.acknowledge', { userId });
    await centre.unlock('AC2');
    expect((await centre.ask('readers.list', {})).readers.filter(({ known }) => !known)).toHaveLength(1);
    expect(await register()).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('a supervisor who was suspended and comes back is shown again', async () => {
    await addSecondSupervisor(centre);
    await centre.unlock('AC1');
    for (const { userId } of (await centre.ask('readers.list', {})).readers) await centre.ask('readers.acknowledge', { userId });
    for (const act of [{ what: 'suspend', reason: 'absence' } as const, { what: 'return' } as const]) {
      await signByTwo(centre, 'SD2', act, 'AD1', 'SD1');
    }
    await centre.unlock('AC1');
    expect((await centre.ask('readers.list', {})).readers.find(({ staffCode }) => staffCode === 'SD2')).toMatchObject({ known: false });
  });
});
