import { join } from 'node:path';
import { runParent, strongestWrap } from '../../electron/parent.ts';

/** The real parent over a keyed process without an application, with its own limits; with `patient` it waits, so that a slow machine does not cut a lock short; a window that does not close by itself is ended within the test's waits. */
const PATIENT = { lockMs: 30_000, closeMs: 5_000, deaths: 3, deathsMs: 60_000 };
const limits = process.argv.includes('patient') ? PATIENT : undefined;
process.exitCode = await runParent('unused', strongestWrap(), join(import.meta.dirname, 'keyedProbe.ts'), limits);
