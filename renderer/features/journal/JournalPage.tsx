import type { ReactNode } from 'react';
import { useLoaderData, useSearchParams } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Role } from '../../../shared/rights.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { formatInstantInList, formatNumber } from '../../format.ts';
import { Page } from '../../frame/Page.tsx';
import { useLanguage, useSay } from '../../language.ts';
import { useUser } from '../../session.ts';
import { State } from '../../ui/Chip.tsx';
import { ShieldCheckIcon } from '../../ui/icons.ts';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Pager, Table } from '../../ui/Table.tsx';

type Journal = Output<'journal.read'>;

/** Entries on one page; the door decides, this only counts pages. */
const PAGE_SIZE = 50;

const TITLE: Text = { fr: 'Journal', en: 'Journal' };
const SCOPES: Record<Role, Text> = {
  caseworker: {
    fr: 'Vos propres actes, et les lectures de vos dossiers par d’autres.',
    en: 'Your own acts, and readings of your cases by others.',
  },
  supervisor: { fr: 'Les actes de l’équipe. Des codes seulement, jamais un contenu.', en: 'The team’s acts. Codes only, never content.' },
  focal_point: { fr: 'Vos propres actes.', en: 'Your own acts.' },
  administrator: { fr: 'Les actes techniques. Aucun code de dossier.', en: 'Technical acts. No case code.' },
};
const NUMBER: Text = { fr: 'N°', en: 'No.' };
const WHEN: Text = { fr: 'Quand', en: 'When' };
const WHO: Text = { fr: 'Qui', en: 'Who' };
const WHAT: Text = { fr: 'Acte', en: 'Act' };
const SIGNED_HEAD: Text = { fr: 'Signature', en: 'Signature' };
const SIGNED: Text = { fr: 'Signé', en: 'Signed' };
const WHOLE: Text = {
  fr: 'La chaîne est entière\u00a0: aucune entrée n’a été changée ni retirée.',
  en: 'The chain is whole: no entry was changed or removed.',
};
const WITNESSED: Text = {
  fr: 'Ce que vous aviez vu la dernière fois est toujours là. La chaîne entière se vérifie avec la clé de son début.',
  en: 'What you saw last time still stands. The whole chain is verified with the key to its beginning.',
};
const EMPTY: Text = { fr: 'Aucun acte encore.', en: 'No act yet.' };

export async function journalLoader({ request }: LoaderFunctionArgs): Promise<Journal> {
  return call('journal.read', { page: pageOf(new URL(request.url).searchParams) });
}

function pageOf(search: URLSearchParams): number {
  const page = search.get('page') ?? '';
  return /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
}

function brokenAt(seq: number | null): Text {
  return seq === null
    ? {
        fr: 'La chaîne est rompue. Ne continuez pas\u00a0: prévenez la supervision et l’administration.',
        en: 'The chain is broken. Do not go on: tell the supervision and the administration.',
      }
    : {
        fr: `La chaîne est rompue à partir de l’entrée ${seq}. Ne continuez pas\u00a0: prévenez la supervision et l’administration.`,
        en: `The chain is broken from entry ${seq} on. Do not go on: tell the supervision and the administration.`,
      };
}

/** The chained journal, as far as one's role reads it: codes only (interface 3.21). */
export function JournalPage(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { role } = useUser();
  const { total, lines, chain } = useLoaderData<Journal>();
  const [search] = useSearchParams();
  return (
    <Page title={say(TITLE)} lead={say(SCOPES[role])}>
      {chain.whole ? (
        <p>
          <State tone="leaf" icon={ShieldCheckIcon}>
            {say(chain.verified ? WHOLE : WITNESSED)}
          </State>
        </p>
      ) : (
        <Notice tone="brick" title={say(brokenAt(chain.firstBad))} />
      )}
      <div className="card flush">
        {lines.length === 0 ? (
          <EmptyState>{say(EMPTY)}</EmptyState>
        ) : (
          <Table
            caption={say(TITLE)}
            rows={lines}
            rowKey={(line) => String(line.seq)}
            columns={[
              { key: 'seq', head: say(NUMBER), number: true, cell: (line) => formatNumber(line.seq, language) },
              { key: 'at', head: say(WHEN), cell: (line) => <span className="number">{formatInstantInList(line.at, language)}</span> },
              { key: 'who', head: say(WHO), cell: (line) => <span className="code">{line.staffCode ?? '–'}</span> },
              { key: 'what', head: say(WHAT), cell: (line) => say(line.title) },
              { key: 'signed', head: say(SIGNED_HEAD), cell: (line) => (line.signed ? say(SIGNED) : '–') },
            ]}
          />
        )}
      </div>
      <Pager total={total} pageSize={PAGE_SIZE} page={pageOf(search)} to={(page) => `/admin/journal?page=${page}`} />
    </Page>
  );
}
