import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { type Instance, instanceSchema } from '../../../shared/disclosure/instance.ts';

/** One cell as a reader sees it. */
export type ReleasedCell = { readonly table: string; readonly dims: string; readonly value: number | undefined };

/** One package of one site and one month. */
export type Release = {
  /** The file's name. */
  readonly name: string;
  readonly site: string;
  readonly region: string;
  readonly period: string;
  readonly version: number;
  readonly threshold: number;
  /** How the package protects small counts; hidden unless said. */
  readonly mode?: string;
  readonly cells: readonly ReleasedCell[];
};

/** One line of `consolidated.csv`. */
export type ConsolidatedLine = {
  readonly table: string;
  readonly period: string;
  readonly level: string;
  readonly area: string;
  readonly dims: string;
  readonly status: string;
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
};

/** The part of a package that its reader uses to bound its numbers. */
export type PrintedRelease = Pick<Release, 'cells' | 'mode' | 'threshold'>;

/** A package and what others of its month print beside it. */
export type PackageReading = { readonly release: PrintedRelease; readonly absent: Release['cells'] };

/** A consolidated line as its reader has it; null: nothing printed there. */
export type ReadLine = {
  readonly table: string;
  readonly period: string;
  readonly level: string;
  readonly area: string;
  readonly dims: string;
  readonly status: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** What `protect` printed beside its instance; only which cells are shown matters to a reader. */
export type PrintedInstance = {
  readonly name: string;
  readonly instance: Instance;
  readonly shown: ReadonlyMap<string, number>;
  readonly cut: readonly string[];
  readonly isRounded: boolean;
};

export type Folder = {
  readonly releases: readonly Release[];
  readonly consolidated: readonly ConsolidatedLine[];
  readonly printed: readonly PrintedInstance[];
  readonly unread: readonly string[];
};

const packageSchema = z.looseObject({
  header: z.looseObject({
    site_code: z.string().optional(),
    region: z.string().optional(),
    period: z.string().optional(),
    version: z.int().optional(),
    threshold: z.int().min(1).optional(),
    mode: z.string().optional(),
  }),
  cells: z.array(
    z.looseObject({
      table: z.string(),
      dims: z.string(),
      unit: z.string().optional(),
      value: z.int().min(0).optional(),
      suppressed: z.boolean().optional(),
    }),
  ),
});

const protectionSchema = z.looseObject({
  id: z.string(),
  method: z.string().optional(),
  cut: z.array(z.string()).optional(),
  cells: z.array(z.looseObject({ table: z.string(), key: z.array(z.string()), value: z.int().min(0).optional() })),
});

/** Modes whose numbers a reader can use. */
const READ_MODES: ReadonlySet<string> = new Set(['hidden', 'rounded']);

/** The name of an opened package: centre, month, version (commands.md). */
const packageName = /^(.+)-(\d{4}-(?:\d{2}|Q[1-4])|\d{4})-v(\d+)\.json$/;

/**
 * Everything published that lies in a folder: opened packages, `consolidated.csv`, outputs of `protect` beside their instance.
 * Files that are none of these, and packages that are sealed, are named in `unread`. Errors: when the folder cannot be read.
 */
export function readFolder(folder: string): Folder {
  const releases: Release[] = [];
  const consolidated: ConsolidatedLine[] = [];
  const instances = new Map<string, Instance>();
  const protections: { readonly name: string; readonly output: z.infer<typeof protectionSchema> }[] = [];
  const unread: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (name.endsWith('.csv')) consolidated.push(...readConsolidated(readFileSync(join(folder, name), 'utf8')));
    if (!name.endsWith('.json')) continue;
    const content = parseJson(readFileSync(join(folder, name), 'utf8'));
    const release = packageSchema.safeParse(content);
    const instance = instanceSchema.safeParse(content);
    const protection = protectionSchema.safeParse(content);
    if (release.success && READ_MODES.has(release.data.header.mode ?? 'hidden')) releases.push(readRelease(name, release.data));
    else if (instance.success) instances.set(instance.data.id, instance.data);
    else if (protection.success) protections.push({ name, output: protection.data });
    else unread.push(name);
  }
  const printed = protections.flatMap(({ name, output }): PrintedInstance[] => {
    const instance = instances.get(output.id);
    if (instance === undefined) {
      unread.push(name);
      return [];
    }
    const shown = output.cells.flatMap((cell): [string, number][] =>
      cell.value === undefined ? [] : [[JSON.stringify([cell.table, ...cell.key]), cell.value]],
    );
    return [{ name, instance, shown: new Map(shown), cut: output.cut ?? [], isRounded: output.method === 'round' }];
  });
  return { releases, consolidated, printed, unread };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readRelease(file: string, { header, cells }: z.infer<typeof packageSchema>): Release {
  const [, site = file, period = '', version = '1'] = packageName.exec(file.split('/').at(-1) ?? '') ?? [];
  return {
    name: file,
    site: header.site_code ?? site,
    region: header.region ?? '',
    period: header.period ?? period,
    version: header.version ?? Number(version),
    threshold: header.threshold ?? 5,
    mode: header.mode ?? 'hidden',
    cells: cells.map((cell) => ({
      table: cell.table,
      dims: cell.dims,
      value: cell.suppressed === true ? undefined : cell.value,
    })),
  };
}

function readConsolidated(text: string): ConsolidatedLine[] {
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, delimiter: ';', skipEmptyLines: true });
  const number = (cell: string | undefined): number | undefined => (cell === undefined || cell === '' ? undefined : Number(cell));
  return data.flatMap((line): ConsolidatedLine[] => {
    const { table, period, level, area, dims = '', status } = line;
    if (table === undefined || period === undefined || level === undefined || area === undefined || status === undefined) return [];
    return [
      { table, period, level, area, dims, status, value: number(line['value']), low: number(line['low']), high: number(line['high']) },
    ];
  });
}

/** A line as its reader has it. */
export function asRead(line: ConsolidatedLine): ReadLine {
  return { ...line, value: line.value ?? null, low: line.low ?? null, high: line.high ?? null };
}
