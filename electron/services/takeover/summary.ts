import type { Output } from '../../../shared/contract.ts';
import type { TakeoverPlan } from '../../../shared/takeover/outcome.ts';
import { wordingKey } from '../../../shared/takeover/wordings.ts';
import type { Reading } from '../../takeover/reading.ts';

type Rehearsal = Output<'takeover.rehearse'>;

/** A plan as the screen of the dry run shows it. */
export function summaryOf(reading: Pick<Reading, 'wordings'>, plan: TakeoverPlan): Rehearsal {
  return {
    rows: plan.rows.length,
    registered: plan.cases.length + plan.contacts.length,
    cases: plan.cases.length,
    contacts: plan.contacts.length,
    held: plan.held.map(({ row, reasons }) => ({ row, reasons: reasons.map(({ reason, why }) => ({ code: reason, text: why })) })),
    unknownCells: plan.unknownCells.map(([row, heading]) => ({ row, heading, why: reasonOf(plan, row, heading) })),
    unmapped: plan.unmapped.map(({ column, table, wording, rows }) => ({ heading: column, target: table, wording, rows: [...rows] })),
    wordings: plan.wordings.map(({ column, table, wording, code, rows }) => ({
      heading: column,
      target: table,
      wording,
      code: code ?? null,
      rows: rows.length,
      source: Object.hasOwn(reading.wordings[table] ?? {}, wordingKey(wording)) ? 'person' : 'rule',
    })),
    suspects: plan.suspects.map(({ row, candidates }) => ({
      row,
      candidates: candidates.map(({ row: candidate, degree }) => ({ row: candidate, degree })),
    })),
    partlyCompared: plan.partlyCompared.length,
    warnings: plan.rows.reduce((sum, row) => sum + (row.outcome === 'held' ? 0 : row.warnings.length), 0),
    assumptions: [...plan.assumptions],
    months: monthsOf(plan),
  };
}

/** Month by month, what the register gives: registered = without care + without statistics + counted. */
export function monthsOf(plan: TakeoverPlan): Rehearsal['months'] {
  return Object.fromEntries([...plan.months].map(([month, figures]) => [month, monthFigures(figures)]));
}

function monthFigures(figures: TakeoverPlan['months'] extends ReadonlyMap<string, infer F> ? F : never): Rehearsal['months'][string] {
  return {
    registered: figures.registered,
    no_care_consent: figures.noCareConsent,
    no_statistics_consent: figures.noStatisticsConsent,
    counted: figures.counted,
  };
}

function reasonOf(plan: TakeoverPlan, row: number, heading: string): { fr: string; en: string } {
  const line = plan.rows[row - 1];
  const warning = line === undefined || line.outcome === 'held' ? undefined : line.warnings.find(({ column }) => column === heading);
  return warning?.why ?? { fr: 'Cette cellule ne peut pas être lue.', en: 'This cell cannot be read.' };
}
