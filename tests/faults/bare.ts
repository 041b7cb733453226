import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ACTS, isActName } from './acts.ts';
import type { BareMessage } from './bareMessages.ts';

/** The process that is killed when no window is needed: the real request handler over the real bases, and a person who does one act. Its messages are on its output before anything else happens. */
const { values } = parseArgs({
  options: {
    act: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    place: { type: 'string', default: '{}' },
    first: { type: 'string', default: '1' },
    acts: { type: 'string', default: '1000000' },
  },
});
if (!isActName(values.act)) throw new Error('an act is needed');
await ACTS[values.act].work(values.folder, JSON.parse(values.place), Number(values.first), (kind, number) =>
  report(kind === 'ready' ? { kind } : { kind, number }),
);

function report(message: BareMessage): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
  if (message.kind === 'confirmed' && message.number + 1 - Number(values.first) === Number(values.acts)) process.exit();
}
