import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { formatMonth, hasEnded, isMonth, monthsOfPeriod, type IsoDate, type IsoMonth, type IsoPeriod } from '../../../shared/time.ts';
import type { OpenSession } from '../../host.ts';
import { countCentres, LEAST_CENTRES } from '../../sealed/openings.ts';
import { listOpenings } from '../../store/exchange/sealed.ts';
import { eligible, halfOfRow } from './sums.ts';
import { sealedMonths } from './tables.ts';

/**
 * A period is opened once it has ended, and while no other opening of its halves with this custodian is begun: a half would be disclosed twice, in its month
 * and in its quarter. A quarter comes after its months: where a month was never opened and could be, its halves belong to its own table. Throws Refused.
 */
export function assertItsTurn(session: OpenSession, period: IsoPeriod, partner: string, day: IsoDate): void {
  if (!hasEnded(period, day)) throw new Refused('conflict', NOT_ENDED);
  const begun = listOpenings(session.stores.admin).filter(
    (one) => one.state === 'open' && one.partner === partner && one.own_list !== null,
  );
  if (begun.some((one) => one.period !== period && monthsOfPeriod(one.period).some((month) => monthsOfPeriod(period).includes(month))))
    throw new Refused('conflict', ANOTHER_BEGUN);
  const [first] = isMonth(period) ? [] : monthsToOpenFirst(session, period, partner);
  if (first !== undefined) throw new Refused('conflict', monthFirst(first));
}

/** Months of a quarter that come before it: three centres or more wait with this partner in each, and it was never opened by itself. */
export function monthsToOpenFirst(session: OpenSession, quarter: IsoPeriod, partner: string): readonly IsoMonth[] {
  const opened = sealedMonths(session);
  return monthsOfPeriod(quarter).filter(
    (month) => !opened.includes(month) && countCentres(eligible(session, month, partner).map(halfOfRow)) >= LEAST_CENTRES,
  );
}

const NOT_ENDED = {
  fr: 'Ce mois ou ce trimestre n’est pas fini. Rien n’a été commencé.',
  en: 'This month or quarter has not ended. Nothing was begun.',
};
const ANOTHER_BEGUN = {
  fr: 'Une autre ouverture des mêmes mois est commencée ici avec ce dépositaire\u00a0: une moitié compterait deux fois. Allez au bout de celle-là, ou arrêtez-la. Rien n’a été commencé.',
  en: 'Another opening of the same months is begun here with this custodian: a half would count twice. Finish that one, or stop it. Nothing was begun.',
};

function monthFirst(month: IsoMonth): Text {
  return {
    fr: `Ouvrez d’abord ${formatMonth(month, 'fr')}\u00a0: trois centres au moins y attendent, et une moitié ouverte avec le trimestre ne compte plus dans son mois. Rien n’a été commencé.`,
    en: `First open ${formatMonth(month, 'en')}: three centres or more wait there, and a half that is opened with the quarter no longer counts in its month. Nothing was begun.`,
  };
}
