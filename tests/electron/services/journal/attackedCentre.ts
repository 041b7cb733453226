import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { openKeys, zeroSessionKeys } from '../../../../electron/keys/session.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { closureAnswers, assessmentAnswers } from '../../../support/caseBuilders.ts';
import { bareJpeg } from '../../../support/inventedFiles.ts';
import { addSecondTeam, newCentre, PEOPLE, TODAY, type Installation } from '../../../support/installation.ts';
import { templateOf } from '../../../support/templates.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

type Caseworker = 'AC1' | 'AC2';
/** A case before any attack. */
export type Place = {
  readonly caseId: string;
  readonly code: string;
  readonly holder: Caseworker;
  readonly epoch: number;
  readonly records: readonly string[];
};

/** Cases of each caseworker; all have an assessment and a picture, each second one an incident. */
const CASES = { AC1: 16, AC2: 10 } as const;
const REVISED = { AC1: 9, AC2: 5 } as const;
/** Of AC1's last cases: given to AC2, and moved to another team. */
const GIVEN = 3;
const MOVED = 2;

/** The folders of one centre at two instants, nobody in session: work, a hand-over, a conflict of interest and a withdrawal of consent lie between them. */
export async function attackedCentre(): Promise<{ readonly before: string; readonly later: string }> {
  const both = await templateOf('attacked', async (folder) => {
    const centre = await newCentre();
    const keep = (name: string) => cpSync(join(centre.profile, '..'), join(folder, name), { recursive: true });
    await addSecondTeam(centre);
    const own = { AC1: await registerCases(centre, 'AC1'), AC2: await registerCases(centre, 'AC2') };
    await centre.lock();
    keep('before');
    await workLater(centre, own);
    await centre.lock();
    keep('later');
    centre.remove();
  });
  return { before: join(both, 'before'), later: join(both, 'later') };
}

/** A caseworker's session that knows both supervisors. */
async function unlockKnowing(centre: Installation, staff: Caseworker): Promise<void> {
  await centre.unlock(staff);
  const { readers } = await centre.ask('readers.list', {});
  for (const { userId, known } of readers) if (!known) await centre.ask('readers.acknowledge', { userId });
}

async function registerCases(centre: Installation, staff: Caseworker): Promise<readonly string[]> {
  await unlockKnowing(centre, staff);
  const made: string[] = [];
  for (let index = 0; index < CASES[staff]; index += 1) {
    const person = { ...PERSON, staff, age: 20 + index, name: [`Invention${staff}`, `Fiction${index}`] as const };
    const caseId = await registerCase(centre, person);
    if (index % 2 === 0) await saveIncident(centre, caseId, person);
    await save(centre, caseId, 'assessment_gbv', assessmentAnswers(TODAY, person, false));
    await addPicture(centre, caseId);
    made.push(caseId);
  }
  return made;
}

async function addPicture(centre: Installation, caseId: string): Promise<void> {
  const image = bareJpeg(64, 48).toString('base64');
  await centre.ask('attachments.add', { caseId, kind: 'consent_form', content: { what: 'picture', picture: image, thumbnail: image } });
}

async function workLater(centre: Installation, own: Readonly<Record<Caseworker, readonly string[]>>): Promise<void> {
  for (const staff of ['AC1', 'AC2'] as const) {
    await centre.unlock(staff);
    for (const caseId of own[staff].slice(0, REVISED[staff])) await revise(centre, caseId);
  }
  const [withdrawn = ''] = own.AC2.slice(-1);
  await centre.ask('cases.withdrawConsent', { caseId: withdrawn, date: TODAY, scope: ['services'] });
  const given = own.AC1.slice(-GIVEN);
  const moved = own.AC1.slice(-GIVEN - MOVED, -GIVEN);
  await centre.unlock('SD1');
  for (const caseId of given) await centre.ask('cases.reassign', { caseId, ownerCode: 'AC2' });
  for (const caseId of moved) await centre.ask('conflicts.leave', { caseId, team: 2 });
  await centre.unlock('AC2');
  for (const caseId of given) await revise(centre, caseId);
  await centre.unlock('AC1');
  for (const caseId of moved) await revise(centre, caseId);
}

/** The assessment changed and another form begun; the picture removed and another added. */
export async function revise(centre: Installation, caseId: string): Promise<void> {
  const { forms, attachments } = await centre.ask('cases.open', { caseId });
  const [record] = forms.find(({ form }) => form === 'assessment_gbv')?.records ?? [];
  if (record === undefined) throw new Error('no assessment to change');
  const form = { caseId, form: 'assessment_gbv', recordId: record.recordId, parentId: null };
  const answers = { ...assessmentAnswers(TODAY, PERSON, false), need_safety: 'some' };
  await centre.ask('forms.save', { ...form, revision: record.revision, answers, keep: [], finish: false, draftId: null });
  await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY));
  for (const { recordId, revision } of attachments) await centre.ask('attachments.remove', { caseId, recordId, revision });
  await addPicture(centre, caseId);
}

/** The cases base as a colleague with its page key and an SQL tool has it, nobody in session; foreign keys do nothing unless asked. */
export async function withBase<Result>(profile: string, act: (connection: Database) => Result | Promise<Result>): Promise<Result> {
  const keys = await openKeys(profile, 'AC2', PEOPLE.AC2);
  if (keys.dekC === null) throw new Error('no page key');
  const db = openStore('cases', join(profile, 'cases.db'), keys.dekC, 'existing');
  try {
    db.connection.pragma('foreign_keys = OFF');
    return await act(db.connection);
  } finally {
    closeStore(db);
    zeroSessionKeys(keys);
  }
}

/** The cases of the later folder with every record that they have or had, and the same of before. */
export async function casesOfBoth({ before, later }: { readonly before: string; readonly later: string }) {
  const former = new Map((await placesOf(before)).map((place) => [place.caseId, place]));
  const places = (await placesOf(later)).map((place) => ({
    ...place,
    records: [...new Set([...place.records, ...(former.get(place.caseId)?.records ?? [])])],
  }));
  const isKept = ({ caseId, epoch }: Place) => former.get(caseId)?.epoch === epoch;
  const isGiven = (place: Place) => !isKept(place) && former.get(place.caseId)?.holder !== place.holder;
  return {
    places,
    /** Under the same key as before. */
    kept: places.filter(isKept),
    /** AC1's before, AC2's now. */
    given: places.filter(isGiven),
    /** Moved to the other team; AC1 kept them. */
    moved: places.filter((place) => !isKept(place) && !isGiven(place)),
  };
}

/** Every case of a folder's base. */
function placesOf(folder: string): Promise<readonly Place[]> {
  return withBase(join(folder, 'profile'), (connection) => {
    const records = connection.prepare<[string], string>('SELECT record_id FROM record WHERE case_id = ?').pluck();
    const written = 'SELECT count(*) FROM journal WHERE kind = ? AND actor = ?';
    const wrote = connection.prepare<[string, string], number>(written).pluck();
    const rows = connection
      .prepare<[], { case_id: string; code: string; owner_id: string; epoch: number }>('SELECT * FROM case_file')
      .all();
    const made = new Map([...new Set(rows.map((row) => row.owner_id))].map((owner) => [owner, wrote.get('case.create', owner) ?? 0]));
    const most = Math.max(...made.values());
    return rows.map((row) => ({
      caseId: row.case_id,
      code: row.code,
      holder: made.get(row.owner_id) === most ? 'AC1' : 'AC2',
      epoch: row.epoch,
      records: records.all(row.case_id),
    }));
  });
}
