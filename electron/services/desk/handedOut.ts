import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate, formatPeriod, monthOf, monthsOfPeriod, type IsoDate, type IsoMonth, type IsoPeriod } from '../../../shared/time.ts';
import { compareHandOuts, type HandOut } from '../../disclosure/consolidate/handOuts.ts';
import { minuteOf, type OpenSession } from '../../host.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { appendJournal, entriesOfKind, lastOfKind } from '../../store/journal/journal.ts';
import { appendDeskRelease, readDeskReleases } from '../../store/exchange/packages.ts';

const handOut: z.ZodType<HandOut> = z.strictObject({
  period: z.string(),
  months: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
  lines: z.array(
    z.strictObject({
      table: z.string(),
      period: z.string(),
      level: z.enum(['national', 'region']),
      area: z.string(),
      dims: z.string(),
      status: z.enum(['published', 'interval', 'suppressed', 'rounded']),
      value: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      error: z.number().nullable(),
    }),
  ),
});

/** What is known beside the ledger: after a copy was put back, the focal point's word that no other tables of the period were handed out since that copy. */
type Word = { readonly neverLeft: boolean };

/**
 * Whether the tables of a period left before with these very lines. Throws Refused when beside what left they would give away one or two centres, and when others may have
 * left that the ledger has forgotten, unless the focal point says that none had.
 */
export function leftAlready(db: ReadableDb<'admin'>, next: HandOut, { neverLeft }: Word): boolean {
  const outcome = compareHandOuts(next, handedOut(db));
  if (outcome === 'again') return true;
  const restoredOn = mayHaveLeft(db, next.period);
  if (outcome === 'new' && restoredOn !== null && !neverLeft) throw new Refused('conflict', mayHaveLeftWords(next.period, restoredOn));
  if (outcome === 'new') return false;
  const [fr, en] = [formatPeriod(next.period, 'fr'), formatPeriod(next.period, 'en')];
  throw new Refused('conflict', {
    fr: `Des tableaux de cette période (${fr}) sont déjà partis, et trop peu a changé depuis : la différence donnerait les chiffres d’un ou deux centres. Redonnez le fichier déjà remis. De nouveaux tableaux pourront partir quand trois centres au moins auront changé partout où quelque chose change. Rien n’est parti.`,
    en: `Tables of this period (${en}) have left already, and too little changed since: the difference would give the figures of one or two centres. Give again the file already handed out. New tables can leave once at least three centres have changed wherever something changes. Nothing has left.`,
  });
}

/**
 * The day a copy was put back on this desk, when the period had ended by then and the ledger has no tables of it since: others may have left between the copy and that day,
 * and nothing here would know. null otherwise.
 */
export function mayHaveLeft(db: ReadableDb<'admin'>, period: IsoPeriod): IsoDate | null {
  const restored = lastOfKind(db, 'backup.restore');
  if (restored === undefined) return null;
  const day = minuteOf(restored.at).slice(0, 10);
  const last = monthsOfPeriod(period).at(-1) ?? '';
  const since = entriesOfKind(db, 'consolidated.release').filter(({ seq }) => seq > restored.seq);
  return last < monthOf(day) && !since.some(({ detail }) => released.parse(JSON.parse(detail)).period === period) ? day : null;
}

const released = z.looseObject({ period: z.string() });

/** A copy was put back since: the focal point says first that no other tables of the period were handed out. */
function mayHaveLeftWords(period: IsoPeriod, day: IsoDate): Text {
  return {
    fr: `Une copie a été remise sur ce bureau le ${formatDate(day, 'fr')}\u00a0: d’autres tableaux de cette période (${formatPeriod(period, 'fr')}) sont peut-être déjà partis, et ce bureau ne le sait plus. Si c’est le cas, redonnez ce fichier-là. Rien n’est parti.`,
    en: `A copy was put back on this desk on ${formatDate(day, 'en')}: other tables of this period (${formatPeriod(period, 'en')}) may have left, and this desk no longer knows. If so, give that file again. Nothing has left.`,
  };
}

/** What last left of a month, or undefined: a quarter and a year are the sum of that. Throws Refused where the ledger cannot be read whole. */
export function lastHandOut(db: ReadableDb<'admin'>, month: IsoMonth): HandOut | undefined {
  return handedOut(db)
    .filter(({ period }) => period === month)
    .at(-1);
}

/** Writes in the ledger what leaves of a period, in the caller's transaction and before any file exists; what leaves again has its line already. Throws Refused. */
export function rememberHandOut(
  db: WritableDb<'admin'>,
  { stores }: Pick<OpenSession, 'stores'>,
  next: HandOut,
  word: Word,
  at: number,
): void {
  if (leftAlready(db, next, word)) return;
  const { period } = next;
  const months = Object.fromEntries(Object.entries(next.months).map(([month, sums]) => [month, { ...sums }]));
  const content = canonicalJson({ period, months, lines: next.lines.map((line) => ({ ...line })) });
  const version = appendDeskRelease(db, period, content, stores.user.userId, at);
  const confirmation = mayHaveLeft(db, period) === null ? {} : { neverLeft: true as const };
  const detail = { period, version, sha256: sha256(Buffer.from(content, 'utf8')).toString('base64url'), ...confirmation };
  appendJournal(db, stores.actor, { kind: 'consolidated.release', detail }, at);
}

function handedOut(db: ReadableDb<'admin'>): readonly HandOut[] {
  try {
    return readDeskReleases(db).map(({ content }) => handOut.parse(JSON.parse(content)));
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)
      throw new Refused('conflict', LEDGER_BROKEN);
    throw error;
  }
}

const LEDGER_BROKEN = {
  fr: 'Le registre de ce qui est déjà parti ne se lit plus en entier : rien ne dit ce qu’une différence montrerait. Remettez une copie de ce bureau ou demandez de l’aide. Rien n’est parti.',
  en: 'The ledger of what has left can no longer be read whole: nothing tells what a difference would show. Put back a copy of this office or ask for help. Nothing has left.',
};
