import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CONTRACT, type Input, type OperationName, type Output } from '../shared/contract.ts';
import { Refused, type Failure, type Reply } from '../shared/failure.ts';
import type { Role } from '../shared/rights.ts';
import { whereOf, type Log } from './log.ts';
import type { Replies } from './replies.ts';

const LOCKED_SESSION = 'locked';

const envelopeSchema = z.strictObject({ request: z.string().min(8).max(64), name: z.string().max(60), input: z.unknown() });

/** One function per operation; a missing one does not compile. `C` is what a handler may use: the host, with or without a session. */
export type Handlers<C> = {
  readonly [K in OperationName]: (input: z.output<(typeof CONTRACT)[K]['input']>, context: C) => Output<K> | Promise<Output<K>>;
};

export type RequestHandlerOptions<C> = {
  readonly context: C;
  readonly handlers: Handlers<C>;
  /** Role of the open session, null while locked. */
  readonly roleOf: () => Role | null;
  /** Which session is open, null while locked. */
  readonly sessionOf: () => string | null;
  readonly replies: Replies;
  /** Called for each operation that the role may not use, so that the journal records the refusal. */
  readonly onForbidden: (name: OperationName) => void;
  /** Why the disk allows no write to this operation, or null. */
  readonly writeRefusal: (name: OperationName) => Failure | null;
  /** A fault of the disk as a refusal; any other error as it was. */
  readonly diskRefusal: (error: unknown) => unknown;
  /** Called after every write that succeeded. */
  readonly onWritten: () => void;
  readonly log: Log;
};

/** One call in, one reply out, both JSON. The only way from a screen, a command or a test to the services. */
export type RequestHandler = (message: string) => Promise<string>;

/** sender (the shell) → session and role → schema → handler → reply as data (architecture §3). A repeated write is answered, only to the session that made it. */
export function createRequestHandler<C>(options: RequestHandlerOptions<C>): RequestHandler {
  return (message) => {
    const call = readEnvelope(message);
    if (call === null) return refused(UNREADABLE);
    const refusal = refusalOf(options, call.name);
    if (refusal !== null) return refused(refusal);
    const session = options.sessionOf() ?? LOCKED_SESSION;
    const made = { session, name: call.name, request: call.request };
    const known = options.replies.find(made);
    if (known !== undefined) return known;
    const reply = perform(options, call.name, call.input).then((value) => JSON.stringify(value));
    if (CONTRACT[call.name].effect === 'write') options.replies.keep(made, reply);
    return reply;
  };
}

function refused(failure: Failure): Promise<string> {
  return Promise.resolve(JSON.stringify({ ok: false, failure } satisfies Reply<never>));
}

/** The typed request for code of our own (commands, tests): same request handler, same JSON, same checks. */
export async function sendRequest<K extends OperationName>(requests: RequestHandler, name: K, input: Input<K>): Promise<Reply<Output<K>>> {
  return JSON.parse(await requests(JSON.stringify({ request: randomBytes(12).toString('hex'), name, input })));
}

function readEnvelope(message: string): { readonly request: string; readonly name: OperationName; readonly input: unknown } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return null;
  }
  const envelope = envelopeSchema.safeParse(parsed);
  if (!envelope.success || !isOperation(envelope.data.name)) return null;
  return { request: envelope.data.request, name: envelope.data.name, input: envelope.data.input };
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(CONTRACT, name);
}

async function perform<C>(options: RequestHandlerOptions<C>, name: OperationName, input: unknown): Promise<Reply<unknown>> {
  const read = CONTRACT[name].input.safeParse(input);
  if (!read.success) return { ok: false, failure: { ...BAD_SHAPE, fields: fieldsOf(read.error) } };
  try {
    const value = CONTRACT[name].output.parse(await run(options, name, read.data));
    if (CONTRACT[name].effect !== 'read') options.onWritten();
    return { ok: true, value };
  } catch (caught) {
    const error = options.diskRefusal(caught);
    if (error !== caught) options.log({ kind: 'disk' });
    if (error instanceof Refused) return { ok: false, failure: error.failure };
    return { ok: false, failure: fault(options, error) };
  }
}

/** The handler of `name` takes the output of the schema of `name`: TypeScript cannot follow that link through an index, so it is stated once, here. */
function run<C>(options: RequestHandlerOptions<C>, name: OperationName, input: unknown): unknown {
  const handler = options.handlers[name] as (input: unknown, context: C) => unknown;
  return handler(input, options.context);
}

/** Why this session may not call the operation, or null. A refusal that cannot be journaled is a fault, and is refused too. */
function refusalOf<C>(options: RequestHandlerOptions<C>, name: OperationName): Failure | null {
  try {
    return mayCall(options, name) ?? options.writeRefusal(name);
  } catch (error) {
    return fault(options, error);
  }
}

function mayCall<C>(options: RequestHandlerOptions<C>, name: OperationName): Failure | null {
  const callers = CONTRACT[name].callers;
  const role = options.roleOf();
  if (callers === 'anyone') return null;
  if (callers === 'locked') return role === null ? null : ALREADY_OPEN;
  if (role === null) return LOCKED;
  if ((callers as readonly Role[]).includes(role)) return null;
  options.onForbidden(name);
  return FORBIDDEN;
}

function fieldsOf(error: z.ZodError): Readonly<Record<string, { fr: string; en: string }>> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'input', SHAPE]));
}

function fault<C>(options: RequestHandlerOptions<C>, error: unknown): Failure {
  const reference = randomBytes(2).toString('hex').toUpperCase();
  options.log({ kind: 'bug', reference, where: whereOf(error) });
  return {
    kind: 'bug',
    reference,
    message: {
      fr: `Une panne est survenue (n° ${reference}). Ce qui était gardé le reste. Fermez et rouvrez la page ; si elle revient, notez ce numéro.`,
      en: `A fault occurred (no. ${reference}). What was kept stays kept. Close the page and open it again; if it comes back, note this number.`,
    },
  };
}

const SHAPE = { fr: 'Cette réponse n’a pas la forme attendue.', en: 'This answer does not have the expected form.' };

const UNREADABLE: Failure = {
  kind: 'invalid',
  message: { fr: 'Cette demande est illisible. Rien n’a été fait.', en: 'This request cannot be read. Nothing was done.' },
};

const BAD_SHAPE: Failure = {
  kind: 'invalid',
  message: {
    fr: 'Une réponse n’a pas la forme attendue. Rien n’a été enregistré.',
    en: 'An answer does not have the expected form. Nothing was saved.',
  },
};

const LOCKED: Failure = {
  kind: 'locked',
  message: {
    fr: 'La session est fermée. Ouvrez-la avec votre phrase secrète.',
    en: 'The session is locked. Open it with your passphrase.',
  },
};

const ALREADY_OPEN: Failure = {
  kind: 'forbidden',
  message: { fr: 'Une session est déjà ouverte. Fermez-la d’abord.', en: 'A session is already open. Lock it first.' },
};

const FORBIDDEN: Failure = {
  kind: 'forbidden',
  message: {
    fr: 'Cette action n’est pas ouverte à votre rôle. Rien n’a été fait.',
    en: 'This action is not open to your role. Nothing was done.',
  },
};
