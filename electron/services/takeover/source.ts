import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { fold } from '../../../shared/names/spelling.ts';
import type { Text } from '../../../shared/text.ts';
import {
  DESTROY_WORD,
  latestKeeping,
  pendingSources,
  wayOf,
  type SourceKind,
  type SourceMethod,
} from '../../../shared/takeover/sourceFate.ts';
import { EraseRefused, eraseSame, type EraseRefusal } from '../../files/erasing.ts';
import { FileFault } from '../../files/files.ts';
import { requireCaseSession, minuteOf, requireSession, today, type CaseSession, type Host } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import { isVerifiedSince } from '../../store/backup/copies.ts';
import { appendJournal, entriesOfKind } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import type { SourceRow, TakeoverRow } from '../../store/base/casesTables.ts';
import { insertSource, listSources, recordOf } from '../../store/takeover/takeoverSources.ts';
import { listHeldRows } from '../../store/takeover/takeovers.ts';
import { ownTakeover, ownTakeovers, printOf, takenFrom } from './own.ts';

/** What became of the file and of the paper behind a take-over, what is still to be recorded, and what an erasing here still lacks. Throws Refused `notFound`. */
export function sourceState(input: Input<'takeover.source'>, host: Host): Output<'takeover.source'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const row = ownTakeovers(session).find((one) => one.takeover_id === input.takeoverId);
  if (row === undefined) throw new Refused('notFound', NO_TAKEOVER);
  const records = listSources(stores.cases, row.takeover_id);
  const codeOf = (userId: string) => stores.roster.users.get(userId)?.staffCode ?? '';
  return {
    takeoverId: row.takeover_id,
    at: minuteOf(row.created_at),
    state: row.state,
    records: records.map((one) => ({
      kind: one.kind,
      fate: one.fate,
      method: one.method,
      on: one.done_on,
      until: one.kept_until,
      by: codeOf(one.recorded_by),
      witness: codeOf(one.witness_id),
    })),
    pending: row.state === 'done' ? [...pendingSources(records.map(recordOf), today(host))] : [],
    begun: begunOf(session, row, records),
    copied: isVerifiedSince(stores.admin, row.created_at),
    known: printOf(session, row.takeover_id) !== null,
    otherSheets: otherSheetsOf(session, row),
    held: listHeldRows(stores.cases, row.takeover_id).length,
    witnesses: [...othersHere(session).keys()].toSorted(),
  };
}

/** The minute of an erasing that was requested and has no record; null otherwise. The journal records the request before anything is touched, the record its end. */
function begunOf({ stores }: CaseSession, { takeover_id: takeoverId }: TakeoverRow, records: readonly SourceRow[]): string | null {
  const asked = entriesOfKind(stores.cases, 'takeover.source.erase').filter(({ object }) => object === takeoverId);
  const at = Math.max(...asked.map((entry) => entry.at));
  const isRecorded = records.some(({ kind, recorded_at: recordedAt }) => kind === 'file' && recordedAt >= at);
  return asked.length === 0 || isRecorded ? null : minuteOf(at);
}

/** Records what two people did with the file or the paper register. Throws Refused: a day that cannot be, a witness who is not somebody else of this centre. */
export function recordSource(input: Input<'takeover.recordSource'>, host: Host): Output<'takeover.recordSource'> {
  const session = requireCaseSession(host);
  const row = ownTakeover(session, input.takeoverId);
  if (input.method === 'overwritten') throw new Refused('invalid', NOT_TYPED);
  record(session, host, row, checked(session, host, row, input));
  return {};
}

/**
 * Overwrites and deletes the very file that was read, and records it. The journal records the request before anything is touched; after a cut `sourceState`
 * reports it until it is recorded, by hand or by a completed erasing. Throws Refused with the file as it was, except for a medium that fails in the middle.
 */
export async function eraseSource(input: Input<'takeover.eraseSource'>, host: Host): Promise<Output<'takeover.eraseSource'>> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const row = ownTakeover(session, input.takeoverId);
  const print = printOf(session, row.takeover_id);
  if (print === null) throw new Refused('conflict', NOT_KNOWN);
  if (![DESTROY_WORD.fr, DESTROY_WORD.en].some((word) => fold(word) === fold(input.typed)))
    throw new Refused('invalid', WORD_NEEDED, { typed: WORD_NEEDED });
  const statement = { kind: 'file', method: 'overwritten', on: today(host), until: null, witness: input.witness } as const;
  const toRecord = checked(session, host, row, statement);
  if (!isVerifiedSince(stores.admin, row.created_at)) throw new Refused('conflict', COPY_FIRST);
  if (otherSheetsOf(session, row) > 0 && !input.otherSheetsToo) throw new Refused('conflict', OTHER_SHEETS);
  const path = pathOf(host, input.file);
  transaction(stores.cases, (db) =>
    appendJournal(db, stores.actor, { kind: 'takeover.source.erase', object: row.takeover_id, detail: {} }, host.now().getTime()),
  );
  try {
    await eraseSame(path, print, host.profile);
  } catch (error) {
    if (error instanceof EraseRefused) throw new Refused('conflict', REFUSALS[error.refusal]);
    throw error;
  }
  if (requireSession(host) !== session) throw new Refused('locked', ERASED_THEN_LOCKED);
  record(session, host, row, toRecord);
  return {};
}

type Statement = {
  readonly kind: SourceKind;
  readonly method: SourceMethod;
  readonly on: string;
  readonly until: string | null;
  readonly witness: string;
};

type Checked = Pick<SourceRow, 'kind' | 'fate' | 'method' | 'done_on' | 'kept_until' | 'witness_id'>;

function checked(session: CaseSession, host: Host, row: TakeoverRow, { kind, method, on, until, witness }: Statement): Checked {
  const day = today(host);
  const way = wayOf(kind, method);
  if (way === undefined) throw new Refused('invalid', NOT_A_WAY);
  const witnessId = witnessOf(session, witness);
  if (on > day || on < minuteOf(row.created_at).slice(0, 10)) throw new Refused('invalid', BAD_DAY, { on: BAD_DAY });
  const isKept = way.fate === 'kept';
  if (isKept !== (until !== null) || (until !== null && (until <= day || until > latestKeeping(day))))
    throw new Refused('invalid', BAD_END, { until: BAD_END });
  return { kind, fate: way.fate, method, done_on: on, kept_until: until, witness_id: witnessId };
}

function record({ stores }: CaseSession, host: Host, { takeover_id: takeoverId }: TakeoverRow, source: Checked): void {
  const at = host.now().getTime();
  const { kind, fate, method } = source;
  transaction(stores.cases, (db) => {
    insertSource(db, { source_id: newId(), takeover_id: takeoverId, ...source, recorded_by: stores.user.userId, recorded_at: at });
    appendJournal(db, stores.actor, { kind: 'takeover.source.record', object: takeoverId, detail: { kind, fate, method } }, at);
  });
}

/** Who else works here: staff code → person. */
function othersHere({ stores }: CaseSession): ReadonlyMap<string, string> {
  const others = [...stores.roster.users.values()].filter(({ status, userId }) => status === 'active' && userId !== stores.user.userId);
  return new Map(others.map(({ staffCode, userId }) => [staffCode, userId]));
}

function witnessOf(session: CaseSession, staffCode: string): string {
  const witness = othersHere(session).get(staffCode);
  if (witness === undefined) throw new Refused('invalid', NO_WITNESS, { witness: NO_WITNESS });
  return witness;
}

/** Sheets of the same workbook that hold lines and were not taken over; a sum of what this session can know. */
function otherSheetsOf(session: CaseSession, row: TakeoverRow): number {
  const print = printOf(session, row.takeover_id);
  if (print === null) return 0;
  const taken = new Set(takenFrom(session, print).map(({ sheet }) => sheet));
  return Math.max(0, print.filledSheets - taken.size);
}

function pathOf(host: Host, token: string): string {
  try {
    return host.picker.fileOf(token);
  } catch (error) {
    if (error instanceof FileFault) throw new Refused('conflict', REFUSALS.gone);
    throw error;
  }
}

/** One sentence for each refusal: what was found, what was kept, what to do. */
const REFUSALS: Readonly<Record<EraseRefusal, Text>> = {
  gone: {
    fr: 'Ce fichier n’est plus là, ou ne se lit pas. Rien n’a été effacé. Rebranchez son support et choisissez-le de nouveau.',
    en: 'This file is no longer there, or cannot be read. Nothing was erased. Plug its medium in again and choose it once more.',
  },
  link: {
    fr: 'C’est un raccourci vers un autre endroit. Rien n’a été effacé. Choisissez le fichier lui-même.',
    en: 'This is a link to another place. Nothing was erased. Choose the file itself.',
  },
  shared: {
    fr: 'Un autre nom mène au même fichier. Rien n’a été effacé. Effacez-le à la main, avec ses autres noms, puis notez-le ici.',
    en: 'Another name leads to the same file. Nothing was erased. Delete it by hand, with its other names, then record it here.',
  },
  own: {
    fr: 'Ce fichier est dans le dossier de la base, où l’application n’efface rien. Rien n’a été effacé. Sortez-le de là, puis recommencez.',
    en: 'This file stands in the folder of the base, where the application erases nothing. Nothing was erased. Move it out, then try again.',
  },
  changed: {
    fr: 'Ce n’est pas le fichier qui a été lu, ou il a changé depuis. Rien n’a été effacé. Comparez-le à la reprise avant de l’effacer à la main.',
    en: 'This is not the file that was read, or it has changed since. Nothing was erased. Compare it with the take-over before deleting it by hand.',
  },
  readOnly: {
    fr: 'Ce support ne se laisse pas écrire. Rien n’a été effacé. Levez sa protection, ou détruisez-le et notez-le ici.',
    en: 'This medium does not let itself be written. Nothing was erased. Lift its protection, or destroy it and record it here.',
  },
  broken: {
    fr: 'Le support a cessé de répondre pendant l’effacement\u00a0: le fichier est en partie écrasé, sous un nom qui ne dit rien. Détruisez le support, puis notez-le ici.',
    en: 'The medium stopped answering during the erasing: the file is partly overwritten, under a name that tells nothing. Destroy the medium, then record it here.',
  },
};
const NO_TAKEOVER = { fr: 'Cette reprise n’existe pas.', en: 'This take-over does not exist.' };
const NOT_KNOWN = {
  fr: 'Ce qui permet de reconnaître le fichier lu n’est pas ouvert à votre compte. Rien n’a été effacé. Effacez-le à la main, puis notez-le ici.',
  en: 'What tells the file that was read is not open to your account. Nothing was erased. Delete it by hand, then record it here.',
};
const COPY_FIRST = {
  fr: 'Il faut d’abord une copie de la base faite depuis cette reprise et vérifiée\u00a0: relue après que la clé USB a été retirée. Rien n’a été effacé.',
  en: 'A copy of the base made since this take-over and verified is needed first: read again after its USB stick was taken out. Nothing was erased.',
};
const OTHER_SHEETS = {
  fr: 'Ce classeur a d’autres feuilles qui n’ont pas été reprises. Reprenez-les, ou confirmez qu’elles peuvent être perdues. Rien n’a été effacé.',
  en: 'This workbook has other sheets that were not taken over. Take them over, or confirm that they may be lost. Nothing was erased.',
};
const WORD_NEEDED = {
  fr: `Tapez le mot ${DESTROY_WORD.fr} pour confirmer. Rien n’a été effacé.`,
  en: `Type the word ${DESTROY_WORD.en} to confirm. Nothing was erased.`,
};
const NO_WITNESS = {
  fr: 'Le témoin est une autre personne de ce centre, par son code. Rien n’a été noté.',
  en: 'The witness is another person of this centre, by her or his code. Nothing was recorded.',
};
const BAD_DAY = {
  fr: 'Le jour est celui où cela a été fait\u00a0: depuis la reprise, et pas dans le futur. Rien n’a été noté.',
  en: 'The day is that on which it was done: since the take-over, and not in the future. Nothing was recorded.',
};
const BAD_END = {
  fr: 'Ce qui est gardé sous clé l’est jusqu’à un jour à venir, dans douze mois au plus. Rien n’a été noté.',
  en: 'What is kept under lock is so until a day to come, within twelve months. Nothing was recorded.',
};
const NOT_A_WAY = { fr: 'Cette manière n’est pas prévue. Rien n’a été noté.', en: 'This way is not provided for. Nothing was recorded.' };
const NOT_TYPED = {
  fr: 'L’application note elle-même ce qu’elle efface. Rien n’a été noté.',
  en: 'The application records what it erases itself. Nothing was recorded.',
};
const ERASED_THEN_LOCKED = {
  fr: 'Le fichier est effacé, et la session s’est fermée avant de le noter. Notez-le à la prochaine ouverture.',
  en: 'The file is erased, and the session was locked before it was recorded. Record it at the next opening.',
};
