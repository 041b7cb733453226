import { z } from 'zod';
import { Refused } from '../../../shared/failure.ts';
import type { Lists } from '../../../shared/forms/lists/inForce.ts';
import { proposeColumns, type ColumnProposal } from '../../../shared/takeover/columns.ts';
import type { DateOrder } from '../../../shared/takeover/dates.ts';
import { HEADINGS, type Target } from '../../../shared/takeover/headings.ts';
import { readingOfTool, toolColumns, toolNamed, wordingsOver } from '../../../shared/takeover/known/recognise.ts';
import { TOOL_IDS } from '../../../shared/takeover/known/tool.ts';
import type { TakeoverSettings } from '../../../shared/takeover/line.ts';
import { isInTable, wordingKey, wordingTable, type WordingCorrections } from '../../../shared/takeover/wordings.ts';
import type { CaseSession } from '../../host.ts';
import type { WritableDb } from '../../store/base/database.ts';
import {
  readSealedMessage,
  readSealedMessages,
  writeSealedMessages,
  type MessageRecipient,
} from '../../store/caseRecords/sealedMessages.ts';
import { listTakeovers } from '../../store/takeover/takeovers.ts';
import type { ReadTool, Reading } from '../../takeover/reading.ts';

const choicesSchema = z.strictObject({
  columns: z.array(z.strictObject({ heading: z.string(), target: z.string().nullable() })),
  wordings: z.array(z.strictObject({ target: z.string(), wording: z.string(), code: z.string().nullable() })),
  /** The tool this file came from, for its own held lines: the next file is recognised by its own headings. */
  from: z.strictObject({ tool: z.enum(TOOL_IDS), byHand: z.boolean(), dates: z.enum(['dayFirst', 'monthFirst']) }).nullable(),
});

/**
 * What a person chose while taking registers over: headings, and wordings with their codes. A shifted line may put a name in a coded column, so the choices are
 * sealed with their take-over, to the readers of its held lines; a reader who opens them gets them proposed again.
 */
export type TakeoverChoices = z.infer<typeof choicesSchema>;
type Wording = TakeoverChoices['wordings'][number];

const NONE: TakeoverChoices = { columns: [], wordings: [], from: null };

/** Everything settled so far that this session opens; a later take-over prevails. */
export function rememberedChoices(session: CaseSession): TakeoverChoices {
  const { stores } = session;
  const opened = new Map(
    readSealedMessages(stores.cases, stores, 'takeover.choices').map(({ subjectId, content }) => [
      subjectId,
      choicesSchema.safeParse(content).data ?? NONE,
    ]),
  );
  const oldestFirst = listTakeovers(stores.cases, {}).toReversed();
  return oldestFirst.map(({ takeover_id }) => opened.get(takeover_id) ?? NONE).reduce(merged, NONE);
}

/** What one take-over was read with, for its held lines. */
export function choicesOf(session: CaseSession, takeoverId: string): TakeoverChoices {
  return choicesSchema.safeParse(readSealedMessage(session.stores.cases, session.stores, 'takeover.choices', takeoverId)).data ?? NONE;
}

/** Seals what a take-over was read with: what was known before, and what its person settled otherwise than proposed. */
export function writeChoices(
  db: WritableDb<'cases'>,
  session: CaseSession,
  keepers: readonly MessageRecipient[],
  takeoverId: string,
  read: Reading,
): void {
  const known = rememberedChoices(session);
  const { headings } = read.register;
  const proposed = chosenColumns(known, headings, read.from);
  const columns = headings.flatMap((heading, index) => {
    const target = read.columns[index] ?? null;
    return target === (proposed[index]?.target ?? null) ? [] : [{ heading, target }];
  });
  const wordings = Object.entries(read.wordings).flatMap(([target, codes]) =>
    Object.entries(codes ?? {}).map(([wording, code]) => ({ target, wording, code })),
  );
  const from = read.from === null || read.dates === null ? null : { tool: read.from.tool.id, byHand: read.from.byHand, dates: read.dates };
  writeSealedMessages(db, session.stores, keepers, 'takeover.choices', takeoverId, { ...merged(known, { columns, wordings, from }), from });
}

/** What each heading means: the choice of a person before, « none » included, else the proposal of the known tool or of the rule (commands.md §2.1). */
export function chosenColumns(choices: TakeoverChoices, headings: readonly string[], from: ReadTool | null): readonly ColumnProposal[] {
  const remembered = new Map(choices.columns.map(({ heading, target }) => [heading, target]));
  const proposed = from === null || from.byHand ? proposeColumns(headings) : toolColumns(from.tool, headings);
  return proposed.map((proposal) => {
    if (!remembered.has(proposal.heading)) return proposal;
    const target = asTarget(remembered.get(proposal.heading));
    return { ...proposal, target, confidence: target === null ? 'none' : 'certain' };
  });
}

/** The meaning of that name, or null for none. */
export function asTarget(target: string | null | undefined): Target | null {
  return HEADINGS.find(([known]) => known === target)?.[0] ?? null;
}

/** Corrections with some more; each wording goes to a code of its own list or to none. Throws Refused `invalid`. */
export function withCorrections(known: WordingCorrections, added: readonly Wording[], lists: Lists): WordingCorrections {
  const tables = new Map(Object.entries(known).map(([table, codes]) => [table, { ...codes }]));
  for (const one of added) {
    if (!isInList(one, lists)) throw new Refused('invalid', NOT_IN_LIST);
    tables.set(one.target, { ...tables.get(one.target), [wordingKey(one.wording)]: one.code });
  }
  return Object.fromEntries(tables);
}

/** The corrections chosen before; a correction whose code has left its list since is asked again. */
export function chosenCorrections({ wordings }: TakeoverChoices, lists: Lists): WordingCorrections {
  const inForce = wordings.filter((one) => isInList(one, lists));
  return withCorrections({}, inForce, lists);
}

/** The tool under which a take-over was read, for its held lines. */
export function readFrom({ from }: TakeoverChoices): ReadTool | null {
  const tool = toolNamed(from?.tool ?? null);
  return from === null || tool === null ? null : { tool, byHand: from.byHand };
}

/** How the lines of a reading are read beside their columns: their wordings, and what is particular to the tool they come from. */
export function lineSettings(
  from: ReadTool | null,
  dates: DateOrder | null,
  own: WordingCorrections,
): Pick<TakeoverSettings, 'wordings' | 'tool'> {
  if (from === null || dates === null) return { wordings: own };
  return { wordings: from.byHand ? own : wordingsOver(from.tool, own), tool: readingOfTool(from.tool, dates) };
}

function isInList({ target, code }: Wording, lists: Lists): boolean {
  const table = wordingTable(target);
  return table !== null && (code === null || isInTable(table, code, lists));
}

function merged(before: TakeoverChoices, after: TakeoverChoices): TakeoverChoices {
  const columns = new Map([...before.columns, ...after.columns].map((column) => [column.heading, column]));
  const wordings = new Map([...before.wordings, ...after.wordings].map((one) => [`${one.target} ${one.wording}`, one]));
  return { columns: [...columns.values()], wordings: [...wordings.values()], from: null };
}

const NOT_IN_LIST = {
  fr: 'Une valeur choisie n’est pas dans la liste de sa colonne. Rien n’a été écrit.',
  en: 'A chosen value is not in the list of its column. Nothing was written.',
};
