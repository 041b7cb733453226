import type { Input, OperationName, Output } from '../../../shared/contract.ts';

/** Asks one operation; a refusal is a failed test. */
export type Ask = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;

/** The token of the first place that the picker offers. */
export async function placeOf(ask: Ask): Promise<string> {
  const { places } = await ask('files.places', {});
  const [place] = places;
  if (place === undefined) throw new Error('no place');
  return place.token;
}
