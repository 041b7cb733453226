import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Keyring } from '../../../../electron/keys/keyring.ts';
import type { Input } from '../../../../shared/contract.ts';
import { PEOPLE, type Installation, type StaffCode } from '../../../support/installation.ts';
import { makeShares } from '../../../support/shares.ts';

/** The passphrase that somebody chooses who forgot hers or his. */
export const NEW = 'invente pour essai phrase nouvelle apres oubli';

/** Shares made in the supervisor's session. */
export async function sharesOf(installation: Installation, authority: StaffCode = 'SD1'): Promise<readonly [string, string, string]> {
  await installation.unlock(authority);
  const [first = '', second = '', third = ''] = await makeShares(installation.ask);
  await installation.lock();
  return [first, second, third];
}

/** Signed by this person and, for a second signature, another of the centre. */
export const use = (staffCode: StaffCode, shares: readonly string[], signer: StaffCode, passphrase = NEW): Input<'recovery.use'> => {
  const second = (['AC2', 'SD1', 'AC1'] as const).find((code) => code !== staffCode && code !== signer) ?? 'AD1';
  const codes: readonly StaffCode[] = [signer, second];
  const signers = codes.map((code) => ({ staffCode: code, passphrase: PEOPLE[code] }));
  return { staffCode, shares: [...shares], signers, passphrase };
};

/** Every file of a profile, whole. */
export function bytesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')]));
}

/** What is sealed to the shares, by name. */
export function escrowNames(keyring: Keyring): readonly string[] {
  return keyring.escrow.map(({ name }) => name).toSorted();
}
