import type { Bridge, BridgeEvent } from '../../shared/bridge.ts';
import type { Envelope, OperationName, Output } from '../../shared/contract.ts';
import type { Failure, Reply } from '../../shared/failure.ts';
import type { Role } from '../../shared/rights.ts';
import { FIXTURES } from './fixtures.ts';
import { TODAY } from './fixtures/invented.ts';
import { USERS, sessionOf } from './fixtures/session.ts';
import type { Fixtures } from './fixtures/invented.ts';

/** The state behind the bridge, written by a test. */
export type FixtureState = {
  readonly role: Role | null;
  readonly phase?: Output<'start.state'>['phase'];
  readonly session?: Partial<Output<'session.state'>>;
  readonly answers?: Fixtures;
  readonly failures?: Readonly<Partial<Record<OperationName, Failure>>>;
  /** Operations done and answered only once the test says `release()`. */
  readonly held?: readonly OperationName[];
};

export type FixtureBridge = Bridge & {
  readonly calls: readonly Envelope[];
  readonly emit: (event: BridgeEvent) => void;
  readonly release: () => void;
};

const NO_ANSWER: Failure = { kind: 'bug', message: { fr: 'Aucune réponse préparée.', en: 'No answer prepared.' }, reference: '0000' };

/** A bridge that answers with typed, invented replies: what the page meets before, or without, the keyed process. */
export function fixtureBridge(state: FixtureState): FixtureBridge {
  const calls: Envelope[] = [];
  const waiting: (() => void)[] = [];
  const receivers: ((message: string) => void)[] = [];
  let { role } = state;
  let preferences: Partial<Output<'session.state'>> = {};

  function replyTo(name: OperationName, input: unknown): Reply<unknown> {
    const failure = state.failures?.[name];
    if (failure !== undefined) return { ok: false, failure };
    if (name === 'session.state') return { ok: true, value: sessionOf(role, { ...state.session, ...preferences }) };
    if (name === 'start.state')
      return {
        ok: true,
        value: { phase: state.phase ?? 'installed', kind: 'centre', siteCode: 'MOP1', today: TODAY, now: `${TODAY}T09:41` },
      };
    if (name === 'session.unlock') {
      role = 'caseworker';
      return {
        ok: true,
        value: {
          user: USERS.caseworker,
          lastSession: { at: '2026-10-12T17:05', staffCode: 'AC2', acts: 12, entries: 1_204 },
          failedTries: 0,
        },
      };
    }
    if (name === 'session.lock') role = null;
    if (name === 'session.prefer' && typeof input === 'object') preferences = { ...preferences, ...input };
    const value = state.answers?.[name] ?? FIXTURES[name];
    return value === undefined ? { ok: false, failure: NO_ANSWER } : { ok: true, value };
  }

  return {
    calls,
    call: async (message) => {
      const envelope: Envelope = JSON.parse(message);
      calls.push(envelope);
      if (state.held?.includes(envelope.name)) await new Promise<void>((resolve) => waiting.push(resolve));
      return JSON.stringify(replyTo(envelope.name, envelope.input));
    },
    listen: (receiver) => void receivers.push(receiver),
    release: () => waiting.splice(0).forEach((answer) => answer()),
    emit: (event) => receivers.forEach((receiver) => receiver(JSON.stringify(event))),
  };
}
