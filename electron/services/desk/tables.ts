import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../../shared/contract.ts';
import type { ConsolidatedTable } from '../../../shared/contract/desk.ts';
import { LEAST_THRESHOLD, PACKAGE_MODES } from '../../../shared/exchange/payload.ts';
import { PREVALENCE } from '../../../shared/exchange/sentences.ts';
import { Refused } from '../../../shared/failure.ts';
import { isCode, label } from '../../../shared/forms/lists/all.ts';
import { assertStillOpen, NOTHING_WRITTEN } from '../session/sessionGuard.ts';
import { tableDimensions } from '../../../shared/indicators/shownDimensions.ts';
import { TABLES } from '../../../shared/indicators/tables.ts';
import { isMonth, monthOf, monthsOfPeriod, periodsAround, type IsoPeriod } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import type { ConsolidatedBound } from '../../disclosure/consolidate/consolidatedBound.ts';
import type { HandOut } from '../../disclosure/consolidate/handOuts.ts';
import { consolidatedCsv, inOrder } from '../../exchange/consolidatedCsv.ts';
import { consolidatedWorkbook, type ConsolidatedPeriod } from '../../exchange/consolidatedWorkbook.ts';
import { randomFileName } from '../../files/files.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { countCentres } from '../../sealed/openings.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { listPackages } from '../../store/exchange/packages.ts';
import { transaction } from '../../store/base/sql.ts';
import { leftAlready, mayHaveLeft, rememberHandOut } from './handedOut.ts';
import { folderOf, writeExport } from '../exchange/exportFile.ts';
import { byLength, handOutsOf, isAsSummed, lateOf, releasesOf } from './periodSums.ts';
import { policyOf } from '../protection/policy.ts';
import { sealedMonths, sealedTablesOf } from '../sealed/tables.ts';
import { registered } from '../structures.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

const LEAST_SITES = 3;

/** Months for which at least one package counts or an opening was signed by both custodians, newest first; then the quarters and years of which every month has tables. */
export function listPeriods(host: Host): Output<'tables.periods'> {
  const session = requireSession(host);
  const counts = new Map(sealedMonths(session).map((month) => [month, sealedTablesOf(session, month).halves.length]));
  for (const { month } of listPackages(session.stores.admin, { programme: PROGRAMME })) counts.set(month, (counts.get(month) ?? 0) + 1);
  const months = [...counts.keys()].toSorted().toReversed();
  const longer = new Set(months.flatMap(periodsAround));
  const isWhole = (period: IsoPeriod) => monthsOfPeriod(period).every((month) => (counts.get(month) ?? 0) >= LEAST_SITES);
  const periods = [...months, ...[...longer].filter(isWhole)];
  const unsure = periods.flatMap((period) => {
    const since = mayHaveLeft(session.stores.admin, period);
    return since === null ? [] : [{ since, period }];
  });
  const [first] = unsure;
  return { periods, mayHaveLeft: first === undefined ? null : { since: first.since, periods: unsure.map(({ period }) => period) } };
}

/** The consolidated tables of a period, with coverage, and intervals where a sum cannot be known (disclosure §6.1). */
export async function openTables(input: Input<'tables.open'>, host: Host): Promise<Output<'tables.open'>> {
  const session = requireSession(host);
  const { period } = input;
  const handOut = (await handOutsOf(session, host, period)).at(-1) ?? { period, months: {}, lines: [] };
  const { lines } = handOut;
  const { counted, countedReason } = countedOf(sitesOf(session, handOut), lines);
  return {
    period,
    sites: sitesOf(session, handOut),
    expected: expectedSites(session, period).length,
    counted,
    countedReason,
    tables: tablesOf(lines),
    method: methodOf(session, handOut),
    missingRegions: missingRegions(session, handOut),
    sentence: PREVALENCE,
  };
}

/**
 * Writes the consolidated tables of some periods to a chosen folder, for people or for other tools. The ledger of the desk has what leaves before the file exists, the
 * months of a quarter or a year included; what left before leaves again the same, or once three centres have changed (disclosure §5, §6.3). Throws Refused.
 */
export async function handOutTables(input: Input<'tables.handOut'>, host: Host): Promise<Output<'tables.handOut'>> {
  const session = requireSession(host);
  const folder = folderOf(host, input.folder);
  const handOuts = new Map<IsoPeriod, HandOut>();
  for (const period of input.periods.toSorted((left, right) => byLength({ period: left }, { period: right })))
    for (const one of await handOutsOf(session, host, period, handOuts)) handOuts.set(one.period, one);
  const leaving = [...handOuts.values()].toSorted(byLength);
  const word = { neverLeft: input.neverLeft === true };
  for (const one of leaving) leftAlready(session.stores.admin, one, word);
  const written = [...new Set(input.periods)].toSorted().flatMap((period) => handOuts.get(period) ?? []);
  const bytes = await documentOf(input.format, written, session, host);
  assertStillOpen(host, session, NOTHING_WRITTEN);
  if (!leaving.every((one) => isAsSummed(session, one))) throw new Refused('conflict', CHANGED_MEANWHILE);
  const at = host.now().getTime();
  transaction(session.stores.admin, (db) => {
    for (const one of leaving) rememberHandOut(db, session, one, word, at);
    for (const { period } of written)
      appendJournal(db, session.stores.actor, { kind: 'consolidated.export', detail: { period, format: input.format } }, at);
  });
  const fileName = randomFileName(`.${input.format}`);
  writeExport(folder, fileName, bytes, monthOf(today(host)));
  return { fileName, bytes: bytes.length };
}

/** Payloads as a reader of the packages holds them, for the self-attack and for an auditor. */
export function handOutOpened(input: Input<'tables.handOutOpened'>, host: Host): Output<'tables.handOutOpened'> {
  const session = requireSession(host);
  const folder = folderOf(host, input.folder);
  const rows = listPackages(session.stores.admin, { programme: PROGRAMME });
  const at = host.now().getTime();
  transaction(session.stores.admin, (db) =>
    appendJournal(
      db,
      session.stores.actor,
      { kind: 'consolidated.export', detail: { period: monthOf(today(host)), format: 'payloads' } },
      at,
    ),
  );
  const files = rows.map((row) => {
    const name = randomFileName('.json');
    writeExport(folder, name, Buffer.from(row.payload, 'utf8'), monthOf(today(host)));
    return name;
  });
  return { files };
}

async function documentOf(
  format: 'csv' | 'xlsx' | 'pdf',
  handOuts: readonly HandOut[],
  session: OpenSession,
  host: Host,
): Promise<Uint8Array> {
  if (format === 'pdf') {
    if (host.printPdf === null) throw new Refused('conflict', NO_WINDOW);
    return host.printPdf(`#/print/consolidated/${handOuts.map(({ period }) => period).join(',')}`);
  }
  if (format === 'csv') return consolidatedCsv(handOuts.flatMap(({ lines }) => lines));
  const workbook = handOuts.map((handOut): ConsolidatedPeriod => ({
    period: handOut.period,
    sites: sitesOf(session, handOut),
    expected: expectedSites(session, handOut.period).length,
    method: methodOf(session, handOut),
    tables: tablesOf(handOut.lines),
  }));
  return consolidatedWorkbook(workbook, session.language, session.stores.roster.space);
}

type Site = { readonly code: string; readonly region: string };

/** The centres that count for each month in the tables of a period: by their packages, by what two custodians opened of the month, or late with its quarter. */
function sitesByMonth(session: OpenSession, handOut: HandOut): readonly (readonly Site[])[] {
  const late = lateOf(session, handOut).flatMap(({ halves, isCounted }) => (isCounted ? halves : []));
  return monthsOfPeriod(handOut.period).map((month) => {
    const halves = [...sealedTablesOf(session, month).halves, ...late.filter((half) => half.month === month)];
    const sealed = halves.map(({ centre, region }): Site => ({ code: centre, region }));
    return [...releasesOf(session, month).map(({ site, region }) => ({ code: site, region })), ...sealed];
  });
}

/** Centres of which a report counts, in each month of the period. */
function sitesOf(session: OpenSession, handOut: HandOut): number {
  const months = sitesByMonth(session, handOut).map((sites) => new Set(sites.map(({ code }) => code)));
  return months.reduce((every, sites) => every.intersection(sites)).size;
}

/** How the figures of a period are protected and what counts in it beside its months, for the words printed beside them. */
function methodOf(session: OpenSession, handOut: HandOut): Output<'tables.open'>['method'] {
  const { number, agreedOn } = policyOf(session.stores.admin);
  const releases = monthsOfPeriod(handOut.period).flatMap((month) => releasesOf(session, month));
  const modes = PACKAGE_MODES.filter((mode) => releases.some((release) => release.mode === mode));
  return {
    threshold: Math.min(...releases.map(({ threshold }) => threshold), ...(releases.length === 0 ? [LEAST_THRESHOLD] : [])),
    modes: modes.length === 0 ? ['hidden'] : modes,
    rounded: releases.filter(({ mode }) => mode === 'rounded').length,
    rule: { number, agreedOn },
    late: lateOf(session, handOut).map(({ quarter, halves, isCounted }) => {
      return { quarter, months: halves.length, centres: countCentres(halves), isCounted };
    }),
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
  sites: number,
  lines: readonly ConsolidatedBound[],
): { readonly counted: number | null; readonly countedReason: Text | null } {
  if (sites < LEAST_SITES) return { counted: null, countedReason: TOO_FEW };
  const total = lines.find((line) => line.table === 'G01' && line.level === 'national' && line.dims === '');
  return total?.status === 'published' || total?.status === 'rounded'
    ? { counted: total.value, countedReason: null }
    : { counted: null, countedReason: TOTAL_HIDDEN };
}

/** Centres of which a report is expected in some month of the period. */
function expectedSites(session: OpenSession, period: IsoPeriod) {
  return registered(session.stores.admin).filter(({ activeFrom, activeTo }) =>
    monthsOfPeriod(period).some((month) => activeFrom <= month && (activeTo === null || month <= activeTo)),
  );
}

/** Regions of which a report is expected or came, and that have no line of their own. */
function missingRegions(session: OpenSession, handOut: HandOut): Output<'tables.open'>['missingRegions'] {
  const { period, lines } = handOut;
  const shown = new Set(lines.filter(({ table }) => table === 'G01').map(({ area }) => area));
  const reporting = new Set(sitesByMonth(session, handOut).flatMap((sites) => sites.map(({ region }) => region)));
  const regions = new Set([...expectedSites(session, period).map(({ region }) => region), ...reporting]);
  return [...regions]
    .filter((region) => !shown.has(region))
    .toSorted()
    .map((region) => ({
      region,
      label: isCode('region', region) ? label('region', region) : { fr: region, en: region },
      why: reporting.has(region) ? (isMonth(period) ? FEW_SITES : FEW_SITES_OFTEN) : NO_SITE,
    }));
}

const TOO_FEW: Text = {
  fr: 'Moins de trois centres ont tout remis : le total les montrerait.',
  en: 'Fewer than three centres reported all of it: the total would show them.',
};
const TOTAL_HIDDEN: Text = {
  fr: 'Le total d’un centre est masqué : la somme n’est pas connue.',
  en: 'One centre’s total is hidden: the sum is not known.',
};
const NO_SITE: Text = { fr: 'aucun rapport reçu pour cette période.', en: 'no report received for this period.' };
const FEW_SITES_OFTEN: Text = {
  fr: 'moins de trois centres ont remis un des mois, la région n’est pas montrée seule.',
  en: 'fewer than three centres reported in one of the months: the region is not shown by itself.',
};
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
