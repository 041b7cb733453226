import { committerOf } from '../../electron/sealed/commitment.ts';
import { TEMPLATE } from '../../electron/sealed/template.ts';
import { invitedToOpen } from '../disclosure/sealed.ts';
import { compare, type Row, timeOf } from './measure.ts';

const CENTRES = 200;
const TRIES = 5;

/** The sum of 200 sealed contributions opened by its two custodians (disclosure §8.3); beside the same counts added up by somebody who may read them. */
export async function sealedRows(): Promise<readonly Row[]> {
  const { vectors, open } = invitedToOpen(committerOf(TEMPLATE.name, TEMPLATE.length), CENTRES, 1);
  const ours = { name: `sealed sum of ${CENTRES} centres opened and checked`, run: () => timeOf(open) };
  return [await compare(ours, { name: 'the same counts added up in clear', run: () => timeOf(() => added(vectors)) }, TRIES)];
}

function added(vectors: readonly Uint32Array[]): Uint32Array {
  const sum = new Uint32Array(TEMPLATE.length);
  for (const vector of vectors) for (const [rank, count] of vector.entries()) sum[rank] = (sum[rank] ?? 0) + count;
  return sum;
}
