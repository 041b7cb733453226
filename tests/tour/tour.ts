import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedRegisters } from '../../tools/registers/invented.ts';
import { openInstallation, PEOPLE, TODAY, type Installation } from '../support/installation.ts';
import { followUpAnswers } from '../support/caseBuilders.ts';
import { newPopulatedCentre, newPopulatedDesk } from '../support/demoInstallations.ts';
import { placeToken } from '../support/medium.ts';
import { openScreen, type Screen } from '../support/screen.ts';
import { makeShares } from '../support/shares.ts';
import { ADMINISTRATOR } from './administratorStops.ts';
import { caseworkerPart } from './caseworkerStops.ts';
import { closedPart } from './closedStops.ts';
import { FIRST_RUN } from './firstRunStops.ts';
import { FOCAL_POINT } from './focalPointStops.ts';
import { knownOf } from './known.ts';
import { isHeading } from './headings.ts';
import { readTourOptions, type TourOptions, type TourRole } from './options.ts';
import { countConsoleErrors, recordPage, type PageRecord } from './record.ts';
import { AFTER_RESTORE, PUT_BACK, PUT_BACK_OLDER, RETURNED } from './restoreStops.ts';
import { visitStop, type Part, type Stop, type Visit } from './stop.ts';
import { supervisorPart } from './supervisorStops.ts';

/** Why a stop has no picture. */
type Unreached = { readonly role: string; readonly stop: string; readonly why: string };
type Tour = { readonly options: TourOptions; readonly pages: PageRecord[]; readonly unreached: Unreached[]; readonly errors: string[] };

/** Every installation of the tour, with the roles that sit there. */
const INSTALLATIONS: readonly { readonly roles: readonly TourRole[]; readonly visitAll: (tour: Tour) => Promise<void> }[] = [
  { roles: ['nobody'], visitAll: visitEmpty },
  { roles: ['nobody', 'caseworker', 'supervisor', 'administrator'], visitAll: visitCentre },
  { roles: ['focal-point'], visitAll: visitDesk },
  { roles: ['nobody', 'supervisor'], visitAll: visitPutBack },
  { roles: ['nobody', 'supervisor'], visitAll: visitPutBackOlder },
];

process.exitCode = await run(process.argv.slice(2));

/** `npm run tour`: every role, every page of the map, a picture and a judgement of each (commands.md). */
async function run(argv: readonly string[]): Promise<number> {
  const options = readTourOptions(argv);
  mkdirSync(options.out, { recursive: true });
  const tour: Tour = { options, pages: [], unreached: [], errors: [] };
  for (const { roles, visitAll } of INSTALLATIONS) if (options.role === null || roles.includes(options.role)) await visitAll(tour);
  return conclude(tour);
}

async function visitEmpty(tour: Tour): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-tour-'));
  const installation = await openInstallation(join(folder, 'profile'));
  await visit(tour, installation, [FIRST_RUN]);
}

async function visitCentre(tour: Tour): Promise<void> {
  const template = await newPopulatedCentre();
  template.application.close();
  const centre = await openInstallation(template.profile, [{ label: 'Registres', files: inventedRegisters(TODAY) }]);
  const known = await knownOf(centre);
  await centre.unlock('SD1');
  const shares = await makeShares(centre.ask);
  await visit(tour, centre, [closedPart(shares), caseworkerPart(known), supervisorPart(known), ADMINISTRATOR]);
}

async function visitPutBack(tour: Tour): Promise<void> {
  const centre = await newPopulatedCentre();
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const folder = mkdtempSync(join(tmpdir(), 'sutura-tour-'));
  cpSync(centre.medium, join(folder, 'medium'), { recursive: true });
  centre.remove();
  await visit(tour, await openInstallation(join(folder, 'profile')), [PUT_BACK, AFTER_RESTORE]);
}

/** A copy older than the work and than a departure; put back once already, so that the previous profile is beside. */
async function visitPutBackOlder(tour: Tour): Promise<void> {
  const centre = await newPopulatedCentre();
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await removeColleague(centre);
  await centre.lock();
  const putBack = async () => {
    const copy = (await centre.ask('restore.copies', {})).copies[0]?.copy ?? '';
    await centre.ask('restore.open', { copy, staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    const over = { reason: 'wrong_copy', staffCode: 'AD1', passphrase: PEOPLE.AD1 } as const;
    await centre.ask('restore.confirm', { staffCode: 'SD1', passphrase: PEOPLE.SD1, over });
  };
  await putBack();
  await centre.unlock('AC1');
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  for (const { caseId } of rows.slice(0, 3)) await followUp(centre, caseId);
  await centre.lock();
  await visit(tour, centre, [PUT_BACK_OLDER, RETURNED]);
}

async function removeColleague(centre: Installation): Promise<void> {
  const { accounts } = await centre.ask('accounts.list', {});
  const userId = accounts.find(({ staffCode }) => staffCode === 'AC2')?.userId ?? '';
  await centre.ask('accounts.propose', { userId, act: { what: 'remove', reason: 'left' }, passphrase: PEOPLE.SD1 });
  await centre.unlock('AD1');
  const { acts } = await centre.ask('accounts.list', {});
  await centre.ask('accounts.confirm', { proposalId: acts[0]?.proposalId ?? '', passphrase: PEOPLE.AD1 });
}

async function followUp(centre: Installation, caseId: string): Promise<void> {
  const added = { caseId, form: 'follow_up', recordId: null, parentId: null, revision: 0, keep: [], finish: false, draftId: null };
  await centre.ask('forms.save', { ...added, answers: followUpAnswers(TODAY, null) });
}

async function visitDesk(tour: Tour): Promise<void> {
  await visit(tour, await newPopulatedDesk(), [FOCAL_POINT]);
}

async function visit(tour: Tour, installation: Installation, parts: readonly Part[]): Promise<void> {
  const { language } = tour.options;
  const wanted = wantedParts(parts, tour.options);
  const screen = await openScreen(installation.application, language);
  await dress(screen, tour.options);
  const errorsSince = countConsoleErrors(screen.page);
  for (const part of wanted.filter(({ stops }) => stops.length > 0)) {
    await sitDown(tour, installation, screen, part);
    for (const stop of part.stops) await picture(tour, { screen, page: screen.page, installation }, part, stop, errorsSince);
  }
  await screen.close();
  installation.remove();
}

/** The stops asked for. A role finds what the roles before it did: these act too, up to the last part asked for. */
function wantedParts(parts: readonly Part[], { only, role }: TourOptions): readonly Part[] {
  const last = parts.findLastIndex((part) => role === null || part.role === role);
  return parts
    .slice(0, last + 1)
    .map((part) => ({ ...part, stops: part.stops.filter(({ name }) => only === null || name.includes(only)) }));
}

/** Size, zoom and theme of the machine. */
async function dress({ page }: Screen, { width, height, zoom, theme }: TourOptions): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const scale = zoom / 100;
  const metrics = { width: Math.round(width / scale), height: Math.round(height / scale), deviceScaleFactor: scale, mobile: false };
  await page.setViewportSize({ width: metrics.width, height: metrics.height });
  await session.send('Emulation.setDeviceMetricsOverride', metrics);
  await page.emulateMedia({
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    contrast: theme === 'contrast' ? 'more' : 'no-preference',
    reducedMotion: 'reduce',
  });
}

async function sitDown({ options }: Tour, installation: Installation, { page, still }: Screen, { staffCode }: Part): Promise<void> {
  if (installation.application.host.session !== null) await installation.lock();
  if (staffCode !== null) {
    await installation.ask('session.unlock', { staffCode, passphrase: PEOPLE[staffCode] });
    await installation.ask('session.prefer', { language: options.language, theme: options.theme });
  }
  await page.reload();
  await page.evaluate("location.hash = '#/'");
  await still();
  if (staffCode === null && options.language === 'en') await page.getByText('English', { exact: true }).first().click();
  await still();
}

async function picture(tour: Tour, visit: Visit, { role }: Part, stop: Stop, errorsSince: () => readonly string[]): Promise<void> {
  const { options, pages, unreached } = tour;
  try {
    const heading = stop.heading[options.language];
    const found = await visitStop(visit, stop, heading);
    if (!isHeading(found, heading)) unreached.push({ role, stop: stop.name, why: `« ${found} » instead of « ${heading} »` });
    if (options.role !== null && options.role !== role) return;
    const errors = errorsSince();
    const file = `${String(pages.length + 1).padStart(2, '0')}-${role}-${stop.name}.png`;
    pages.push(await recordPage(visit.page, options.out, { file, role, heading, found }, errors));
    tour.errors.push(...errors.map((error) => `${file}: ${error}`));
    process.stdout.write(`${file}\n`);
  } catch (error) {
    unreached.push({ role, stop: stop.name, why: error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : 'unknown' });
  }
}

function conclude(tour: Tour): number {
  const { pages, unreached, options, errors } = tour;
  const unseen = patternsOfScreen().filter((pattern) => !pages.some(({ route }) => fits(route, pattern)));
  writeFileSync(
    join(options.out, 'tour.json'),
    `${JSON.stringify({ pages, unreached, unseen_routes: unseen, console: errors }, null, 2)}\n`,
  );
  const violations = pages.reduce((sum, { axe }) => sum + axe.violations.length, 0);
  const overflows = pages.filter(({ overflow }) => overflow);
  for (const page of pages)
    for (const { id, nodes } of page.axe.violations)
      process.stdout.write(`axe: ${page.file}: ${id} (${nodes.length}): ${nodes.slice(0, 3).join(' | ')}\n`);
  for (const error of errors) process.stdout.write(`console: ${error}\n`);
  for (const { file } of overflows) process.stdout.write(`overflow: ${file}\n`);
  for (const { role, stop, why } of unreached) process.stdout.write(`not reached: ${role} ${stop}: ${why}\n`);
  for (const pattern of unseen) process.stdout.write(`no picture of ${pattern}\n`);
  process.stdout.write(
    `${pages.length} pages, ${violations} axe violations, ${errors.length} console errors, ${overflows.length} overflows, ${unreached.length} not reached\n`,
  );
  return violations + errors.length + overflows.length + unreached.length === 0 ? 0 : 1;
}

/** The addresses of the screen, as its pages declare them. */
function patternsOfScreen(): readonly string[] {
  const folder = join(import.meta.dirname, '../../renderer');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  const patterns = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/path: '(\/[^']+)'/g)].map(([, pattern = '']) => pattern),
  );
  return [...new Set(patterns)].toSorted();
}

/** Whether an address is one of a pattern: `:name` is any part, `:name?` may be missing. */
function fits(route: string, pattern: string): boolean {
  const parts = pattern.split('/').filter((part) => part !== '');
  const expression = parts.map((part) => (part.endsWith('?') ? '(/[^/]+)?' : part.startsWith(':') ? '/[^/]+' : `/${part}`)).join('');
  return new RegExp(`^#${expression}$`).test(route.split('?')[0] ?? '');
}
