import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { dictionary } from '../shared/forms/dictionary.ts';

/* `npm run -s dictionary`: every form and list of this version as JSON on the standard output. */
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
process.stdout.write(`${JSON.stringify(dictionary(version), null, 2)}\n`);
