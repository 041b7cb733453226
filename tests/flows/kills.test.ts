import { expect, test } from '@playwright/test';
import { failuresOf } from '../faults/campaign.ts';
import { killOnScreen } from '../faults/screenKills.ts';

test('two kills of the real process, one while typing and one while saving, lose nothing that was promised', async () => {
  test.setTimeout(180_000);
  const campaigns = await killOnScreen(2, 20261124);
  for (const campaign of campaigns) {
    expect(campaign.tries).toBe(1);
    expect(failuresOf(campaign), campaign.notes.join('\n')).toBe(0);
  }
});
