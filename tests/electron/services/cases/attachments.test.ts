import { Buffer } from 'node:buffer';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../../shared/contract.ts';
import { LONGEST_FILE, MOST_ATTACHMENTS } from '../../../../shared/rules/attachments/attachments.ts';
import { readJournal } from '../../../../electron/store/journal/journal.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { auditState } from '../../../../electron/store/journal/stateAudit.ts';
import { closureAnswers } from '../../../support/caseBuilders.ts';
import { bareJpeg, jpegWith, pngWithPlace, silentWav } from '../../../support/inventedFiles.ts';
import { PEOPLE, TODAY, newCentre, type Installation } from '../../../support/installation.ts';
import { onMedium } from '../../../support/medium.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { writeWork } from '../../../support/workWritten.ts';
import { PERSON, registerCase, save } from '../forms/savedForms.ts';

const DAY = 86_400_000;

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
});
afterEach(() => centre.remove());

function stores(): OpenStores {
  const { session } = centre.application.host;
  if (session === null) throw new Error('locked');
  return session.stores;
}

function alter(sql: string): void {
  stores().cases?.connection.exec(sql);
}

const picture = (whole: Buffer, small = bareJpeg(64, 48)) => ({
  what: 'picture' as const,
  picture: whole.toString('base64'),
  thumbnail: small.toString('base64'),
});

const adding = (content: Input<'attachments.add'>['content'], kind = 'consent_form', to = caseId) => ({ caseId: to, kind, content });

async function addPicture(whole = bareJpeg(800, 600), to = caseId): Promise<string> {
  return (await centre.ask('attachments.add', adding(picture(whole), 'consent_form', to))).recordId;
}

async function chosen(name: string, bytes: Uint8Array): Promise<string> {
  writeFileSync(join(centre.medium, name), bytes);
  return onMedium(centre, name, 'attachment');
}

const open = (recordId: string, from = caseId) => centre.call('attachments.open', { caseId: from, recordId, reason: 'verify' });
const lines = async (of = caseId) => (await centre.ask('cases.open', { caseId: of })).attachments;

function entriesOf(object: string) {
  const { rows } = readJournal(casesOf(stores()), { object }, { offset: 0, limit: 20 });
  return rows.map(({ kind, rev, detail, sig }) => ({ kind, rev, detail: JSON.parse(detail) as unknown, signed: sig !== null }));
}

describe('a picture', () => {
  test('is kept as the page drew it, listed without its content, shown with a reason that the journal has first', async () => {
    const whole = bareJpeg(800, 600);
    const recordId = await addPicture(whole);
    expect(await lines()).toEqual([{ recordId, revision: 1, kind: 'consent_form', date: TODAY, staffCode: 'AC1', content: 'picture' }]);
    expect(entriesOf(recordId)).toEqual([{ kind: 'attachment.add', rev: 1, detail: {}, signed: false }]);
    const small = await centre.ask('attachments.thumbnails', { caseId, reason: 'contact' });
    expect(small).toEqual({ thumbnails: [{ recordId, bytes: bareJpeg(64, 48).toString('base64') }], secondsShown: 60 });
    expect(await open(recordId)).toEqual({ ok: true, value: { type: 'image/jpeg', bytes: whole.toString('base64'), secondsShown: 60 } });
    expect(entriesOf(recordId).slice(0, 2)).toEqual([
      { kind: 'attachment.open', rev: 1, detail: { reason: 'verify' }, signed: true },
      { kind: 'attachment.open', rev: 1, detail: { reason: 'contact' }, signed: true },
    ]);
    expect(auditState(casesOf(stores())).stale).toEqual([]);
  });

  test('is nowhere in clear, nor is its kind, in what a colleague can read of the base', async () => {
    const whole = bareJpeg(800, 600);
    await centre.ask('attachments.add', adding(picture(whole), 'medical_certificate'));
    await centre.unlock('AC2');
    const rows = all(casesOf(stores()), casesSql.selectFrom('attachment').selectAll());
    for (const { bytes } of rows) expect(bytes.includes(whole.subarray(0, 24))).toBe(false);
    const journal = all(casesOf(stores()), casesSql.selectFrom('journal').select('detail'));
    expect(JSON.stringify([rows.map(({ bytes: _, ...clear }) => clear), journal])).not.toContain('medical_certificate');
  });

  test('loses the colour profile that the browser writes', async () => {
    const recordId = await addPicture(jpegWith(0xe2, 'ICC_PROFILE\0'));
    expect(await open(recordId)).toMatchObject({ value: { bytes: bareJpeg(16, 12).toString('base64') } });
  });

  test.each([
    ['with an EXIF block', picture(jpegWith(0xe1, 'Exif\0\0MM'))],
    ['with a comment', picture(jpegWith(0xfe, 'Mopti'))],
    ['larger than is kept', picture(bareJpeg(1601, 10))],
    ['with a small one that is large', picture(bareJpeg(800, 600), bareJpeg(10, 257))],
    ['with a small one that says more', picture(bareJpeg(800, 600), jpegWith(0xe1, 'Exif\0\0MM'))],
    ['that is a PNG', picture(pngWithPlace(16, 12))],
    ['that is no base64', { what: 'picture' as const, picture: '!!!!', thumbnail: '....' }],
  ])('%s is refused, and nothing is kept', async (_, content) => {
    expect(await centre.call('attachments.add', adding(content))).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(await lines()).toEqual([]);
    expect(all(casesOf(stores()), casesSql.selectFrom('attachment').select('attachment_id'))).toEqual([]);
  });
});

describe('a chosen file is judged by its content', () => {
  test('a picture and a sound go to the page as they are, and nothing is kept', async () => {
    for (const [name, bytes, type] of [
      ['papier.png', pngWithPlace(40, 30), 'image/png'],
      ['photo.jpg', jpegWith(0xe1, 'Exif\0\0MM'), 'image/jpeg'],
      ['accord.wav', silentWav(), 'audio/wav'],
    ] as const)
      expect(await centre.ask('attachments.look', { file: await chosen(name, bytes) })).toEqual({ type, bytes: bytes.toString('base64') });
    expect(await lines()).toEqual([]);
  });

  test.each([
    ['a PDF', 'papier.pdf', Buffer.from('%PDF-1.7'), 'Numérisez'],
    ['a PDF called a picture', 'papier.jpg', Buffer.from('%PDF-1.7'), 'Numérisez'],
    ['a text called a sound', 'accord.mp3', Buffer.from('récit inventé'), 'ni une image'],
    ['an empty file', 'vide.png', Buffer.alloc(0), 'ni une image'],
    ['a picture that says too many pixels', 'bombe.png', Buffer.from(pngWithPlace(8, 8)).fill(0xff, 17, 20), 'trop grande'],
    ['more than 10 MB', 'long.wav', Buffer.concat([silentWav(), Buffer.alloc(LONGEST_FILE)]), '10\u00a0Mo'],
  ])('%s is refused with its reason', async (_, name, bytes, reason) => {
    expect(await centre.call('attachments.look', { file: await chosen(name, bytes) })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', message: { fr: expect.stringContaining(reason) } },
    });
  });

  test('a stick that is gone is reported', async () => {
    const file = await chosen('accord.wav', silentWav());
    rmSync(join(centre.medium, 'accord.wav'));
    const failure = { kind: 'invalid', message: { fr: expect.stringContaining('ne se lit plus') } };
    expect(await centre.call('attachments.look', { file })).toMatchObject({ ok: false, failure });
    expect(await centre.call('attachments.add', adding({ what: 'sound', file }))).toMatchObject({ ok: false, failure });
  });
});

test('a picture and a sound look alike to a colleague: same columns, same sizes of a class, same parts of the record', async () => {
  await addPicture(bareJpeg(16, 12));
  const file = await chosen('accord.wav', silentWav());
  await centre.ask('attachments.add', adding({ what: 'sound', file }));
  await centre.unlock('AC2');
  const { connection } = casesOf(stores());
  const seen = connection
    .prepare<[], string>(
      `SELECT group_concat(what ORDER BY what) FROM (SELECT record_id, field || ' ' || length(bytes) AS what FROM attachment
         UNION ALL SELECT record_id, class || ' ' || length(bytes) FROM record_part WHERE record_id IN (SELECT record_id FROM attachment))
         GROUP BY record_id`,
    )
    .pluck()
    .all();
  expect(seen).toHaveLength(2);
  expect(new Set(seen).size).toBe(1);
  expect(connection.pragma('table_info(attachment)')).not.toContainEqual(expect.objectContaining({ name: 'media_type' }));
});

test('a sound is kept as it is, read once more from its file, which stays there', async () => {
  const file = await chosen('accord.wav', silentWav());
  const { recordId } = await centre.ask('attachments.add', adding({ what: 'sound', file }));
  expect(await lines()).toMatchObject([{ recordId, content: 'sound' }]);
  expect(await open(recordId)).toMatchObject({ value: { type: 'audio/wav', bytes: silentWav().toString('base64') } });
  expect(await centre.ask('attachments.thumbnails', { caseId, reason: 'verify' })).toMatchObject({ thumbnails: [] });
  const image = await chosen('photo.jpg', jpegWith(0xe1, 'Exif\0\0MM'));
  expect(await centre.call('attachments.add', adding({ what: 'sound', file: image }))).toMatchObject({ failure: { kind: 'invalid' } });
});

describe('who may, and when', () => {
  test('another caseworker, the administrator and nobody open nothing; a supervisor of the team reads with a reason and adds nothing', async () => {
    const recordId = await addPicture();
    const reading = { caseId, recordId, reason: 'verify' as const };
    await centre.unlock('AC2');
    for (const call of [
      centre.call('attachments.begin', { caseId }),
      centre.call('attachments.open', reading),
      centre.call('attachments.thumbnails', { caseId, reason: 'verify' }),
      centre.call('attachments.add', adding(picture(bareJpeg(80, 60)))),
      centre.call('attachments.remove', { caseId, recordId, revision: 1 }),
    ])
      expect(await call).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
    await centre.unlock('AD1');
    expect(await centre.call('attachments.open', reading)).toMatchObject({ failure: { kind: 'forbidden' } });
    await centre.unlock('SD1');
    expect(await open(recordId)).toMatchObject({ ok: true });
    expect(await centre.call('attachments.add', adding(picture(bareJpeg(80, 60))))).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await centre.call('attachments.remove', { caseId, recordId, revision: 1 })).toMatchObject({ failure: { kind: 'forbidden' } });
    await centre.lock();
    expect(await centre.call('attachments.open', reading)).toMatchObject({ failure: { kind: 'locked' } });
  });

  test('a record of another case or another form is not found', async () => {
    const recordId = await addPicture();
    const other = await registerCase(centre, { ...PERSON, name: ['Autre', 'Personne'] });
    expect(await open(recordId, other)).toMatchObject({ failure: { kind: 'notFound' } });
    const note = await save(centre, caseId, 'note', { note_date: TODAY, note_subject: 'contact', note_text: 'Inventé.' });
    expect(await open(note.recordId)).toMatchObject({ failure: { kind: 'notFound' } });
    expect(await centre.call('attachments.remove', { caseId, recordId: note.recordId, revision: 1 })).toMatchObject({
      failure: { kind: 'notFound' },
    });
    const form = { caseId, form: 'attachment', recordId, parentId: null };
    expect(await centre.call('forms.open', { ...form, narrative: true })).toMatchObject({ failure: { kind: 'notFound' } });
    expect(await centre.call('identity.open', { caseId, form: 'attachment', recordId, reason: 'verify' })).toMatchObject({
      failure: { kind: 'notFound' },
    });
    const written = { ...form, revision: 1, answers: { att_kind: 'other' }, keep: [], finish: true, draftId: null };
    expect(await centre.call('forms.save', written)).toMatchObject({ failure: { kind: 'notFound' } });
  });

  test('a photo for tracing is not offered where violence is followed, nor a kind that is none', async () => {
    const { kinds, full } = await centre.ask('attachments.begin', { caseId });
    expect(full).toBe(false);
    expect(kinds).toContain('medical_certificate');
    for (const kind of ['tracing_photo', 'injuries']) {
      expect(kinds).not.toContain(kind);
      const refused = await centre.call('attachments.add', adding(picture(bareJpeg(80, 60)), kind));
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    }
  });

  test('a case takes so many and no more', async () => {
    for (let count = 0; count < MOST_ATTACHMENTS; count += 1) await addPicture(bareJpeg(80, 60, count));
    expect(await centre.ask('attachments.begin', { caseId })).toMatchObject({ full: true });
    expect(await centre.call('attachments.add', adding(picture(bareJpeg(80, 60))))).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await lines()).toHaveLength(MOST_ATTACHMENTS);
  });

  test('its caseworker removes one, journaled, until the case is closed; a closed case is read only', async () => {
    const [first, second] = [await addPicture(), await addPicture(bareJpeg(400, 300))];
    expect(await centre.call('attachments.remove', { caseId, recordId: first, revision: 7 })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    await centre.ask('attachments.remove', { caseId, recordId: first, revision: 1 });
    expect(entriesOf(first)[0]).toEqual({ kind: 'record.remove', rev: 1, detail: { form: 'attachment' }, signed: false });
    expect(all(casesOf(stores()), casesSql.selectFrom('attachment').select('record_id').distinct())).toEqual([{ record_id: second }]);
    expect(await open(first)).toMatchObject({ failure: { kind: 'notFound' } });
    await close();
    await centre.unlock('AC1');
    expect(await open(second)).toMatchObject({ ok: true });
    for (const call of [
      centre.call('attachments.begin', { caseId }),
      centre.call('attachments.add', adding(picture(bareJpeg(80, 60)))),
      centre.call('attachments.remove', { caseId, recordId: second, revision: 1 }),
    ])
      expect(await call).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  });
});

async function close(): Promise<void> {
  await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
  await centre.ask('closure.request', { caseId });
  await centre.unlock('SD1');
  await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
}

describe('a person who writes in the base', () => {
  /** Everything of one row in the place of another, but who it belongs to. */
  const exchange = (one: string, other: string, field = 'whole', otherField = field) => {
    const read = (record: string, of: string) => `SELECT bytes FROM attachment WHERE record_id = '${record}' AND field = '${of}'`;
    alter(`CREATE TEMP TABLE kept AS ${read(one, field)};
      UPDATE attachment SET bytes = (${read(other, otherField)}) WHERE record_id = '${one}' AND field = '${field}';
      UPDATE attachment SET bytes = (SELECT bytes FROM kept) WHERE record_id = '${other}' AND field = '${otherField}';
      DROP TABLE kept;`);
  };

  test('exchanges two sealed pieces of two cases, or of one: neither opens, and each is journaled all the same', async () => {
    const other = await registerCase(centre, { ...PERSON, name: ['Autre', 'Personne'] });
    const [here, there, beside] = [
      await addPicture(),
      await addPicture(bareJpeg(800, 600, 7), other),
      await addPicture(bareJpeg(800, 600, 9)),
    ];
    exchange(here, there);
    expect(await open(here)).toMatchObject({ ok: false, failure: { kind: 'disk' } });
    expect(await open(there, other)).toMatchObject({ ok: false, failure: { kind: 'disk' } });
    expect(entriesOf(here)[0]?.kind).toBe('attachment.open');
    exchange(here, there);
    exchange(here, beside);
    expect(await open(here)).toMatchObject({ ok: false, failure: { kind: 'disk' } });
    exchange(here, beside);
    expect(await open(here)).toMatchObject({ ok: true });
  });

  test('moves whole rows to another case or record, or a picture to its small one: nothing opens', async () => {
    const other = await registerCase(centre, { ...PERSON, name: ['Autre', 'Personne'] });
    const [here, there] = [await addPicture(), await addPicture(bareJpeg(800, 600, 7), other)];
    exchange(here, here, 'whole', 'thumbnail');
    expect(await open(here)).toMatchObject({ failure: { kind: 'disk' } });
    expect(await centre.call('attachments.thumbnails', { caseId, reason: 'verify' })).toMatchObject({ failure: { kind: 'disk' } });
    alter(`PRAGMA foreign_keys = OFF;
      UPDATE attachment SET record_id = 'none' WHERE record_id = '${here}';
      UPDATE attachment SET record_id = '${here}', case_id = '${caseId}' WHERE record_id = '${there}';
      UPDATE attachment SET record_id = '${there}', case_id = '${other}' WHERE record_id = 'none';
      PRAGMA foreign_keys = ON;`);
    expect(await open(here)).toMatchObject({ failure: { kind: 'disk' } });
    expect(await open(there, other)).toMatchObject({ failure: { kind: 'disk' } });
  });

  test('flips a bit or takes the file out: it is refused or reported missing, never called destroyed', async () => {
    const recordId = await addPicture();
    alter(`UPDATE attachment SET bytes = zeroblob(300) WHERE record_id = '${recordId}' AND field = 'whole'`);
    expect(await open(recordId)).toMatchObject({ failure: { kind: 'disk' } });
    alter(`DELETE FROM attachment WHERE record_id = '${recordId}'`);
    expect(await lines()).toMatchObject([{ content: 'missing' }]);
    expect(await open(recordId)).toMatchObject({ failure: { kind: 'notFound' } });
  });
});

describe('what becomes of them', () => {
  test('a case given to somebody else opens to her under its next key, and no longer to the first', async () => {
    const whole = bareJpeg(800, 600);
    const recordId = await addPicture(whole);
    await centre.unlock('SD1');
    await centre.ask('cases.reassign', { caseId, ownerCode: 'AC2' });
    await centre.unlock('AC1');
    expect(await open(recordId)).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.unlock('AC2');
    const epochs = all(casesOf(stores()), casesSql.selectFrom('attachment').select('epoch').distinct());
    expect(epochs).toEqual([{ epoch: 2 }]);
    expect(await open(recordId)).toMatchObject({ value: { bytes: whole.toString('base64') } });
    expect(await centre.ask('attachments.thumbnails', { caseId, reason: 'verify' })).toMatchObject({ thumbnails: [{ recordId }] });
  });

  test('an identity that is destroyed takes them with it; the list says so', async () => {
    const recordId = await addPicture();
    await centre.ask('retention.askIdentityDestruction', { caseId });
    await centre.unlock('SD1');
    const [asked] = (await centre.ask('team.open', {})).approvals;
    await centre.ask('approvals.decide', { approvalId: asked?.approvalId ?? '', decision: 'approved', comment: 'Commentaire inventé.' });
    await centre.unlock('AC1');
    expect(await lines()).toMatchObject([{ recordId, kind: 'consent_form', content: 'gone' }]);
    expect(await open(recordId)).toMatchObject({ failure: { kind: 'notFound' } });
    expect(all(casesOf(stores()), casesSql.selectFrom('attachment').select('attachment_id'))).toEqual([]);
  });

  test('the content of a case that is destroyed at the end of its time takes them with it', async () => {
    await addPicture();
    await close();
    await centre.lock();
    centre.advance((3 * 365 + 40) * DAY);
    await writeWork(centre, 'AC1');
    await centre.unlock('SD1');
    await centre.ask('retention.destroy', { caseId, passphrase: PEOPLE.SD1 });
    expect(all(casesOf(stores()), casesSql.selectFrom('attachment').select('attachment_id'))).toEqual([]);
    expect(all(casesOf(stores()), casesSql.selectFrom('record').select('form').where('form', '=', 'attachment'))).toEqual([]);
  });
});
