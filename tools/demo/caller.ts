import type { Input, OperationName, Output } from '../../shared/contract.ts';
import { sendRequest, type RequestHandler } from '../../electron/dispatch.ts';

/** What stops the demonstration; one plain sentence. */
export class DemoStopped extends Error {}

/** Calls one operation as a screen would; a refusal stops the demonstration with its sentence. */
export async function ask<K extends OperationName>(requests: RequestHandler, name: K, input: Input<K>): Promise<Output<K>> {
  const reply = await sendRequest(requests, name, input);
  if (!reply.ok) throw new DemoStopped(`${name}: ${reply.failure.message.en}`);
  return reply.value;
}

/** One person at the laptop: opens the session, acts, locks. */
export async function as<T>(
  requests: RequestHandler,
  person: { readonly staffCode: string; readonly passphrase: string },
  act: () => Promise<T>,
): Promise<T> {
  await ask(requests, 'session.unlock', person);
  try {
    return await act();
  } finally {
    await ask(requests, 'session.lock', { reason: 'asked' });
  }
}

/** The token of the one folder offered under this label. */
export async function placeToken(requests: RequestHandler, label: string): Promise<string> {
  const { places } = await ask(requests, 'files.places', {});
  const place = places.find((candidate) => candidate.label === label);
  if (place === undefined) throw new DemoStopped(`no place called ${label}`);
  return place.token;
}
