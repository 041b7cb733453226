import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../../shared/contract.ts';
import type { AttachmentLine } from '../../../shared/contract/cases.ts';
import { Refused } from '../../../shared/failure.ts';
import { choices } from '../../../shared/forms/engine.ts';
import { attachment } from '../../../shared/forms/common/attachment.ts';
import { currentVersion } from '../../../shared/forms/registry.ts';
import {
  LONGEST_FILE,
  MOST_ATTACHMENTS,
  PICTURE_BYTES,
  PICTURE_SIDE,
  PICTURE_TYPE,
  THUMBNAIL_BYTES,
  THUMBNAIL_SIDE,
  isSoundType,
  kindOfFile,
  mayBeDecoded,
  type FileKind,
  type SoundType,
} from '../../../shared/rules/attachments/attachments.ts';
import { bareJpegSize, withoutProfile } from '../../../shared/rules/attachments/pictures.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Text } from '../../../shared/text.ts';
import { dayOf } from '../../../shared/time.ts';
import { FileFault } from '../../files/files.ts';
import { minuteOf, type Host } from '../../host.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import {
  insertAttachment,
  newAttachmentId,
  openStored,
  readAttachment,
  recordsWithFile,
  type AttachmentField,
} from '../../store/caseRecords/attachments.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { classesOf, deleteRecord, insertRecord, listRecords, openRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { READ_ONLY, staffCodeOf, withCase, withOwnCase, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { openedRecords, momentOf, type Records } from '../caseRecords/openedRecords.ts';
import { formContext } from '../forms/context.ts';
import { isWritable, recordOf } from '../caseRecords/formRecord.ts';
import { storageOf } from '../caseRecords/storage.ts';

type Accepted = Exclude<FileKind, 'pdf'>;

/** What is kept of one file: itself, and its small picture, empty for a sound. */
type Kept = { readonly media: 'picture' | 'sound'; readonly content: Buffer; readonly thumbnail: Buffer };

/** Of the record: whether its file is a picture or a sound, so that a list says it without opening the file. */
const MEDIA = '@media';

/** The pieces of a case as its file lists them: kind, day, person; nothing of them is opened. */
export function attachmentLines({ session, row }: OpenedCase, records: Records): AttachmentLine[] {
  const present = recordsWithFile(session.stores.cases, row.case_id);
  return (records.get('attachment') ?? []).toReversed().map(({ row: record, answers }) => ({
    recordId: record.record_id,
    revision: record.revision,
    kind: typeof answers['att_kind'] === 'string' ? answers['att_kind'] : 'other',
    date: dayOf(minuteOf(record.created_at)),
    staffCode: staffCodeOf(session, record.created_by),
    content: present.has(record.record_id) ? mediaOf(answers) : absentOf(session.stores.cases, record),
  }));
}

/** A record that still names a file has lost it by no act of ours: that is reported, and is not called destroyed. */
function absentOf(db: ReadableDb<'cases'>, record: RecordRow): AttachmentLine['content'] {
  return classesOf(db, record.record_id).includes('DI') ? 'missing' : 'gone';
}

function mediaOf(answers: Answers | undefined): Kept['media'] {
  return answers?.[MEDIA] === 'sound' ? 'sound' : 'picture';
}

/** What a new piece may be in this case. Throws Refused `conflict` on a read-only case. */
export function beginAttachment(input: Input<'attachments.begin'>, host: Host): Output<'attachments.begin'> {
  return withOwnCase(host, input.caseId, (opened) => {
    assertWritable(opened);
    return { caseCode: opened.row.code, kinds: [...kindsOf(opened, host)], full: isFull(opened.session.stores.cases, opened.row.case_id) };
  });
}

/** A chosen file for the page to draw again or to play. Nothing is kept. Throws Refused `invalid` for all but the closed table. */
export function lookAtFile(input: Input<'attachments.look'>, host: Host): Output<'attachments.look'> {
  const { type, content } = readFile(host, input.file);
  const bytes = content.toString('base64');
  zero(content);
  return { type, bytes };
}

/**
 * Keeps one piece: its record, what is sealed beside it, its line in the journal, in one transaction. A picture is taken only as the page drew it again,
 * bare of everything but what draws it. Throws Refused `invalid`, `conflict`, `notFound`.
 */
export function addAttachment(input: Input<'attachments.add'>, host: Host): Output<'attachments.add'> {
  return withOwnCase(host, input.caseId, (opened) => {
    assertWritable(opened);
    if (!kindsOf(opened, host).includes(input.kind)) throw new Refused('invalid', BAD_KIND, { att_kind: BAD_KIND });
    const kept = keptOf(host, input.content);
    try {
      const recordId = transaction(opened.session.stores.cases, (db) =>
        writeAttachment(db, opened, input.kind, kept, host.now().getTime()),
      );
      return { recordId };
    } finally {
      zero(kept.content, kept.thumbnail);
    }
  });
}

/** The small pictures of a case, with a reason; every line of the journal is on disk before any is opened (security §6.2). */
export function attachmentThumbnails(input: Input<'attachments.thumbnails'>, host: Host): Output<'attachments.thumbnails'> {
  return withCase(host, input.caseId, (opened) => {
    const { session, row, keys } = opened;
    const { cases } = session.stores;
    const present = recordsWithFile(cases, row.case_id);
    const pictures = listRecords(cases, row.case_id, 'attachment').filter(
      (record) => present.has(record.record_id) && mediaOf(openRecord(cases, keys, row.site_id, record, ['OP']).OP) === 'picture',
    );
    journalOpening(opened, pictures, input.reason, host.now().getTime());
    const thumbnails = pictures.map((record) => ({ recordId: record.record_id, bytes: openedText(opened, record, 'thumbnail').bytes }));
    return { thumbnails, secondsShown: session.settings.revealSeconds };
  });
}

/** One piece, with a reason; its line of the journal is on disk before it is opened. Throws Refused `notFound` where its content was destroyed. */
export function openAttachmentOf(input: Input<'attachments.open'>, host: Host): Output<'attachments.open'> {
  return withCase(host, input.caseId, (opened) => {
    const { session } = opened;
    const record = recordOf(opened, 'attachment', input.recordId);
    if (!recordsWithFile(session.stores.cases, record.case_id).has(record.record_id)) throw new Refused('notFound', GONE);
    journalOpening(opened, [record], input.reason, host.now().getTime());
    const { type, bytes } = openedText(opened, record, 'whole');
    return { type, bytes, secondsShown: session.settings.revealSeconds };
  });
}

/** Takes a piece away with what is sealed beside it, while its caseworker may write in the case. Throws Refused. */
export function removeAttachment(input: Input<'attachments.remove'>, host: Host): Output<'attachments.remove'> {
  return withOwnCase(host, input.caseId, (opened) => {
    const { stores } = opened.session;
    const record = recordOf(opened, 'attachment', input.recordId);
    assertWritable(opened);
    transaction(stores.cases, (db) => {
      deleteRecord(db, record.record_id, input.revision);
      const entry = { kind: 'record.remove', object: record.record_id, rev: record.revision, detail: { form: 'attachment' } } as const;
      appendJournal(db, stores.actor, entry, host.now().getTime());
    });
    return {};
  });
}

function assertWritable({ row }: OpenedCase): void {
  if (!isWritable(row, 'attachment', null)) throw new Refused('conflict', READ_ONLY);
}

function isFull(db: ReadableDb<'cases'>, caseId: string): boolean {
  return listRecords(db, caseId, 'attachment').length >= MOST_ATTACHMENTS;
}

/** Kinds offered in this case: a photo for tracing only with its consent and never where violence is followed. */
function kindsOf({ session, row, keys }: OpenedCase, host: Host): readonly string[] {
  const records = openedRecords(session.stores.cases, keys, row.site_id, row.case_id);
  const context = formContext(session, row, records, 'attachment', null, momentOf(host));
  return choices(attachment.sections.piece.fields.att_kind, {}, context, undefined).map(({ code }) => code);
}

function keptOf(host: Host, content: Input<'attachments.add'>['content']): Kept {
  if (content.what === 'sound') {
    const { type, content: sound } = readFile(host, content.file);
    if (!isSoundType(type)) throw new Refused('invalid', DRAWN_AGAIN);
    return { media: 'sound', content: sound, thumbnail: Buffer.alloc(0) };
  }
  return {
    media: 'picture',
    content: barePicture(content.picture, PICTURE_SIDE, PICTURE_BYTES),
    thumbnail: barePicture(content.thumbnail, THUMBNAIL_SIDE, THUMBNAIL_BYTES),
  };
}

/** Without the colour profile that a browser writes. Throws Refused `invalid` for bytes that hold anything else beside the picture, or too much of it. */
function barePicture(text: string, side: number, most: number): Buffer {
  const bytes = Buffer.from(withoutProfile(Buffer.from(text, 'base64')));
  const size = bareJpegSize(bytes);
  if (size === null || Math.max(size.width, size.height) > side || bytes.length > most) throw new Refused('invalid', DRAWN_AGAIN);
  return bytes;
}

/** A chosen file, whole and bounded, and what its first bytes say. */
function readFile(host: Host, token: string): { readonly type: Accepted; readonly content: Buffer } {
  const content = readOr(host, token);
  const type = kindOfFile(content);
  if (type === 'pdf') throw new Refused('invalid', NO_PDF);
  if (type === null) throw new Refused('invalid', UNKNOWN_FILE);
  if (!isSoundType(type) && !mayBeDecoded(content)) throw new Refused('invalid', TOO_MANY_PIXELS);
  return { type, content };
}

function readOr(host: Host, token: string): Buffer {
  try {
    return host.picker.read(token, LONGEST_FILE);
  } catch (error) {
    if (error instanceof FileFault) throw new Refused('invalid', error.message === 'tooLarge' ? TOO_LARGE : UNREADABLE);
    throw error;
  }
}

/** The identifying part of the record names the file: one cannot be put beside another record, nor an older one in its place. */
function writeAttachment(db: WritableDb<'cases'>, opened: OpenedCase, kind: string, kept: Kept, at: number): string {
  const { session, keys, row } = opened;
  if (isFull(db, row.case_id)) throw new Refused('conflict', FULL);
  const attachmentId = newAttachmentId();
  const { media, content, thumbnail } = kept;
  const split = storageOf('attachment', { att_kind: kind, att_file: attachmentId }, { registration: null, frozen: [] });
  const answers = { ...split, OP: { ...split.OP, [MEDIA]: media } };
  const made = { caseId: row.case_id, form: 'attachment', parentId: null, version: currentVersion('attachment'), answers };
  const recordId = insertRecord(db, keys, { ...made, status: 'finished' }, writerOf(session), at);
  insertAttachment(db, keys, row.site_id, { attachmentId, recordId, field: 'whole', content });
  insertAttachment(db, keys, row.site_id, { attachmentId: newAttachmentId(), recordId, field: 'thumbnail', content: thumbnail });
  appendJournal(db, session.stores.actor, { kind: 'attachment.add', object: recordId, rev: 1, detail: {} }, at);
  return recordId;
}

function journalOpening({ session }: OpenedCase, records: readonly RecordRow[], reason: string, at: number): void {
  const { stores } = session;
  transaction(stores.cases, (db) => {
    for (const { record_id, revision } of records)
      appendJournal(db, stores.actor, { kind: 'attachment.open', object: record_id, rev: revision, detail: { reason } }, at);
  });
}

/** One sealed file of a record, in base64, and what its first bytes say it is. Throws Unreadable: altered, moved, not named by the record, or of no kind that is kept. */
function openedText(
  { session, keys, row }: OpenedCase,
  record: RecordRow,
  field: AttachmentField,
): { readonly type: typeof PICTURE_TYPE | SoundType; readonly bytes: string } {
  const { cases } = session.stores;
  const stored = readAttachment(cases, record.record_id, field);
  const { DI } = openRecord(cases, keys, row.site_id, record, ['DI']);
  if (stored === undefined || (field === 'whole' && DI?.['att_file'] !== stored.attachment_id)) throw new Unreadable();
  const content = openStored(keys, row.site_id, record, stored);
  const type = kindOfFile(content);
  const bytes = content.toString('base64');
  zero(content);
  if (type === null || (type !== PICTURE_TYPE && !isSoundType(type))) throw new Unreadable();
  return { type, bytes };
}

const BAD_KIND: Text = {
  fr: 'Ce type de pièce n’est pas possible dans ce dossier. Rien n’a été gardé.',
  en: 'This kind of attachment is not possible in this case. Nothing was kept.',
};
const DRAWN_AGAIN: Text = {
  fr: 'Cette image n’a pas été redessinée comme il faut. Choisissez de nouveau le fichier. Rien n’a été gardé.',
  en: 'This picture was not drawn again as it must be. Choose the file again. Nothing was kept.',
};
const NO_PDF: Text = {
  fr: 'Un PDF ne peut pas être montré ici sans danger. Numérisez ou photographiez le papier en image (JPEG ou PNG). Rien n’a été gardé.',
  en: 'A PDF cannot be shown here safely. Scan or photograph the paper as a picture (JPEG or PNG). Nothing was kept.',
};
const UNKNOWN_FILE: Text = {
  fr: 'Ce fichier n’est ni une image JPEG ou PNG, ni un son Ogg, MP3, M4A ou WAV. Rien n’a été gardé.',
  en: 'This file is neither a JPEG or PNG picture nor an Ogg, MP3, M4A or WAV sound. Nothing was kept.',
};
const TOO_MANY_PIXELS: Text = {
  fr: 'Cette image est abîmée, ou trop grande pour être ouverte ici. Refaites-la avec une taille plus petite. Rien n’a été gardé.',
  en: 'This picture is damaged, or too large to be opened here. Take it again in a smaller size. Nothing was kept.',
};
const TOO_LARGE: Text = {
  fr: 'Ce fichier dépasse 10\u00a0Mo. Refaites la photo plus petite, ou l’enregistrement plus court. Rien n’a été gardé.',
  en: 'This file is above 10 MB. Take a smaller photo, or a shorter recording. Nothing was kept.',
};
const UNREADABLE: Text = {
  fr: 'Ce fichier ne se lit plus. Remettez la clé USB, puis choisissez-le de nouveau. Rien n’a été gardé.',
  en: 'This file can no longer be read. Put the USB key back, then choose it again. Nothing was kept.',
};
const FULL: Text = {
  fr: `Ce dossier a déjà ${MOST_ATTACHMENTS}\u00a0pièces, le plus qu’il peut garder. Retirez-en une d’abord. Rien n’a été gardé.`,
  en: `This case has ${MOST_ATTACHMENTS} attachments already, the most it can keep. Remove one first. Nothing was kept.`,
};
const GONE: Text = {
  fr: 'Le contenu de cette pièce n’est plus dans la base.',
  en: 'The content of this attachment is no longer in the base.',
};
