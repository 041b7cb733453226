import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { writeWork } from '../../../support/workWritten.ts';

const DAY = 86_400_000;

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
});
afterEach(() => centre.remove());

async function type(): Promise<void> {
  const draft = { draftId: randomUUID(), caseId: null, form: 'incident', recordId: null, parentId: null, baseRevision: 0 };
  const content = { incident: { incident_place: 'lieu inventé' } };
  await centre.ask('drafts.save', { ...draft, at: { section: 'what', field: null }, content });
  await centre.lock();
}

/** After the first page of the day, which erases what is old. */
async function draftsOfTheDay(): Promise<number> {
  await centre.unlock('AC1');
  const { drafts } = await centre.ask('day.open', {});
  await centre.lock();
  return drafts.length;
}

describe('drafts left for a month are erased, never because a clock jumped (reference §2.4)', () => {
  test('a clock far ahead erases none before work has continued at that date', async () => {
    await type();
    centre.advance(400 * DAY);
    expect(await draftsOfTheDay()).toBe(1);
    await writeWork(centre, 'AC1', 100);
    expect(await draftsOfTheDay()).toBe(1);
    await writeWork(centre, 'AC1');
    expect(await draftsOfTheDay()).toBe(0);
  });

  test('one typed by a clock that an empty battery had set back stays when the date is right again', async () => {
    await writeWork(centre, 'AC1');
    centre.advance(-3000 * DAY);
    await centre.unlock('AC1');
    await type();
    centre.advance(3000 * DAY);
    expect(await draftsOfTheDay()).toBe(1);
  });
});
