import { isTime } from '../../shared/time.ts';

/** Reads an hour as people write it: `9`, `930`, `14:30`, `14h30`, `14h`. Undefined when it is no hour of a day. */
export function readTime(text: string): string | undefined {
  const typed = text.trim().toLowerCase();
  const [, hours, minutes] = /^(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?$/.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed) ?? [];
  if (hours === undefined) return undefined;
  const time = `${hours.padStart(2, '0')}:${minutes ?? '00'}`;
  return isTime(time) ? time : undefined;
}
