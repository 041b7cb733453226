import { useSearchParams } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Role } from '../../../shared/rights.ts';
import type { Text } from '../../../shared/text.ts';
import { ACT, NUMBER_SIGN } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { formatInstantInList, formatNumber } from '../../format.ts';
import { Page } from '../../frame/Page.tsx';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { EmptyState } from '../../ui/Notice.tsx';
import { Pager, Table } from '../../ui/Table.tsx';
import { ChainState, CheckCard } from './ChainState.tsx';
import { PaperCard } from './PaperCard.tsx';
import { page, MAY } from '../../frame/page.ts';

type Journal = Output<'journal.read'>;

/** Entries on one page; the request handler decides, this only counts pages. */
const PAGE_SIZE = 50;

/** Who keeps the witness on paper (security §6.3, W4). */
const GIVES_PAPER: readonly Role[] = ['supervisor', 'focal_point'];

const TITLE: Text = { fr: 'Journal', en: 'Journal' };
const SCOPES: Record<Role, Text> = {
  caseworker: { fr: 'Vos propres actes. Des codes seulement, jamais un contenu.', en: 'Your own acts. Codes only, never content.' },
  supervisor: { fr: 'Les actes de l’équipe. Des codes seulement, jamais un contenu.', en: 'The team’s acts. Codes only, never content.' },
  focal_point: { fr: 'Vos propres actes.', en: 'Your own acts.' },
  administrator: { fr: 'Les actes techniques. Aucun code de dossier.', en: 'Technical acts. No case code.' },
};
const WHEN: Text = { fr: 'Quand', en: 'When' };
const WHO: Text = { fr: 'Qui', en: 'Who' };
const SIGNED_HEAD: Text = { fr: 'Signature', en: 'Signature' };
const SIGNED: Text = { fr: 'Signé', en: 'Signed' };
const EMPTY: Text = { fr: 'Aucun acte encore.', en: 'No act yet.' };

function pageOf(search: URLSearchParams): number {
  const page = search.get('page') ?? '';
  return /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
}

/** The chained journal, as far as one's role reads it: codes only (interface 3.21). */
function JournalPage({ total, lines, chain, paper, paperDue }: Journal) {
  const { role } = useUser();
  const [search] = useSearchParams();
  const side = chain.verified && (
    <>
      <CheckCard chain={chain} />
      {GIVES_PAPER.includes(role) && <PaperCard paper={paper} due={paperDue} />}
    </>
  );
  return (
    <Page title={TITLE} lead={SCOPES[role]} {...(side === false ? {} : { side, sideAt: 'top' as const })}>
      <ChainState chain={chain} />
      <div className="card flush">
        {lines.length === 0 ? (
          <EmptyState>{EMPTY}</EmptyState>
        ) : (
          <Table
            caption={TITLE}
            rows={lines}
            rowKey={(line) => String(line.seq)}
            columns={[
              { key: 'seq', head: NUMBER_SIGN, number: true, cell: (line) => formatNumber(line.seq, language()) },
              { key: 'at', head: WHEN, cell: (line) => <span className="number">{formatInstantInList(line.at, language())}</span> },
              { key: 'who', head: WHO, cell: (line) => <span className="code">{line.staffCode ?? '–'}</span> },
              { key: 'what', head: ACT, cell: (line) => say(line.title) },
              { key: 'signed', head: SIGNED_HEAD, cell: (line) => (line.signed ? say(SIGNED) : '–') },
            ]}
          />
        )}
      </div>
      <Pager total={total} pageSize={PAGE_SIZE} page={pageOf(search)} to={(page) => `/admin/journal?page=${page}`} />
    </Page>
  );
}

export const journalPage = page({
  path: '/admin/journal',
  roles: MAY.everyone,
  rail: 'journal',
  load: ({ request }) => call('journal.read', { page: pageOf(new URL(request.url).searchParams) }),
  Page: JournalPage,
});
