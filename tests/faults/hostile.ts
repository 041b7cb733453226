import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { KIND, plainContainer, sealContainer, type Signer } from '../../electron/exchange/container.ts';
import { siteKeys } from '../../electron/keys/principals.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { readReport } from '../../electron/store/months/reports.ts';
import { REGISTER_LIMITS } from '../../electron/takeover/refusals.ts';
import type { Reply } from '../../shared/failure.ts';
import { openInstallation, type Installation } from '../support/installation.ts';
import { placeToken } from '../support/medium.ts';
import { casesOf } from '../support/temporaryStore.ts';
import { harmCopy, sealAgain } from './hostileCopies.ts';
import { chance, newCampaign, type Campaign } from './campaign.ts';
import { MONTH, REGISTER, copyOf, freeze } from './models.ts';
import { mutateBytes, mutateCsv, mutateJson, oneOf } from './mutations.ts';

/** Tables that a refusal may write to: the journal says what was refused, and a copy that does not hold is remembered as such. */
const REFUSAL_TABLES: readonly string[] = ['journal', 'journal_key', 'setting', 'backup'];

/** Lines of one name and no other, up to the most that a register may have (security §8); a short campaign has the first alone. */
const ALIKE = [4_000, 20_000, REGISTER_LIMITS.rows];
const SHORT = 100;

type Spoiling = (text: string, book: Buffer, draw: () => number) => Buffer;
/** Registers as text and as workbooks: the whole file, its cells, or one part of its archive. */
const SPOILT: readonly Spoiling[] = [
  (text, _, draw) => mutateCsv(text, draw),
  (text, _, draw) => mutateBytes(Buffer.from(text), draw),
  (_, book, draw) => mutateBytes(book, draw),
  (_, book, draw) => {
    const parts = unzipSync(book);
    const name = oneOf(draw, Object.keys(parts));
    return Buffer.from(zipSync({ ...parts, [name]: mutateBytes(Buffer.from(parts[name] ?? []), draw) }));
  },
];

/** The process that opens hostile files, apart from the process that watches its time and memory. It reports each file before it opens it. */
const { values } = parseArgs({
  options: {
    centre: { type: 'string', default: '' },
    desk: { type: 'string', default: '' },
    files: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
const draw = chance(Number(values.seed));
const quarter = Math.ceil(Number(values.files) / 4);
const centre = await openInstallation(join(copyOf(values.centre), 'profile'));
const desk = await openInstallation(join(copyOf(values.desk), 'profile'));
await centre.unlock('SD1');
const maker = await packageMaker(centre, desk);
await desk.unlock('PF1');
const campaigns = [
  await readPackages(quarter),
  await readRegisters(quarter),
  await readCards(quarter),
  await readCopies(quarter),
  await readOddFiles(),
];
for (const installation of [centre, desk]) installation.remove();
process.send?.({ campaigns });

type Maker = {
  readonly payload: string;
  readonly whole: Buffer;
  readonly make: (payload: string) => Promise<Buffer>;
  readonly signer: Signer;
};

/** Makes packages that are sealed and signed as they must be, whatever they say: only what they say is then wrong. */
async function packageMaker(site: Installation, to: Installation): Promise<Maker> {
  await freeze(site);
  const session = site.application.host.session;
  const signing = session?.stores.principals.find(({ principal }) => principal.kind === 'signing');
  const report = session?.stores.cases ? readReport(session.stores.cases, session.site.code, 'gbv', MONTH) : undefined;
  if (signing === undefined || report === undefined) throw new Error('the month is not frozen');
  const signer = { seed: Buffer.from(siteKeys(signing).signingSeed), publicKey: signing.principal.publicKey };
  await to.unlock('PF1');
  const focal = to.application.host.session?.stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (focal === undefined) throw new Error('the desk has no key');
  const { identityToRecipient } = await import('age-encryption');
  const recipient = await identityToRecipient(siteKeys(focal).ageIdentity);
  const make = (payload: string) => sealContainer(KIND.aggregate, Buffer.from(payload, 'utf8'), signer, recipient, 'real');
  return { payload: report.payload, whole: await make(report.payload), make, signer };
}

function reportFile(campaign: Campaign, at: string): void {
  process.send?.({ file: `${campaign.name}, ${at}` });
}

/** Whole lines of every table but those of a refusal. */
function contentOf(installation: Installation): string {
  const { stores } = installation.application.host.session ?? {};
  if (stores === undefined) throw new Error('no session');
  const hash = createHash('sha256');
  const bases: readonly ReadableDb[] = stores.cases === null ? [stores.admin] : [stores.admin, casesOf(stores)];
  for (const { connection } of bases)
    for (const { name } of connection
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all())
      if (!REFUSAL_TABLES.includes(name))
        for (const row of connection
          .prepare(`SELECT * FROM "${name}"`)
          .raw()
          .all()
          .map((one) => JSON.stringify(one))
          .toSorted())
          hash.update(row);
  return hash.digest('hex');
}

/** Counts a reply that is a fault of ours, and a change of content where nothing was accepted. */
function judge(campaign: Campaign, reply: Reply<unknown>, at: string): void {
  if (reply.ok || reply.failure.kind !== 'bug') return;
  campaign.crashed += 1;
  campaign.notes.push(`${at}: answered as a fault of the application`);
}

async function onlyFile(
  installation: Installation,
  name: string,
  bytes: Buffer,
  accept: 'package' | 'register' | 'card',
): Promise<string | null> {
  for (const other of readdirSync(installation.medium)) rmSync(join(installation.medium, other), { recursive: true });
  writeFileSync(join(installation.medium, name), bytes);
  const { entries } = await installation.ask('files.list', { folder: await placeToken(installation, 'Clé USB'), accept });
  return entries.find(({ kind }) => kind === 'file')?.token ?? null;
}

/** Packages altered outside (bytes) and inside (what a trusted signer says): refused one by one, and the desk holds what it held. */
async function readPackages(count: number): Promise<Campaign> {
  const campaign = newCampaign('hostile packages');
  let before = contentOf(desk);
  let accepted = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const inside = turn % 2 === 0;
    const bytes = inside ? await maker.make(mutateJson(maker.payload, draw)) : mutateBytes(maker.whole, draw);
    const at = `file ${turn}`;
    reportFile(campaign, at);
    campaign.tries += 1;
    const token = await onlyFile(desk, 'S-7F3K9Q2M.sutura', bytes, 'package');
    if (token === null) continue;
    const reply = await desk.call('inbox.import', { files: [token] });
    judge(campaign, reply, at);
    const [verdict] = reply.ok ? reply.value.verdicts : [];
    if (inside && verdict?.code === 'conflict') before = contentOf(desk);
    if (verdict?.verdict !== 'accepted') continue;
    accepted += 1;
    if (!inside) campaign.corrupt_accepted += 1;
    before = contentOf(desk);
  }
  if (contentOf(desk) !== before) campaign.corrupt_accepted += 1;
  campaign.notes.push(`${accepted} changed by their own signer within the rules were accepted, as they must be`);
  const whole = await onlyFile(desk, 'S-7F3K9Q2M.sutura', maker.whole, 'package');
  if (whole === null || !(await desk.call('inbox.import', { files: [whole] })).ok) campaign.lost_confirmed += 1;
  return campaign;
}

/** Registers: read or refused with a sentence; nothing is kept of a register that is only read and rehearsed. */
async function readRegisters(count: number): Promise<Campaign> {
  const campaign = newCampaign('hostile registers');
  const [register] = readdirSync(centre.medium).filter((name) => name === REGISTER);
  const text = register === undefined ? '' : readFileSync(join(centre.medium, register), 'utf8');
  const before = contentOf(centre);
  const book = await workbookOf(text);
  const alike = count < SHORT ? ALIKE.slice(0, 1) : ALIKE;
  let read = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const lines = alike[turn];
    const bytes = lines === undefined ? oneOf(draw, SPOILT)(text, book, draw) : alikeRegister(lines);
    const at = lines === undefined ? `file ${turn}` : `file ${turn}, ${lines} lines of one name`;
    reportFile(campaign, at);
    campaign.tries += 1;
    const token = await onlyFile(centre, 'registre.csv', bytes, 'register');
    if (token === null) continue;
    const reply = await centre.call('takeover.read', { file: token });
    judge(campaign, reply, at);
    if (!reply.ok) continue;
    read += 1;
    if (lines === undefined && turn % 8 !== 0) continue;
    reportFile(campaign, `${at}, rehearsed`);
    const mapping = reply.value.columns.map(({ heading, target }) => ({ heading, target }));
    judge(
      campaign,
      await centre.call('takeover.rehearse', { takeoverId: reply.value.takeoverId, mapping, wordings: [] }),
      `${at}, rehearsed`,
    );
  }
  if (contentOf(centre) !== before) campaign.corrupt_accepted += 1;
  campaign.notes.push(`${read} were read as registers, the others refused`);
  return campaign;
}

/** The register as a spreadsheet keeps it. */
function workbookOf(text: string): Promise<Buffer> {
  const data = text.split(/\r?\n/).map((line) => line.split(';').map((value) => ({ value })));
  return writeXlsxFile([{ sheet: 'Registre', data }]).toBuffer();
}

function alikeRegister(lines: number): Buffer {
  const heading = 'Date accueil;Nom et prénom;Sexe;Age;Consentement prise en charge;Consentement statistiques';
  return Buffer.from([heading, ...Array.from({ length: lines }, () => '03/11/2026;Exemplette Fiction;F;27;Oui;Oui')].join('\r\n'));
}

/** Key cards altered outside and inside: a card that was made by its own key is received, never confirmed. */
async function readCards(count: number): Promise<Campaign> {
  const campaign = newCampaign('hostile key cards');
  const { fileName } = await centre.ask('cards.handOver', { folder: await placeToken(centre, 'Clé USB') });
  const whole = readFileSync(join(centre.medium, fileName));
  const payload = whole.subarray(14, 14 + whole.readUInt32BE(10)).toString('utf8');
  let received = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const inside = turn % 2 === 0;
    const bytes = inside
      ? plainContainer(KIND.keyCard, Buffer.from(mutateJson(payload, draw)), maker.signer, 'real')
      : mutateBytes(whole, draw);
    const at = `file ${turn}`;
    reportFile(campaign, at);
    campaign.tries += 1;
    const token = await onlyFile(desk, 'carte.sutura', bytes, 'card');
    if (token === null) continue;
    const reply = await desk.call('cards.read', { file: token });
    judge(campaign, reply, at);
    if (!reply.ok) continue;
    received += 1;
    if (!inside && reply.value.card.state === 'toConfirm') campaign.corrupt_accepted += 1;
  }
  campaign.notes.push(`${received} were received as cards to be confirmed by two persons`);
  return campaign;
}

/** Folders that pass for copies, harmed outside and inside: none is called whole, none is put back, and the present profile is not touched. */
async function readCopies(count: number): Promise<Campaign> {
  const campaign = newCampaign('hostile backup folders');
  const { medium } = centre;
  for (const name of readdirSync(medium)) rmSync(join(medium, name), { recursive: true });
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const [made = ''] = readdirSync(medium);
  const whole = join(medium, '..', 'whole');
  renameSync(join(medium, made), whole);
  const before = contentOf(centre);
  const seen = new Map<string, number>();
  for (let turn = 0; turn < count; turn += 1) {
    const { session } = centre.application.host;
    if (session === null) throw new Error('no session');
    const harm = await harmCopy(whole, join(medium, made), session.stores, turn, draw);
    const at = `folder ${turn}, ${harm}`;
    reportFile(campaign, at);
    campaign.tries += 1;
    const { copies } = await centre.ask('backup.state', {});
    const [token] = copies.flatMap(({ here }) => here ?? []);
    const state = token === undefined ? 'not seen' : await verified(campaign, token, at);
    seen.set(state, (seen.get(state) ?? 0) + 1);
    if (state !== 'reread' && state !== 'verified') continue;
    campaign.corrupt_accepted += 1;
    campaign.notes.push(`${at}: called ${state}`);
  }
  if (contentOf(centre) !== before) campaign.corrupt_accepted += 1;
  await readWholeCopy(campaign, whole, join(medium, made));
  campaign.notes.push([...seen].map(([state, times]) => `${state}: ${times}`).join(', '));
  return campaign;
}

/** The same copy, not harmed but sealed again as the harmed ones were, is called whole: it is what they hold that refused the others. */
async function readWholeCopy(campaign: Campaign, whole: string, copy: string): Promise<void> {
  const { session } = centre.application.host;
  if (session === null) throw new Error('no session');
  rmSync(copy, { recursive: true, force: true });
  cpSync(whole, copy, { recursive: true });
  await sealAgain(copy, session.stores);
  campaign.tries += 1;
  const [token = ''] = (await centre.ask('backup.state', {})).copies.flatMap(({ here }) => here ?? []);
  if ((await verified(campaign, token, 'the whole copy')) !== 'reread') campaign.lost_confirmed += 1;
}

async function verified(campaign: Campaign, copy: string, at: string): Promise<string> {
  const reply = await centre.call('backup.verify', { copy });
  judge(campaign, reply, at);
  return reply.ok ? reply.value.state : 'refused';
}

/** What is not a file, or has a name that lies: listed or not, opened never, and the name comes back nowhere. */
async function readOddFiles(): Promise<Campaign> {
  const campaign = newCampaign('odd files and names');
  const { medium } = desk;
  for (const name of readdirSync(medium)) rmSync(join(medium, name), { recursive: true });
  mkdirSync(join(medium, 'dossier.sutura'));
  symlinkSync('/etc/passwd', join(medium, 'lien.sutura'));
  symlinkSync('/dev/zero', join(medium, 'zero.sutura'));
  const names = [
    '=CMD().sutura',
    '\u202Eatutus.exe.sutura',
    `${'n'.repeat(240)}.sutura`,
    '-rf.sutura',
    ' .sutura',
    'é.sutura',
    'a\nb.sutura',
  ];
  for (const name of names)
    writeFileSync(join(medium, name), oneOf(draw, [Buffer.alloc(0), Buffer.from('{}'), maker.whole.subarray(0, 300)]));
  writeFileSync(join(medium, 'grand.sutura'), Buffer.alloc(3 * 1024 * 1024));
  const { entries } = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'package' });
  for (const { token, kind } of entries.filter((entry) => entry.kind === 'file')) {
    reportFile(campaign, kind);
    campaign.tries += 1;
    const reply = await desk.call('inbox.import', { files: [token] });
    judge(campaign, reply, kind);
    if (reply.ok && reply.value.verdicts[0]?.verdict === 'accepted') campaign.corrupt_accepted += 1;
  }
  campaign.tries += names.length + 4;
  return campaign;
}
