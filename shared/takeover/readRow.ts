import { ageGroupOf } from '../rules/incident/ages.ts';
import { hasForbiddenCharacter } from './cells.ts';
import { ageOf } from './age.ts';
import { takenForms } from './forms.ts';
import { coded, dayIn, headingOf, lineOf, textOf, warn } from './line.ts';
import type { Line, TakeoverSettings, ReadWording } from './line.ts';
import { incidentDateOf } from './incident.ts';
import type { CaseRow, ContactRow, HeldRow, RowOutcome } from './outcome.ts';
import { nameOf } from './person.ts';
import * as sentence from './sentences.ts';

export type ReadRow = { readonly outcome: RowOutcome; readonly wordings: readonly ReadWording[] };

/** Reads one line. `row` is its rank after the headings, from 1. Writes nothing, invents nothing (commands.md §2.1). */
export function readRow(headings: readonly string[], cells: readonly string[], row: number, settings: TakeoverSettings): ReadRow {
  const line = lineOf(headings, cells, settings);
  const receivedOn = dayIn(line, textOf(line, 'receivedOn'));
  const reasons = reasonsToHold(line, receivedOn);
  if (receivedOn === null || reasons.length > 0) return { outcome: { outcome: 'held', row, reasons, cells }, wordings: [] };
  const consents = isWithoutCareConsent(settings) || coded(line, 'careConsent', 'yes_no') === 'yes';
  const outcome = consents ? caseOf(line, row, receivedOn) : contactOf(line, row, receivedOn);
  return { outcome, wordings: line.wordings };
}

/** A tool of files that does not write the consent to services: its lines are files (known/). */
function isWithoutCareConsent({ tool, columns }: TakeoverSettings): boolean {
  return tool?.everyLineIsCase === true && !columns.includes('careConsent');
}

function reasonsToHold(line: Line, receivedOn: string | null): HeldRow['reasons'] {
  const reasons: HeldRow['reasons'][number][] = [];
  const column = headingOf(line, 'receivedOn');
  if (receivedOn === null) {
    const why =
      textOf(line, 'receivedOn') === ''
        ? sentence.NO_RECEPTION_DATE
        : line.settings.tool === undefined
          ? sentence.BAD_RECEPTION_DATE
          : sentence.BAD_TOOL_DATE;
    reasons.push({ reason: 'receptionDate', column, why });
  } else if (receivedOn > line.settings.today) reasons.push({ reason: 'receptionDate', column, why: sentence.FUTURE_RECEPTION });
  for (const [index, cell] of line.cells.entries()) {
    if (!hasForbiddenCharacter(cell)) continue;
    reasons.push({ reason: 'forbiddenCharacter', column: line.headings[index] ?? '', why: sentence.FORBIDDEN_CHARACTER });
  }
  return reasons;
}

function contactOf(line: Line, row: number, receivedOn: string): ContactRow {
  warn(line, 'careConsent', sentence.NO_CONSENT, sentence.CARE_NOT_GIVEN);
  const age = ageOf(line, receivedOn);
  incidentDateOf(line, receivedOn);
  const sex = coded(line, 'sex', 'sex') ?? null;
  const reason = coded(line, 'refusalReason', 'refusal_reason') ?? null;
  const kept = { receivedOn, sex, ageGroup: ageGroupOf(age?.years ?? null), reason };
  const warnings = line.warnings.map((warning) => ({ ...warning, read: '' }));
  return { outcome: 'contact', row, ...kept, unknownColumns: line.unknownColumns, warnings };
}

function caseOf(line: Line, row: number, receivedOn: string): CaseRow {
  const age = ageOf(line, receivedOn);
  const { forms, state, lostContact, note } = takenForms(line, receivedOn, age);
  return {
    outcome: 'case',
    row,
    receivedOn,
    forms,
    note,
    state,
    lostContact,
    staffCode: textOf(line, 'staff') || null,
    countable: forms.consent_service['consent_reporting'] === 'yes',
    name: nameOf(line),
    unknownColumns: line.unknownColumns,
    warnings: line.warnings,
  };
}
