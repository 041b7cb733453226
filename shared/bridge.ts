/** The one hole between the page and the keyed process: JSON text in, JSON text out, and events without content. */
export type Bridge = {
  /** Sends one `Envelope` (contract.ts) as JSON, resolves with one `Reply` (failure.ts) as JSON; never rejects. */
  readonly call: (message: string) => Promise<string>;
  /** Adds a receiver of events; each is one `BridgeEvent` as JSON. */
  readonly listen: (receiver: (message: string) => void) => void;
};

/** `cover`: show the neutral page now. `warn`: the idle lock comes in 30 s. `locked`: the keys are gone. */
export type BridgeEvent = { readonly event: 'cover' | 'warn' | 'locked' };

/** Name of the bridge on `window`, put there by the shell before any script of the page runs. */
export const BRIDGE = 'sutura';
