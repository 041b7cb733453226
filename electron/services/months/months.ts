import type { Input, Output } from '../../../shared/contract.ts';
import { countingStatus, EXCLUSIONS, type Exclusion } from '../../../shared/rules/counting/counting.ts';
import type { CountedUnit } from '../../../shared/rules/counting/countedUnit.ts';
import { protectionWidth } from '../../../shared/rules/months/protectionPolicy.ts';
import { monthOf, monthsFromTo, type IsoMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { today, type CaseSession, type Host } from '../../host.ts';
import { casesWithoutFacts } from '../../store/caseRecords/facts.ts';
import { readReport } from '../../store/months/reports.ts';
import { securedState } from '../backup/backup.ts';
import { pendingPairs } from '../duplicates/duplicates.ts';
import { COUNTED_PROGRAMS, hiddenCounts, isProved, protectMonth, countableUnits, type ProtectedMonth } from './counts.ts';
import { previewTable } from './preview.ts';
import { openAllFacts } from '../caseRecords/openedFacts.ts';
import { openAllPairs } from '../duplicates/openedPairs.ts';
import { policyOf } from '../protection/policy.ts';
import { mayHaveLeft } from './releaseLedger.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

const MONTHS_SHOWN = 24;

/** Months from the first entry to the present one, newest first. */
export async function listMonths(host: Host): Promise<Output<'months.list'>> {
  const session = await openAllFacts(host);
  const present = monthOf(today(host));
  const earliest =
    countableUnits(session)
      .map(entryMonth)
      .filter((month) => month !== '')
      .toSorted()[0] ?? present;
  const months = monthsFromTo(earliest < present ? earliest : present, present).slice(-MONTHS_SHOWN);
  return { months: months.toReversed().map((month) => lineOf(session, month, present)) };
}

/** What prevents the freezing of a month: figures, exclusions, late entries, undecided pairs, unopened facts. */
export async function checkMonth(input: Input<'months.check'>, host: Host): Promise<Output<'months.check'>> {
  await openAllFacts(host);
  const session = await openAllPairs(host);
  const { stores } = session;
  const units = countableUnits(session);
  return {
    line: lineOfMonth(session, input.month, host),
    figures: figuresOf(units, input.month),
    excluded: excludedOf(units, input.month),
    lateEntries: units.map(countingStatus).filter((status) => status.counted && status.late && status.month === input.month).length,
    pendingPairs: pendingPairs(session),
    unopened: [...casesWithoutFacts(stores.cases, COUNTED_PROGRAMS)],
    mayHaveLeft: mayHaveLeft(session, input.month),
    secured: securedState(host),
  };
}

/** The tables exactly as they would leave. A caseworker counts own cases only, and the page states it. */
export async function previewMonth(input: Input<'months.preview'>, host: Host): Promise<Output<'months.preview'>> {
  const session = await openAllFacts(host);
  const protectedMonth = await protectMonth(session, countableUnits(session), input.month);
  const { protection } = protectedMonth;
  const counts = hiddenCounts(protectedMonth);
  return {
    line: lineOfMonth(session, input.month, host),
    scope: session.stores.user.role === 'supervisor' ? 'site' : 'own',
    threshold: session.settings.smallCellThreshold,
    width: protectionWidth(session.settings),
    mode: protectedMonth.mode,
    policy: policyOf(session.stores.admin).number,
    rounding: accuracyOf(protection),
    tables: protectedMonth.tables.map((table) => previewTable(table, protectedMonth.counts)),
    counts,
    audit: { hidden: counts.primary + counts.secondary, proved: isProved(protectedMonth), ...protection.audit },
    leaves: protectedMonth.mode === 'sealed' ? LEAVES_SEALED : LEAVES,
    never: NEVER,
  };
}

/** How near the rounded figures are, without what each margin is off by: the grid says that. */
function accuracyOf({ rounding }: ProtectedMonth['protection']): Output<'months.preview'>['rounding'] {
  if (rounding === undefined) return null;
  const { base, maxError, meanError, exactShare, hellinger } = rounding;
  return { base, maxError, meanError, exactShare, hellinger };
}

/** The state of a month. */
export function lineOfMonth(session: CaseSession, month: IsoMonth, host: Host): Output<'months.list'>['months'][number] {
  return lineOf(session, month, monthOf(today(host)));
}

function lineOf(session: CaseSession, month: IsoMonth, present: IsoMonth): Output<'months.list'>['months'][number] {
  const report = readReport(session.stores.cases, session.site.code, PROGRAMME, month);
  const state = report === undefined ? 'open' : report.exported_at === null ? 'frozen' : 'exported';
  return { month, state, version: report?.version ?? 0, ended: month < present };
}

function entryMonth(unit: CountedUnit): IsoMonth {
  return countingStatus(unit).month;
}

/** The four figures of a month: registered = without care consent + without statistics consent + counted, for a taken-over register. */
function figuresOf(units: readonly CountedUnit[], month: IsoMonth): Output<'months.check'>['figures'] {
  const statuses = units.map(countingStatus).filter((status) => status.month === month);
  const of = (reason: Exclusion) => statuses.filter((status) => !status.counted && status.reason === reason).length;
  return {
    registered: statuses.length,
    no_care_consent: of('no_care_consent'),
    no_statistics_consent: of('no_statistics_consent'),
    counted: statuses.filter((status) => status.counted).length,
  };
}

function excludedOf(units: readonly CountedUnit[], month: IsoMonth): Output<'months.check'>['excluded'] {
  const statuses = units.map(countingStatus).filter((status) => status.month === month);
  return EXCLUSIONS.map((reason) => ({
    reason,
    title: EXCLUSION_WORDS[reason],
    count: statuses.filter((status) => !status.counted && status.reason === reason).length,
  })).filter(({ count }) => count > 0);
}

const EXCLUSION_WORDS: Readonly<Record<Exclusion, Text>> = {
  draft: { fr: 'Dossier en brouillon', en: 'Case still a draft' },
  duplicate: { fr: 'Doublon', en: 'Duplicate' },
  no_care_consent: { fr: 'Pas d’accord de prise en charge', en: 'No consent to care' },
  no_statistics_consent: { fr: 'Pas d’accord pour les statistiques', en: 'No consent to statistics' },
  no_incident: { fr: 'Aucun incident enregistré', en: 'No incident recorded' },
  third_party: { fr: 'Déclaré par un tiers', en: 'Reported by a third party' },
  non_gbv: { fr: 'Incident qui n’est pas une VBG', en: 'Incident that is not GBV' },
  incomplete_type: { fr: 'Type d’incident à compléter', en: 'Type of incident to complete' },
  reported_elsewhere: { fr: 'Déjà déclaré à une structure du même système', en: 'Already reported to a structure of the same system' },
};

const LEAVES_SEALED: Text[] = [
  {
    fr: 'Deux moitiés de ces nombres, qui ne sont que du bruit l’une sans l’autre\u00a0: une pour chaque dépositaire.',
    en: 'Two halves of these numbers, which are noise only without each other: one for each custodian.',
  },
  {
    fr: 'Les nombres exacts que vous voyez ici restent ici. Seule la somme de trois centres au moins est ouverte, et ses petits nombres sont cachés.',
    en: 'The exact numbers that you see here stay here. Only the sum of three centres or more is opened, and its small numbers are hidden.',
  },
];
const LEAVES: Text[] = [
  { fr: 'Comptes par tableau', en: 'Counts by table' },
  { fr: 'Mois, région, programme', en: 'Month, region, programme' },
  { fr: 'Code de la structure et du centre', en: 'Code of the structure and of the centre' },
];
const NEVER: Text[] = [
  { fr: 'Code de dossier ou de personne', en: 'Code of a case or of a person' },
  { fr: 'Date plus fine que le mois', en: 'Date finer than the month' },
  { fr: 'Récit, note, nom, téléphone', en: 'Account, note, name, telephone' },
];
