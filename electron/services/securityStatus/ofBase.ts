import type { SecurityStatusLine } from '../../../shared/contract/securityStatus.ts';
import { pendingSources } from '../../../shared/takeover/sourceFate.ts';
import { formatDateTime } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { minuteOf } from '../../host.ts';
import { readKeyring } from '../../keys/keyring.ts';
import { selfTest } from '../../keys/selfTest.ts';
import { foreignNames } from '../../profile/names.ts';
import { lastGoodBackup } from '../../store/backup/copies.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { lastWholeReading } from '../../store/session/examination.ts';
import { countEntries, countOfKind, lastOfKind } from '../../store/journal/journal.ts';
import { detailOf } from '../../store/journal/chain.ts';
import { readSettings } from '../../store/base/open.ts';
import { lastPaperWitness } from '../../store/journal/paperWitness.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { listSources, recordOf } from '../../store/takeover/takeoverSources.ts';
import { listTakeovers } from '../../store/takeover/takeovers.ts';
import { tamperingsOf } from '../journal/tampering.ts';
import { JOURNAL_KINDS, type JournalKind } from '../../../shared/journal/kinds.ts';

const WEEK = 7 * 86_400_000;

/** The known answers of each primitive, the cipher and settings in force, the cost of one guess of the passphrase, every page, the profile folder, the last good copy. */
export async function baseLines(stores: OpenStores, at: number): Promise<SecurityStatusLine[]> {
  return [
    await primitives(),
    ...basesOf(stores).map(settingsLine),
    guessLine(stores),
    ...basesOf(stores).map((db) => pagesLine(stores, db, at)),
    folderLine(stores),
    copyLine(stores),
    recoveryLine(stores),
    ...sourcesLine(stores, at),
  ];
}

/** How far the journals were verified, what was found, the witnesses of this person. */
export function journalLines(stores: OpenStores): SecurityStatusLine[] {
  return [
    ...basesOf(stores).map((db) => chainLine(stores, db)),
    foundLine(stores),
    ...recordsLine(stores),
    ownWitnessLine(stores),
    ...paperLine(stores),
  ];
}

/** Counts of the journal, with the date of the last one. */
export function attemptLines(stores: OpenStores): SecurityStatusLine[] {
  const kinds: readonly (readonly [JournalKind, Text])[] = [
    ['unlock.failed', { fr: 'Séries d’essais refusés à l’ouverture', en: 'Series of refused unlock tries' }],
    ['request.refuse', { fr: 'Actions refusées à un rôle', en: 'Actions refused to a role' }],
    ['package.refuse', { fr: 'Fichiers refusés', en: 'Files refused' }],
    ['persons.search', { fr: 'Recherches par le nom', en: 'Searches by name' }],
    ['identity.open', { fr: 'Identités affichées', en: 'Identities shown' }],
    ['attachment.open', { fr: 'Pièces jointes affichées', en: 'Attachments shown' }],
    ['export.aggregate', { fr: 'Mois remis', en: 'Months handed over' }],
    ['backup.verify', { fr: 'Copies relues', en: 'Copies read back' }],
    ['backup.drill', { fr: 'Exercices de restauration', en: 'Restore drills' }],
    ['state.audit', { fr: 'Contrôles des fiches', en: 'Checks of the forms' }],
    ['journal.tamper', { fr: 'Altérations constatées', en: 'Tamperings found' }],
  ];
  return kinds.map(([kind, what]) => {
    const count = basesOf(stores).reduce((sum, db) => sum + countOfKind(db, kind), 0);
    const last = Math.max(...basesOf(stores).map((db) => lastOfKind(db, kind)?.at ?? 0));
    const finding =
      count === 0
        ? { fr: 'aucun', en: 'none' }
        : { fr: `${count}, dernier le ${instant(last).fr}`, en: `${count}, last on ${instant(last).en}` };
    return { what, state: 'fact', finding };
  });
}

async function primitives(): Promise<SecurityStatusLine> {
  const what = {
    fr: 'Calculs de chiffrement, comparés à leurs réponses publiées',
    en: 'Encryption computations, compared with their published answers',
  };
  try {
    const count = await selfTest();
    return {
      what,
      state: 'holds',
      finding: { fr: `${count} réponses sur ${count}, à l’instant`, en: `${count} answers of ${count}, just now` },
    };
  } catch {
    return { what, state: 'attention', finding: { fr: 'une réponse est fausse', en: 'an answer is wrong' } };
  }
}

function settingsLine(db: ReadableDb): SecurityStatusLine {
  const { cipher, set, expected } = readSettings(db);
  const settings = { fr: `${set} réglages sur ${expected} relus`, en: `${set} settings of ${expected} read back` };
  return {
    what: { fr: `Chiffrement de la base ${NAMES[db.base].fr}`, en: `Encryption of the ${NAMES[db.base].en} base` },
    state: cipher && set === expected ? 'holds' : 'attention',
    finding: cipher
      ? { fr: `AES-256, format SQLCipher 4\u00a0; ${settings.fr}`, en: `AES-256, SQLCipher 4 format; ${settings.en}` }
      : { fr: `format inattendu\u00a0; ${settings.fr}`, en: `unexpected format; ${settings.en}` },
  };
}

function guessLine({ folder, user }: OpenStores): SecurityStatusLine {
  const kdf = readKeyring(folder).keyring.slots.find((slot) => slot.userId === user.userId)?.kdf;
  return {
    what: { fr: 'Prix d’un essai de votre phrase secrète', en: 'Cost of one guess of your passphrase' },
    state: kdf === undefined ? 'unknown' : 'holds',
    finding:
      kdf === undefined
        ? UNKNOWN
        : {
            fr: `${kdf.m / 1024} Mo de mémoire, ${kdf.t} passages (Argon2id)`,
            en: `${kdf.m / 1024} MB of memory, ${kdf.t} passes (Argon2id)`,
          },
  };
}

function pagesLine(stores: OpenStores, db: ReadableDb, at: number): SecurityStatusLine {
  const read = lastWholeReading(stores.admin, db.base);
  return {
    what: { fr: `Lecture de toutes les pages, base ${NAMES[db.base].fr}`, en: `Reading of every page, ${NAMES[db.base].en} base` },
    state: read === null ? 'unknown' : at - read > 2 * WEEK ? 'attention' : 'holds',
    finding: read === null ? NEVER : { fr: `sans faute, le ${instant(read).fr}`, en: `without fault, on ${instant(read).en}` },
  };
}

function folderLine({ folder }: OpenStores): SecurityStatusLine {
  const foreign = foreignNames(folder).length;
  return {
    what: { fr: 'Fichiers de l’installation', en: 'Files of the installation' },
    state: foreign === 0 ? 'holds' : 'attention',
    finding:
      foreign === 0
        ? { fr: 'aucun inconnu, aucun ouvert à d’autres comptes', en: 'none unknown, none open to other accounts' }
        : { fr: `inconnus ou ouverts à d’autres comptes\u00a0: ${foreign}`, en: `unknown or open to other accounts: ${foreign}` },
  };
}

function copyLine({ admin }: OpenStores): SecurityStatusLine {
  const last = lastGoodBackup(admin);
  return {
    what: { fr: 'Dernière copie relue', en: 'Last copy read back' },
    state: last === undefined ? 'attention' : last.state === 'verified' ? 'holds' : 'fact',
    finding:
      last === undefined
        ? { fr: 'aucune', en: 'none' }
        : {
            fr: `le ${instant(last.made_at).fr}, ${last.state === 'verified' ? 'relue après que la clé a été retirée' : 'relue, clé encore branchée'}`,
            en: `on ${instant(last.made_at).en}, ${last.state === 'verified' ? 'read after its stick was taken out' : 'read, its stick still in'}`,
          },
  };
}

function recoveryLine({ roster }: OpenStores): SecurityStatusLine {
  const made = roster.recovery !== null;
  return {
    what: { fr: 'Parts de secours', en: 'Recovery shares' },
    state: made ? 'holds' : 'attention',
    finding: made ? { fr: 'faites', en: 'made' } : { fr: 'pas encore faites', en: 'not made yet' },
  };
}

/** Registers taken over whose file or paper may still be read by anybody; nothing where none was taken over. */
function sourcesLine({ cases }: OpenStores, at: number): SecurityStatusLine[] {
  if (cases === null) return [];
  const done = listTakeovers(cases, {}).filter(({ state }) => state === 'done');
  const records = Map.groupBy(listSources(cases), (row) => row.takeover_id);
  const day = minuteOf(at).slice(0, 10);
  const waiting = done.filter(({ takeover_id: id }) => pendingSources((records.get(id) ?? []).map(recordOf), day).length > 0).length;
  if (done.length === 0) return [];
  return [
    {
      what: {
        fr: 'Registres repris\u00a0: fichier et papier détruits ou sous clé',
        en: 'Registers taken over: file and paper destroyed or under lock',
      },
      state: waiting === 0 ? 'fact' : 'attention',
      finding: {
        fr: `noté pour ${done.length - waiting} sur ${done.length}`,
        en: `recorded for ${done.length - waiting} of ${done.length}`,
      },
    },
  ];
}

function chainLine(stores: OpenStores, db: ReadableDb): SecurityStatusLine {
  const what = { fr: `Journal ${JOURNALS[db.base].fr}`, en: `Journal ${JOURNALS[db.base].en}` };
  const entries = countEntries(db);
  const check = stores.memory.checked[db.base];
  const kept = { fr: `${entries} lignes`, en: `${entries} lines` };
  if (check === null || check.position === null || check.endedAt === null)
    return { what, state: 'unknown', finding: { fr: `${kept.fr}, pas vérifié par vos clés`, en: `${kept.en}, not verified by your keys` } };
  const { position, endedAt, fault } = check;
  return {
    what,
    state: fault === null ? 'holds' : 'attention',
    finding: {
      fr: `${kept.fr}\u00a0; vérifié jusqu’à la ligne ${position.seq}, le ${instant(endedAt).fr}`,
      en: `${kept.en}; verified up to line ${position.seq}, on ${instant(endedAt).en}`,
    },
  };
}

function foundLine(stores: OpenStores): SecurityStatusLine {
  const found = tamperingsOf(stores);
  const [last] = found;
  return {
    what: { fr: 'Altérations du journal ou des fiches', en: 'Alterations of the journal or of the forms' },
    state: last === undefined ? 'holds' : 'attention',
    finding:
      last === undefined
        ? { fr: 'aucune constatée', en: 'none found' }
        : { fr: `${found.length}, dernière le ${instant(last.at).fr}`, en: `${found.length}, last on ${instant(last.at).en}` },
  };
}

function recordsLine({ cases }: OpenStores): SecurityStatusLine[] {
  if (cases === null) return [];
  const row = lastOfKind(cases, 'state.audit');
  const audit = row === undefined ? undefined : JOURNAL_KINDS['state.audit'].detail.safeParse(detailOf(row)).data;
  return [
    {
      what: { fr: 'Fiches comparées au journal', en: 'Forms compared with the journal' },
      state: audit === undefined ? 'unknown' : audit.findings === 0 ? 'holds' : 'attention',
      finding:
        row === undefined || audit === undefined
          ? NEVER
          : { fr: `${audit.records}, le ${instant(row.at).fr}`, en: `${audit.records}, on ${instant(row.at).en}` },
    },
  ];
}

function ownWitnessLine({ witness }: OpenStores): SecurityStatusLine {
  return {
    what: { fr: 'Votre témoin de la session précédente', en: 'Your witness of the last session' },
    state: witness === null ? 'unknown' : 'holds',
    finding: witness === null ? { fr: 'première session sur ce poste', en: 'first session on this computer' } : dated(witness.at),
  };
}

function paperLine(stores: OpenStores): SecurityStatusLine[] {
  if (stores.user.role !== 'supervisor' && stores.user.role !== 'focal_point') return [];
  const paper = lastPaperWitness(stores.cases ?? stores.admin);
  return [
    {
      what: { fr: 'Témoin écrit dans le cahier', en: 'Witness written in the register' },
      state: paper === null ? 'attention' : 'fact',
      finding:
        paper === null
          ? { fr: 'aucun donné', en: 'none given' }
          : { fr: `n°\u00a0${paper.number}, le ${instant(paper.at).fr}`, en: `no. ${paper.number}, on ${instant(paper.at).en}` },
    },
  ];
}

function dated(at: number): Text {
  return { fr: `du ${instant(at).fr}`, en: `of ${instant(at).en}` };
}

function instant(at: number): Text {
  return { fr: formatDateTime(minuteOf(at), 'fr'), en: formatDateTime(minuteOf(at), 'en') };
}

function basesOf({ admin, cases }: OpenStores): readonly ReadableDb[] {
  return cases === null ? [admin] : [cases, admin];
}

const NAMES: Readonly<Record<ReadableDb['base'], Text>> = {
  cases: { fr: 'des dossiers', en: 'case' },
  admin: { fr: 'd’administration', en: 'administration' },
};
const JOURNALS: Readonly<Record<ReadableDb['base'], Text>> = {
  cases: { fr: 'des dossiers', en: 'of the cases' },
  admin: { fr: 'technique', en: 'of the administration' },
};
const UNKNOWN: Text = { fr: 'inconnu', en: 'unknown' };
const NEVER: Text = { fr: 'pas encore fait', en: 'not done yet' };
