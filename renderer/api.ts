import { BRIDGE } from '../shared/bridge.ts';
import type { Bridge } from '../shared/bridge.ts';
import type { Envelope, Input, OperationName, Output } from '../shared/contract.ts';
import type { Failure, Reply } from '../shared/failure.ts';

declare global {
  interface Window {
    readonly [BRIDGE]: Bridge;
  }
}

/** An operation that did not succeed; carries the failure as the request handler sent it, ready to be shown. */
export class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/**
 * Calls one operation of the contract through the bridge and gives its output.
 * Each call has its own request id, so that a write repeated by the shell is done once. Throws `Failed`.
 */
export async function call<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> {
  const envelope: Envelope = { request: crypto.randomUUID(), name, input };
  const reply: Reply<Output<K>> = JSON.parse(await window[BRIDGE].call(JSON.stringify(envelope)));
  if (!reply.ok) throw new Failed(reply.failure);
  return reply.value;
}

/** What a route action gives back: the value, or the failure as data so that the page shows it beside what was typed. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Like `call`, for route actions: a failure is data, not an error page. */
export async function attempt<K extends OperationName>(name: K, input: Input<K>): Promise<Outcome<Output<K>>> {
  try {
    return { ok: true, value: await call(name, input) };
  } catch (error) {
    if (error instanceof Failed) return { ok: false, failure: error.failure };
    throw error;
  }
}
