import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Input, OperationName } from '../../shared/contract.ts';
import { openApplication } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';

/** A process of its own over a centre: the session of one person with everything opened, and what it then holds (`Pss` of proc(5), in MB, on its output). */
const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: '' },
    staff: { type: 'string', default: '' },
    passphrase: { type: 'string', default: '' },
  },
});
const { requests, host, close } = await openApplication({ profile: values.profile, places: [] });
await ask('session.unlock', { staffCode: values.staff, passphrase: values.passphrase });
await ask('cases.list', { state: 'open', page: 1 });
while ((host.session?.factsWaiting.size ?? 0) > 0) await pause(20);
await ask('search.open', { reason: 'other' });
await ask('search.persons', { typed: 'exempl' });
const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8')) ?? [];
process.stdout.write(String(Math.round(Number(kilobytes) / 1024)));
await ask('session.lock', { reason: 'asked' });
close();

async function ask<K extends OperationName>(name: K, input: Input<K>): Promise<void> {
  const reply = await sendRequest(requests, name, input);
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}`);
}
