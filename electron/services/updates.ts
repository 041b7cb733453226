import { join } from 'node:path';
import type { Input, Output } from '../../shared/contract.ts';
import { RELEASE } from '../../shared/exchange/update.ts';
import { REFUSALS } from '../../shared/exchange/refusals.ts';
import { Refused } from '../../shared/failure.ts';
import { addDays } from '../../shared/time.ts';
import { FileRefused, KIND, fileLimit } from '../exchange/container.ts';
import { readUpdate, type ReadUpdate, type Unpacking } from '../exchange/updateFile.ts';
import { newFolder } from '../files/copying.ts';
import { FileFault, randomFileName } from '../files/files.ts';
import { minuteOf, requireSession, today, type Host } from '../host.ts';
import { eightWords } from '../keys/words.ts';
import { lastGoodBackup } from '../store/backup/copies.ts';
import { appendJournal } from '../store/journal/journal.ts';
import { latestVersion, MIGRATIONS } from '../store/base/migrations/all.ts';
import { RehearsalFailed, rehearseStart } from '../store/backup/rehearsal.ts';
import { transaction } from '../store/base/sql.ts';
import { whileOpen, workOnCopy } from './backup/workOnCopy.ts';
import { folderOf } from './exchange/exportFile.ts';
import { refusalOf } from './exchange/openSealedFile.ts';

/** Which version is here, and the copy on a stick that an update waits for. */
export function updateState(host: Host): Output<'updates.state'> {
  return { release: RELEASE, keysAreInvented: host.keysAreInvented, copy: copyOf(host) };
}

/** Verifies an update whole and shows what it says of itself, with the eight words that the sub-cluster has announced to all. Throws Refused. */
export async function openUpdate(input: Input<'updates.open'>, host: Host): Promise<Output<'updates.open'>> {
  const { stores } = requireSession(host);
  const { manifest, digest } = await verified(input.file, null, host);
  const at = host.now().getTime();
  const detail = { release: manifest.release, sha256: digest.toString('base64url') };
  transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'update.verify', detail }, at));
  return {
    digest: digest.toString('base64url'),
    release: manifest.release,
    version: manifest.version,
    notes: [...manifest.notes],
    words: [...eightWords(digest)],
    files: manifest.files.map(({ name, bytes }) => ({ name, bytes: Number(bytes) })),
  };
}

/**
 * Stages the files of an update for the installer (security §7.4). Never in a real base while the release keys are invented; a good copy of today or yesterday
 * must be on a stick, and the next start is rehearsed on copies of the bases. The update is verified again while it is written and each file is read back, so
 * that the staged files are the verified ones. Throws Refused.
 */
export function stageUpdate(input: Input<'updates.stage'>, host: Host): Promise<Output<'updates.stage'>> {
  const { stores } = requireSession(host);
  if (host.keysAreInvented && stores.roster.space === 'real') throw new Refused('conflict', INVENTED_KEYS);
  const parent = folderOf(host, input.folder);
  if (copyOf(host)?.fresh !== true) throw new Refused('conflict', NO_COPY);
  return workOnCopy(host, async () => {
    const rehearsed = rehearsal(host);
    const folderName = randomFileName('');
    const folder = newFolder(join(parent, folderName));
    try {
      const { manifest, digest } = await verified(input.file, folder, host);
      if (digest.toString('base64url') !== input.digest) throw new Refused('conflict', OTHER_FILE);
      await folder.keep();
      const at = host.now().getTime();
      const detail = { release: manifest.release, sha256: input.digest };
      transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'update.stage', detail }, at));
      return { folderName, rehearsed: [...rehearsed], files: manifest.files.length };
    } finally {
      await folder.drop();
    }
  });
}

function rehearsal(host: Host) {
  try {
    return rehearseStart(requireSession(host).stores);
  } catch (error) {
    if (error instanceof RehearsalFailed) throw new Refused('conflict', REHEARSAL_FAILED);
    throw error;
  }
}

/** Reads the whole file; a refusal has its line in the journal. Throws Refused. */
async function verified(token: string, unpacking: Unpacking | null, host: Host): Promise<ReadUpdate> {
  const { stores } = requireSession(host);
  try {
    const source = await host.picker.open(token, fileLimit(KIND.update));
    try {
      const read = await readUpdate(source, unpacking, whileOpen(host));
      assertTakesOver(read);
      return read;
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof Refused || isOfTheStick(error)) throw error;
    const reason = refusalOf(error);
    const at = host.now().getTime();
    transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'update.refuse', detail: { reason } }, at));
    throw new Refused('invalid', REFUSALS[reason]);
  }
}

/** What was to be written did not fit, or the stick was pulled out: no fault of the update. */
function isOfTheStick(error: unknown): boolean {
  return error instanceof FileFault && (error.message === 'full' || error.message === 'unwritable');
}

/** Bases are brought to this version's shape when they are opened: it is that shape which the update must know. */
function assertTakesOver({ manifest }: ReadUpdate): void {
  const { admin, cases } = manifest.minimum_data;
  if (admin > latestVersion(MIGRATIONS.admin) || cases > latestVersion(MIGRATIONS.cases)) throw new FileRefused('dataTooOld');
}

function copyOf(host: Host): Output<'updates.state'>['copy'] {
  const good = lastGoodBackup(requireSession(host).stores.admin);
  if (good === undefined) return null;
  const on = minuteOf(good.made_at).slice(0, 10);
  return { on, fresh: on >= addDays(today(host), -1) };
}

const INVENTED_KEYS = {
  fr: 'Les clés de publication de cette version d’essai sont inventées : n’importe qui peut signer une mise à jour. Aucune n’est mise de côté dans une vraie base. Demandez au point focal une version dont les clés sont vraies. Rien n’a été modifié.',
  en: 'The release keys of this trial version are invented: anybody can sign an update. None is put aside in a real base. Ask the focal point for a version whose keys are real. Nothing was changed.',
};
const NO_COPY = {
  fr: 'Il faut d’abord une copie relue d’aujourd’hui ou d’hier : revenir en arrière n’est possible qu’avec elle. Rien n’a été modifié.',
  en: 'A copy read back today or yesterday is needed first: going back is possible only with it. Nothing was changed.',
};
const OTHER_FILE = {
  fr: 'Le fichier a changé depuis sa vérification. Ouvrez-le de nouveau. Rien n’a été gardé.',
  en: 'The file changed since it was verified. Open it again. Nothing was kept.',
};
const REHEARSAL_FAILED = {
  fr: 'La répétition sur une copie n’a pas donné le même compte. Ne mettez pas à jour et demandez de l’aide. Rien n’a été modifié.',
  en: 'The rehearsal on a copy did not give the same count. Do not update, and ask for help. Nothing was changed.',
};
