import { parseArgs } from 'node:util';
import { openApplication } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { PEOPLE } from '../support/installation.ts';

/** The process that is killed while it copies an installation to a stick, or puts a copy back. It reports its beginning, and the reply. */
const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: '' },
    medium: { type: 'string', default: '' },
    task: { type: 'string', default: 'make' },
  },
});

const { requests } = await openApplication({
  profile: values.profile,
  places: [{ label: 'Clé USB', folder: values.medium }],
  kdf: 'floor',
});
if (values.task === 'make') await make();
else await putBack();

async function ask<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> {
  const reply = await sendRequest(requests, name, input);
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}`);
  return reply.value;
}

async function make(): Promise<void> {
  await ask('session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
  const { places } = await ask('files.places', {});
  process.send?.('begins');
  await ask('backup.make', { folder: places[0]?.token ?? '' });
  process.send?.('done');
}

async function putBack(): Promise<void> {
  const { copies } = await ask('restore.copies', {});
  const person = { staffCode: 'SD1', passphrase: PEOPLE.SD1 };
  await ask('restore.open', { ...person, copy: copies[0]?.copy ?? '' });
  process.send?.('begins');
  await ask('restore.confirm', { ...person, over: null });
  process.send?.('done');
}
