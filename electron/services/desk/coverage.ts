import type { Output } from '../../../shared/contract.ts';
import { addMonths, monthOf, monthsFromTo, type IsoMonth } from '../../../shared/time.ts';
import { requireSession, today, type Host } from '../../host.ts';
import { listPackages } from '../../store/exchange/packages.ts';
import { listShares } from '../../store/exchange/sealed.ts';
import { payloadOf } from '../exchange/packagePayload.ts';
import { registered } from '../structures.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

const MONTHS_COVERED = 12;

/** Who has reported, month by month: a missing structure is never a zero (interface 3.19). */
export function openCoverage(host: Host): Output<'coverage.open'> {
  const session = requireSession(host);
  const day = today(host);
  const last = monthOf(addMonths(day, -1));
  const months = monthsFromTo(monthOf(addMonths(`${last}-01`, 1 - MONTHS_COVERED)), last);
  const received = new Map([
    ...listShares(session.stores.admin).map((row) => [`${row.site_code} ${row.period}`, false] as const),
    ...listPackages(session.stores.admin, { programme: PROGRAMME }).map(
      (row) => [`${row.site_code} ${row.month}`, payloadOf(row).header.zero_report] as const,
    ),
  ]);
  const isLate = (month: IsoMonth) => Number(day.slice(8)) > session.settings.reportDay || month < last;
  const markOf = (siteCode: string, activeFrom: string, activeTo: string | null, month: IsoMonth) => {
    const nil = received.get(`${siteCode} ${month}`);
    if (nil !== undefined) return nil ? ('nil' as const) : ('received' as const);
    if (month < activeFrom || (activeTo !== null && month > activeTo)) return 'outside' as const;
    return isLate(month) ? ('late' as const) : ('expected' as const);
  };
  const rows = registered(session.stores.admin).map(({ structureCode, siteCode, region, activeFrom, activeTo }) => ({
    structureCode,
    siteCode,
    region,
    marks: months.map((month) => markOf(siteCode, activeFrom, activeTo, month)),
  }));
  const regions = [...Map.groupBy(rows, ({ region }) => region)].map(([region, sites]) => ({
    region,
    expected: sites.filter(({ marks }) => marks.at(-1) !== 'outside').length,
    received: sites.filter(({ marks }) => marks.at(-1) === 'received' || marks.at(-1) === 'nil').length,
  }));
  return { months: [...months], rows, regions };
}
