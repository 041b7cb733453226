import { headingKey, proposeColumns } from '../columns.ts';
import type { ColumnProposal } from '../columns.ts';
import type { Text } from '../../text.ts';
import type { Target } from '../headings.ts';
import type { ToolReading } from '../line.ts';
import type { DateOrder } from '../dates.ts';
import { wordingKey } from '../wordings.ts';
import type { WordingCorrections } from '../wordings.ts';
import { incidentRecorder } from './incidentRecorder.ts';
import { primero } from './primero.ts';
import type { KnownTool, ToolId } from './tool.ts';

export const KNOWN_TOOLS: readonly KnownTool[] = [incidentRecorder, primero];

/** Fields of a child-protection file in Primero. An export that has them and no type of GBV holds no incident that this version takes over. */
const CHILD_PROTECTION = ['protection_concerns', 'separation_cause', 'cp_incident_violence_type', 'protection_status'].map(headingKey);

/** The meanings of each tool's headings; `null` for a column it leaves out. */
const MEANINGS: ReadonlyMap<KnownTool, ReadonlyMap<string, Target | null>> = new Map(
  KNOWN_TOOLS.map((tool) => [
    tool,
    new Map<string, Target | null>([
      ...tool.leftOut.flatMap(({ headings }) => headings.map((heading) => [headingKey(heading), null] as const)),
      ...tool.columns.flatMap(([target, headings]) => headings.map((heading) => [headingKey(heading), target] as const)),
    ]),
  ]),
);

/** The tool whose export these headings are: all of its marks are among them. `null` for a register. */
export function toolOf(headings: readonly string[]): KnownTool | null {
  return KNOWN_TOOLS.find((tool) => tool.marks.every((mark) => headings.some((heading) => meaningIn(tool, heading) === mark))) ?? null;
}

export function toolNamed(id: ToolId | null): KnownTool | null {
  return KNOWN_TOOLS.find((tool) => tool.id === id) ?? null;
}

/** Whether it is an export of child-protection files, which is known and not taken over. */
export function isChildProtectionExport(headings: readonly string[]): boolean {
  return toolOf(headings) === null && headings.some((heading) => CHILD_PROTECTION.includes(headingKey(heading)));
}

/**
 * The columns of a known tool, all certain, those it leaves out included; what it does not know is proposed as in a register, where the meaning is free. A meaning is
 * given once, to the first heading in the tool's own order: `incidentid_ir` before `incident_code`, whatever their order in the file.
 */
export function toolColumns(tool: KnownTool, headings: readonly string[]): readonly ColumnProposal[] {
  const given = new Map<number, Target>();
  for (const [target, names] of tool.columns) {
    const index = names
      .map((name) => headings.findIndex((heading) => headingKey(heading) === headingKey(name)))
      .find((found) => found >= 0);
    if (index !== undefined) given.set(index, target);
  }
  const taken = new Set(given.values());
  const others = proposeColumns(headings.map((heading) => (meaningIn(tool, heading) === undefined ? heading : '')));
  return headings.map((heading, index) => {
    const target = given.get(index);
    if (target !== undefined) return { heading, target, confidence: 'certain' };
    if (meaningIn(tool, heading) === null) return { heading, target: null, confidence: 'certain' };
    const other = others[index];
    const isFree = other !== undefined && other.target !== null && !taken.has(other.target);
    return isFree ? { ...other, heading } : { heading, target: null, confidence: 'none' };
  });
}

/** The columns of the file that the tool leaves out on purpose, with what they are. */
export function leftOutOf(tool: KnownTool, columns: readonly ColumnProposal[]): { heading: string; why: Text }[] {
  return columns.flatMap(({ heading, target }) => {
    const known = tool.leftOut.find(({ headings }) => headings.some((one) => headingKey(one) === headingKey(heading)));
    return known === undefined || target !== null ? [] : [{ heading, why: known.why }];
  });
}

/** What the tool writes, as corrections of the tables: those of the person come over them. */
export function toolWordings(tool: KnownTool): WordingCorrections {
  const known = Object.entries(tool.wordings).map(([table, codes]) => [
    table,
    Object.fromEntries(Object.entries(codes ?? {}).flatMap(([code, wordings]) => wordings.map((wording) => [wordingKey(wording), code]))),
  ]);
  const corrections: WordingCorrections = Object.fromEntries(known);
  const left = Object.entries(tool.asWritten).map(([table, wordings]) => [
    table,
    { ...entriesOf(corrections, table), ...Object.fromEntries((wordings ?? []).map((wording) => [wordingKey(wording), null])) },
  ]);
  return { ...corrections, ...Object.fromEntries(left) };
}

/** The corrections of a person over those of the tool. */
export function wordingsOver(tool: KnownTool | null, own: WordingCorrections): WordingCorrections {
  if (tool === null) return own;
  const written = toolWordings(tool);
  const tables = new Set([...Object.keys(written), ...Object.keys(own)]);
  const both = (table: string) => ({ ...entriesOf(written, table), ...entriesOf(own, table) });
  return Object.fromEntries([...tables].map((table) => [table, both(table)]));
}

/** How the lines of the tool are read. */
export function readingOfTool({ everyLineIsCase, assumptions }: KnownTool, dates: DateOrder): ToolReading {
  return { dates, everyLineIsCase, assumptions };
}

/** The meanings whose cells are days. */
export const DATE_TARGETS: readonly Target[] = ['receivedOn', 'incidentDate', 'birthDate', 'lastFollowUp'];

function entriesOf(corrections: WordingCorrections, table: string): Readonly<Record<string, string | null>> {
  return Object.entries(corrections).find(([name]) => name === table)?.[1] ?? {};
}

function meaningIn(tool: KnownTool, heading: string): Target | null | undefined {
  return MEANINGS.get(tool)?.get(headingKey(heading));
}
