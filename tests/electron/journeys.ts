import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { typedName } from '../../shared/rules/typed.ts';
import { closureAnswers, followUpAnswers, incidentAnswers, intakeContent, type Story } from '../support/inventedCases.ts';
import { PEOPLE, TODAY, addSecondTeam, newSecondDesk, type Installation, type StaffCode } from '../support/installation.ts';
import { rememberRestore } from '../../electron/store/afterRestore.ts';
import { vectorOf } from '../../electron/sealed/template.ts';
import { DEFAULT_POLICY } from '../../shared/rules/protectionPolicy.ts';
import { writeSetting } from '../../electron/store/settings.ts';
import { transaction } from '../../electron/store/sql.ts';
import { readFacts } from '../../electron/store/facts.ts';
import type { PackageMode } from '../../shared/exchange/payload.ts';
import { confirmCard, openTogether, openingAt, threeCentres } from '../support/sealed.ts';
import { bareJpeg, silentWav } from '../support/inventedFiles.ts';
import { DIRECTORY_FILE, onMedium, placeToken } from '../support/populate.ts';
import { verifiedCopy } from '../support/verifiedCopy.ts';
import { RELEASERS, updateOf } from '../support/releaseKeys.ts';
import { makeShares } from '../support/shares.ts';
import { writeWork } from '../support/workWritten.ts';
import { save } from './services/received.ts';
import { putInForce } from '../support/reporting.ts';
import { SHARED, SHARED_ITEM, referralAnswers } from './services/referred.ts';

/** Asks one operation; a refusal is a failed test. */
export type Ask = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;

const NEWCOMER: Story = {
  staff: 'AC1',
  came: `${TODAY}T09:00`,
  age: 30,
  name: ['Nouvelle', 'Venue'],
  type: 'psychological',
  risk: 'low',
  after: 1,
};

/** What every role may do. */
export async function everyone(ask: Ask, installation: Installation, staffCode: StaffCode): Promise<void> {
  await ask('session.touch', {});
  await ask('session.prefer', { language: 'en', theme: 'dark' });
  await ask('files.list', { folder: await placeOf(ask), accept: 'folder' });
  await ask('directory.list', {});
  await ask('lists.read', {});
  await ask('protection.read', {});
  await ask('journal.read', { page: 1 });
  await ask('proofs.read', {});
  installation.application.host.printPdf = (address) => Promise.resolve(Buffer.from(`%PDF ${address}`));
  await ask('handbook.handOut', { folder: await placeOf(ask) });
  await ask('protection.handOut', { folder: await placeOf(ask) });
  const other = `${PEOPLE[staffCode]} encore`;
  await ask('accounts.changePassphrase', { current: PEOPLE[staffCode], next: other });
  await ask('accounts.changePassphrase', { current: other, next: PEOPLE[staffCode] });
  await ask('accounts.changeKeys', { current: PEOPLE[staffCode], next: other });
  await ask('session.lock', { reason: 'asked' });
  await installation.unlock(staffCode);
}

async function placeOf(ask: Ask): Promise<string> {
  const { places } = await ask('files.places', {});
  const [place] = places;
  if (place === undefined) throw new Error('no place');
  return place.token;
}

/** A copy on the stick, read there again. */
async function copyToStick(ask: Ask, centre: Installation): Promise<string> {
  await ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const { copies } = await ask('backup.state', {});
  const copy = copies.find(({ here }) => here !== null)?.here ?? null;
  if (copy === null) throw new Error('no copy on the stick');
  await ask('backup.verify', { copy });
  return copy;
}

/** A caseworker's day: receives somebody, follows her up, closes, proposes, takes her own lines over. */
export async function caseworker(ask: Ask, centre: Installation): Promise<void> {
  await ask('day.open', {});
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  if (rows.length < 5) throw new Error('too few cases');
  const caseId = await receive(ask);
  await ask('cases.open', { caseId });
  await ask('forms.open', { caseId, form: 'registration', recordId: null, parentId: null, narrative: false });
  await incidentWithRow(ask, caseId);
  await searchAndSurvey(ask);
  await blankForm(ask, centre);
  await printSlip(ask, centre, await receive(ask));
  await ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' });
  await ask('notes.open', { caseId });
  await keepPieces(ask, centre, caseId);
  await linkAndUnlink(ask);
  await reportOf(ask, centre, 'AC1');
  await closeOne(ask, caseId);
  await ask('identity.askDestruction', { caseId });
  await ask('consent.withdraw', { caseId: await receive(ask), date: TODAY, scope: ['services'] });
  await directory(ask);
  await ask('months.list', {});
  await ask('months.preview', { month: '2026-11' });
  const { readers } = await ask('readers.list', {});
  const [reader] = readers;
  if (reader === undefined) throw new Error('nobody reads the cases');
  await ask('readers.acknowledge', { userId: reader.userId });
  await ask('conflicts.tell', { caseId });
  await takeOver(ask, centre, 'registre-AC1.csv');
  await moveOn(ask);
  await ask('backup.drill', { copy: await copyToStick(ask, centre), passphrase: PEOPLE.AC1 });
  await ask('backup.onClosing', {});
}

/** Two files of one family linked, and the link taken away. */
async function linkAndUnlink(ask: Ask): Promise<void> {
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  const [one, another] = rows.filter(({ state }) => state !== 'suspended' && state !== 'draft');
  if (one === undefined || another === undefined) throw new Error('too few cases');
  await ask('family.link', { caseId: one.caseId, otherCode: another.caseCode, kind: 'sibling' });
  const [link] = (await ask('cases.open', { caseId: another.caseId })).family.links;
  await ask('family.unlink', { caseId: another.caseId, linkId: link?.linkId ?? '', reason: 'mistake' });
}

/** A picture and a sound kept with a case, the picture shown and taken away again. */
async function keepPieces(ask: Ask, centre: Installation, caseId: string): Promise<void> {
  writeFileSync(join(centre.medium, 'accord.wav'), silentWav());
  const file = await onMedium(centre, 'accord.wav', 'attachment');
  await ask('attachments.begin', { caseId });
  await ask('attachments.look', { file });
  await ask('attachments.add', { caseId, kind: 'consent_form', content: { what: 'sound', file } });
  const [picture, thumbnail] = [bareJpeg(800, 600), bareJpeg(64, 48)].map((bytes) => bytes.toString('base64'));
  const content = { what: 'picture' as const, picture: picture ?? '', thumbnail: thumbnail ?? '' };
  const { recordId } = await ask('attachments.add', { caseId, kind: 'medical_certificate', content });
  await ask('attachments.thumbnails', { caseId, reason: 'verify' });
  await ask('attachments.open', { caseId, recordId, reason: 'verify' });
  await ask('attachments.remove', { caseId, recordId, revision: 1 });
}

/** What she types of a month is kept, opened again and destroyed. */
async function typeComment(ask: Ask): Promise<void> {
  const draftId = randomUUID();
  const form = typedName('month', '2026-10');
  const place = { draftId, form, caseId: null, recordId: null, parentId: null, baseRevision: 0 };
  await ask('drafts.save', { ...place, at: { section: form, field: null }, content: { [form]: { comment: 'Commentaire inventé.' } } });
  await ask('drafts.list', {});
  await ask('drafts.open', { draftId });
  await ask('drafts.discard', { draftId });
}

/** The supervisor reads what is kept with a case of the team. */
async function readPieces(ask: Ask, caseId: string): Promise<void> {
  const { attachments } = await ask('cases.open', { caseId });
  const [piece] = attachments;
  if (piece === undefined) throw new Error('no attachment');
  await ask('attachments.thumbnails', { caseId, reason: 'verify' });
  await ask('attachments.open', { caseId, recordId: piece.recordId, reason: 'verify' });
}

async function searchAndSurvey(ask: Ask): Promise<void> {
  await ask('persons.openSearch', { reason: 'verify' });
  await ask('persons.search', { typed: 'exempl' });
  await ask('feedback.record', { ballotId: randomUUID(), answers: { fb_respondent: 'adult', fb_helped: 'yes' } });
}

async function receive(ask: Ask): Promise<string> {
  const draftId = randomUUID();
  const content = intakeContent(NEWCOMER);
  const draft = { draftId, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
  await ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content });
  await ask('drafts.list', {});
  await ask('drafts.open', { draftId });
  await ask('intake.suspects', { draftId, content });
  const registered = await ask('intake.register', { draftId, content });
  await ask('drafts.discard', { draftId });
  if (registered.kind !== 'case') throw new Error('no case');
  await ask('intake.join', { draftId: randomUUID(), content, caseId: registered.caseId });
  return registered.caseId;
}

async function incidentWithRow(ask: Ask, caseId: string): Promise<void> {
  const base = { caseId, parentId: null, recordId: null, revision: 0, keep: [], finish: false, draftId: null };
  const incident = await ask('forms.save', { ...base, form: 'incident', answers: { report_date: TODAY, reported_by: 'survivor' } });
  const answers = { perp_rank: 'primary', perp_sex: 'male' };
  const row = await ask('forms.save', { ...base, parentId: incident.recordId, form: 'alleged_perpetrator', answers });
  await ask('forms.removeRow', { caseId, recordId: row.recordId, revision: row.revision });
  await ask('forms.save', { ...base, form: 'follow_up', answers: followUpAnswers(TODAY, null), finish: true });
}

/** A report is decided in a case that meets a duty in force, and recorded by whoever's journey it is. Gives the case. */
async function reportOf(ask: Ask, centre: Installation, own: 'AC1' | 'SD1'): Promise<string> {
  await putInForce(centre, 'any_crime');
  await centre.unlock('AC1');
  const caseId = await receive(centre.ask);
  const { recordId } = await save(centre, caseId, 'incident', incidentAnswers(NEWCOMER));
  const byAidWorker = { perp_rank: 'primary', perp_occupation: 'aid_worker' };
  await save(centre, caseId, 'alleged_perpetrator', byAidWorker, { parentId: recordId });
  await centre.unlock(own);
  await ask('reporting.read', {});
  const report = { situation: 'any_crime', step: 'decided', date: TODAY, told: 'yes', endangers: null } as const;
  await ask('reporting.record', { ...report, caseId, authority: 'court', reason: null });
  return caseId;
}

async function blankForm(ask: Ask, { application }: Installation): Promise<void> {
  application.host.printPdf = (address) => Promise.resolve(Buffer.from(`%PDF ${address}`));
  await ask('forms.handOutBlank', { form: 'incident', folder: await placeOf(ask) });
}

/** A referral that the person authorised, and its slip on an invented printer. */
async function printSlip(ask: Ask, { application }: Installation, caseId: string): Promise<void> {
  const printer = 'imprimante-inventee';
  application.host.printing = { printers: () => Promise.resolve([printer]), print: () => Promise.resolve() };
  const base = { caseId, recordId: null, revision: 0, keep: [], finish: false, draftId: null };
  const share = await ask('forms.save', { ...base, parentId: null, form: 'consent_share', answers: SHARED });
  await ask('forms.save', { ...base, parentId: share.recordId, form: 'consent_item', answers: SHARED_ITEM });
  const { providers } = await ask('directory.list', {});
  const answers = referralAnswers(providers[0]?.providerId ?? '');
  const { recordId } = await ask('forms.save', { ...base, parentId: null, form: 'referral', answers, finish: true });
  await ask('slips.open', { caseId, recordId });
  await ask('printers.list', {});
  await ask('slips.print', { caseId, recordId, halves: 'both', takenBy: 'person', printer });
  await printExtract(ask, application, caseId, printer);
}

/** A part of the same file for the person; the window is not drawn here, it asks for its sheet while it is printed. */
async function printExtract(ask: Ask, application: Installation['application'], caseId: string, printer: string): Promise<void> {
  const { readers } = await ask('extracts.open', { caseId });
  if (!readers.some(({ purpose }) => purpose === 'person')) throw new Error('the person may not have her file');
  application.host.printPdf = async (address) => {
    await ask('extracts.sheet', { number: address.split('/').at(-1) ?? '' });
    return Buffer.from('/Type /Page\n');
  };
  const reader = { purpose: 'person', recipient: null, providerId: null } as const;
  await ask('extracts.print', { caseId, ...reader, parts: ['code_only', 'name'], language: 'fr', printer });
}

/** A file of the register, whose assessment and plan are on paper, is moved by hand as far as its plan; the others follow their forms. */
async function moveOn(ask: Ask): Promise<string> {
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  const found = rows.find(({ origin, state }) => origin === 'takeover' && (state === 'open_intake' || state === 'open_assessment'));
  if (found === undefined) throw new Error('no file of the register is at its beginning');
  const { caseId, state } = found;
  const steps = ['open_assessment', 'open_planning'] as const;
  for (const to of steps.slice(state === 'open_intake' ? 0 : 1))
    await ask('cases.move', { caseId, to, date: TODAY, reason: null, comment: null });
  return caseId;
}

async function closeOne(ask: Ask, caseId: string): Promise<void> {
  const closure = { caseId, form: 'closure_gbv', recordId: null, parentId: null, revision: 0, keep: [], finish: true, draftId: null };
  await ask('forms.save', { ...closure, answers: closureAnswers(TODAY) });
  await ask('closure.request', { caseId });
}

async function directory(ask: Ask): Promise<void> {
  const { providers } = await ask('directory.list', {});
  const [first] = providers;
  if (first === undefined) throw new Error('no provider');
  const services = first.services.map(({ answers }) => ({ serviceId: null, answers }));
  await ask('directory.propose', { providerId: first.providerId, revision: first.revision, answers: first.answers, services });
}

/** Everything of a take-over, from the file to its undoing. */
async function takeOver(ask: Ask, centre: Installation, fileName: string): Promise<void> {
  const { takeovers } = await ask('takeover.list', {});
  const read = await ask('takeover.read', { file: await onMedium(centre, fileName, 'register') });
  const { takeoverId } = read;
  const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
  await ask('takeover.samples', { takeoverId, heading: mapping[0]?.heading ?? '' });
  await ask('takeover.rehearse', { takeoverId, mapping, wordings: [] });
  await ask('takeover.commit', { takeoverId });
  await ask('takeover.report', { takeoverId, page: 1 });
  const { rows } = await ask('takeover.held', {});
  const held = rows.find((row) => row.takeoverId === takeoverId);
  if (held === undefined) throw new Error('no held row');
  const { cells } = await ask('takeover.openHeld', { rowId: held.rowId });
  await ask('takeover.correct', { rowId: held.rowId, cells });
  await destroySource(ask, centre, takeoverId, fileName);
  await ask('takeover.undo', { takeoverId, sourceGone: true });
  if ((await ask('takeover.list', {})).takeovers.length < takeovers.length) throw new Error('a take-over was lost');
}

/** The paper burned by hand, the file by the application, each before a witness; a verified copy stands before. */
async function destroySource(ask: Ask, centre: Installation, takeoverId: string, fileName: string): Promise<void> {
  const [witness = ''] = (await ask('takeover.source', { takeoverId })).witnesses;
  await ask('takeover.recordSource', { takeoverId, kind: 'paper', method: 'burned', on: TODAY, until: null, witness });
  await verifiedCopy(centre);
  const file = await onMedium(centre, fileName, 'register');
  await ask('takeover.eraseSource', { takeoverId, file, typed: 'détruire', witness, otherSheetsToo: false });
}

/** A supervisor's day: accounts, decisions, the month, cards. */
/** The invented person who came twice: merged, undone, and said to be somebody else. */
async function mergeAndUndo(ask: Ask): Promise<void> {
  const { pairs } = await ask('duplicates.list', {});
  const { rows } = await ask('cases.list', { state: 'open', page: 1 });
  const open = new Set(rows.map(({ caseId }) => caseId));
  const pair = pairs.find(({ left, right }) => open.has(left.caseId) && open.has(right.caseId));
  if (pair === undefined) throw new Error('no suspected pair of open cases');
  const { pairId } = pair;
  const { sign } = await ask('duplicates.preview', { pairId });
  await ask('duplicates.merge', { pairId, sign, choices: [] });
  const { merged } = await ask('duplicates.list', {});
  await ask('duplicates.undo', { mergeId: merged[0]?.mergeId ?? '' });
  await ask('duplicates.settle', { pairId, verdict: 'different' });
}

export async function supervisor(ask: Ask, centre: Installation): Promise<void> {
  await shares(ask, 'SD1');
  await ask('team.open', {});
  await searchAndSurvey(ask);
  await typeComment(ask);
  await blankForm(ask, centre);
  await ask('feedback.results', {});
  const { accounts } = await ask('accounts.list', {});
  const waiting = accounts.find(({ state }) => state === 'enrolled');
  if (waiting === undefined || waiting.words === null) throw new Error('nobody waits for a signature');
  await ask('accounts.admit', { userId: waiting.userId, words: waiting.words, passphrase: PEOPLE.SD1 });
  await decideRequest(ask, centre);
  await ask('reporting.followChannel', { caseId: await reportOf(ask, centre, 'SD1') });
  await moveOne(ask, centre);
  await decide(ask);
  await mergeAndUndo(ask);
  await linkAndUnlink(ask);
  await addProvider(ask);
  const file = await onMedium(centre, DIRECTORY_FILE, 'package');
  const { digest } = await ask('directory.preview', { file });
  await ask('directory.import', { file, digest });
  await ask('structures.list', {});
  await ask('journal.verify', {});
  await ask('prints.list', { page: 1 });
  await handOutProofs(ask, centre);
  await paperWitness(ask);
  await month(ask, centre);
  await sealedMonth(ask, centre);
  await takeOver(ask, centre, 'registre-AC1.csv');
  await ask('backup.drill', { copy: await copyToStick(ask, centre), passphrase: PEOPLE.SD1 });
  await ask('backup.onClosing', {});
  await otherTeam(ask, centre);
  await settleRestore(ask, centre, 'SD1', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
  await destroyAndStop(ask, centre, 'SD1', 'AD1');
  await changeAccount(ask, centre, 'SD1', 'AD1', 'AC2');
  await destroyEnded(ask, centre);
}

/** A case in which the supervisor knows the person goes to the second team; another is told by its caseworker and handed over. */
async function otherTeam(ask: Ask, centre: Installation): Promise<void> {
  await centre.unlock('AC2');
  const [told] = (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
  if (told === undefined) throw new Error('no case');
  await centre.ask('conflicts.tell', { caseId: told.caseId });
  await addSecondTeam(centre);
  await centre.unlock('SD1');
  const [waiting] = (await ask('handovers.list', {})).cases;
  const { caseId = '', owners: [ownerCode = ''] = [] } = waiting ?? {};
  await ask('handovers.save', { moves: [{ caseId, ownerCode }] });
  const { teams } = await ask('conflicts.teams', { caseId });
  await ask('conflicts.leave', { caseId, team: teams[0] ?? 0 });
}

/** The page of proofs on paper; the window is not drawn here, its PDF is given. */
async function handOutProofs(ask: Ask, installation: Installation): Promise<void> {
  installation.application.host.printPdf = (address) => Promise.resolve(Buffer.from(`%PDF ${address}`));
  await ask('proofs.handOut', { folder: await placeOf(ask) });
}

/** The witness on paper, given and then typed back from the register. */
async function paperWitness(ask: Ask): Promise<void> {
  const { number, words } = await ask('journal.givePaper', {});
  await ask('journal.comparePaper', { number, words: words.join(' '), sure: false });
}

async function decide(ask: Ask): Promise<void> {
  const { rows } = await ask('cases.list', { page: 1 });
  const requested = rows.find(({ state }) => state === 'closure_requested');
  const open = rows.find(({ state }) => state === 'open_intake');
  if (requested === undefined || open === undefined) throw new Error('no case to decide');
  await ask('cases.open', { caseId: open.caseId });
  await ask('forms.open', { caseId: open.caseId, form: 'registration', recordId: null, parentId: null, narrative: false });
  await ask('identity.open', { caseId: open.caseId, form: 'identity', recordId: null, reason: 'reassign' });
  await ask('notes.open', { caseId: open.caseId });
  await ask('closure.decide', { caseId: requested.caseId, decision: 'approved', comment: null });
  await ask('cases.reassign', { caseId: open.caseId, ownerCode: open.ownerCode === 'AC1' ? 'AC2' : 'AC1' });
}

/** A caseworker leaves a child's consent to decide and a proposal; the supervisor answers both. */
async function decideRequest(ask: Ask, centre: Installation): Promise<void> {
  await centre.unlock('AC1');
  const content = intakeContent({ ...NEWCOMER, age: 14 });
  const consent_service = { ...content['consent_service'], ...WITHOUT_CONSENT };
  const registered = await centre.ask('intake.register', { draftId: randomUUID(), content: { ...content, consent_service } });
  if (registered.kind !== 'case') throw new Error('no case');
  await keepPieces(centre.ask, centre, registered.caseId);
  await directory(centre.ask);
  await centre.unlock('SD1');
  await readPieces(ask, registered.caseId);
  const { approvals } = await ask('team.open', {});
  const request = approvals.find(({ kind }) => kind === 'override');
  if (request === undefined) throw new Error('no request');
  await ask('approvals.decide', { approvalId: request.approvalId, decision: 'rejected', comment: 'Commentaire inventé.' });
  const { proposals } = await ask('directory.list', {});
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error('no proposal');
  await ask('directory.decide', { providerId: proposal.providerId, accept: true });
}

const WITHOUT_CONSENT: Answers = {
  consent_services: 'no',
  consent_giver: 'self',
  child_agreement: 'refused',
  caregiver_agreement: 'absent',
  child_maturity: 'not_sufficient',
  best_interest_override: 'yes',
  best_interest_override_reason: 'Raison inventée.',
};

/** Three shares made and typed back, then two of them tried. */
async function shares(ask: Ask, staffCode: StaffCode): Promise<void> {
  const [first = '', , third = ''] = await makeShares(ask);
  await ask('recovery.rehearse', { staffCode, shares: [third, first] });
  await ask('recovery.state', {});
}

/** The caseworker brings a file to its plan; its supervisor, who approves it, takes it from there (reference §2.4). */
async function moveOne(ask: Ask, centre: Installation): Promise<void> {
  await centre.unlock('AC1');
  const caseId = await moveOn(centre.ask);
  await centre.unlock('SD1');
  await ask('cases.move', { caseId, to: 'open_implementation', date: TODAY, reason: null, comment: null });
}

async function addProvider(ask: Ask): Promise<void> {
  const { providers } = await ask('directory.list', {});
  const [first] = providers;
  if (first === undefined) throw new Error('no provider');
  const services = first.services.map(({ answers }) => ({ serviceId: null, answers }));
  await ask('directory.save', { providerId: null, revision: 0, answers: first.answers, services });
}

async function month(ask: Ask, centre: Installation): Promise<void> {
  await ask('months.list', {});
  await ask('months.check', { month: '2026-08' });
  await ask('months.preview', { month: '2026-08' });
  await ask('months.freeze', { ...FREEZE, month: '2026-08' });
  comeInAugust(centre);
  await ask('months.correction', { month: '2026-08' });
  await ask('months.correct', { month: '2026-08', passphrase: PEOPLE.SD1, reason: 'typing' });
  const folder = await placeToken(centre, 'Clé USB');
  await ask('cards.own', {});
  await ask('cards.handOver', { folder });
  const { cards } = await ask('cards.list', {});
  const card = cards.find(({ role }) => role === 'focal_point');
  if (card === undefined) throw new Error('no card');
  await ask('months.export', { month: '2026-08', cardId: card.cardId, folder });
  await receiveCard(ask, centre, card.words);
}

/** Seven women of one region came in August after all, as the opened facts of this session now have it: enough to be shown. */
function comeInAugust(centre: Installation): void {
  const cases = centre.application.host.session?.store.cases;
  if (cases === undefined || cases === null) throw new Error('no case base');
  const women = readFacts(cases, 'registration').filter(({ answers }) => JSON.parse(answers).sex === 'female');
  const [most = []] = [...Map.groupBy(women, ({ answers }) => JSON.parse(answers)['@region']).values()].toSorted(
    (left, right) => right.length - left.length,
  );
  const change = cases.connection.prepare<[string, string]>(
    "UPDATE temp.fact SET answers = json_set(answers, ?, '2026-08') WHERE record_id = ?",
  );
  for (const { record_id: record } of most.slice(0, 7)) change.run('$."@month"', record);
}

/** A month of a centre that leaves in two halves, to the desk of the sub-cluster and to one of another organisation. */
async function sealedMonth(ask: Ask, centre: Installation): Promise<void> {
  const second = await newSecondDesk();
  await second.unlock('PF1');
  const secondCard = await confirmCard(second, centre);
  await centre.unlock('AD1');
  await confirmCard(second, centre);
  await centre.unlock('SD1');
  second.remove();
  setMode(centre, 'sealed');
  await ask('months.freeze', { ...FREEZE, month: '2026-07' });
  await ask('sealed.month', { month: '2026-07' });
  const { cards } = await centre.ask('cards.list', {});
  const firstCard = cards.find(({ role, cardId }) => role === 'focal_point' && cardId !== secondCard)?.cardId ?? '';
  const half = { month: '2026-07', firstCard, secondCard };
  await ask('sealed.handOver', { ...half, which: 'first', folder: await placeToken(centre, 'Clé USB') });
  const other = join(centre.medium, 'autre');
  mkdirSync(other);
  const { entries } = await centre.ask('files.list', { folder: await placeToken(centre, 'Clé USB'), accept: 'folder' });
  await ask('sealed.handOver', { ...half, which: 'second', folder: entries.find(({ label }) => label === 'autre')?.token ?? '' });
  setMode(centre, 'hidden');
}

function setMode({ application }: Installation, mode: PackageMode): void {
  const admin = application.host.session?.store.admin;
  if (admin === undefined) throw new Error('no session in the test');
  transaction(admin, (db) =>
    writeSetting(db, 'protection.policy', { number: 1, agreedOn: null, from: null, ...DEFAULT_POLICY, mode }, null, 0),
  );
}

/** A sum opened with another custodian as far as its agreement, and stopped; then to the check. */
async function sealedOpening(ask: Ask, desk: Installation): Promise<void> {
  const second = await newSecondDesk();
  await second.unlock('PF1');
  const custodians = { a: desk, b: second, cardOfA: await confirmCard(desk, second), cardOfB: await confirmCard(second, desk) };
  await threeCentres(custodians, '2026-05', () => vectorOf([], '2026-05'));
  await ask('sealed.import', { files: [await onMedium(desk, DIRECTORY_FILE, 'package').catch(() => 'no-such-file-here')] });
  const half = { period: '2026-05', cardId: custodians.cardOfB, part: 'all' as const };
  const { openingId } = await ask('sealed.begin', half);
  await ask('sealed.give', { openingId, step: 'list', folder: await placeToken(desk, 'Clé USB') });
  await ask('sealed.leave', { openingId });
  await openTogether(custodians, '2026-05', 'values');
  await ask('sealed.check', { openingId: (await openingAt(desk, '2026-05')).openingId });
  await ask('sealed.list', {});
  second.remove();
}

const FREEZE = { passphrase: PEOPLE.SD1, comment: '', secureDatabase: 'no' as const, harmonisedTools: 'yes' as const, serviceGaps: [] };

async function receiveCard(ask: Ask, installation: Installation, words: readonly string[]): Promise<void> {
  const { entries } = await ask('files.list', { folder: await placeToken(installation, 'Clé USB'), accept: 'card' });
  for (const { token } of entries) {
    const { card } = await ask('cards.read', { file: token });
    if (card.words.join() !== words.join()) continue;
    await ask('cards.confirm', { cardId: card.cardId, words: [...words] });
    await ask('cards.revoke', { cardId: card.cardId, since: TODAY });
    return;
  }
  throw new Error('the card is not on the medium');
}

/** Years later, the content of a case that has ended. */
async function destroyEnded(ask: Ask, centre: Installation): Promise<void> {
  await centre.lock();
  centre.advance(4 * 366 * 86_400_000);
  await writeWork(centre, { staffCode: 'AC1', passphrase: afterLoss('AC1') });
  await centre.unlock('SD1');
  const [ended] = (await ask('retention.list', {})).cases;
  if (ended === undefined) throw new Error('no case has ended');
  await ask('retention.destroy', { caseId: ended.caseId, passphrase: PEOPLE.SD1 });
}

/** The whole base is to be destroyed: proposed and set aside once, then proposed by the other person, confirmed, its paper printed, and stopped in time. */
async function destroyAndStop(ask: Ask, installation: Installation, own: StaffCode, other: StaffCode): Promise<void> {
  const proposal = { level: 'base' as const, written: true };
  await ask('destruction.propose', { ...proposal, passphrase: PEOPLE[own] });
  await ask('destruction.stop', {});
  await installation.unlock(other);
  await installation.ask('destruction.propose', { ...proposal, passphrase: PEOPLE[other] });
  await installation.unlock(own);
  const { proposed } = await ask('destruction.state', {});
  await ask('destruction.confirm', { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE[own] });
  await ask('destruction.handOut', { folder: await placeOf(ask) });
  await ask('destruction.stop', {});
}

/** An account is suspended: proposed and set aside once, then proposed by the other person and confirmed. */
async function changeAccount(ask: Ask, installation: Installation, own: StaffCode, other: StaffCode, subject: string): Promise<void> {
  await weaken(ask, installation, own, other);
  const { accounts } = await ask('accounts.list', {});
  const userId = accounts.find(({ staffCode }) => staffCode === subject)?.userId ?? '';
  await ask('accounts.propose', { userId, act: { what: 'suspend', reason: 'absence' } });
  await ask('accounts.decline', { proposalId: await waitingFor(ask, userId) });
  await installation.unlock(other);
  await installation.ask('accounts.propose', { userId, act: { what: 'suspend', reason: 'absence' } });
  const renewed = { current: PEOPLE[other], next: `${PEOPLE[other]} de nouveau` };
  const { words } = await installation.ask('accounts.changeKeys', renewed);
  await installation.unlock(own);
  await ask('accounts.confirm', { proposalId: await waitingFor(ask, userId), passphrase: PEOPLE[own] });
  await ask('accounts.confirmKeys', {
    userId: accounts.find(({ staffCode }) => staffCode === other)?.userId ?? '',
    words,
    passphrase: PEOPLE[own],
  });
}

/** A weaker protection, proposed and set aside, then proposed by the other and signed. */
async function weaken(ask: Ask, installation: Installation, own: StaffCode, other: StaffCode): Promise<void> {
  await ask('settings.propose', { key: 'revealSeconds', value: 90 });
  const { waiting } = await ask('settings.read', {});
  await ask('settings.decline', { proposalId: waiting[0]?.proposalId ?? '' });
  await installation.unlock(other);
  await installation.ask('settings.propose', { key: 'revealSeconds', value: 90 });
  await installation.unlock(own);
  const { waiting: theirs } = await ask('settings.read', {});
  await ask('settings.confirm', { proposalId: theirs[0]?.proposalId ?? '', passphrase: PEOPLE[own] });
}

/** As after a copy put back on another machine, which opened this account again. Gives the account. */
function putBack(installation: Installation, subject: string): string {
  const { session } = installation.application.host;
  if (session === null) throw new Error('nobody’s session is open');
  const { admin, roster, user } = session.store;
  const userId = [...roster.users.values()].find(({ staffCode }) => staffCode === subject)?.userId ?? '';
  const at = installation.application.host.now().getTime();
  transaction(admin, (db) => rememberRestore(db, { at, line: roster.seq, returned: [userId], lost: 'unasked' }, user.userId));
  return userId;
}

/** The passphrase that a person chooses when a loss is declared. */
function afterLoss(staffCode: string): string {
  return `invente pour essai apres la perte ${staffCode}`;
}

/** After a copy was put back: said once that nothing is lost, then that the machine is; everybody renewed, and the passphrases as they were. */
async function settleRestore(
  ask: Ask,
  installation: Installation,
  own: StaffCode,
  subject: { readonly staffCode: string; readonly passphrase: string },
): Promise<void> {
  const userId = putBack(installation, subject.staffCode);
  await ask('restore.after', {});
  await ask('restore.keep', { userId });
  await ask('restore.forget', { passphrase: PEOPLE[own] });
  await ask('loss.deny', {});
  const administrator = { staffCode: 'AD1', current: PEOPLE.AD1, next: afterLoss('AD1') };
  await ask('loss.declare', { current: PEOPLE[own], next: afterLoss(own), administrator });
  await ask('loss.renew', { userId, current: subject.passphrase, next: afterLoss(subject.staffCode) });
  await ask('loss.announce', {});
  for (const staffCode of ['AD1', own] as const) {
    await ask('session.lock', { reason: 'asked' });
    await installation.ask('session.unlock', { staffCode, passphrase: afterLoss(staffCode) });
    await installation.ask('accounts.changePassphrase', { current: afterLoss(staffCode), next: PEOPLE[staffCode] });
  }
}

async function waitingFor(ask: Ask, userId: string): Promise<string> {
  const { acts } = await ask('accounts.list', {});
  const waiting = acts.find((act) => act.userId === userId);
  if (waiting === undefined) throw new Error('no act waits');
  return waiting.proposalId;
}

/** The administrator of a centre: recovery shares tried, accounts, cards, settings. */
export async function administrator(ask: Ask, centre: Installation): Promise<void> {
  await ask('journal.verify', {});
  await handOutProofs(ask, centre);
  await centre.unlock('SD1');
  const [first = '', second = ''] = await makeShares(centre.ask);
  await centre.unlock('AD1');
  await ask('recovery.state', {});
  await ask('recovery.rehearse', { staffCode: 'AD1', shares: [first, second] });
  await ask('accounts.list', {});
  await ask('accounts.invite', {
    staffCode: 'AC9',
    name: 'Écoute inventée AC9',
    role: 'caseworker',
    programs: ['gbv'],
    supervisorCode: 'SD1',
    pledgeDate: TODAY,
  });
  await ask('cards.own', {});
  const { cards } = await ask('cards.list', {});
  const card = cards.find(({ role }) => role === 'focal_point');
  if (card === undefined) throw new Error('no card');
  await receiveCard(ask, centre, card.words);
  const { settings } = await ask('settings.read', {});
  const [setting] = settings;
  if (setting === undefined) throw new Error('no setting');
  await ask('settings.save', { key: setting.key, value: setting.value });
  await ask('reporting.read', {});
  await ask('reporting.saveWords', { told: 'Phrase inventée.', channel: 'Voie inventée.' });
  await ask('reporting.saveBasis', { situation: 'suicide', authority: '', delayDays: null, reference: '', checkedOn: null });
  await copyToStick(ask, centre);
  await update(ask, centre);
  const userId = putBack(centre, 'AC1');
  await ask('restore.after', {});
  await ask('restore.keep', { userId });
  await destroyAndStop(ask, centre, 'AD1', 'SD1');
  await changeAccount(ask, centre, 'AD1', 'SD1', 'AC2');
}

/** An update put aside, once the supervisor has made the copy that it waits for. */
async function update(ask: Ask, centre: Installation): Promise<void> {
  centre.application.host.keysAreInvented = false;
  const [one, other] = RELEASERS;
  writeFileSync(join(centre.medium, 'essai.maj'), updateOf({ 'LISEZMOI.txt': Buffer.from('Inventé.') }, [one, other]));
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await centre.unlock('AD1');
  await ask('update.state', {});
  const file = await onMedium(centre, 'essai.maj', 'update');
  const { digest } = await ask('update.open', { file });
  await ask('update.putAside', { file, digest, folder: await placeToken(centre, 'Clé USB') });
}

/** The focal point: a second one admitted, packages, coverage, tables, what is handed out. */
export async function focalPoint(ask: Ask, desk: Installation): Promise<void> {
  await ask('journal.verify', {});
  await handOutProofs(ask, desk);
  await paperWitness(ask);
  await shares(ask, 'PF1');
  const { accounts } = await ask('accounts.list', {});
  const waiting = accounts.find(({ state }) => state === 'enrolled');
  if (waiting === undefined || waiting.words === null) throw new Error('nobody waits for a signature');
  await ask('accounts.admit', { userId: waiting.userId, words: waiting.words, passphrase: PEOPLE.PF1 });
  await ask('inbox.list', {});
  const folder = await placeToken(desk, 'Clé USB');
  const { entries } = await ask('files.list', { folder, accept: 'package' });
  await ask('inbox.import', { files: entries.map(({ token }) => token) });
  await ask('coverage.open', {});
  const { periods } = await ask('tables.periods', {});
  const [period = ''] = periods;
  await ask('tables.open', { period });
  await ask('tables.handOut', { periods: [period], format: 'csv', folder });
  await ask('packages.handOutOpened', { folder });
  await sealedOpening(ask, desk);
  const { structures } = await ask('structures.list', {});
  const [structure] = structures;
  if (structure === undefined) throw new Error('no structure');
  await ask('structures.save', structure);
  await addProvider(ask);
  const words = { fr: 'Gare routière', en: 'Bus station' };
  await ask('lists.agree', { list: 'incident_place_type', code: null, ...words, region: null, countsAs: 'transport', retiredFrom: null });
  await ask('protection.agree', { mode: 'rounded', smallCellThreshold: 6, smallCellWidth: 4, smallStructure: 10 });
  await ask('directory.handOut', { folder });
  await ask('cards.own', {});
  await ask('cards.handOver', { folder });
  const { cards } = await ask('cards.list', {});
  const [card] = cards;
  if (card === undefined) throw new Error('no card');
  await receiveCard(ask, desk, card.words);
  await settleRestore(ask, desk, 'PF1', { staffCode: 'PF2', passphrase: 'invente pour essai second point focal' });
  await destroyAndStop(ask, desk, 'PF1', 'AD1');
  await changeAccount(ask, desk, 'PF1', 'AD1', 'PF2');
}
