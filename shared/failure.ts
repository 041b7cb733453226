import type { Text } from './text.ts';

/**
 * The closed list of ways an operation may not succeed. Only `bug` is logged as a fault.
 * `disk`: no room, or a disk that refuses to write. No failure ever carries an answer, a name or a path (architecture §3).
 */
export type FailureKind = 'invalid' | 'forbidden' | 'notFound' | 'conflict' | 'locked' | 'disk' | 'bug';

export type Failure = {
  readonly kind: FailureKind;
  /** What happened, what was kept, what to do; ready to be shown. */
  readonly message: Text;
  /** Field code → problem sentence, for `invalid`. */
  readonly fields?: Readonly<Record<string, Text>>;
  /** Random number of a fault, found again in the technical log; for `bug`. */
  readonly reference?: string;
};

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Thrown inside services, turned into a reply by the request handler and nowhere else. */
export class Refused extends Error {
  readonly failure: Failure;

  constructor(kind: Exclude<FailureKind, 'bug'>, message: Text, fields?: Readonly<Record<string, Text>>) {
    super(kind);
    this.failure = fields === undefined ? { kind, message } : { kind, message, fields };
  }
}
