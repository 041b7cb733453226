import { useSearchParams } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { call } from '../../../api.ts';
import { Page } from '../../../frame/Page.tsx';
import { EmptyState } from '../../../ui/Notice.tsx';
import { Pager } from '../../../ui/Table.tsx';
import { PrintList } from './PrintList.tsx';
import { page, MAY } from '../../../frame/page.ts';

type Prints = Output<'prints.list'>;

/** Lines on one page; the request handler decides, this only counts pages. */
const PAGE_SIZE = 50;

const TITLE: Text = { fr: 'Registre des impressions', en: 'Print register' };
const LEAD: Text = {
  fr: 'Les fiches et les extraits des dossiers de l’équipe, lus dans le journal. Un papier trouvé se reconnaît à son numéro.',
  en: 'The slips and extracts of the team’s cases, read from the journal. A paper that is found is known by its number.',
};
const EMPTY: Text = { fr: 'Rien n’a encore été imprimé.', en: 'Nothing has been printed yet.' };

function pageOf(search: URLSearchParams): number {
  const page = search.get('page') ?? '';
  return /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
}

/** What of the team's cases is on paper, and through whom (security §5.4). */
function PrintsPage({ total, prints }: Prints) {
  const [search] = useSearchParams();
  return (
    <Page title={TITLE} lead={LEAD}>
      <div className="card flush">
        {prints.length === 0 ? <EmptyState>{EMPTY}</EmptyState> : <PrintList caption={TITLE} prints={prints} withCase />}
      </div>
      <Pager total={total} pageSize={PAGE_SIZE} page={pageOf(search)} to={(page) => `/prints?page=${page}`} />
    </Page>
  );
}

export const printsPage = page({
  path: '/prints',
  roles: MAY.supervisor,
  rail: 'prints',
  load: ({ request }) => call('prints.list', { page: pageOf(new URL(request.url).searchParams) }),
  Page: PrintsPage,
});
