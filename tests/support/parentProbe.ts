import { join } from 'node:path';
import { runParent, strongestWrap } from '../../electron/parent.ts';

/** The real parent over a keyed process without an application. */
process.exitCode = await runParent('unused', strongestWrap(), join(import.meta.dirname, 'keyedProbe.ts'));
