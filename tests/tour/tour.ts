import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedRegisters } from '../../tools/registers/invented.ts';
import { openInstallation, PEOPLE, TODAY, type Installation } from '../support/installation.ts';
import { followUpAnswers } from '../support/inventedCases.ts';
import { newPopulatedCentre, newPopulatedDesk } from '../support/populate.ts';
import { placeToken } from '../support/medium.ts';
import { openScreen, type Screen } from '../support/screen.ts';
import { makeShares } from '../support/shares.ts';
import { ADMINISTRATOR } from './administratorStops.ts';
import { caseworkerPart } from './caseworkerStops.ts';
import { closedPart } from './closedStops.ts';
import { FIRST_RUN } from './firstRunStops.ts';
import { FOCAL_POINT } from './focalPointStops.ts';
import { knownOf } from './known.ts';
import { readTourOptions, type TourOptions } from './options.ts';
import { countConsoleErrors, recordPage, type PageRecord } from './record.ts';
import { AFTER_RESTORE, PUT_BACK, PUT_BACK_OLDER, RETURNED } from './restoreStops.ts';
import type { Part, Stop } from './stop.ts';
import { supervisorPart } from './supervisorStops.ts';

/** Why a stop has no picture. */
type Unreached = { readonly role: string; readonly stop: string; readonly why: string };
type Tour = { readonly options: TourOptions; readonly pages: PageRecord[]; readonly unreached: Unreached[]; readonly errors: string[] };

process.exitCode = await run(process.argv.slice(2));

/** `npm run tour`: every role, every page of the map, a picture and a judgement of each (commands.md). */
async function run(argv: readonly string[]): Promise<number> {
  const options = readTourOptions(argv);
  mkdirSync(options.out, { recursive: true });
  const tour: Tour = { options, pages: [], unreached: [], errors: [] };
  await visitEmpty(tour);
  await visitCentre(tour);
  await visitDesk(tour);
  await visitPutBack(tour);
  await visitPutBackOlder(tour);
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

/** A copy older than the work and than a departure; put back once already, so that what was here stands beside. */
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
  await centre.ask('accounts.propose', { userId, act: { what: 'remove', reason: 'left' } });
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
  const { language, only } = tour.options;
  const wanted = parts.map((part) => ({ ...part, stops: part.stops.filter(({ name }) => only === null || name.includes(only)) }));
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

async function picture(
  tour: Tour,
  visitor: Parameters<NonNullable<Stop['act']>>[0],
  { role }: Part,
  stop: Stop,
  errorsSince: () => readonly string[],
): Promise<void> {
  try {
    if (stop.address !== undefined) await visitor.screen.go(stop.address);
    await stop.act?.(visitor);
    const errors = errorsSince();
    const file = `${String(tour.pages.length + 1).padStart(2, '0')}-${role}-${stop.name}.png`;
    tour.pages.push(await recordPage(visitor.page, tour.options.out, { file, role }, errors));
    tour.errors.push(...errors.map((error) => `${file}: ${error}`));
    process.stdout.write(`${file}\n`);
  } catch (error) {
    tour.unreached.push({ role, stop: stop.name, why: error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : 'unknown' });
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

/** The addresses of the screen, as its route files declare them. */
function patternsOfScreen(): readonly string[] {
  const folder = join(import.meta.dirname, '../../renderer');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('routes.tsx'));
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
