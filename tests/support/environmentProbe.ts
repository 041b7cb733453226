import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** A keyed process that writes down what was handed on to it, in the file named as its profile, and leaves. */
const { values } = parseArgs({ options: { profile: { type: 'string', default: '' } }, strict: false });
writeFileSync(String(values.profile), JSON.stringify({ environment: process.env, switches: process.execArgv }));
process.exit(0);
