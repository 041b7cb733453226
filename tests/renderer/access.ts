import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds wrong in the page, or in the part named: rule and element. The usual mode opens a second page for each reading, which takes longer than the reading. */
export async function accessFaultsOf(page: Page, part = 'html'): Promise<readonly string[]> {
  const reading = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await reading.include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
