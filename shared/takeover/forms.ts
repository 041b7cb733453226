import type { Answers } from '../forms/answers.ts';
import type { CodeOf } from '../forms/lists/all.ts';
import { answered, answeredOrNone } from './answered.ts';
import type { TakenAge } from './age.ts';
import type { Target } from './headings.ts';
import { incidentAnswers, perpetratorAnswers } from './incident.ts';
import { coded, codedInOneOf, dayIn, textOf, warn } from './line.ts';
import type { Line } from './line.ts';
import type { CaseRow, TakenForms } from './outcome.ts';
import { identityAnswers, noteOf, registrationAnswers, safeContactAnswers } from './person.ts';
import * as sentence from './sentences.ts';

type Service = readonly [target: Target, category: CodeOf<'service_category_gbvims'>, given: CodeOf<'service_disposition'>];

/** One of the six answers of reference §3.7 where it is written. Oui: given here for psychosocial support, referred for any other service; Non is left blank, which is not « declined » (commands.md). */
const SERVICES: readonly Service[] = [
  ['serviceHealth', 'health', 'referred'],
  ['servicePsychosocial', 'psychosocial', 'provided_here'],
  ['serviceLegal', 'legal', 'referred'],
  ['serviceShelter', 'shelter', 'referred'],
  ['serviceSecurity', 'security', 'referred'],
  ['serviceLivelihoods', 'livelihoods', 'referred'],
  ['serviceChildProtection', 'child_protection', 'referred'],
  ['serviceDocuments', 'documents', 'referred'],
  ['serviceMaterial', 'material', 'referred'],
];

type FollowUp = { readonly on: string | undefined; readonly closesOn: string | undefined };

/** Everything one line with consent to services says, form by form. */
export function takenForms(
  line: Line,
  receivedOn: string,
  age: TakenAge | null,
): Pick<CaseRow, 'forms' | 'state' | 'lostContact' | 'note'> {
  const incident = incidentAnswers(line, receivedOn);
  const followUp = followUpOf(line, receivedOn);
  const state = coded(line, 'state', 'register_state');
  const isClosed = state === 'closed';
  if (isClosed && followUp.closesOn === undefined) warn(line, 'lastFollowUp', sentence.CLOSED_WITHOUT_DATE, sentence.NO_CLOSING_DATE);
  const forms: TakenForms = {
    consent_service: consentAnswers(line),
    registration: registrationAnswers(line, receivedOn, age, incident['q7_is_gbv'] !== 'no'),
    identity: identityAnswers(line),
    safe_contact: safeContactAnswers(line, receivedOn),
    incident,
    alleged_perpetrator: perpetratorAnswers(line),
    service_disposition: serviceAnswers(line),
    risk_assessment: answeredOrNone({ risk_level: coded(line, 'risk', 'risk_level') }),
    follow_up: answeredOrNone({ fu_date: followUp.on }),
    closure_gbv: isClosed ? answered({ closure_date: followUp.closesOn }) : null,
  };
  return { forms, state: isClosed ? 'closed' : 'open', lostContact: state === 'lost', note: noteOf(line) };
}

function consentAnswers(line: Line): Answers {
  const reporting = coded(line, 'statisticsConsent', 'yes_no');
  if (reporting === undefined) warn(line, 'statisticsConsent', sentence.NOT_COUNTED, sentence.STATISTICS_NOT_GIVEN);
  return answered({
    staff_code: textOf(line, 'staff') || undefined,
    consent_services: line.settings.columns.includes('careConsent') ? 'yes' : undefined,
    consent_reporting: reporting,
    consent_contact: coded(line, 'contactConsent', 'yes_no'),
  });
}

function serviceAnswers(line: Line): readonly Answers[] {
  return SERVICES.flatMap(([target, category, given]) => {
    const [table, code] = codedInOneOf(line, target, 'yes_no', 'service_disposition');
    const disposition = table === 'yes_no' ? (code === 'yes' ? given : undefined) : code;
    const wanted = category === 'legal' ? coded(line, 'legalAction', 'yes_no_undecided') : undefined;
    if (disposition === undefined && wanted === undefined) return [];
    return [answered({ service_category: category, disposition, wants_legal_action: wanted })];
  });
}

/** The last follow-up serves if it is a real day, not in the future; it closes a file only from the day of reception on. */
function followUpOf(line: Line, receivedOn: string): FollowUp {
  const cell = textOf(line, 'lastFollowUp');
  const on = dayIn(line, cell) ?? undefined;
  if (cell === '') return { on: undefined, closesOn: undefined };
  if (on === undefined || on > line.settings.today) {
    warn(line, 'lastFollowUp', sentence.LEFT_BLANK, on === undefined ? sentence.NOT_A_DATE : sentence.FUTURE_DATE);
    return { on: undefined, closesOn: undefined };
  }
  if (on >= receivedOn) return { on, closesOn: on };
  warn(line, 'lastFollowUp', sentence.KEPT_AS_WRITTEN, sentence.BEFORE_RECEPTION);
  return { on, closesOn: undefined };
}
