import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { sitDown } from './desk.ts';

/** The target of interface §9.3, act 3; the way down the list to the task is not counted. */
const MOST_KEYS = 14;

/** What the first follow-up of a case leaves to say after « rien de nouveau »: there is none before it to compare with. */
const FIRST = ['fu_needs_met', 'prog_safety', 'prog_health', 'prog_psychosocial', 'prog_legal'];

test('a follow-up « vue, rien de nouveau » from my day, by keyboard', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  const openCase = async () => centre.ask('cases.open', { caseId });
  const focused = () => page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field'));

  const { late } = await centre.ask('day.open', {});
  const followUps = await Promise.all(
    late.map(async ({ caseId: id }) => (await centre.ask('cases.open', { caseId: id })).followUps.length),
  );
  const place = late.findIndex(({ kind }, rank) => kind === 'follow_up' && followUps[rank] === 0);
  const caseId = late[place]?.caseId ?? '';
  await keys.press(...late.slice(0, place).map(() => 'ArrowDown'), 'Enter');
  expect(page.url()).toContain(caseId);
  await isAccessible();
  await keys.press('v');
  await isAccessible();
  for (const [rank, name] of FIRST.entries()) {
    expect(await focused()).toBe(name);
    await keys.type(name === 'fu_needs_met' ? 'o' : 'e');
    if (rank < FIRST.length - 1) await keys.press('Enter');
  }
  await isAccessible();
  await keys.press('Control+Enter');

  await expect(page.getByRole('tablist')).toBeVisible();
  await isAccessible();
  test.info().annotations.push({ type: 'keys, first follow-up', description: String(keys.struck) });
  expect(keys.struck - place).toBeLessThan(MOST_KEYS);
  const [first] = (await openCase()).followUps;
  expect(first).toMatchObject({ outcome: 'seen', date: '2026-11-24' });
  const answersOf = async (recordId: string) => {
    const opened = await centre.ask('forms.open', { caseId, form: 'follow_up', recordId, parentId: null, narrative: false });
    return opened.answers;
  };
  const answers = await answersOf(first?.recordId ?? '');
  expect(answers).toMatchObject({
    fu_type: 'service',
    fu_date: '2026-11-24',
    fu_mode: 'centre',
    fu_outcome: 'seen',
    fu_new_needs: 'no',
    fu_needs_met: 'yes',
    fu_new_incident: 'no',
    fu_risk_changed: 'no',
    prog_safety: 'in_progress',
    prog_legal: 'in_progress',
    fu_next: 'yes',
    fu_next_date: '2026-12-24',
  });
  centre.remove();
});

test('the follow-up after it is answered by one act, from the case file', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, still } = await sitDown(host, centre, 'AC1');
  const { late } = await centre.ask('day.open', {});
  const task = late.find(({ caseCode }) => caseCode.endsWith('0005'));
  const caseId = task?.caseId ?? '';
  const before = (await centre.ask('cases.open', { caseId })).followUps;
  await page.evaluate((id) => {
    location.hash = `#/cases/${id}/forms/follow_up/new`;
  }, caseId);
  await expect(page.getByText('Vue, rien de nouveau').first()).toBeVisible();
  await still();
  await keys.press('v', 'Control+Enter');
  await expect(page.getByRole('tablist')).toBeVisible();
  const after = (await centre.ask('cases.open', { caseId })).followUps;
  expect(after).toHaveLength(before.length + 1);
  expect(after).toContainEqual(expect.objectContaining({ outcome: 'seen', date: '2026-11-24' }));
  centre.remove();
});
