import { afterAll, beforeAll, expect, test } from 'vitest';
import { newCentre } from '../support/installation.ts';
import { openScreen } from '../support/screen.ts';
import { HEADINGS, isHeading } from '../tour/headings.ts';
import { strike, visitStop, type Visit } from '../tour/stop.ts';

/** Milliseconds that a stop may wait for a heading that does not come. */
const SHORT = 500;

let visit: Visit;
beforeAll(async () => {
  const installation = await newCentre();
  await installation.lock();
  const screen = await openScreen(installation.application);
  visit = { screen, page: screen.page, installation };
});
afterAll(async () => {
  await visit.screen.close();
  visit.installation.remove();
});

test('a stop that lands on another page gives the heading of that page', async () => {
  const stop = { name: 'enrol', heading: HEADINGS.enrolment, address: '#/enrol' };
  expect(await visitStop(visit, stop, stop.heading.fr, SHORT)).toBe('Inscription');
  const lost = { name: 'accounts', heading: HEADINGS.accounts, address: '#/admin/users' };
  const found = await visitStop(visit, lost, lost.heading.fr, SHORT);
  expect(isHeading(found, lost.heading.fr)).toBe(false);
  expect(found).toBe('Ouvrir une session');
});

test('two strokes of Escape in two stops do not leave for the calendar', async () => {
  const stop = { name: 'enrol', heading: HEADINGS.enrolment, address: '#/enrol', act: (at: Visit) => strike(at, 'Escape', 'Escape') };
  expect(await visitStop(visit, stop, stop.heading.fr, SHORT)).toBe('Inscription');
});

test('a code made at the time of the tour matches any code, and no other heading', () => {
  expect(isHeading('VBG-ESS1-26-0024', HEADINGS.caseFile.fr)).toBe(true);
  expect(isHeading('VBG-ESS1-26-', HEADINGS.caseFile.fr)).toBe(false);
  expect(isHeading('Dossiers', HEADINGS.caseFile.fr)).toBe(false);
  expect(isHeading('Dossiers du jour', HEADINGS.cases.fr)).toBe(false);
});
