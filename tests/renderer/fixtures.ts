import { ACCOUNT_REPLIES } from './fixtures/accounts.ts';
import { CASE_REPLIES } from './fixtures/cases.ts';
import type { Fixtures } from './fixtures/invented.ts';
import { MACHINE_REPLIES } from './fixtures/machine.ts';
import { OFFICE_REPLIES } from './fixtures/office.ts';
import { PAPER_REPLIES } from './fixtures/papers.ts';
import { PERSON_REPLIES } from './fixtures/persons.ts';
import { SESSION_REPLIES } from './fixtures/session.ts';
import { SETTING_REPLIES } from './fixtures/settings.ts';
import { TEAM_REPLIES } from './fixtures/team.ts';

/** Every reply that the bridge gives unless a test says another. */
export const FIXTURES: Fixtures = {
  ...SESSION_REPLIES,
  ...CASE_REPLIES,
  ...PAPER_REPLIES,
  ...PERSON_REPLIES,
  ...TEAM_REPLIES,
  ...ACCOUNT_REPLIES,
  ...OFFICE_REPLIES,
  ...SETTING_REPLIES,
  ...MACHINE_REPLIES,
};
