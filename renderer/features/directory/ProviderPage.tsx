import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useLoaderData, useNavigate } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import { useStore } from 'zustand';
import type { Provider } from '../../../shared/contract/office.ts';
import { fieldsOf } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { Failed, call } from '../../api.ts';
import { EVERY_QUESTION, FillingContext } from '../../forms/filling.ts';
import { RowList } from '../../forms/RowList.tsx';
import { savingProblems } from '../../forms/sections.ts';
import { SectionView } from '../../forms/SectionView.tsx';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { providerFilling, providerToSend } from './providerFilling.ts';

const DIRECTORY: Text = { fr: 'Annuaire', en: 'Services' };
const NEW: Text = { fr: 'Nouveau prestataire', en: 'New provider' };
const CHANGE: Text = { fr: 'Prestataire', en: 'Provider' };
const SERVICES: Text = { fr: 'Services offerts', en: 'Services offered' };
const SAVE: Text = { fr: 'Enregistrer', en: 'Save' };
const PROPOSE: Text = { fr: 'Proposer à la supervision', en: 'Propose to the supervision' };
const SAVED: Text = { fr: 'Prestataire enregistré.', en: 'Provider saved.' };
const PROPOSED: Text = { fr: 'Proposition envoyée à la supervision.', en: 'Proposal sent to the supervision.' };
const BACK: Text = { fr: 'Retour à l’annuaire', en: 'Back to the directory' };
const GONE: Text = {
  fr: 'Ce prestataire n’est plus dans l’annuaire. Rien n’a changé.',
  en: 'This provider is no longer in the directory. Nothing has changed.',
};

/** One provider of the directory, or null for a new one. Throws `Failed`. */
export async function providerLoader({ params }: LoaderFunctionArgs): Promise<Provider | null> {
  if (params['provider'] === 'new') return null;
  const { providers } = await call('directory.list', {});
  const provider = providers.find(({ providerId }) => providerId === params['provider']);
  if (provider === undefined) throw new Failed({ kind: 'notFound', message: GONE });
  return provider;
}

/** A provider and its services: the supervisor writes them, a caseworker proposes a correction (interface 3.12). */
export function ProviderPage(): ReactNode {
  const provider = useLoaderData<Provider | null>();
  return <ProviderForm key={`${provider?.providerId} ${provider?.revision}`} provider={provider} />;
}

function ProviderForm({ provider }: { readonly provider: Provider | null }): ReactNode {
  const say = useSay();
  const navigate = useNavigate();
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  const filling = useMemo(() => providerFilling(provider), [provider]);
  const content = useStore(filling.draft.store);
  const [problem] = savingProblems(filling, content, formOf('provider'));
  const proposes = role === 'caseworker';

  async function save(): Promise<void> {
    filling.visited.setState(new Set([EVERY_QUESTION]), true);
    if (problem !== undefined) return;
    const sent = providerToSend(filling.draft.store.getState(), provider);
    const outcome = await write(proposes ? 'directory.propose' : 'directory.save', sent);
    if (!outcome.ok) return;
    toast(proposes ? PROPOSED : SAVED);
    await navigate('/services');
  }
  return (
    <FillingContext value={filling}>
      <Page
        title={say(provider === null ? NEW : CHANGE)}
        trail={[{ to: '/services', label: say(DIRECTORY) }]}
        foot={
          <>
            <span className="start">
              <ButtonLink to="/services">{say(BACK)}</ButtonLink>
              {problem !== undefined && <span className="hint">{say(problem.message)}</span>}
            </span>
            <Button kind="primary" working={working ? SAVE : null} onPress={() => void save()}>
              {say(proposes ? PROPOSE : SAVE)}
            </Button>
          </>
        }
      >
        {failure !== null && <FailureNotice failure={failure} />}
        <Card>
          <div className="stack narrow">
            <SectionView part="provider" fields={fieldsOf(formOf('provider')).map(({ code }) => code)} />
          </div>
        </Card>
        <Card title={say(SERVICES)}>
          <RowList form={formOf('provider_service')} />
        </Card>
      </Page>
    </FillingContext>
  );
}
