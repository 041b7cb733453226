import { Buffer } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import type { Input, Output } from '../../shared/contract.ts';
import type { ConsolidatedTable } from '../../shared/contract/month.ts';
import { LEAST_THRESHOLD, PACKAGE_MODES, type PackageMode } from '../../shared/exchange/payload.ts';
import { PREVALENCE } from '../../shared/exchange/sentences.ts';
import { Refused } from '../../shared/failure.ts';
import { isCode, label } from '../../shared/forms/lists/all.ts';
import { tableDimensions } from './monthPreview.ts';
import { TABLES } from '../../shared/indicators/tables.ts';
import { addMonths, monthOf, monthsFromTo, type IsoMonth } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { consolidationBounds, summedAreas, type ConsolidatedBound } from '../disclosure/consolidation.ts';
import { roundedLines } from '../disclosure/consolidateRounded.ts';
import type { HandOut } from '../disclosure/handOuts.ts';
import type { Release } from '../disclosure/releases.ts';
import { consolidatedCsv, inOrder } from '../exchange/consolidatedCsv.ts';
import { consolidatedWorkbook, type ConsolidatedPeriod } from '../exchange/consolidatedWorkbook.ts';
import { randomFileName } from '../files/files.ts';
import { openSession, today, type Host, type OpenSession } from '../host.ts';
import { appendJournal } from '../store/journal.ts';
import { listPackages } from '../store/packages.ts';
import { transaction } from '../store/sql.ts';
import { leftAlready, rememberHandOut } from './handedOut.ts';
import { payloadOf } from './inbox.ts';
import { folderOf, writeOr } from './leaving.ts';
import { policyOf } from './protectionPolicy.ts';
import { registered } from './structures.ts';

const PROGRAMME = 'gbv';
const LEAST_SITES = 3;
const MONTHS_COVERED = 12;

/** Months for which at least one package counts, newest first. */
export function listPeriods(host: Host): Output<'tables.periods'> {
  const months = listPackages(openSession(host).store.admin, { programme: PROGRAMME }).map(({ month }) => month);
  return { periods: [...new Set(months)].toReversed() };
}

/** The consolidated tables of a month, with coverage, and intervals where a sum cannot be known (disclosure §6.1). */
export async function openTables(input: Input<'tables.open'>, host: Host): Promise<Output<'tables.open'>> {
  const session = openSession(host);
  const releases = releasesOf(session, input.period);
  const lines = await linesOf(releases);
  const { counted, countedReason } = countedOf(releases, lines);
  return {
    period: input.period,
    sites: releases.length,
    expected: expectedSites(session, input.period).length,
    counted,
    countedReason,
    tables: tablesOf(lines),
    method: methodOf(session, releases),
    missingRegions: missingRegions(session, releases, input.period),
    sentence: PREVALENCE,
  };
}

/**
 * Writes the consolidated tables of some months to a chosen folder, for people or for other tools. The ledger of the desk has what leaves before the file
 * exists; a month whose tables left before leaves again the same, or once three centres have changed (disclosure §5, §6.3). Throws Refused.
 */
export async function handOutTables(input: Input<'tables.handOut'>, host: Host): Promise<Output<'tables.handOut'>> {
  const session = openSession(host);
  const folder = folderOf(host, input.folder);
  const periods = [...new Set(input.periods)].toSorted();
  const months: Month[] = [];
  for (const period of periods) {
    const month = { period, handOut: await handOutOf(session, period) };
    leftAlready(session.store.admin, period, month.handOut);
    months.push(month);
  }
  const bytes = await documentOf(input.format, months, session, host);
  if (host.session !== session) throw new Refused('locked', LOCKED_MEANWHILE);
  if (months.some(({ period, handOut: { sums } }) => !isDeepStrictEqual(sumsOf(session, period), sums)))
    throw new Refused('conflict', CHANGED_MEANWHILE);
  const at = host.now().getTime();
  transaction(session.store.admin, (db) => {
    for (const { period, handOut } of months) {
      rememberHandOut(db, session, period, handOut, at);
      appendJournal(db, session.store.actor, { kind: 'consolidated.export', detail: { period, format: input.format } }, at);
    }
  });
  const fileName = randomFileName(`.${input.format}`);
  writeOr(folder, fileName, bytes, monthOf(today(host)));
  return { fileName, bytes: bytes.length };
}

/** Payloads as a reader of the packages holds them, for the self-attack and for an auditor. */
export function handOutOpened(input: Input<'packages.handOutOpened'>, host: Host): Output<'packages.handOutOpened'> {
  const session = openSession(host);
  const folder = folderOf(host, input.folder);
  const rows = listPackages(session.store.admin, { programme: PROGRAMME });
  const at = host.now().getTime();
  transaction(session.store.admin, (db) =>
    appendJournal(
      db,
      session.store.actor,
      { kind: 'consolidated.export', detail: { period: monthOf(today(host)), format: 'payloads' } },
      at,
    ),
  );
  const files = rows.map((row) => {
    const name = randomFileName('.json');
    writeOr(folder, name, Buffer.from(row.payload, 'utf8'), monthOf(today(host)));
    return name;
  });
  return { files };
}

/** Who has reported, month by month: a missing structure is never a zero (interface 3.19). */
export function openCoverage(host: Host): Output<'coverage.open'> {
  const session = openSession(host);
  const day = today(host);
  const last = monthOf(addMonths(day, -1));
  const months = monthsFromTo(monthOf(addMonths(`${last}-01`, 1 - MONTHS_COVERED)), last);
  const received = new Map(
    listPackages(session.store.admin, { programme: PROGRAMME }).map((row) => [
      `${row.site_code} ${row.month}`,
      payloadOf(row).header.zero_report,
    ]),
  );
  const isLate = (month: IsoMonth) => Number(day.slice(8)) > session.settings.reportDay || month < last;
  const markOf = (siteCode: string, activeFrom: string, activeTo: string | null, month: IsoMonth) => {
    const nil = received.get(`${siteCode} ${month}`);
    if (nil !== undefined) return nil ? ('nil' as const) : ('received' as const);
    if (month < activeFrom || (activeTo !== null && month > activeTo)) return 'outside' as const;
    return isLate(month) ? ('late' as const) : ('expected' as const);
  };
  const rows = registered(session.store.admin).map(({ structureCode, siteCode, region, activeFrom, activeTo }) => ({
    structureCode,
    siteCode,
    region,
    marks: months.map((month) => markOf(siteCode, activeFrom, activeTo, month)),
  }));
  const regions = [...Map.groupBy(rows, ({ region }) => region)].map(([region, sites]) => ({
    region,
    expected: sites.filter(({ marks }) => marks.at(-1) !== 'outside').length,
    received: sites.filter(({ marks }) => marks.at(-1) === 'received' || marks.at(-1) === 'nil').length,
  }));
  return { months: [...months], rows, regions };
}

type MonthRelease = Release & { readonly mode: PackageMode };
type Month = { readonly period: IsoMonth; readonly handOut: HandOut };

/** What a hand-out of a month would give now. */
async function handOutOf(session: OpenSession, period: IsoMonth): Promise<HandOut> {
  return { sums: sumsOf(session, period), lines: await linesOf(releasesOf(session, period)) };
}

/** Lines of areas in which every package is rounded, and of the others. */
async function linesOf(releases: readonly Release[]): Promise<ConsolidatedBound[]> {
  return [...(await consolidationBounds(releases)), ...(await roundedLines(releases))];
}

/** The reports summed now in each area of a month, by their digests. */
function sumsOf(session: OpenSession, period: IsoMonth): HandOut['sums'] {
  const rows = listPackages(session.store.admin, { programme: PROGRAMME, from: period, to: period });
  const areas = summedAreas(rows, (row) => payloadOf(row).header.region);
  const sums = [...areas].map(([area, summed]) => [area, summed.map((row) => row.sha256.toString('hex')).toSorted()] as const);
  return Object.fromEntries(sums);
}

async function documentOf(format: 'csv' | 'xlsx' | 'pdf', months: readonly Month[], session: OpenSession, host: Host): Promise<Uint8Array> {
  if (format === 'pdf') {
    if (host.printPdf === null) throw new Refused('conflict', NO_WINDOW);
    return host.printPdf(`#/print/consolidated/${months[0]?.period ?? ''}..${months.at(-1)?.period ?? ''}`);
  }
  if (format === 'csv') return consolidatedCsv(months.flatMap(({ handOut }) => handOut.lines));
  const workbook = months.map(({ period, handOut: { lines } }): ConsolidatedPeriod => ({
    period,
    sites: releasesOf(session, period).length,
    expected: expectedSites(session, period).length,
    method: methodOf(session, releasesOf(session, period)),
    tables: tablesOf(lines),
  }));
  return consolidatedWorkbook(workbook, session.language, session.store.roster.space);
}

/** The packages that count for a month, as a reader knows them. */
function releasesOf(session: OpenSession, period: IsoMonth): MonthRelease[] {
  return listPackages(session.store.admin, { programme: PROGRAMME, from: period, to: period }).map((row) => {
    const { header, cells } = payloadOf(row);
    return {
      name: `${header.site_code}-${header.period}-v${header.version}`,
      site: header.site_code,
      region: header.region,
      period: header.period,
      version: header.version,
      threshold: header.threshold,
      mode: header.mode,
      cells: cells.map((cell) => ({ table: cell.table, dims: cell.dims, value: 'value' in cell ? cell.value : undefined })),
    };
  });
}

/** How the packages of a month protect small counts, for the words printed beside them. */
function methodOf({ store }: OpenSession, releases: readonly MonthRelease[]): Output<'tables.open'>['method'] {
  const { number, agreedOn } = policyOf(store.admin);
  const modes = PACKAGE_MODES.filter((mode) => releases.some((release) => release.mode === mode));
  return {
    threshold: Math.min(...releases.map(({ threshold }) => threshold), ...(releases.length === 0 ? [LEAST_THRESHOLD] : [])),
    modes: modes.length === 0 ? ['hidden'] : modes,
    rounded: releases.filter(({ mode }) => mode === 'rounded').length,
    rule: { number, agreedOn },
  };
}

function tablesOf(lines: readonly ConsolidatedBound[]): ConsolidatedTable[] {
  return TABLES.map((table) => ({
    id: table.id,
    title: table.title,
    meaning: table.meaning,
    unit: table.population.unit,
    dims: tableDimensions(table),
    cells: lines
      .filter((line) => line.table === table.id)
      .toSorted(inOrder)
      .map(({ level, area, dims, status, value, low, high, error }) => ({ level, area, dims, status, value, low, high, error })),
  })).filter(({ cells }) => cells.length > 0);
}

/** The sum of the centres' published totals of G01; null, with the reason, when fewer than three take part or one is hidden (commands.md). */
function countedOf(
  releases: readonly Release[],
  lines: readonly ConsolidatedBound[],
): { readonly counted: number | null; readonly countedReason: Text | null } {
  if (releases.length < LEAST_SITES) return { counted: null, countedReason: TOO_FEW };
  const total = lines.find((line) => line.table === 'G01' && line.level === 'national' && line.dims === '');
  return total?.status === 'published' || total?.status === 'rounded'
    ? { counted: total.value, countedReason: null }
    : { counted: null, countedReason: TOTAL_HIDDEN };
}

function expectedSites(session: OpenSession, period: IsoMonth) {
  return registered(session.store.admin).filter(
    ({ activeFrom, activeTo }) => activeFrom <= period && (activeTo === null || period <= activeTo),
  );
}

function missingRegions(session: OpenSession, releases: readonly Release[], period: IsoMonth): Output<'tables.open'>['missingRegions'] {
  const reporting = Map.groupBy(releases, ({ region }) => region);
  const summed = summedAreas(releases, ({ region }) => region);
  const regions = new Set([...expectedSites(session, period).map(({ region }) => region), ...reporting.keys()]);
  return [...regions]
    .filter((region) => !summed.has(region))
    .toSorted()
    .map((region) => ({
      region,
      label: isCode('region', region) ? label('region', region) : { fr: region, en: region },
      why: whyMissing(reporting.get(region)?.length ?? 0),
    }));
}

function whyMissing(sites: number): Text {
  return sites === 0 ? NO_SITE : FEW_SITES;
}

const TOO_FEW: Text = {
  fr: 'Moins de trois centres ont remis ce mois : le total les montrerait.',
  en: 'Fewer than three centres reported this month: the total would show them.',
};
const TOTAL_HIDDEN: Text = {
  fr: 'Le total d’un centre est masqué : la somme n’est pas connue.',
  en: 'One centre’s total is hidden: the sum is not known.',
};
const NO_SITE: Text = { fr: 'aucun rapport reçu pour ce mois.', en: 'no report received for this month.' };
const FEW_SITES: Text = {
  fr: 'moins de trois centres ont remis, la région n’est pas montrée seule.',
  en: 'fewer than three centres reported: the region is not shown by itself.',
};
const NO_WINDOW: Text = {
  fr: 'Le PDF demande une fenêtre, et il n’y en a pas ici. Choisissez CSV ou XLSX.',
  en: 'A PDF needs a window, and there is none here. Choose CSV or XLSX.',
};
const CHANGED_MEANWHILE: Text = {
  fr: 'Un rapport a été reçu entre-temps : le fichier ne dirait plus ce qui est noté comme parti. Recommencez. Rien n’est parti.',
  en: 'A report was received in the meantime: the file would no longer say what is noted as having left. Start again. Nothing has left.',
};
const LOCKED_MEANWHILE: Text = {
  fr: 'La session s’est fermée entre-temps. Rien n’a été écrit.',
  en: 'The session was locked in the meantime. Nothing was written.',
};
