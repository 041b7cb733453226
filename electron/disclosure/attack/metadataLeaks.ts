import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Something in what leaves that is not a count of its report (security T26): a code of a case, of a person or of anything else · a day or an hour · a member that
 * no reader expects · a number of a journal's length. `excerpt` is never given: the finding says where, not what.
 */
export type MetadataLeak = { readonly file: string; readonly kind: 'code' | 'date' | 'member' | 'journal' };

const CODES = [
  /\b(?:VBG|PE|REG)-[A-Z0-9]{3,5}-\d{2}-\d{1,6}\b/,
  /\b[A-HJ-KM-NP-Z2-9]{8}-I\d{1,3}\b/,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
];
const DATES = [/\b\d{4}-\d{2}-\d{2}\b/, /\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/, /\b\d{1,2}:\d{2}\b/, /\b1[4-9]\d{8}(?:\d{3})?\b/];
/** Members of an aggregate, written here by hand: what is not in this list is not expected by a reader. */
const MEMBERS = new Set(
  [
    'schema_version lists_version package_id header replaces cells totals witness',
    'header.structure_code header.site_code header.region header.program header.period header.version header.zero_report header.secure_db',
    'header.harmonised_tools header.service_gaps header.comment header.threshold header.mode',
    'cells.table cells.dims cells.unit cells.value cells.suppressed totals.table totals.published totals.hidden',
    'witness.anchor witness.head witness.previous_head witness.epoch witness.restored',
  ].flatMap((line) => line.split(' ')),
);
/** Monthly anchors of forty years: beyond, the number counts something else than months. */
const MOST_ANCHORS = 480;
/** The only identifier, drawn for the file, and digests of other files or of a journal. */
const OWN = new Set(['package_id', 'replaces', 'witness.head', 'witness.previous_head']);

/** Searches every opened package and table of a folder for what must not be in them. Errors: when the folder cannot be read. */
export function metadataLeaksIn(folder: string): readonly MetadataLeak[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .flatMap((file): MetadataLeak[] => {
      if (file.endsWith('.csv')) return textLeaks(file, readFileSync(join(folder, file), 'utf8'));
      const content = file.endsWith('.json') ? parse(readFileSync(join(folder, file), 'utf8')) : undefined;
      return isObject(content) && 'header' in content ? packageLeaks(file, content) : [];
    });
}

/** How many different sizes the sealed packages of a folder have; one, where size reveals nothing. */
export function sizeClasses(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sutura'));
  return new Set(names.map((name) => statSync(join(folder, name)).size)).size;
}

function packageLeaks(file: string, content: object): MetadataLeak[] {
  const leaves = [...leavesOf(content, '')];
  const text = leaves.filter(([path]) => !OWN.has(path)).map(([, value]) => String(value));
  const strange = 'schema_version' in content && leaves.some(([path]) => !MEMBERS.has(path));
  const anchor = leaves.find(([path]) => path === 'witness.anchor')?.[1];
  return [
    ...textLeaks(file, text.join('\n')),
    ...(strange ? [{ file, kind: 'member' as const }] : []),
    ...(typeof anchor === 'number' && anchor > MOST_ANCHORS ? [{ file, kind: 'journal' as const }] : []),
  ];
}

function textLeaks(file: string, text: string): MetadataLeak[] {
  const found = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text));
  return [...(found(CODES) ? [{ file, kind: 'code' as const }] : []), ...(found(DATES) ? [{ file, kind: 'date' as const }] : [])];
}

/** Every value with the names that lead to it; places in a list are not distinguished. */
function* leavesOf(value: unknown, path: string): Generator<readonly [string, unknown]> {
  if (Array.isArray(value)) for (const one of value) yield* leavesOf(one, path);
  else if (isObject(value)) for (const [name, one] of Object.entries(value)) yield* leavesOf(one, path === '' ? name : `${path}.${name}`);
  else yield [path, value];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
