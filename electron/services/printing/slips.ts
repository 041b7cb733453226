import type { Input, Output } from '../../../shared/contract.ts';
import type { Slip } from '../../../shared/contract/printing.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { stillRuns } from '../../../shared/rules/incident/clocks.ts';
import { codeAnswer, incidentDateOf, numberAnswer } from '../../../shared/rules/counting/groupings.ts';
import { isFinal } from '../../../shared/rules/referrals/referralState.ts';
import { slipContent, type SlipFacts } from '../../../shared/rules/consent/slip.ts';
import { isDateTime, isTime, type IsoDateTime } from '../../../shared/time.ts';
import { requireCaseSession, type Host } from '../../host.ts';
import { survivorCodeOf } from '../../store/caseRecords/cases.ts';
import { readProvider } from '../../store/exchange/directory.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { withOwnCase, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { caseClocks } from '../tasks/caseClocks.ts';
import { riskOf, momentOf, type Moment, type Records } from '../caseRecords/openedRecords.ts';
import { generalConsent } from '../consent/consentAct.ts';
import { ownRecords } from '../tasks/ownerRecords.ts';
import { printerNamed } from './printers.ts';
import { giveToPrinter } from './queue.ts';
import { feedbackDue, permittedItems, referralState } from '../referrals.ts';
import { delaysOf } from '../session/settingsInForce.ts';

/** A referral's slip as it would be printed now, computed from the consent of this day (reference §3.8, §3.13). Throws Refused `notFound`. */
export function openSlip(input: Input<'slips.open'>, host: Host): Output<'slips.open'> {
  return withOwnCase(host, input.caseId, (opened) => slipOf(opened, input.recordId, momentOf(host)));
}

/**
 * Sends the slip to a printer: in the signed journal before a byte leaves, with who takes it; no file is written (security §5.4, §6.2). Throws Refused: no printer of that name, consent that is no
 * longer there, a session that ended meanwhile.
 */
export async function printSlip(input: Input<'slips.print'>, host: Host): Promise<Output<'slips.print'>> {
  const session = requireCaseSession(host);
  const { caseId, recordId, halves, takenBy, printer } = input;
  const printing = await printerNamed(host, printer);
  withOwnCase(host, caseId, (opened) => {
    if (!slipOf(opened, recordId, momentOf(host)).printable) throw new Refused('conflict', NOT_TO_PRINT);
    const { cases, actor } = session.stores;
    const detail = { what: 'slip', pages: 1, halves, takenBy };
    transaction(cases, (db) => appendJournal(db, actor, { kind: 'print', object: recordId, detail }, host.now().getTime()));
  });
  try {
    await giveToPrinter(host, printing, `#/print/slip/${caseId}/${recordId}/${halves}`, printer);
  } catch {
    throw new Refused('conflict', NOT_SENT);
  }
  return {};
}

function slipOf(opened: OpenedCase, recordId: string, moment: Moment): Slip {
  const { session, row } = opened;
  const { admin } = session.stores;
  const records = ownRecords(opened);
  const found = records.get('referral')?.find((record) => record.row.record_id === recordId);
  if (found === undefined) throw new Refused('notFound', NO_REFERRAL);
  const referral = found.answers;
  const general = generalConsent(opened, records);
  const allowed = permittedItems(referral, { records, general, today: moment.today });
  const content = slipContent(allowed, factsOf(opened, records, referral, moment));
  const asked = referral['ref_info_shared'];
  const state = referralState(referral);
  return {
    caseCode: row.code,
    number: textOf(referral, 'referral_code') ?? '',
    category: textOf(referral, 'ref_service_category') ?? '',
    urgency: textOf(referral, 'ref_urgency') ?? '',
    provider: providerOf(admin, referral),
    appointment: instantOf(referral, 'ref_appointment'),
    feedbackDue: feedbackDue(referral, delaysOf(session)),
    lines: content.lines.map(({ item, text }) => ({ item, text })),
    spoken: [...content.spoken],
    leftOut: Array.isArray(asked) ? asked.filter((item) => isCode('info_item', item) && !allowed.includes(item)) : [],
    deadline: content.deadline,
    printable: state !== 'draft' && !isFinal(state) && allowed.length > 0,
  };
}

function factsOf({ session, row }: OpenedCase, records: Records, referral: Answers, moment: Moment): SlipFacts {
  const registration = records.get('registration')?.[0]?.answers ?? {};
  const incident = records.get('incident')?.at(-1)?.answers ?? {};
  const time = textOf(incident, 'incident_time');
  const clocks = caseClocks(row, records, null, moment.now)?.clocks.filter(stillRuns) ?? [];
  return {
    survivorCode: survivorCodeOf(session.stores.cases, row.person_id) ?? '',
    ageYears: numberAnswer(registration, 'age_years'),
    sex: codeAnswer(registration, 'sex', 'sex'),
    details: detailsOf(referral),
    gbvType: codeAnswer(incident, '@type', 'gbv_type'),
    incidentDate: incidentDateOf(incident),
    incidentTime: time !== null && isTime(time) ? time : null,
    risk: riskOf(records),
    deadline: clocks.map(({ cautiousDeadline }) => cautiousDeadline).toSorted()[0] ?? null,
  };
}

function detailsOf(referral: Answers): readonly CodeOf<'service_detail'>[] {
  const details = referral['ref_service_detail'];
  return Array.isArray(details) ? details.filter((detail) => isCode('service_detail', detail)) : [];
}

function providerOf(admin: OpenedCase['session']['stores']['admin'], referral: Answers): Slip['provider'] {
  const found = readProvider(admin, textOf(referral, 'ref_provider_id') ?? '');
  const service = found?.services.find(({ answers }) => answers['ps_category'] === referral['ref_service_category']);
  const answers = found?.answers ?? {};
  return {
    name: textOf(answers, 'prov_name') ?? '',
    address: textOf(answers, 'prov_address'),
    hours: textOf(service?.answers ?? {}, 'ps_days_hours'),
  };
}

function textOf(answers: Answers, field: string): string | null {
  const answer = answers[field];
  return typeof answer === 'string' && answer !== '' ? answer : null;
}

function instantOf(answers: Answers, field: string): IsoDateTime | null {
  const answer = textOf(answers, field);
  return answer !== null && isDateTime(answer) ? answer : null;
}

const NO_REFERRAL = {
  fr: 'Ce référencement n’existe pas ou ne vous est pas ouvert.',
  en: 'This referral does not exist or is not open to you.',
};
const NOT_TO_PRINT = {
  fr: 'Ce référencement n’est pas prêt, est terminé, ou la personne n’autorise plus ce partage. Rien n’a été imprimé.',
  en: 'This referral is not ready, is over, or the person no longer authorises this sharing. Nothing was printed.',
};
const NOT_SENT = {
  fr: 'L’impression n’est pas partie. Vérifiez l’imprimante, puis relancez. Le référencement n’a pas changé.',
  en: 'The print was not sent. Check the printer, then try again. The referral has not changed.',
};
