import { setTimeout as pause } from 'node:timers/promises';
import { readKeyring } from '../../electron/keys/keyring.ts';
import { deriveKey } from '../../electron/keys/passphrase.ts';
import { openKeys, zeroSessionKeys } from '../../electron/keys/session.ts';
import { zero } from '../../electron/keys/primitives.ts';
import type { LargeCentre } from './centre.ts';
import { compare, timeOf, type Row } from './measure.ts';

/** The unlock (security T23): what the passphrase costs by design, and everything else up to the first list. */
export async function sessionRows(centre: LargeCentre): Promise<readonly Row[]> {
  return [
    await keysRow(centre),
    await firstListRow(centre, centre.caseworker, 'caseworker', 'day.open'),
    await firstListRow(centre, 'SUP', 'supervisor', 'team.open'),
    await allOpenedRow(centre),
  ];
}

function keysRow({ profile, caseworker, passphrase }: LargeCentre): Promise<Row> {
  const keys = {
    name: 'passphrase to keys',
    run: () => timeOf(async () => zeroSessionKeys(await openKeys(profile, caseworker, passphrase))),
  };
  return compare(keys, derivation(profile, caseworker, passphrase), 7);
}

/** From the passphrase to the person's first page and list, less one derivation of the same slot made just before. */
function firstListRow(centre: LargeCentre, staffCode: string, role: string, firstPage: 'day.open' | 'team.open'): Promise<Row> {
  const alone = derivation(centre.profile, staffCode, centre.passphrase);
  let derived = 0;
  const unlock = {
    name: `unlock to first list beyond the derivation, ${role}`,
    run: async () => {
      const spent = await timeOf(async () => {
        await centre.unlock(staffCode);
        await centre.ask(firstPage, {});
        await centre.ask('cases.list', { state: 'open', page: 1 });
      });
      await centre.lock();
      return Math.max(0, spent - derived);
    },
  };
  const before = {
    name: alone.name,
    run: async () => {
      derived = await alone.run();
      return derived;
    },
  };
  return compare(unlock, before, 7);
}

/** From the end of the supervisor's unlock until the facts of every case are opened, behind the pages. */
function allOpenedRow(centre: LargeCentre): Promise<Row> {
  const rest = async () => {
    await centre.unlock('SUP');
    const spent = await timeOf(async () => {
      while ((centre.application.host.session?.factsWaiting.size ?? 0) > 0) await pause(5);
    });
    await centre.lock();
    return spent;
  };
  return compare({ name: 'all cases opened behind the supervisor’s first page', run: rest }, null, 2);
}

/** Argon2id alone, at the slot's own setting. */
function derivation(profile: string, staffCode: string, passphrase: string) {
  const slot = readKeyring(profile).keyring.slots.find((candidate) => candidate.staffCode === staffCode);
  return { name: 'Argon2id alone', run: () => timeOf(async () => zero(await deriveKey(passphrase, slot?.kdf))) };
}
