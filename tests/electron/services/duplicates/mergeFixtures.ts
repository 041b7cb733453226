import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../../../electron/keys/canonical.ts';
import { PART_CLASSES } from '../../../../electron/keys/records.ts';
import { holdsCases, type CaseSession } from '../../../../electron/host.ts';
import { withCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import { linksOf } from '../../../../electron/store/caseRecords/familyLinks.ts';
import { loadFacts } from '../../../../electron/store/caseRecords/facts.ts';
import { listRecords, openRecord } from '../../../../electron/store/caseRecords/records.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import type { Output } from '../../../../shared/contract.ts';
import type { Installation } from '../../../support/installation.ts';
import { bareJpeg } from '../../../support/inventedFiles.ts';
import { followUpAnswers, type DemoCase } from '../../../support/caseBuilders.ts';
import { TODAY } from '../../../support/installation.ts';
import { authoriseHealth, listedProvider, referralAnswers } from '../forms/referred.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

export type MergeFixtures = { readonly survivor: string; readonly ended: string };

/** The same person received by two caseworkers, each with an incident; the second also has a follow-up, a kept picture, authorisations and a referral with its event. */
export async function mergeFixtures(centre: Installation, second: Partial<DemoCase> = {}): Promise<MergeFixtures> {
  await centre.unlock('AC1');
  const survivor = await registerCase(centre, { ...PERSON, came: '2026-10-20T09:00' });
  await saveIncident(centre, survivor, { ...PERSON, came: '2026-10-20T09:00' });
  const providerId = await listedProvider(centre);
  await centre.unlock('AC2');
  const later: DemoCase = { ...PERSON, staff: 'AC2', age: 28, type: 'rape', ...second };
  centre.advance(60_000);
  const ended = await registerCase(centre, later);
  await saveIncident(centre, ended, later);
  await save(centre, ended, 'follow_up', followUpAnswers(TODAY, '2026-12-20'), { finish: true });
  const picture = bareJpeg(80, 60).toString('base64');
  await centre.ask('attachments.add', { caseId: ended, kind: 'consent_form', content: { what: 'picture', picture, thumbnail: picture } });
  await authoriseHealth(centre, ended, ['age_sex', 'needs']);
  const referral = await save(centre, ended, 'referral', referralAnswers(providerId), { finish: true });
  const event = { event_datetime: `${TODAY}T08:55`, event_state: 'accepted', event_source: 'provider_phone' };
  await save(centre, ended, 'referral_event', event, { parentId: referral.recordId });
  return { survivor, ended };
}

export function caseSessionOf(centre: Installation): CaseSession {
  const { session } = centre.application.host;
  if (session === null || !holdsCases(session)) throw new Error('no case session in the test');
  return session;
}

/** The pair of these two files, in the supervisor's open session. */
export async function pairOfFiles(centre: Installation, files: MergeFixtures): Promise<Output<'duplicates.list'>['pairs'][number]> {
  const { pairs } = await centre.ask('duplicates.list', {});
  const pair = pairs.find(
    ({ left, right }) => [left.caseId, right.caseId].toSorted().join() === [files.survivor, files.ended].toSorted().join(),
  );
  if (pair === undefined) throw new Error('the two files are no pair');
  return pair;
}

export async function preview(centre: Installation, pairId: string): Promise<Output<'duplicates.preview'>> {
  return centre.ask('duplicates.preview', { pairId });
}

/** Merges as proposed; gives the merge. */
export async function merged(centre: Installation, files: MergeFixtures): Promise<string> {
  const { pairId } = await pairOfFiles(centre, files);
  const { sign } = await preview(centre, pairId);
  await centre.ask('duplicates.merge', { pairId, sign, choices: [] });
  const { merged: merges } = await centre.ask('duplicates.list', {});
  return merges.find(({ ended }) => ended.caseId === files.ended)?.mergeId ?? randomUUID();
}

/** The canonical bytes of every opened record and every row of facts of both files, their states, tasks, requests, pairs and links. */
export function bytesOf(centre: Installation, { survivor, ended }: MergeFixtures): string {
  const session = caseSessionOf(centre);
  const { stores } = session;
  const db = stores.cases;
  const ids = [survivor, ended];
  loadFacts(db, stores, ids);
  const records = ids.flatMap((caseId) =>
    withCaseKeys(db, stores, caseId, (keys) =>
      listRecords(db, caseId).map((row) => {
        const { record_id, case_id, form, parent_id, version, status, created_at, created_by } = row;
        const opened = openRecord(db, keys, stores.roster.siteId, row, PART_CLASSES);
        return { record_id, case_id, form, parent_id, version, status, created_at, created_by, opened: JSON.parse(canonicalJson(opened)) };
      }),
    ),
  );
  const files = all(db, casesSql.selectFrom('temp.opened_case').selectAll().where('case_id', 'in', ids).orderBy('case_id')).map(
    ({ revision: _, updated_at: __, updated_by: ___, commitment: ____, ...columns }) => columns,
  );
  const facts = all(db, casesSql.selectFrom('temp.fact').selectAll().orderBy('record_id'));
  const pieces = all(db, casesSql.selectFrom('attachment').selectAll().where('case_id', 'in', ids).orderBy('attachment_id')).map(
    ({ bytes, ...piece }) => ({ ...piece, bytes: bytes.toString('hex') }),
  );
  const tasks = all(
    db,
    casesSql.selectFrom('temp.task').select(['case_id', 'kind', 'due', 'done_on', 'record_id']).where('case_id', 'in', ids),
  );
  const approvals = all(db, casesSql.selectFrom('temp.approval').selectAll().where('case_id', 'in', ids).orderBy('approval_id'));
  const pairs = all(db, casesSql.selectFrom('duplicate_pair').selectAll().orderBy('pair_id'));
  const letters = all(db, casesSql.selectFrom('letter').select(['subject', 'subject_id', 'principal_id']).orderBy('subject_id'));
  const links = ids.flatMap((caseId) => linksOf(db, stores, caseId)).map((link) => canonicalJson(link));
  return canonicalJson({
    links: links.toSorted(),
    records: records.toSorted((one, other) => (one.record_id < other.record_id ? -1 : 1)),
    files,
    facts,
    pieces,
    tasks: tasks.map((task) => canonicalJson(task)).toSorted(),
    approvals,
    pairs,
    letters,
  });
}
