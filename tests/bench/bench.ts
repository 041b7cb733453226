import { cpus, totalmem } from 'node:os';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { backupRows } from './backupRows.ts';
import { makeLargeCentre } from './centre.ts';
import { caseRows } from './caseRows.ts';
import { disclosureRows } from './disclosureRows.ts';
import { freezeRows } from './freezeRows.ts';
import { journalRows } from './journalRows.ts';
import { lockRows } from './lockRows.ts';
import type { Row } from './measure.ts';
import { memoryRows } from './memoryRows.ts';
import { saveRows } from './saveRows.ts';
import { screenRows } from './screenRows.ts';
import { searchRows } from './searchRows.ts';
import { sessionRows } from './sessionRows.ts';

/**
 * `npm run bench -- [--cases N] [--only disclosure] [--json FILE]`: what takes time, each beside its reference in the same run (commands.md, security T23).
 * `--only disclosure` needs no centre: what leaves, and what is compared with it.
 */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '5000' }, only: { type: 'string' }, json: { type: 'string' } },
});
if (!/^[1-9]\d{0,5}$/.test(values.cases)) throw new Error('--cases takes a whole number.');
if (values.only !== undefined && values.only !== 'disclosure') throw new Error('--only takes: disclosure.');

async function centreRows(): Promise<{ readonly cases: number; readonly rows: readonly Row[] }> {
  const rows: Row[] = [...(await journalRows())];
  process.stderr.write(`inventing a register of ${values.cases} lines and taking it over…\n`);
  const centre = await makeLargeCentre(Number(values.cases));
  try {
    for (const measure of [sessionRows, searchRows, caseRows, saveRows, memoryRows, screenRows, freezeRows, backupRows, lockRows])
      rows.push(...(await measure(centre)));
  } finally {
    centre.remove();
  }
  return { cases: centre.cases, rows };
}

const ofCentre = values.only === undefined ? await centreRows() : { cases: 0, rows: [] };
const rows = [...ofCentre.rows, ...(await disclosureRows())];
const machine = { processors: cpus().length, model: cpus()[0]?.model ?? '', memory: totalmem(), node: process.version };
const report = `${JSON.stringify({ machine, cases: ofCentre.cases, rows }, null, 2)}\n`;
process.stdout.write(report);
if (values.json !== undefined) writeFileSync(values.json, report);
