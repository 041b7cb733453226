import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import { useStore } from 'zustand';
import type { Provider } from '../../../shared/contract/directory.ts';
import { fieldsOf } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { DIRECTORY, SAVE } from '../../../shared/words.ts';
import { Failed, call } from '../../api.ts';
import { DraftState } from '../../forms/DraftState.tsx';
import { EVERY_QUESTION, FillingContext } from '../../forms/filling.ts';
import { keptIn } from '../../forms/keptDraft.ts';
import { RowList } from '../../forms/RowList.tsx';
import { savingProblems } from '../../forms/sections.ts';
import { SectionView } from '../../forms/SectionView.tsx';
import { useKeeping } from '../../forms/useDraft.ts';
import { MAY, page } from '../../frame/page.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { refreshSession, useSession, useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { entryPlace, providerFilling, providerToSend } from './providerFilling.ts';
import type { Entry } from './providerFilling.ts';

const NEW: Text = { fr: 'Nouveau prestataire', en: 'New provider' };
const CHANGE: Text = { fr: 'Prestataire', en: 'Provider' };
const SERVICES: Text = { fr: 'Services offerts', en: 'Services offered' };
const PROPOSE: Text = { fr: 'Proposer à la supervision', en: 'Propose to the supervision' };
const SAVED: Text = { fr: 'Prestataire enregistré.', en: 'Provider saved.' };
const PROPOSED: Text = { fr: 'Proposition envoyée à la supervision.', en: 'Proposal sent to the supervision.' };
const BACK: Text = { fr: 'Retour à l’annuaire', en: 'Back to the directory' };
const GONE: Text = {
  fr: 'Ce prestataire n’est plus dans l’annuaire. Rien n’a changé.',
  en: 'This provider is no longer in the directory. Nothing has changed.',
};

const CHANGED: Text = { fr: 'La fiche a changé depuis que ce texte a été tapé', en: 'The entry has changed since this text was typed' };
const CHANGED_WHY: Text = {
  fr: 'Ce qui est ici est votre texte. L’enregistrer remplace la fiche d’aujourd’hui.',
  en: 'What stands here is your text. Saving it replaces the entry of today.',
};
const ENTRY: Text = { fr: 'Repartir de la fiche', en: 'Begin again from the entry' };

/** One provider of the directory, or none for a new one, with what was typed over it. Throws `Failed`. */
async function providerLoader({ params }: LoaderFunctionArgs): Promise<Entry> {
  const provider = await providerOf(params['provider']);
  const { user } = useSession.getState().state ?? (await refreshSession());
  const keeps = user !== null && MAY.caseStaff.includes(user.role);
  return { provider, kept: keeps ? await keptIn(entryPlace(provider)) : null, keeps };
}

async function providerOf(asked: string | undefined): Promise<Provider | null> {
  if (asked === 'new') return null;
  const { providers } = await call('directory.list', {});
  const provider = providers.find(({ providerId }) => providerId === asked);
  if (provider === undefined) throw new Failed({ kind: 'notFound', message: GONE });
  return provider;
}

/** A provider and its services: the supervisor writes them, a caseworker proposes a correction (interface 3.12). */
function ProviderPage(entry: Entry) {
  const [begun, setBegun] = useState(0);
  const { provider } = entry;
  return <ProviderForm key={`${provider?.providerId} ${provider?.revision} ${begun}`} entry={entry} again={() => setBegun(begun + 1)} />;
}

export const providerPage = page({
  path: '/services/:provider',
  roles: MAY.directoryWriters,
  rail: 'directory',
  load: providerLoader,
  Page: ProviderPage,
});

function ProviderForm({ entry, again }: { readonly entry: Entry; readonly again: () => void }) {
  const navigate = useNavigate();
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  const { provider, kept } = entry;
  const [filling] = useState(() => providerFilling(entry));
  const content = useStore(filling.draft.store);
  const [problem] = savingProblems(filling, content, formOf('provider'));
  const proposes = role === 'caseworker';
  useKeeping(filling.keeper);

  async function save(): Promise<void> {
    filling.visited.setState(new Set([EVERY_QUESTION]), true);
    if (problem !== undefined) return;
    const sent = providerToSend(filling.draft.store.getState(), provider);
    const done = await filling.keeper.end(async () => (await write(proposes ? 'directory.propose' : 'directory.save', sent)).ok);
    if (!done) return;
    toast(proposes ? PROPOSED : SAVED);
    await navigate('/services');
  }
  async function beginAgain(draftId: string): Promise<void> {
    if (await filling.keeper.end(async () => (await write('drafts.discard', { draftId })).ok)) again();
  }
  return (
    <FillingContext value={filling}>
      <Page
        title={provider === null ? NEW : CHANGE}
        trail={[{ to: '/services', label: DIRECTORY }]}
        foot={
          <>
            <span className="start">
              <ButtonLink to="/services">{BACK}</ButtonLink>
              {problem !== undefined && <span className="hint">{say(problem.message)}</span>}
            </span>
            {entry.keeps && <DraftState />}
            <Button kind="primary" working={working ? SAVE : null} onPress={() => void save()}>
              {proposes ? PROPOSE : SAVE}
            </Button>
          </>
        }
      >
        {failure !== null && <FailureNotice failure={failure} />}
        {kept !== null && kept.baseRevision !== (provider?.revision ?? 0) && (
          <Notice tone="ochre" title={CHANGED}>
            <div className="stack tight">
              <p>{say(CHANGED_WHY)}</p>
              <p>
                <Button onPress={() => void beginAgain(kept.draftId)}>{ENTRY}</Button>
              </p>
            </div>
          </Notice>
        )}
        <Card>
          <div className="stack narrow">
            <SectionView part="provider" fields={fieldsOf(formOf('provider')).map(({ code }) => code)} />
          </div>
        </Card>
        <Card title={SERVICES}>
          <RowList form={formOf('provider_service')} />
        </Card>
      </Page>
    </FillingContext>
  );
}
