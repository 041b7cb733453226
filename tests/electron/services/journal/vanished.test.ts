import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { appendJournal } from '../../../../electron/store/journal/journal.ts';
import { vanishedCases } from '../../../../electron/store/journal/stateAudit.ts';
import type { Installation, StaffCode } from '../../../support/installation.ts';
import { newPopulatedCentre, populatedTemplates } from '../../../support/demoInstallations.ts';

let centre: Installation;
beforeAll(populatedTemplates, 300_000);
beforeEach(async () => {
  centre = await newPopulatedCentre();
});
afterEach(() => centre.remove());

/** A case that AC1 made is removed with everything under it, by a colleague with the key of the base. */
async function removeCase(): Promise<string> {
  await centre.unlock('AC1');
  const maker = centre.application.host.session?.stores.user.userId ?? '';
  await centre.unlock('AC2');
  const made = "SELECT object FROM journal WHERE kind = 'case.create' AND actor = ? ORDER BY seq LIMIT 1";
  const caseId = casesOfSession().connection.prepare<[string], string>(made).pluck().get(maker) ?? '';
  expect(casesOfSession().connection.prepare('DELETE FROM case_file WHERE case_id = ?').run(caseId).changes).toBe(1);
  await centre.lock();
  return caseId;
}

/** Signs that a case was removed, in a session of this person. */
async function signRemoval(as: StaffCode, caseId: string): Promise<void> {
  await centre.unlock(as);
  const stores = centre.application.host.session?.stores;
  if (stores === undefined) throw new Error('nobody is here');
  const at = centre.application.host.now().getTime();
  transaction(casesOfSession(), (db) => appendJournal(db, stores.actor, { kind: 'case.remove', object: caseId, detail: {} }, at));
}

function casesOfSession() {
  const cases = centre.application.host.session?.stores.cases;
  if (cases === undefined || cases === null) throw new Error('no cases');
  return cases;
}

async function foundBy(as: StaffCode): Promise<readonly { readonly reason: string; readonly object: string | null }[]> {
  await centre.unlock(as);
  const sql = "SELECT json_extract(detail, '$.reason') AS reason, object FROM journal WHERE kind = 'journal.tamper'";
  return casesOfSession().connection.prepare<[], { reason: string; object: string | null }>(sql).all();
}

test('a case that was removed outside Sutura is missed at the next unlock of anybody, once', async () => {
  const caseId = await removeCase();
  expect(await foundBy('AC2')).toEqual([{ reason: 'vanished', object: caseId }]);
  expect(await foundBy('AC1')).toHaveLength(1);
  expect(await foundBy('SD1')).toHaveLength(1);
  const { chain } = await centre.ask('journal.verify', {});
  expect(chain).toMatchObject({ whole: false, found: [{ words: { fr: expect.stringMatching(/un dossier manque/) } }] });
});

test('a removal that a colleague signs hides nothing; that of the person who made the case is by the rules', async () => {
  const caseId = await removeCase();
  const signed = async (as: StaffCode) => {
    await signRemoval(as, caseId);
    const { cases, roster } = centre.application.host.session?.stores ?? { cases: null, roster: null };
    return cases === null || roster === null ? null : vanishedCases(cases, roster);
  };
  expect(await signed('AC2')).toEqual([caseId]);
  expect(await signed('AC1')).toEqual([]);
});
