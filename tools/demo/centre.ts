import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../shared/contract.ts';
import { openApplication, type Application } from '../../electron/app.ts';
import type { RequestHandler } from '../../electron/dispatch.ts';
import type { Place } from '../../electron/files/picker.ts';
import { DemoStopped, ask, as, placeToken } from './caller.ts';
import { makeShares } from './shares.ts';
import type { Clock } from './clock.ts';

export type DemoRegister = {
  readonly code: string;
  readonly fileName: string;
  readonly region: string;
  readonly staffCodes: readonly string[];
  readonly words: readonly string[];
};

export type MonthSummary = {
  readonly registered: number;
  readonly no_care_consent: number;
  readonly no_statistics_consent: number;
  readonly counted: number;
  readonly package: string;
  readonly published: number;
  readonly primary: number;
  readonly secondary: number;
  readonly cut: number;
};

export type CentreSummary = {
  readonly code: string;
  readonly rows: number;
  readonly registered: number;
  readonly held: readonly number[];
  readonly unknown_cells: readonly (readonly [number, string])[];
  readonly unmapped: readonly { readonly column: string; readonly rows: readonly number[] }[];
  readonly duplicate_suspects: readonly { readonly row: number; readonly candidates: readonly number[] }[];
  readonly months: Record<string, MonthSummary>;
  base_bytes: number;
  take_over_ms: number;
  freeze_ms: number;
};

type Person = { readonly staffCode: string; readonly passphrase: string };

/** One centre's laptop: its application and the people who use it. */
export type Centre = {
  readonly register: DemoRegister;
  readonly application: Application;
  readonly profile: string;
  readonly administrator: Person;
  readonly supervisor: Person;
};

const REGISTERS = 'Registres';
const LEAVING = 'Clé USB';
/** The keys of a centre: one, or one for each custodian. */
export const KEYS = [LEAVING, 'Seconde clé USB'] as const;
type Key = (typeof KEYS)[number];

/** Creates the installation of one centre: first run, recovery shares, accounts by enrolment code, admission in presence. */
export async function createCentre(
  register: DemoRegister,
  registers: Place,
  leaving: readonly string[],
  profile: string,
  clock: Clock,
): Promise<Centre> {
  const application = await openApplication({
    profile,
    places: [{ ...registers, label: REGISTERS }, ...leaving.map((folder, rank) => ({ label: KEYS[rank] ?? LEAVING, folder }))],
    now: clock.now,
    kdf: 'floor',
    /* Each folder is a key of its own. */
    volumeOf: (folder) => folder,
  });
  const administrator = { staffCode: 'AD1', passphrase: newPassphrase() };
  const supervisor = { staffCode: 'SD1', passphrase: newPassphrase() };
  const { requests } = application;
  await ask(requests, 'start.create', {
    kind: 'centre',
    language: 'fr',
    structure: { code: structureCode(register.code), name: `Structure de démonstration ${register.code}`, type: 'ngo_national' },
    site: {
      code: register.code,
      name: `Centre d’écoute de démonstration ${register.code}`,
      type: 'listening_centre',
      region: register.region,
      cercle: null,
    },
    administrator: { ...administrator, name: 'Administration inventée', pledgeDate: clock.today() },
    authority: { ...supervisor, name: 'Supervision inventée', pledgeDate: clock.today() },
  });
  const centre = { register, application, profile, administrator, supervisor };
  await as(requests, supervisor, () => makeShares((name, input) => ask(requests, name, input), administrator, []));
  await enrolCaseworkers(centre, clock);
  return centre;
}

async function enrolCaseworkers(centre: Centre, clock: Clock): Promise<void> {
  const { requests } = centre.application;
  const invitations = await as(requests, centre.administrator, async () => {
    const codes: { staffCode: string; userId: string; code: readonly string[] }[] = [];
    for (const staffCode of centre.register.staffCodes) {
      const invited = await ask(requests, 'accounts.invite', {
        staffCode,
        name: `Gestionnaire inventée ${staffCode}`,
        role: 'caseworker',
        programs: ['gbv'],
        supervisorCode: centre.supervisor.staffCode,
        pledgeDate: clock.today(),
      });
      codes.push({ staffCode, userId: invited.userId, code: invited.enrolmentCode });
    }
    return codes;
  });
  const words = new Map<string, string[]>();
  for (const invitation of invitations) {
    const enrolled = await ask(requests, 'accounts.enrol', {
      staffCode: invitation.staffCode,
      code: invitation.code.join(' '),
      passphrase: newPassphrase(),
    });
    words.set(invitation.userId, enrolled.words);
  }
  await as(requests, centre.supervisor, async () => {
    for (const { userId } of invitations)
      await ask(requests, 'accounts.admit', { userId, words: words.get(userId) ?? [], passphrase: centre.supervisor.passphrase });
  });
}

/** The supervisor takes the register over: read, rehearse, take over (commands.md §2.1). */
export async function takeOver(centre: Centre): Promise<CentreSummary> {
  const { requests } = centre.application;
  return as(requests, centre.supervisor, async () => {
    const started = performance.now();
    const read = await readRegister(requests, centre.register);
    const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
    const plan = await ask(requests, 'takeover.rehearse', { takeoverId: read.takeoverId, mapping, wordings: [] });
    const done = await ask(requests, 'takeover.commit', { takeoverId: read.takeoverId });
    if (done.rows !== plan.rows || done.registered + done.held !== done.rows)
      throw new DemoStopped('lines in are not lines registered plus lines held');
    return {
      code: centre.register.code,
      rows: done.rows,
      registered: done.registered,
      held: plan.held.map(({ row }) => row),
      unknown_cells: plan.unknownCells.map(({ row, heading }) => [row, heading] as const),
      unmapped: plan.unmapped.map(({ heading, rows }) => ({ column: heading, rows })),
      duplicate_suspects: plan.suspects.map(({ row, candidates }) => ({ row, candidates: candidates.map((candidate) => candidate.row) })),
      months: {},
      base_bytes: 0,
      take_over_ms: Math.round(performance.now() - started),
      freeze_ms: 0,
    };
  });
}

async function readRegister(requests: RequestHandler, register: DemoRegister): Promise<Output<'takeover.read'>> {
  const folder = await placeToken(requests, REGISTERS);
  const { entries } = await ask(requests, 'files.list', { folder, accept: 'register' });
  const file = entries.find((entry) => entry.label === register.fileName);
  if (file === undefined) throw new DemoStopped('the register is not in its folder');
  return ask(requests, 'takeover.read', { file: file.token });
}

/** The supervisor previews, freezes and hands over each month, sealed to the focal point's confirmed card. */
export async function handOverMonths(centre: Centre, months: readonly string[], cardId: string, summary: CentreSummary): Promise<void> {
  const { requests } = centre.application;
  const started = performance.now();
  await as(requests, centre.supervisor, async () => {
    const folder = await placeToken(requests, LEAVING);
    for (const month of months) summary.months[month] = await handOverMonth(requests, month, cardId, folder, centre.supervisor.passphrase);
  });
  summary.freeze_ms = Math.round((performance.now() - started) / months.length);
  summary.base_bytes = statSync(join(centre.profile, 'cases.db')).size;
}

async function handOverMonth(
  requests: RequestHandler,
  month: string,
  cardId: string,
  folder: string,
  passphrase: string,
): Promise<MonthSummary> {
  const summary = await freezeMonth(requests, month, passphrase);
  const left = await ask(requests, 'months.export', { month, cardId, folder });
  return { ...summary, package: `packages/${left.fileName}` };
}

/** Previewed, proved and frozen. */
export async function freezeMonth(requests: RequestHandler, month: string, passphrase: string): Promise<Omit<MonthSummary, 'package'>> {
  const checked = await ask(requests, 'months.check', { month });
  const preview = await ask(requests, 'months.preview', { month });
  if (preview.audit.exact + preview.audit.tooNarrow + preview.audit.unproven > 0)
    throw new DemoStopped('the preview shows a table that was not proved');
  const frozen = await ask(requests, 'months.freeze', {
    month,
    passphrase,
    comment: '',
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
  const { published, primary, secondary, cut } = frozen;
  return { ...checked.figures, published, primary, secondary, cut };
}

/** Reads the focal point's card; the supervisor and the administrator each compare the eight words and confirm. */
export async function confirmCard(centre: Centre, fileName: string, words: readonly string[], key: Key = LEAVING): Promise<string> {
  const { requests } = centre.application;
  const cardId = await as(requests, centre.supervisor, async () => {
    const folder = await placeToken(requests, key);
    const { entries } = await ask(requests, 'files.list', { folder, accept: 'card' });
    const file = entries.find((entry) => entry.label === fileName);
    if (file === undefined) throw new DemoStopped('the focal point’s card is not on the key');
    const { card } = await ask(requests, 'cards.read', { file: file.token });
    await ask(requests, 'cards.confirm', { cardId: card.cardId, words: [...words] });
    return card.cardId;
  });
  await as(requests, centre.administrator, () => ask(requests, 'cards.confirm', { cardId, words: [...words] }));
  return cardId;
}

/** The supervisor looks at the directory of the focal point and enters it: from then the packages leave in the mode that it brings. */
export async function enterDirectory(centre: Centre, fileName: string): Promise<void> {
  const { requests } = centre.application;
  await as(requests, centre.supervisor, async () => {
    const { entries } = await ask(requests, 'files.list', { folder: await placeToken(requests, LEAVING), accept: 'package' });
    const file = entries.find((entry) => entry.label === fileName);
    if (file === undefined) throw new DemoStopped('the directory is not on the key');
    const { digest } = await ask(requests, 'directory.preview', { file: file.token });
    await ask(requests, 'directory.import', { file: file.token, digest });
  });
}

/** The centre's own card on the key, and the words that are read aloud. */
export async function handOverCard(
  centre: Centre,
  key: Key = LEAVING,
): Promise<{ readonly fileName: string; readonly words: readonly string[] }> {
  const { requests } = centre.application;
  return as(requests, centre.supervisor, async () => {
    const { fileName } = await ask(requests, 'cards.handOver', { folder: await placeToken(requests, key) });
    const { words } = await ask(requests, 'cards.own', {});
    return { fileName, words };
  });
}

export function structureCode(siteCode: string): string {
  return `S${siteCode}`.slice(0, 6);
}

/** Invented people need passphrases too: random, kept in memory, never printed. */
export function newPassphrase(): string {
  return randomBytes(18).toString('base64');
}
