import type { LoaderFunctionArgs } from 'react-router';
import { redirect } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { SessionUser } from '../../../shared/contract/values.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { initialAnswers } from '../../../shared/forms/initial.ts';
import type { IsoDate, IsoDateTime } from '../../../shared/time.ts';
import { attempt, call, Failed } from '../../api.ts';
import { createDraft } from '../../forms/draft.ts';
import type { Content } from '../../forms/draft.ts';
import { createFilling } from '../../forms/filling.ts';
import type { Filling } from '../../forms/filling.ts';
import { autosave } from '../../forms/keptDraft.ts';
import { refreshSession } from '../../session.ts';
import { contextOfIntake } from './facts.ts';
import { giversOf } from './steps.ts';

/** Language most spoken where the centres are; one key changes it. */
const USUAL_LANGUAGE = 'bam';

export type IntakeData = {
  readonly draftId: string;
  readonly draft: Output<'drafts.open'> | null;
  readonly user: SessionUser;
  readonly siteCode: string | null;
  readonly today: IsoDate;
  readonly now: IsoDateTime;
  readonly reporting: Output<'mandatoryReporting.read'>;
};

/** A new intake gets an identifier of its own; an address that names one finds its draft again, if there is one. Throws `Failed`. */
export async function intakeLoader({ params }: LoaderFunctionArgs): Promise<IntakeData> {
  const { draft: draftId } = params;
  if (draftId === undefined || draftId === 'new') throw redirect(`/intake/${crypto.randomUUID()}/consent`);
  const [{ today, now }, { user, siteCode }, draft, reporting] = await Promise.all([
    call('start.state', {}),
    refreshSession(),
    openDraft(draftId),
    call('mandatoryReporting.read', {}),
  ]);
  if (user === null) throw redirect('/unlock');
  return { draftId, draft, user, siteCode, today, now, reporting };
}

async function openDraft(draftId: string): Promise<Output<'drafts.open'> | null> {
  const outcome = await attempt('drafts.open', { draftId });
  if (outcome.ok) return outcome.value;
  if (outcome.failure.kind === 'notFound') return null;
  throw new Failed(outcome.failure);
}

/** What needs no typing: date, centre, staff code, language, programme of the account (interface P5). */
function prefilled({ user, siteCode, today, now, reporting }: IntakeData): Content {
  const context = contextOfIntake({}, today, now, reporting.rules);
  const [program] = user.programs;
  return {
    consent_service: {
      ...initialAnswers(formOf('consent_service'), context),
      consent_datetime: now,
      staff_code: user.staffCode,
      interview_language: USUAL_LANGUAGE,
      ...(siteCode !== null && { site_id: siteCode }),
    },
    registration: {
      ...initialAnswers(formOf('registration'), context),
      registration_date: today,
      ...(user.programs.length === 1 && program !== undefined && { case_program: program }),
    },
    risk_assessment: { risk_date: now },
    identity: {},
    safe_contact: initialAnswers(formOf('safe_contact'), context),
  };
}

/** Opens the intake on the page, from its draft if there is one. */
export function openIntake(data: IntakeData, step: string): Filling {
  const { draft: saved, draftId, today, now, reporting } = data;
  const draft = createDraft(saved === null ? prefilled(data) : saved.content);
  const keeper = autosave({
    draftId,
    caseId: null,
    form: 'consent_service',
    recordId: null,
    parentId: null,
    revision: () => 0,
    at: () => filling.place.getState(),
    content: draft.store,
    savedAt: saved?.savedAt ?? null,
  });
  const filling = createFilling({
    draft,
    keeper,
    readOnly: false,
    section: step,
    references: {},
    providers: [],
    reporting,
    masked: [],
    clocks: [],
    frozen: new Set(),
    contextOf: (content) => contextOfIntake(content, today, now, reporting.rules),
    narrow: (content, part, field) => (part === 'consent_service' && field === 'consent_giver' ? giversOf(content) : null),
  });
  return filling;
}
