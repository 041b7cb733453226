import { TODAY, type Installation } from '../../support/installation.ts';
import { onMedium } from '../../support/medium.ts';
import { verifiedCopy } from '../../support/verifiedCopy.ts';
import type { Ask } from './ask.ts';

/** Everything of a take-over, from the file to its undoing. */
export async function takeOver(ask: Ask, centre: Installation, fileName: string): Promise<void> {
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

/** The paper burned by hand, the file by the application, each before a witness; a verified copy exists before. */
async function destroySource(ask: Ask, centre: Installation, takeoverId: string, fileName: string): Promise<void> {
  const [witness = ''] = (await ask('takeover.source', { takeoverId })).witnesses;
  await ask('takeover.recordSource', { takeoverId, kind: 'paper', method: 'burned', on: TODAY, until: null, witness });
  await verifiedCopy(centre);
  const file = await onMedium(centre, fileName, 'register');
  await ask('takeover.eraseSource', { takeoverId, file, typed: 'détruire', witness, otherSheetsToo: false });
}
