import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '../../support/installation.ts';
import { bareJpeg, silentWav } from '../../support/inventedFiles.ts';
import { onMedium } from '../../support/medium.ts';
import type { Ask } from './ask.ts';

/** A picture and a sound kept with a case, the picture shown and taken away again. */
export async function keepPieces(ask: Ask, centre: Installation, caseId: string): Promise<void> {
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

/** The supervisor reads what is kept with a case of the team. */
export async function readPieces(ask: Ask, caseId: string): Promise<void> {
  const { attachments } = await ask('cases.open', { caseId });
  const [piece] = attachments;
  if (piece === undefined) throw new Error('no attachment');
  await ask('attachments.thumbnails', { caseId, reason: 'verify' });
  await ask('attachments.open', { caseId, recordId: piece.recordId, reason: 'verify' });
}
