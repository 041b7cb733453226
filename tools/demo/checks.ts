import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, placeToken } from './caller.ts';
import { importPackages, packageFiles, publish, type Desk } from './desk.ts';
import { inflated } from './traces.ts';
import type { Output } from '../../shared/contract.ts';
import { attackFolder } from '../../electron/disclosure/attack/attackFolder.ts';

/** Something the demonstration verified itself: how many tries, how many failed. */
export type Check = { readonly name: string; readonly tried: number; readonly failed: number };

/** The independent attacker on everything a reader holds, all packages and the consolidated table together (disclosure §7.3). */
export async function checkOpened(folder: string): Promise<Check[]> {
  const attack = await attackFolder(folder);
  return [
    { name: 'attack on the opened packages and the consolidated table: exact', tried: attack.quantities, failed: attack.exact },
    { name: 'attack on the opened packages and the consolidated table: too narrow', tried: attack.quantities, failed: attack.tooNarrow },
    { name: 'attack: consolidated numbers of one or two centres', tried: attack.releases, failed: attack.contributorsBelow3 },
    { name: 'attack: cells left unproven', tried: attack.hidden, failed: attack.unproven },
    { name: 'opened packages that hold a code, a day or a length of a journal', tried: attack.packages, failed: attack.traces.length },
  ];
}

/** Imports again in reverse order, then a package with one flipped byte: nothing may change. */
export async function checkImports(desk: Desk, periods: readonly string[]): Promise<Check[]> {
  const first = publishedContent(desk);
  const again = await importPackages(desk, 'backward');
  const flipped = await importFlipped(desk);
  await publish(desk, periods);
  const second = publishedContent(desk);
  const changed = [...first].filter(([name, content]) => second.get(name) !== content);
  return [
    {
      name: 'packages imported again, in reverse order, change nothing',
      tried: again.length,
      failed: again.filter(({ verdict }) => verdict !== 'already').length,
    },
    {
      name: 'a package with one flipped byte is refused',
      tried: flipped.length,
      failed: flipped.filter(({ verdict }) => verdict !== 'refused').length,
    },
    { name: 'consolidated.csv, .xlsx and .pdf say the same after them', tried: first.size, failed: changed.length },
  ];
}

/** What the consolidated files say: the bytes of the CSV, the members of the XLSX, the streams of the PDF. */
function publishedContent(desk: Desk): ReadonlyMap<string, string> {
  const names = readdirSync(desk.out).filter((name) => name.startsWith('consolidated.'));
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(join(desk.out, name));
      const parts = inflated(bytes);
      return [name, (parts.length === 0 ? bytes : Buffer.concat(parts)).toString('latin1')];
    }),
  );
}

/** The first package, one byte changed in its middle, put beside the others for the time of an import. */
async function importFlipped(desk: Desk): Promise<Output<'inbox.import'>['verdicts']> {
  const name = packageFiles(desk)[0];
  if (name === undefined) return [];
  const path = join(desk.packages, name);
  const whole = readFileSync(path);
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
  writeFileSync(path, changed);
  try {
    const folder = await placeToken(desk.application.requests, 'Clé USB');
    const { entries } = await ask(desk.application.requests, 'files.list', { folder, accept: 'package' });
    const file = entries.find(({ label }) => label === name);
    return file === undefined ? [] : (await ask(desk.application.requests, 'inbox.import', { files: [file.token] })).verdicts;
  } finally {
    writeFileSync(path, whole);
  }
}
