import { z } from 'zod';

const message = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('begun'), number: z.int() }),
  z.strictObject({ kind: z.literal('confirmed'), number: z.int() }),
]);
/** What the harmed process says, one line each on its output: its session is open; a numbered act was asked, then confirmed by the reply. */
export type BareMessage = z.infer<typeof message>;

/** Whole lines of an output; a last line that was cut was never said. */
export function readMessages(output: string): readonly BareMessage[] {
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => message.parse(JSON.parse(line)));
}

/** Number of the last act that was confirmed, or `before` when none was. */
export function lastConfirmed(messages: readonly BareMessage[], before: number): number {
  return Math.max(before, ...messages.map((one) => (one.kind === 'confirmed' ? one.number : before)));
}

export function lastBegun(messages: readonly BareMessage[], before: number): number {
  return Math.max(before, ...messages.map((one) => (one.kind === 'begun' ? one.number : before)));
}
