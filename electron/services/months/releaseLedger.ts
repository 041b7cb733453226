import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { aggregatePayload, type AggregatePayload, type PackageMode } from '../../../shared/exchange/payload.ts';
import { Refused } from '../../../shared/failure.ts';
import { formatMonth, monthOf, type IsoMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { minuteOf, type CaseSession } from '../../host.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { entriesOfKind, lastOfKind } from '../../store/journal/journal.ts';
import { listReports, readReleases } from '../../store/months/reports.ts';
import type { FrozenReportRow } from '../../store/base/casesTables.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

/** One release of this centre as everybody may hold it: the frozen report and what its file says. */
export type Released = { readonly report: FrozenReportRow; readonly payload: AggregatePayload };

/**
 * Everything this centre ever released, oldest first (disclosure §5). The chain of the ledger holds, each line is a frozen report that says the same cells in the same
 * mode, and each freeze that the journal remembers has its line. Throws Refused otherwise: what left is not known, so nothing more leaves.
 */
export function releasedBefore(db: ReadableDb<'cases'>): readonly Released[] {
  try {
    return readWhole(db);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)
      throw new Refused('conflict', LEDGER_BROKEN);
    throw error;
  }
}

function readWhole(db: ReadableDb<'cases'>): readonly Released[] {
  const reports = new Map(listReports(db, PROGRAMME).map((report) => [report.report_id, report]));
  const released = readReleases(db).map((row): Released => {
    const report = reports.get(row.report_id);
    if (report === undefined) throw new RangeError('a release without its report');
    const payload = aggregatePayload.parse(JSON.parse(report.payload));
    const { header, cells, lists_version: lists } = payload;
    const same = header.period === row.period && header.version === row.version && header.mode === row.mode && lists === row.lists_version;
    if (!same || !isDeepStrictEqual(JSON.parse(row.quantities), cells)) throw new RangeError('a report that is not what was released');
    return { report, payload };
  });
  const known = new Set(released.map(({ report }) => report.report_id));
  const frozen = entriesOfKind(db, 'report.freeze').map(({ object }) => object ?? '');
  if (known.size !== reports.size || !frozen.every((id) => known.has(id))) throw new RangeError('a frozen month that the ledger lacks');
  return released;
}

/** The newest version of a month that was released, or undefined. Throws Refused as `releasedBefore`. */
export function lastReleased(db: ReadableDb<'cases'>, month: IsoMonth): Released | undefined {
  return releasedBefore(db)
    .filter(({ report }) => report.month === month)
    .toSorted((left, right) => left.report.version - right.report.version)
    .at(-1);
}

/** One month leaves in one mode: hidden and rounded figures of the same month give more away together than either (disclosure §4). Throws Refused. */
export function assertSameMode(earlier: Released, mode: PackageMode): void {
  const { period, version, mode: former } = earlier.payload.header;
  if (former === mode) return;
  throw new Refused('conflict', {
    fr: `Pour ${formatMonth(period, 'fr')}, la version ${version} est partie en mode « ${MODES[former].fr} » : le même mois ne part pas en mode « ${MODES[mode].fr} », les deux ensemble en diraient trop. Rien n’est parti.`,
    en: `For ${formatMonth(period, 'en')}, version ${version} left in the mode “${MODES[former].en}”: the same month does not leave in the mode “${MODES[mode].en}”, the two together would tell too much. Nothing has left.`,
  });
}

const MODES: Readonly<Record<PackageMode, Text>> = {
  hidden: { fr: 'petits nombres masqués', en: 'small counts hidden' },
  rounded: { fr: 'petits nombres arrondis', en: 'small counts rounded' },
  sealed: { fr: 'scellé pour deux dépositaires', en: 'sealed for two custodians' },
};

/**
 * The day a copy was put back, when the month had ended by then and the ledger does not have it: its report may have left between the copy and that day, and nothing
 * here would know. null otherwise.
 */
export function mayHaveLeft({ stores }: Pick<CaseSession, 'stores'>, month: IsoMonth): string | null {
  const restored = lastOfKind(stores.cases, 'backup.restore');
  if (restored === undefined) return null;
  const day = minuteOf(restored.at).slice(0, 10);
  return month < monthOf(day) && !listReports(stores.cases, PROGRAMME).some((report) => report.month === month) ? day : null;
}

/**
 * The day a copy was restored, when this base's newest version of a month that left was frozen before; null otherwise. A later version may have left between the
 * copy and that day, and the next version of this base would then be a second one.
 */
export function laterMayHaveLeft({ stores }: Pick<CaseSession, 'stores'>, { report }: Released): string | null {
  const restored = lastOfKind(stores.cases, 'backup.restore');
  return restored !== undefined && report.anchor_seq < restored.seq ? minuteOf(restored.at).slice(0, 10) : null;
}

const LEDGER_BROKEN: Text = {
  fr: 'Le registre de ce qui est déjà parti ne se lit plus en entier : rien ne dit ce qu’un fichier de plus montrerait. Aucun mois n’est figé ni remis. Remettez une copie de ce centre (page « Sauvegarde »), ou demandez de l’aide. Rien n’est parti.',
  en: 'The ledger of what has left can no longer be read whole: nothing tells what one more file would show. No month is frozen or handed over. Put back a copy of this centre (page “Backup”), or ask for help. Nothing has left.',
};
