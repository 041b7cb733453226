import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { isCode, options } from '../../../shared/forms/lists/all.ts';
import type { ListName } from '../../../shared/forms/lists/all.ts';
import type { Text } from '../../../shared/text.ts';
import { DIRECTORY, REGION, SERVICE } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { DownloadIcon, ListIcon, PlusIcon, UsbIcon } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/Notice.tsx';
import { HandOutDirectory } from './HandOutDirectory.tsx';
import { ProposalList } from './ProposalList.tsx';
import { ProviderLine } from './ProviderLine.tsx';
import { ReceiveDirectory } from './ReceiveDirectory.tsx';
import { page, MAY } from '../../frame/page.ts';
import { Select } from '../../ui/Select.tsx';

type Directory = Output<'directory.list'>;

const ALL: Text = { fr: 'tous', en: 'all' };
const ALL_REGIONS: Text = { fr: 'toutes', en: 'all' };
const ADD: Text = { fr: 'Ajouter un prestataire', en: 'Add a provider' };
const PROPOSE: Text = { fr: 'Proposer un prestataire', en: 'Propose a provider' };
const RECEIVE: Text = { fr: 'Lire l’annuaire du point focal…', en: 'Read the focal point’s directory…' };
const HAND_OUT: Text = { fr: 'Remettre aux centres…', en: 'Hand out to the centres…' };
const LISTS: Text = { fr: 'Listes de choix', en: 'Lists of choices' };
const EMPTY: Text = {
  fr: 'Aucun prestataire encore. La supervision remplit l’annuaire.',
  en: 'No provider yet. The supervision fills the directory.',
};
const NONE: Text = { fr: 'Aucun prestataire pour ce choix.', en: 'No provider for this choice.' };
const CLEAR: Text = { fr: 'Voir tout l’annuaire', en: 'See the whole directory' };

async function directoryLoader({ request }: LoaderFunctionArgs): Promise<Directory> {
  const search = new URL(request.url).searchParams;
  const category = search.get('category');
  const region = search.get('region');
  return call('directory.list', {
    ...(isCode('service_category', category) && { category }),
    ...(isCode('region', region) && { region }),
  });
}

/** Who offers what, where, and when it was last checked (interface 3.12). */
function DirectoryPage({ providers, proposals }: Directory) {
  const { role } = useUser();
  const [search] = useSearchParams();
  const lead = counted(providers.length, { fr: 'prestataire', en: 'provider' }, { fr: 'prestataires', en: 'providers' });
  const [exchanging, setExchanging] = useState(false);
  const opens = role !== 'administrator';
  const writes = role === 'supervisor' || role === 'focal_point';
  return (
    <Page
      title={DIRECTORY}
      lead={lead}
      acts={
        <>
          <ButtonLink icon={ListIcon} to="/lists">
            {LISTS}
          </ButtonLink>
          {role === 'supervisor' && (
            <Button icon={DownloadIcon} onPress={() => setExchanging(true)}>
              {RECEIVE}
            </Button>
          )}
          {role === 'focal_point' && (
            <Button icon={UsbIcon} onPress={() => setExchanging(true)}>
              {HAND_OUT}
            </Button>
          )}
          {opens && (
            <ButtonLink kind={writes ? 'primary' : 'secondary'} icon={PlusIcon} to="/services/new">
              {writes ? ADD : PROPOSE}
            </ButtonLink>
          )}
        </>
      }
    >
      {exchanging && role === 'supervisor' && <ReceiveDirectory close={() => setExchanging(false)} />}
      {exchanging && role === 'focal_point' && <HandOutDirectory close={() => setExchanging(false)} />}
      {proposals.length > 0 && <ProposalList proposals={proposals} providers={providers} />}
      <div className="filters">
        <ListFilter name="category" list="service_category" label={SERVICE} all={ALL} />
        <ListFilter name="region" list="region" label={REGION} all={ALL_REGIONS} />
      </div>
      <div className="card flush">
        {providers.length === 0 && (
          <EmptyState act={search.size > 0 && <Link to="/services">{say(CLEAR)}</Link>}>{search.size > 0 ? NONE : EMPTY}</EmptyState>
        )}
        <ul className="list">
          {providers.map((provider) => (
            <li key={provider.providerId}>
              <ProviderLine provider={provider} opens={opens} />
            </li>
          ))}
        </ul>
      </div>
    </Page>
  );
}

export const directoryPage = page({
  path: '/services',
  roles: MAY.everyone,
  rail: 'directory',
  load: directoryLoader,
  Page: DirectoryPage,
});

type FilterProps = { readonly name: string; readonly list: ListName; readonly label: Text; readonly all: Text };

function ListFilter({ name, list, label, all }: FilterProps) {
  const [search, setSearch] = useSearchParams();
  function choose(value: string): void {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  }
  return (
    <label className="filter">
      <span>{say(label)}</span>
      <Select
        value={search.get(name) ?? ''}
        choices={[{ value: '', label: all }, ...options(list).map((option) => ({ value: option.code, label: option }))]}
        onChange={choose}
      />
    </label>
  );
}
