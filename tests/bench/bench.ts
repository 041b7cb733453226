import { cpus, totalmem } from 'node:os';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { backupRows } from './backupRows.ts';
import { makeLargeCentre } from './centre.ts';
import { caseRows } from './caseRows.ts';
import { freezeRows } from './freezeRows.ts';
import { journalRows } from './journalRows.ts';
import { lockRows } from './lockRows.ts';
import type { Row } from './measure.ts';
import { memoryRows } from './memoryRows.ts';
import { saveRows } from './saveRows.ts';
import { searchRows } from './searchRows.ts';
import { sessionRows } from './sessionRows.ts';

/** `npm run bench -- [--cases N] [--json FILE]`: what takes time, each beside its reference in the same run (commands.md, security T23). */
const { values } = parseArgs({ options: { cases: { type: 'string', default: '5000' }, json: { type: 'string' } } });
if (!/^[1-9]\d{0,5}$/.test(values.cases)) throw new Error('--cases takes a whole number.');

const journal = await journalRows();
process.stderr.write(`inventing a register of ${values.cases} lines and taking it over…\n`);
const centre = await makeLargeCentre(Number(values.cases));
const rows: Row[] = [...journal];
try {
  for (const measure of [sessionRows, searchRows, caseRows, saveRows, memoryRows, freezeRows, backupRows, lockRows])
    rows.push(...(await measure(centre)));
} finally {
  centre.remove();
}
const machine = { processors: cpus().length, model: cpus()[0]?.model ?? '', memory: totalmem(), node: process.version };
const report = `${JSON.stringify({ machine, cases: centre.cases, rows }, null, 2)}\n`;
process.stdout.write(report);
if (values.json !== undefined) writeFileSync(values.json, report);
