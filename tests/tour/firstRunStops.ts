import { PEOPLE } from '../support/installation.ts';
import { HEADINGS } from './headings.ts';
import { press, strike, type Part, type Visit } from './stop.ts';

/** A machine on which nothing is installed. */
export const FIRST_RUN: Part = {
  staffCode: null,
  role: 'nobody',
  stops: [
    { name: 'start-1', heading: HEADINGS.placeOfComputer, address: '#/start/1' },
    { name: 'start-1-filled', heading: HEADINGS.placeOfComputer, act: fillPlace },
    { name: 'start-2', heading: HEADINGS.twoSignatures, act: (visit) => strike(visit, 'Enter') },
    { name: 'start-2-filled', heading: HEADINGS.twoSignatures, act: fillPeople },
    { name: 'start-3', heading: HEADINGS.threeShares, act: (visit) => press(visit, 'Signer', 'Sign') },
    { name: 'start-3-keepers', heading: HEADINGS.threeShares, act: chooseKeepers },
    { name: 'start-3-hidden', heading: HEADINGS.threeShares, act: (visit) => press(visit, 'Signer', 'Sign') },
    { name: 'start-3-shown', heading: HEADINGS.threeShares, act: (visit) => press(visit, 'Montrer', 'Show') },
    { name: 'start-3-typing', heading: HEADINGS.threeShares, act: (visit) => press(visit, 'C’est recopié', 'Copied') },
    { name: 'start-3-wrong', heading: HEADINGS.threeShares, act: copyWrong },
    { name: 'start-3-second', heading: HEADINGS.threeShares, act: copyShare },
    { name: 'start-4', heading: HEADINGS.theBaseIsCreated, act: (visit) => copyNext(visit).then(() => copyNext(visit)) },
  ],
};

async function chooseKeepers({ page, screen }: Visit): Promise<void> {
  for (const [place, keeper] of ['authority', 'management', 'other'].entries())
    await page.locator(`#keeper-${place + 1}`).selectOption(keeper);
  await screen.still();
}

/** The share as its holder has it on paper; only the reply has it, since the screen does not keep it. */
async function shareOf({ installation }: Visit): Promise<readonly string[]> {
  return (await installation.ask('recovery.share', {})).groups;
}

async function copyWrong(visit: Visit): Promise<void> {
  const groups = await shareOf(visit);
  await typeShare(visit, [...groups.slice(0, 4), 'ZZZZ', ...groups.slice(5)]);
}

async function copyShare(visit: Visit): Promise<void> {
  await typeShare(visit, await shareOf(visit));
}

async function copyNext(visit: Visit): Promise<void> {
  await press(visit, 'Montrer', 'Show');
  await press(visit, 'C’est recopié', 'Copied');
  await copyShare(visit);
}

async function typeShare(visit: Visit, groups: readonly string[]): Promise<void> {
  await visit.page.locator('#share-typed').fill(groups.join(' '));
  const last = visit.page.locator('#administrator-again');
  if ((await last.count()) > 0) await last.fill(`${PEOPLE.AD1} pour la visite`);
  await press(visit, 'Vérifier', 'Check');
}

async function fillPlace({ page, screen }: Visit): Promise<void> {
  await page.locator('#structure-code').fill('ONGX');
  await page.locator('#structure-name').fill('Structure inventée');
  await page.locator('#structure-type').selectOption('ngo_national');
  await page.locator('#site-code').fill('ESS1');
  await page.locator('#site-name').fill('Centre inventé');
  await page.locator('#site-type').selectOption('listening_centre');
  await page.locator('#region').selectOption('mopti');
  await page.locator('#site-name').focus();
  await screen.still();
}

async function fillPeople({ page, screen }: Visit): Promise<void> {
  for (const [id, code] of [
    ['administrator', 'AD1'],
    ['authority', 'SD1'],
  ] as const) {
    await page.locator(`#${id}-code`).fill(code);
    await page.locator(`#${id}-name`).fill('Personne inventée');
    await chooseOwn(page, id, `${PEOPLE[code]} pour la visite`);
  }
  await screen.still();
}

/** The passphrase as typed twice by its owner; the page proposes one otherwise. */
async function chooseOwn(page: Visit['page'], id: string, passphrase: string): Promise<void> {
  const fields = page.locator(`input[id^="${id}-passphrase"]`);
  for (let rank = 0; rank < (await fields.count()); rank += 1) await fields.nth(rank).fill(passphrase);
}
