import type { Answers } from '../../../shared/forms/answers.ts';
import { codeAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { ConsentMarks } from '../../store/caseRecords/caseWork.ts';

/** The three answers that the list of cases shows; anything else than yes or no is not asked. */
export function consentOf(consent: Answers): ConsentMarks {
  const mark = (field: string) => codeAnswer(consent, field, 'yes_no');
  return { services: mark('consent_services'), reporting: mark('consent_reporting'), contact: mark('consent_contact') };
}
