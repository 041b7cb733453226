/** The hour of the demonstration: the given day, running on from nine in the morning. */
export type Clock = { readonly now: () => Date; readonly today: () => string };

export function demoClock(today: string): Clock {
  const started = Date.now();
  const now = () => new Date(Date.parse(`${today}T09:00:00Z`) + (Date.now() - started));
  return { now, today: () => now().toISOString().slice(0, 10) };
}
