import { cpSync, fsyncSync, mkdirSync, mkdtempSync, openSync, closeSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openApplication } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { STICK, type LargeCentre } from './centre.ts';
import { compare, timeOf, type Row } from './measure.ts';

const TRIES = 3;

/**
 * A copy written, read back and proved in the supervisor's session, and a copy put back on an empty machine, both steps with their passphrases
 * (security T19), beside a plain copy of the same files, flushed and read back.
 */
export async function backupRows(centre: LargeCentre): Promise<readonly Row[]> {
  const stick = join(centre.folder, STICK);
  await centre.unlock('SUP');
  const made = await compare(
    { name: 'backup: written, read back, proved', run: () => timeOf(() => makeCopy(centre)) },
    { name: 'plain copy, flushed and read back', run: () => plainCopy(centre, stick) },
    TRIES,
  );
  await centre.lock();
  const putBack = await compare(
    { name: 'restore: read, proved, confirmed, with both passphrases', run: () => restoreOnce(centre, stick) },
    { name: 'plain copy, flushed and read back', run: () => plainCopy(centre, stick) },
    TRIES,
  );
  return [made, putBack];
}

async function makeCopy({ ask }: LargeCentre): Promise<void> {
  const { places } = await ask('files.places', {});
  const stick = places.find(({ label }) => label === STICK);
  await ask('backup.make', { folder: stick?.token ?? '' });
}

/** The newest copy of the stick, copied file by file. */
async function plainCopy({ folder }: LargeCentre, stick: string): Promise<number> {
  const source = join(stick, readdirSync(stick)[0] ?? '');
  const target = mkdtempSync(join(folder, 'plain-'));
  const spent = await timeOf(() => {
    for (const name of readdirSync(source)) {
      cpSync(join(source, name), join(target, name));
      const file = openSync(join(target, name), 'r+');
      fsyncSync(file);
      closeSync(file);
      readFileSync(join(target, name));
    }
  });
  rmSync(target, { recursive: true });
  return spent;
}

async function restoreOnce({ folder, passphrase }: LargeCentre, stick: string): Promise<number> {
  const machine = mkdtempSync(join(folder, 'machine-'));
  mkdirSync(join(machine, 'profile'));
  const { requests, close } = await openApplication({ profile: join(machine, 'profile'), places: [{ label: STICK, folder: stick }] });
  const ask = async <K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> => {
    const reply = await sendRequest(requests, name, input);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.failure.kind}, ${reply.failure.message.en}`);
    return reply.value;
  };
  const person = { staffCode: 'SUP', passphrase };
  const spent = await timeOf(async () => {
    const { copies } = await ask('restore.copies', {});
    await ask('restore.open', { ...person, copy: copies[0]?.copy ?? '' });
    await ask('restore.confirm', { ...person, over: null });
  });
  close();
  rmSync(machine, { recursive: true });
  return spent;
}
