import type { Input } from '../../shared/contract.ts';
import type { Installation } from './installation.ts';

/** The token of a place offered by the picker. */
export async function placeToken(installation: Installation, label: string): Promise<string> {
  const { places } = await installation.ask('files.places', {});
  const place = places.find((one) => one.label === label);
  if (place === undefined) throw new Error(`no place called ${label}`);
  return place.token;
}

/** The token of a file on the medium. */
export async function onMedium(
  installation: Installation,
  name: string,
  accept: Input<'files.list'>['accept'],
  place = 'Clé USB',
): Promise<string> {
  const { entries } = await installation.ask('files.list', { folder: await placeToken(installation, place), accept });
  const file = entries.find((entry) => entry.label === name);
  if (file === undefined) throw new Error('no such file on the medium');
  return file.token;
}
