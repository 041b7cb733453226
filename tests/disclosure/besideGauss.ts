import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { protect } from '../../electron/disclosure/protect/protect.ts';

/** Only where the design material lies beside the project (disclosure.md §8.1). */
const folder = join(import.meta.dirname, '../../../shared/data/disclosure');

/** `more`: our pattern hides more than one of Gauss elimination that passes. A pattern that leaks is no measure: hiding fewer cells would be no merit. */
export type BesideGauss = {
  readonly instance: string;
  readonly secondary: number;
  readonly gauss: number;
  /** Cells that the pattern of Gauss elimination gives away exactly. */
  readonly gauss_leaks: number;
  readonly verdict: 'fewer' | 'same' | 'more' | 'gauss leaks' | 'not safe';
};

const referenceSchema = z.looseObject({ gauss: z.looseObject({ secondary: z.int(), exact: z.int() }) });

/** The conservative method (`subSpace`), whose pattern passes where the usual one leaks (disclosure.md §8.1). */
const conservative: Readonly<Record<string, number>> = { 'o17-large-2000': 299 };

/**
 * Secondary cells of each open instance at width 1 beside those of GaussSuppression, in the order of their names; `null` where the instances do not lie beside the project.
 * A minute at most is given to each, as on the command line.
 */
export async function besideGauss(): Promise<readonly BesideGauss[] | null> {
  if (!existsSync(folder)) return null;
  const references = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')));
  const rows: BesideGauss[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => /^o\d/.test(name))
    .toSorted()) {
    const instance = file.replace('.json', '');
    const { gauss } = referenceSchema.parse(references[instance]);
    const input: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const { status, counts, audit } = await protect(input, {
      objective: 'count',
      width: 1,
      solves: 400,
      proofSolves: 1_000_000,
      budgetMs: 60_000,
    });
    const other = conservative[instance];
    const beside = { gauss: other ?? gauss.secondary, gauss_leaks: other === undefined ? gauss.exact : 0 };
    const isSafe = status === 'ok' && audit.exact + audit.tooNarrow + audit.unproven === 0;
    rows.push({ instance, secondary: counts.secondary, ...beside, verdict: isSafe ? verdictOf(counts.secondary, beside) : 'not safe' });
  }
  return rows;
}

/** Rows that break the promise « never more than GaussSuppression where its pattern passes ». */
export function brokenPromises(rows: readonly BesideGauss[]): number {
  return rows.filter(({ verdict }) => verdict === 'more' || verdict === 'not safe').length;
}

function verdictOf(secondary: number, { gauss, gauss_leaks: leaks }: Pick<BesideGauss, 'gauss' | 'gauss_leaks'>): BesideGauss['verdict'] {
  if (leaks > 0) return 'gauss leaks';
  if (secondary === gauss) return 'same';
  return secondary < gauss ? 'fewer' : 'more';
}
