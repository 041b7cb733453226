import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { Refused } from '../../shared/failure.ts';
import { formatPeriod, type IsoMonth } from '../../shared/time.ts';
import { compareHandOuts, type HandOut } from '../disclosure/handOuts.ts';
import type { OpenSession } from '../host.ts';
import { canonicalJson } from '../keys/canonical.ts';
import { sha256 } from '../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { appendJournal } from '../store/journal.ts';
import { appendDeskRelease, readDeskReleases } from '../store/packages.ts';

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

/** Whether the tables of a period left before with these very lines. Throws Refused when beside what left they would give away one or two centres. */
export function leftAlready(db: ReadableDb<'admin'>, next: HandOut): boolean {
  const outcome = compareHandOuts(next, handedOut(db));
  if (outcome !== 'tooClose') return outcome === 'again';
  const [fr, en] = [formatPeriod(next.period, 'fr'), formatPeriod(next.period, 'en')];
  throw new Refused('conflict', {
    fr: `Des tableaux de cette période (${fr}) sont déjà partis, et trop peu a changé depuis : la différence donnerait les chiffres d’un ou deux centres. Redonnez le fichier déjà remis. De nouveaux tableaux pourront partir quand trois centres au moins auront changé partout où quelque chose change. Rien n’est parti.`,
    en: `Tables of this period (${en}) have left already, and too little changed since: the difference would give the figures of one or two centres. Give again the file already handed out. New tables can leave once at least three centres have changed wherever something changes. Nothing has left.`,
  });
}

/** What last left of a month, or undefined: a quarter and a year are the sum of that. Throws Refused where the ledger cannot be read whole. */
export function lastHandOut(db: ReadableDb<'admin'>, month: IsoMonth): HandOut | undefined {
  return handedOut(db)
    .filter(({ period }) => period === month)
    .at(-1);
}

/** Writes in the ledger what leaves of a period, in the caller's transaction and before any file exists; what leaves again has its line already. Throws Refused. */
export function rememberHandOut(db: WritableDb<'admin'>, { store }: OpenSession, next: HandOut, at: number): void {
  if (leftAlready(db, next)) return;
  const { period } = next;
  const months = Object.fromEntries(Object.entries(next.months).map(([month, sums]) => [month, { ...sums }]));
  const content = canonicalJson({ period, months, lines: next.lines.map((line) => ({ ...line })) });
  const version = appendDeskRelease(db, period, content, store.user.userId, at);
  const detail = { period, version, sha256: sha256(Buffer.from(content, 'utf8')).toString('base64url') };
  appendJournal(db, store.actor, { kind: 'consolidated.release', detail }, at);
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
