import { join } from 'node:path';
import { removeLeftovers } from '../../electron/keys/keyring.ts';
import { openKeys } from '../../electron/keys/session.ts';
import { MIGRATIONS, latestVersion } from '../../electron/store/base/migrations/all.ts';
import type { Migration } from '../../electron/store/base/migrations/migration.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { checkWhole } from '../../electron/store/base/pages.ts';
import { closeStore, openStore } from '../../electron/store/base/open.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import { all, casesSql } from '../../electron/store/base/sql.ts';
import { PEOPLE } from '../support/installation.ts';
import { onMedium, placeToken } from '../support/medium.ts';
import { takeOver } from '../support/registers.ts';
import { inSession, type Act } from './act.ts';
import { copying, leaving, puttingBack, recovering } from './vaultActs.ts';
import { MONTH, REGISTER, freeze, readNote, saveNote } from './models.ts';
import { NOTE_FIELD, NOTE_FORM, noteOfSave, numberOfNote } from './screenMessages.ts';

const FOLLOW_UP = { form: NOTE_FORM, parentId: null };
const DRAFT = '01900000-0000-7000-8000-00000000d0d0';

/** Saves the follow-up again and again, its note numbered. */
const saving = inSession({
  staff: 'AC1',
  model: 'centre',
  repeated: true,
  work: async (centre, place, first, report) => {
    for (let number = first; ; number += 1) {
      report('begun', number);
      await saveNote(centre, place, number);
      report('confirmed', number);
    }
  },
  lastKept: readNote,
});

/** Keeps what is being typed in a new follow-up, its note numbered. */
const drafting = inSession({
  staff: 'AC1',
  model: 'centre',
  repeated: true,
  work: async ({ ask }, { caseId }, first, report) => {
    const draft = { ...FOLLOW_UP, draftId: DRAFT, caseId, recordId: null, baseRevision: 0, at: { section: 'contact', field: null } };
    for (let number = first; ; number += 1) {
      report('begun', number);
      await ask('drafts.save', { ...draft, content: { [NOTE_FORM]: { [NOTE_FIELD]: noteOfSave(number) } } });
      report('confirmed', number);
    }
  },
  lastKept: async ({ ask }) => {
    if (!(await ask('drafts.list', {})).drafts.some(({ draftId }) => draftId === DRAFT)) return 0;
    const { content } = await ask('drafts.open', { draftId: DRAFT });
    return numberOfNote(content[NOTE_FORM]?.[NOTE_FIELD]);
  },
});

/** Opens and ends a session again and again: lines of the journals, witness, logs emptied. */
const locking = inSession({
  staff: 'AC1',
  model: 'centre',
  repeated: true,
  work: async ({ ask, lock }, _place, first, report) => {
    for (let number = first; ; number += 1) {
      report('begun', number);
      await lock();
      await ask('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
      report('confirmed', number);
    }
  },
  lastKept: async () => Number.POSITIVE_INFINITY,
});

/** Changes one's own passphrase again and again. */
const changing = inSession({
  staff: 'AC2',
  model: 'centre',
  repeated: true,
  passphrase: passphraseAfter,
  work: async ({ ask }, _place, first, report) => {
    for (let number = first; ; number += 1) {
      report('begun', number);
      await ask('accounts.changePassphrase', { current: passphraseAfter(number - 1), next: passphraseAfter(number) });
      report('confirmed', number);
    }
  },
  lastKept: async (_installation, _place, opened) => opened,
});

function passphraseAfter(number: number): string {
  return number === 0 ? PEOPLE.AC2 : `invente pour essai phrase numero ${number}`;
}

/** Freezes the month. */
const freezing = inSession({
  staff: 'SD1',
  model: 'centre',
  repeated: false,
  work: async (centre, _place, _first, report) => {
    report('begun', 1);
    await freeze(centre);
    report('confirmed', 1);
  },
  lastKept: async ({ ask }) => {
    const line = (await ask('months.list', {})).months.find(({ month }) => month === MONTH);
    return line === undefined || line.state === 'open' ? 0 : 1;
  },
});

/** Takes a register over: its cases, their tasks, pairs and held rows, in one act. */
const takingOver = inSession({
  staff: 'SD1',
  model: 'centre',
  repeated: false,
  work: async (centre, _place, _first, report) => {
    const file = await onMedium(centre, REGISTER, 'register');
    report('begun', 1);
    await takeOver(centre, file);
    report('confirmed', 1);
  },
  lastKept: async ({ ask }, { before, after }) => {
    const done = (await ask('takeover.list', {})).takeovers.filter(({ state }) => state === 'done').length - 1;
    const { total } = await ask('cases.list', { state: 'all', page: 1 });
    if (total !== (done === 1 ? after : before)) throw new Error('a take-over stands by halves');
    return done;
  },
});

/** Imports the centre's package at the desk. */
const importing = inSession({
  staff: 'PF1',
  model: 'desk',
  repeated: false,
  work: async (desk, _place, _first, report) => {
    const { entries } = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'package' });
    report('begun', 1);
    const { verdicts } = await desk.ask('inbox.import', { files: entries.map(({ token }) => token) });
    if (verdicts.some(({ verdict }) => verdict !== 'accepted')) throw new Error('a package was refused');
    report('confirmed', 1);
  },
  lastKept: async ({ ask }) => (await ask('inbox.list', {})).packages.length,
});

/** Brings a base to a later shape: a step that rewrites every line of a table and adds another. */
const upgrading: Act = {
  model: 'centre',
  repeated: false,
  work: async (folder, _place, _first, report) => {
    const { path, key } = await caseBase(folder);
    report('ready', 1);
    report('begun', 1);
    closeStore(openStore('cases', path, key, 'existing', LATER));
    report('confirmed', 1);
  },
  lastKept: async (folder, { before }) => {
    removeLeftovers(join(folder, 'profile'));
    const { path, key } = await caseBase(folder);
    const [lastKept, steps] = isNewer(path, key) ? ([1, LATER] as const) : ([0, MIGRATIONS.cases] as const);
    const db = openStore('cases', path, key, 'existing', steps);
    try {
      checkWhole(db);
      const { length } = all(db, casesSql.selectFrom('case_file').select('case_id'));
      if (length !== before) throw new Error(`${length} cases stand of ${before}`);
      return lastKept;
    } finally {
      closeStore(db);
    }
  },
};

const LATER: readonly Migration[] = [
  ...MIGRATIONS.cases,
  {
    number: latestVersion(MIGRATIONS.cases) + 10,
    up: (connection) => void connection.exec('UPDATE record_part SET bytes = bytes; CREATE TABLE later (one INTEGER) STRICT'),
  },
];

async function caseBase(folder: string): Promise<{ readonly path: string; readonly key: Buffer }> {
  const profile = join(folder, 'profile');
  const { dekC } = await openKeys(profile, 'AC1', PEOPLE.AC1);
  if (dekC === null) throw new Error('AC1 holds the key of the cases');
  return { path: join(profile, CASES_FILE), key: dekC };
}

function isNewer(path: string, key: Buffer): boolean {
  try {
    closeStore(openStore('cases', path, key, 'existing'));
    return false;
  } catch (error) {
    if (error instanceof StoreRefused && error.problem === 'newer') return true;
    throw error;
  }
}

/** Everything that a kill cuts, by the name its campaign has. */
export const ACTS = {
  'a save': saving,
  'a draft': drafting,
  'opening and locking': locking,
  'a change of passphrase': changing,
  'an upgrade': upgrading,
  'a take-over': takingOver,
  'the freeze of a month': freezing,
  'an import at the desk': importing,
  'a copy on a stick': copying,
  'a departure and its renewal of keys': leaving,
  'a recovery by shares': recovering,
  'putting a copy back': puttingBack,
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof ACTS;

export function isActName(name: string): name is ActName {
  return Object.hasOwn(ACTS, name);
}
