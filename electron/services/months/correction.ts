import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { MonthCounts } from '../../../shared/indicators/evaluate.ts';
import type { ReleasedTable } from '../../../shared/indicators/release.ts';
import { CUT_ORDER, TABLES } from '../../../shared/indicators/tables.ts';
import { formatDate, type IsoDate, type IsoMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import type { Correction, CutCause, TrueTable } from '../../disclosure/correct/correction.ts';
import { correctInWorker } from '../../disclosure/correct/corrector.ts';
import { trueTables } from '../../disclosure/correct/trueTables.ts';
import { minuteOf, type CaseSession, type Host } from '../../host.ts';
import { lastEntry } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { protectionWidth } from '../../../shared/rules/months/protectionPolicy.ts';
import { assertStillOpen, NOTHING_LEFT } from '../session/sessionGuard.ts';
import { countMonth, hiddenCounts, countableUnits } from './counts.ts';
import { assertCountable, CHANGED_MEANWHILE } from './freeze.ts';
import { previewTable } from './preview.ts';
import { recordMonth } from './record.ts';
import { lineOfMonth } from './months.ts';
import { openAllFacts } from '../caseRecords/openedFacts.ts';
import { releaseOf } from '../exchange/packageReader.ts';
import { packageModeOf } from '../protection/packageMode.ts';
import { assertSameMode, laterMayHaveLeft, releasedBefore, type Released } from './releaseLedger.ts';
import { confirmPassphrase } from '../session/personKeys.ts';

type Corrected = {
  readonly last: Released;
  readonly threshold: number;
  readonly counts: MonthCounts;
  readonly correction: Correction;
  readonly tables: readonly ReleasedTable[];
};

/** What the next version of a frozen month would say, and which tables it would not hold and why: the earlier release and the table, never a value (disclosure §5). */
export async function previewCorrection(input: Input<'months.correction'>, host: Host): Promise<Output<'months.correction'>> {
  const session = await openAllFacts(host);
  const { last, threshold, counts, correction, tables } = await correctedMonth(session, input.month);
  const { version } = last.payload.header;
  const frozenOn = minuteOf(last.report.frozen_at).slice(0, 10);
  return {
    line: lineOfMonth(session, input.month, host),
    former: { version, frozenOn },
    threshold,
    tables: tables.filter(({ cells }) => cells.length > 0).map((table) => previewTable(table, counts)),
    counts: hiddenCounts({ tables, counts }),
    cut: correction.cut.map(({ table, cause }) => ({
      id: table,
      title: TABLES.find(({ id }) => id === table)?.title ?? { fr: table, en: table },
      why: causeWords(cause, version, frozenOn),
    })),
    refused: refusalOf(correction),
    mayHaveLeft: laterMayHaveLeft(session, last),
  };
}

/**
 * Freezes the next version of a month: true values of now, in the pattern of the version that left, checked with every former version by the attacker. The reason is a
 * code of the journal. What the centre said of itself stays as it was. Throws Refused, with the earlier release and the tables.
 */
export async function correctMonth(input: Input<'months.correct'>, host: Host): Promise<Output<'months.correct'>> {
  await confirmPassphrase(host, input.passphrase);
  const session = await openAllFacts(host);
  const { stores } = session;
  assertCountable(session, host);
  const counted = lastEntry(stores.cases)?.seq;
  const { last, threshold, counts, correction, tables } = await correctedMonth(session, input.month);
  const refused = refusalOf(correction);
  if (refused !== null) throw new Refused('conflict', refused);
  const restoredOn = laterMayHaveLeft(session, last);
  if (restoredOn !== null && input.neverLeft !== true) throw new Refused('conflict', laterWords(last.payload.header.version, restoredOn));
  assertStillOpen(host, session, NOTHING_LEFT);
  const { header } = last.payload;
  transaction(stores.cases, (db) => {
    if (lastEntry(db)?.seq !== counted) throw new Refused('conflict', CHANGED_MEANWHILE);
    const statement = {
      comment: header.comment,
      secureDatabase: header.secure_db ? ('yes' as const) : ('no' as const),
      harmonisedTools: header.harmonised_tools ? ('yes' as const) : ('no' as const),
      serviceGaps: header.service_gaps,
    };
    const leaving = {
      counts,
      tables,
      statement,
      threshold,
      mode: header.mode,
      former: last.report,
      note: { reason: input.reason, ...(restoredOn !== null && { neverLeft: true as const }) },
    };
    recordMonth(db, session, leaving, host.now().getTime());
  });
  return { version: header.version + 1, ...hiddenCounts({ tables, counts }) };
}

async function correctedMonth(session: CaseSession, month: IsoMonth): Promise<Corrected> {
  const released = releasedBefore(session.stores.cases).filter(({ report }) => report.month === month);
  const last = released.at(-1);
  if (last === undefined) throw new Refused('conflict', NOT_RELEASED);
  assertSameMode(last, packageModeOf(session));
  if (last.payload.header.mode !== 'hidden') throw new Refused('conflict', OTHER_MODE);
  const threshold = Math.max(session.settings.smallCellThreshold, last.payload.header.threshold);
  const counts = countMonth(session, countableUnits(session), month);
  const truth = trueTables(counts, threshold);
  const former = released.map(({ payload }) => ({ ...releaseOf(payload), threshold }));
  const correction = await correctInWorker({ former, tables: truth, cutOrder: CUT_ORDER, width: protectionWidth(session.settings) });
  return { last, threshold, counts, correction, tables: correctedTables(correction, truth, counts) };
}

/** The tables of a version as they leave; a table that does not leave has no cell. */
export function correctedTables(correction: Correction, truth: readonly TrueTable[], counts: MonthCounts): readonly ReleasedTable[] {
  const leaving = correction.outcome === 'leaves' ? correction.cells : [];
  return counts.tables.map(({ table }) => {
    const own = truth.find(({ id }) => id === table.id);
    const sensitive = new Set(own?.cells.filter((cell) => cell.sensitive).map(({ dims }) => dims));
    const cells = leaving
      .filter((cell) => cell.table === table.id)
      .map(({ dims, value }) => ({
        dims,
        value: value ?? null,
        hidden: value !== undefined ? null : sensitive.has(dims) ? ('primary' as const) : ('secondary' as const),
        error: 0,
      }));
    return { table, cut: cells.length === 0 ? ('protection' as const) : null, cells };
  });
}

function refusalOf({ outcome, cut }: Correction): Text | null {
  if (outcome === 'leaves') return null;
  if (outcome === 'unproved') return NOT_PROVED;
  return cut.length === 0 ? NOTHING_NEW : WAITS;
}

/** A copy was restored since: the person who corrects first states that no later version had left. */
function laterWords(version: number, day: IsoDate): Text {
  return {
    fr: `Une copie a été remise ici le ${formatDate(day, 'fr')}\u00a0: une version plus récente que la version ${version} était peut-être déjà partie. Demandez au point focal. S’il l’a, ce mois ne se corrige plus ici\u00a0: deux versions différentes en diraient trop. Rien n’est figé.`,
    en: `A copy was put back here on ${formatDate(day, 'en')}: a version later than version ${version} may have left before. Ask the focal point. If it is there, this month is not corrected here any more: two different versions would tell too much. Nothing was frozen.`,
  };
}

function causeWords(cause: CutCause, version: number, frozenOn: string): Text {
  const [fr, en] = [CAUSES[cause].fr, CAUSES[cause].en];
  return {
    fr: `Version ${version}, figée le ${formatDate(frozenOn, 'fr')} : ${fr}`,
    en: `Version ${version}, frozen on ${formatDate(frozenOn, 'en')}: ${en}`,
  };
}

const CAUSES: Readonly<Record<CutCause, Text>> = {
  change: {
    fr: 'un nombre déjà remis bougerait de si peu que la différence désignerait quelqu’un.',
    en: 'a number already handed over would move by so little that the difference would point to somebody.',
  },
  small: {
    fr: 'un nombre déjà remis est devenu trop petit pour être montré.',
    en: 'a number already handed over is now too small to be shown.',
  },
  zero: { fr: 'un nombre masqué est devenu zéro.', en: 'a hidden number is now zero.' },
  lines: { fr: 'ce tableau n’a plus les mêmes lignes.', en: 'this table no longer has the same lines.' },
  rule: { fr: 'une règle retire maintenant ce tableau.', en: 'a rule now takes this table out.' },
  attack: {
    fr: 'à côté d’elle, un nombre masqué pourrait être retrouvé par soustraction.',
    en: 'beside it, a hidden number could be found by subtraction.',
  },
};
const NOTHING_NEW: Text = {
  fr: 'Rien de ce qui est parti ne change : il n’y a pas de correction à remettre.',
  en: 'Nothing of what has left changes: there is no correction to hand over.',
};
const WAITS: Text = {
  fr: 'Cette correction ne part pas : à côté de ce qui est déjà parti, elle désignerait quelqu’un. Les nombres justes restent dans ce centre ; une correction plus grande pourra partir. Rien n’est figé.',
  en: 'This correction does not leave: beside what has left already, it would point to somebody. The right numbers stay in this centre; a larger correction can leave. Nothing was frozen.',
};
const NOT_PROVED: Text = {
  fr: 'La protection de la correction n’a pas pu être prouvée. Rien ne part et rien n’est figé.',
  en: 'The protection of the correction could not be proved. Nothing leaves and nothing was frozen.',
};
const NOT_RELEASED: Text = {
  fr: 'Ce mois n’est pas figé : corrigez les dossiers, puis figez-le.',
  en: 'This month is not frozen: correct the files, then freeze it.',
};
const OTHER_MODE: Text = {
  fr: 'Un mois parti arrondi ou scellé ne se corrige pas : deux versions ensemble en diraient trop. Rien n’est figé.',
  en: 'A month that left rounded or sealed is not corrected: two versions together would tell too much. Nothing was frozen.',
};
