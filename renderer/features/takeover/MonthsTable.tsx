import type { Output } from '../../../shared/contract.ts';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { language } from '../../language.ts';
import { Table } from '../../ui/Table.tsx';

type Months = Output<'takeover.report'>['months'];

const CAPTION: Text = { fr: 'Ce que les mois compteront', en: 'What the months will count' };
const MONTH: Text = { fr: 'Mois d’accueil', en: 'Month of reception' };
const REGISTERED: Text = { fr: 'Accueils', en: 'Intakes' };
const NO_CARE: Text = { fr: 'Sans accord de prise en charge', en: 'Without consent to care' };
const NO_STATISTICS: Text = { fr: 'Sans accord statistique', en: 'Without consent to statistics' };
const COUNTED: Text = { fr: 'Comptés', en: 'Counted' };

/** The monthly figures of a register, month by month: registered = without care + without statistics + counted. */
export function MonthsTable({ months }: { readonly months: Months }) {
  const rows = Object.entries(months).sort(([left], [right]) => (left < right ? -1 : 1));
  return (
    <Table
      caption={CAPTION}
      rows={rows}
      rowKey={([month]) => month}
      columns={[
        { key: 'month', head: MONTH, cell: ([month]) => formatMonth(month, language()) },
        { key: 'registered', head: REGISTERED, number: true, cell: ([, figures]) => figures.registered },
        { key: 'care', head: NO_CARE, number: true, cell: ([, figures]) => figures.no_care_consent },
        { key: 'statistics', head: NO_STATISTICS, number: true, cell: ([, figures]) => figures.no_statistics_consent },
        { key: 'counted', head: COUNTED, number: true, cell: ([, figures]) => figures.counted },
      ]}
    />
  );
}
