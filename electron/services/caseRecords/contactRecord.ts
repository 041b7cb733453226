import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import { contactGroupings } from '../../../shared/rules/counting/groupings.ts';
import type { ContactRow } from '../../../shared/takeover/outcome.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import type { SplitAnswers } from '../../store/caseRecords/records.ts';

/** What is kept of a contact: shared by the take-over and the intake. */
export function contactRecord(
  caseId: string,
  contact: Pick<ContactRow, 'receivedOn' | 'sex' | 'ageGroup' | 'reason'>,
  frozen: readonly IsoMonth[],
) {
  const group = isCode('age_group', contact.ageGroup) ? contact.ageGroup : 'unknown';
  const facts: Answers = {
    ...(contact.sex === null ? {} : { sex: contact.sex }),
    ...(contact.reason === null ? {} : { refusal_reason: contact.reason }),
    ...contactGroupings(contact.receivedOn, group, frozen),
  };
  const answers: SplitAnswers = { facts, QI: { contact_date: contact.receivedOn } };
  return { caseId, form: 'contact', parentId: null, version: CONTACT_VERSION, status: 'finished' as const, answers };
}

/** Version of the shape of a contact without consent, which is no form of the register. */
const CONTACT_VERSION = 1;
