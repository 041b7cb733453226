import { randomUUID } from 'node:crypto';
import type { Answers } from '../../shared/forms/answers.ts';
import { typedName } from '../../shared/rules/typed.ts';
import { registerCase, save, saveIncident } from '../electron/services/forms/savedForms.ts';
import { authoriseHealth, referralAnswers } from '../electron/services/forms/referred.ts';
import { TODAY, type Installation } from '../support/installation.ts';
import type { DemoCase } from '../support/caseBuilders.ts';
import { putInForce } from '../support/reporting.ts';

/** Cases and records that the stops of a centre name. */
export type Known = {
  readonly running: string;
  readonly followed: string;
  readonly closed: string;
  readonly requested: string;
  readonly suspended: string;
  readonly intakeDraft: string;
  /** The first record of each form of the running case, and of the followed case. */
  readonly records: Readonly<Record<string, string>>;
  readonly followedRecords: Readonly<Record<string, string>>;
  readonly provider: string;
  /** A referral of the running case, handed over. */
  readonly referral: string;
  readonly takeover: string;
  /** A pair of open cases. */
  readonly pair: string;
  /** A child's case that meets a duty in force, where aid staff is named. */
  readonly reported: string;
};

/** Looks the installation up as its caseworker and its supervisor would. */
export async function knownOf(centre: Installation): Promise<Known> {
  await centre.unlock('AC1');
  const { rows } = await centre.ask('cases.list', { state: 'all', page: 1 });
  const { clocks } = await centre.ask('day.open', {});
  const { drafts } = await centre.ask('drafts.list', {});
  const { providers } = await centre.ask('directory.list', {});
  const stateOf = (state: string) => needed(rows.find((row) => row.state === state)?.caseId, state);
  const running = needed(clocks[0]?.caseId, 'clock');
  const followed = needed(rows.find((row) => row.state === 'open_implementation')?.caseId, 'followed');
  const provider = needed(providers[0]?.providerId, 'provider');
  const referral = await referred(centre, running, provider);
  const reported = await reportedCase(centre);
  await relatives(centre, running, followed);
  const [records, followedRecords] = [await firstRecords(centre, running), await firstRecords(centre, followed)];
  await centre.unlock('SD1');
  const { takeovers } = await centre.ask('takeover.list', {});
  const all = (await centre.ask('cases.list', { state: 'all', page: 1 })).rows;
  const open = new Set((await centre.ask('cases.list', { state: 'open', page: 1 })).rows.map(({ caseId }) => caseId));
  const { pairs } = await centre.ask('duplicates.list', {});
  await centre.lock();
  return {
    running,
    followed,
    closed: stateOf('closed'),
    requested: stateOf('closure_requested'),
    suspended: needed(all.find((row) => row.state === 'suspended')?.caseId, 'suspended'),
    intakeDraft: needed(drafts[0]?.draftId, 'draft'),
    records,
    followedRecords,
    provider,
    referral,
    reported,
    takeover: needed(takeovers[0]?.takeoverId, 'takeover'),
    pair: needed(pairs.find(({ left, right }) => open.has(left.caseId) && open.has(right.caseId))?.pairId, 'pair'),
  };
}

/** What the person authorised is handed over to a provider; the printer of the pictures is invented. */
async function referred(centre: Installation, caseId: string, provider: string): Promise<string> {
  const items = ['age_sex', 'needs', 'incident_type', 'incident_date', 'name'];
  await authoriseHealth(centre, caseId, items);
  const answers = { ...referralAnswers(provider), ref_info_shared: items, ref_urgency: 'immediate', ref_appointment: `${TODAY}T11:00` };
  centre.application.host.printing = {
    printers: () => Promise.resolve(['bureau-inventé']),
    print: () => Promise.resolve(null),
    cancelPrint: () => Promise.resolve(true),
  };
  return (await save(centre, caseId, 'referral', answers, { finish: true })).recordId;
}

/** Two files of one family, and an alleged perpetrator who is of it. */
async function relatives(centre: Installation, caseId: string, otherId: string): Promise<void> {
  const { forms } = await centre.ask('cases.open', { caseId });
  const incident = needed(forms.find(({ form }) => form === 'incident')?.records[0]?.recordId, 'incident');
  await save(centre, caseId, 'alleged_perpetrator', { perp_rank: 'secondary', perp_relation: 'family_other' }, { parentId: incident });
  const { row } = await centre.ask('cases.open', { caseId: otherId });
  await centre.ask('families.link', { caseId, otherCode: row.caseCode, kind: 'sibling' });
}

const REPORTED: DemoCase = {
  staff: 'AC1',
  came: `${TODAY}T08:40`,
  age: 15,
  name: ['Esquisse', 'Carton'],
  type: 'sexual_assault',
  risk: 'medium',
  after: 40,
};

/** The centre has its words and one duty in force; the invented basis is of no country. */
async function reportedCase(centre: Installation): Promise<string> {
  const caseId = await registerCase(centre, REPORTED);
  const { recordId } = await saveIncident(centre, caseId, REPORTED);
  await save(centre, caseId, 'alleged_perpetrator', { perp_rank: 'secondary', perp_occupation: 'aid_worker' }, { parentId: recordId });
  await putInForce(centre, 'child_sexual_abuse');
  await centre.unlock('AD1');
  await centre.ask('mandatoryReporting.saveWords', {
    explanation:
      'Phrase inventée : si un enfant a subi des violences sexuelles, le centre doit le dire à un juge. Nous vous le dirions d’abord.',
    channel: 'Voie inventée : appeler la personne de confiance de la structure, jamais par écrit.',
  });
  await centre.unlock('AC1');
  await begin(centre, typedName('report', 'child_sexual_abuse'), caseId, {
    step: 'decided',
    informed: 'yes',
    reason: 'Début inventé d’une raison',
  });
  await begin(centre, 'feedback', null, { fb_respondent: 'adult', fb_comment: 'Début inventé d’une suggestion' });
  return caseId;
}

/** Typed and not sent: it waits where it was typed. */
async function begin(centre: Installation, form: string, caseId: string | null, answers: Answers): Promise<void> {
  const place = { draftId: randomUUID(), form, caseId, recordId: null, parentId: null, baseRevision: 0 };
  await centre.ask('drafts.save', { ...place, at: { section: form, field: null }, content: { [form]: answers } });
}

async function firstRecords(centre: Installation, caseId: string): Promise<Readonly<Record<string, string>>> {
  const { forms } = await centre.ask('cases.open', { caseId });
  return Object.fromEntries(forms.flatMap(({ form, records: [first] }) => (first === undefined ? [] : [[form, first.recordId]])));
}

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the invented base has no ${what}`);
  return value;
}
