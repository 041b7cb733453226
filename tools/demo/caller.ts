import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { callDoor, type Door } from '../../electron/dispatch.ts';

/** What the demonstration cannot go on from; one plain sentence. */
export class DemoStopped extends Error {}

/** Calls one operation through the door as a screen would; a refusal stops the demonstration with its sentence. */
export async function ask<K extends OperationName>(door: Door, name: K, input: Input<K>): Promise<Output<K>> {
  const reply = await callDoor(door, name, input);
  if (!reply.ok) throw new DemoStopped(`${name}: ${reply.failure.message.en}`);
  return reply.value;
}

/** One person at the laptop: opens the session, acts, locks. */
export async function as<T>(
  door: Door,
  person: { readonly staffCode: string; readonly passphrase: string },
  act: () => Promise<T>,
): Promise<T> {
  await ask(door, 'session.unlock', person);
  try {
    return await act();
  } finally {
    await ask(door, 'session.lock', { reason: 'asked' });
  }
}

/** The token of the one folder offered under this label. */
export async function placeToken(door: Door, label: string): Promise<string> {
  const { places } = await ask(door, 'files.places', {});
  const place = places.find((candidate) => candidate.label === label);
  if (place === undefined) throw new DemoStopped(`no place called ${label}`);
  return place.token;
}
