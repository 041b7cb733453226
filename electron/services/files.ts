import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import type { Host } from '../host.ts';

/** Folders the person may look into; tokens, never paths. */
export function listPlaces(host: Host): Output<'files.places'> {
  return { places: host.picker.places() };
}

export function listFolder(input: Input<'files.list'>, host: Host): Output<'files.list'> {
  const entries = host.picker.list(input.folder, input.accept);
  if (entries === null) throw new Refused('notFound', GONE);
  return { entries };
}

const GONE = {
  fr: 'Ce dossier n’est plus là. Remettez la clé USB, puis ouvrez-le de nouveau.',
  en: 'This folder is no longer there. Put the USB key back, then open it again.',
};
