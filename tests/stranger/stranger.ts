import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { siteKeys } from '../../electron/keys/principals.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import type { Installation } from '../support/installation.ts';
import { newPopulatedCentre, newPopulatedDesk } from '../support/demoInstallations.ts';
import { checkBase, checkPackage, type Finding } from './checks.ts';

/**
 * `npm run stranger -- [--out DIR]`: files of an invented centre and desk with their keys, for somebody who trusts nothing of Sutura: the base opens with
 * stock SQLCipher and the package with `age`, given the right keys, and without them nothing in either can be read (security §3.1, T20). What it tries is
 * what the person may type again by hand; the lines are shown.
 */
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = values.out === undefined ? mkdtempSync(join(tmpdir(), 'sutura-stranger-')) : resolve(values.out);
mkdirSync(out, { recursive: true });

const centre = await newPopulatedCentre();
const desk = await newPopulatedDesk();
const base = join(out, 'cases.db');
const letter = join(out, 'package.sutura');
const baseKey = await keyOf(centre, 'SD1', ({ keys }) => keys.dekC?.toString('hex') ?? '');
const identity = await keyOf(desk, 'PF1', ageIdentity);
copyFileSync(join(centre.profile, 'cases.db'), base);
copyFileSync(join(desk.medium, packageOf(desk)), letter);
writeFileSync(join(out, 'base-key.txt'), `${baseKey}\n`);
writeFileSync(join(out, 'age-identity.txt'), `${identity}\n`);
for (const installation of [centre, desk]) installation.remove();

const findings: readonly Finding[] = [...checkBase(base, baseKey), ...checkPackage(letter, join(out, 'age-identity.txt'))];
process.stdout.write(`${JSON.stringify({ out, findings, failed: findings.filter(({ held }) => held === false).length }, null, 2)}\n`);
process.exitCode = findings.some(({ held }) => held === false) ? 1 : 0;

/** One key of an opened session, and the session locked again: the base is whole in its file. */
async function keyOf(installation: Installation, staffCode: 'SD1' | 'PF1', read: (session: OpenStores) => string): Promise<string> {
  await installation.unlock(staffCode);
  const { session } = installation.application.host;
  const key = session === null ? '' : read(session.stores);
  await installation.lock();
  return key;
}

function ageIdentity({ principals }: OpenStores): string {
  const signing = principals.find(({ principal }) => principal.kind === 'signing');
  if (signing === undefined) throw new Error('the desk has no key of its own');
  return siteKeys(signing).ageIdentity;
}

/** The package on the desk's medium: names reveal nothing, and a key card is a much smaller file. */
function packageOf(desk: Installation): string {
  const sizeOf = (name: string) => statSync(join(desk.medium, name)).size;
  const [name] = readdirSync(desk.medium)
    .filter((candidate) => candidate.startsWith('S-'))
    .toSorted((left, right) => sizeOf(right) - sizeOf(left));
  if (name === undefined) throw new Error('no package on the medium');
  return name;
}
