import { z } from 'zod';
import type { CaseFile } from '../../../shared/contract/cases.ts';
import { isCode, label } from '../../../shared/forms/lists/all.ts';
import { formOf, isFormId } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { minuteOf } from '../../host.ts';
import { readJournal } from '../../store/journal/journal.ts';
import type { JournalRow } from '../../store/base/journalTables.ts';
import { staffCodeOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import type { Records } from '../caseRecords/openedRecords.ts';
import { journalTitle } from '../journal/words.ts';

const MOST_LINES = 100;
/** Reading is journaled and belongs to the journal's page, not to the story of the case. */
const LEFT_OUT: ReadonlySet<string> = new Set(['case.read', 'record.read']);

/** The words that an entry may add to its title: codes of a form, a state of the case, the number of a paper. */
const detailSchema = z.object({
  form: z.string().optional(),
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  number: z.string().optional(),
});

/** Who did what and when in this case, newest first: codes and words from the journal, no content (interface 3.5). */
export function timelineOf({ session, row }: OpenedCase, records: Records): CaseFile['timeline'] {
  const objects = [row.case_id, ...[...records.values()].flat().map((one) => one.row.record_id)];
  const entries = objects.flatMap((object) => readJournal(session.stores.cases, { object }, { offset: 0, limit: MOST_LINES }).rows);
  return entries
    .filter(({ kind }) => !LEFT_OUT.has(kind))
    .toSorted((left, right) => right.seq - left.seq)
    .slice(0, MOST_LINES)
    .flatMap((entry) =>
      entry.actor === null ? [] : [{ at: minuteOf(entry.at), staffCode: staffCodeOf(session, entry.actor), what: wordsOf(entry) }],
    )
    .filter(({ staffCode }) => staffCode !== '');
}

function wordsOf(entry: JournalRow): Text {
  const title = journalTitle(entry.kind);
  const precision = precisionOf(entry);
  return precision === null ? title : { fr: `${title.fr}\u00a0: ${precision.fr}`, en: `${title.en}: ${precision.en}` };
}

function precisionOf(entry: JournalRow): Text | null {
  const { form, to, number } = detailSchema.parse(JSON.parse(entry.detail));
  if (form !== undefined && isFormId(form)) return formOf(form).title;
  if (entry.kind === 'case.state' && isCode('case_state', to)) return label('case_state', to);
  if (entry.kind === 'print' && number !== undefined) return { fr: number, en: number };
  return null;
}
