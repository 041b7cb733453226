/** Replies of writes that are remembered, so that a request repeated after a reload is answered and not done twice. */
const REMEMBERED = 256;

/** What a repeated call must have in common with the first: who was there, the operation, the request. */
export type RepliedCall = { readonly session: string; readonly name: string; readonly request: string };

/** Replies of one session, in memory, as long as it lasts. */
export type Replies = {
  find(call: RepliedCall): Promise<string> | undefined;
  keep(call: RepliedCall, reply: Promise<string>): void;
  /** At the end of a session: no reply outlives it (security §5.2). */
  forget(): void;
};

export function createReplies(): Replies {
  const kept = new Map<string, Promise<string>>();
  return {
    find: (call) => kept.get(keyOf(call)),
    keep: (call, reply) => {
      kept.set(keyOf(call), reply);
      const oldest = kept.keys().next();
      if (kept.size > REMEMBERED && oldest.done !== true) kept.delete(oldest.value);
    },
    forget: () => kept.clear(),
  };
}

function keyOf({ session, name, request }: RepliedCall): string {
  return JSON.stringify([session, name, request]);
}
