import { useState } from 'react';
import { useStore } from 'zustand';
import { formOf } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { DraftState } from '../../forms/DraftState.tsx';
import { EVERY_QUESTION, FillingContext } from '../../forms/filling.ts';
import { keptIn } from '../../forms/keptDraft.ts';
import type { KeptDraft } from '../../forms/keptDraft.ts';
import { outsideFilling } from '../../forms/outsideFilling.ts';
import { savingProblems } from '../../forms/sections.ts';
import { SectionView } from '../../forms/SectionView.tsx';
import { useKeeping } from '../../forms/useDraft.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import '../../forms/forms.css';
import { page, MAY } from '../../frame/page.ts';

const FORM = 'feedback';
const TITLE: Text = { fr: 'Enquête de satisfaction', en: 'Feedback survey' };
const LEAD: Text = { fr: 'Sans nom, sans code de dossier, sans date.', en: 'No name, no case code, no date.' };
const RULE: Text = {
  fr: 'Posez ces questions à une personne que quelqu’un d’autre accompagne. Elle peut ne pas répondre. Rien ne relie ses réponses à son dossier\u00a0; elles ne sont lues qu’ensemble, par cinq au moins.',
  en: 'Ask these questions of a person whom somebody else accompanies. She may leave any of them out. Nothing links her answers to her case; they are only read together, by five at least.',
};
const KEEP: Text = { fr: 'Garder l’enquête', en: 'Keep the survey' };
const KEPT: Text = {
  fr: 'Enquête gardée. La page est prête pour la personne suivante.',
  en: 'Survey kept. The page is ready for the next person.',
};
const RESULTS: Text = { fr: 'Résultats', en: 'Results' };
/** Filled in by the application. */
const OWN: readonly string[] = ['fb_month', 'fb_admin_staff', 'fb_score'];

const WAITS: Text = { fr: 'Une enquête commencée attend', en: 'A survey that was begun waits' };
const WAITS_WHY: Text = {
  fr: 'Reprenez-la avec la même personne seulement. Si elle n’est plus là, détruisez-la : personne d’autre ne l’a lue.',
  en: 'Go on with it with the same person only. If she has left, destroy it: nobody else has read it.',
};
const RESUME: Text = { fr: 'Reprendre', en: 'Go on' };
const DESTROY: Text = { fr: 'Détruire et poser une autre enquête', en: 'Destroy it and ask another survey' };
const PLACE = { form: FORM, caseId: null, recordId: null };

type Shown = { readonly ballotId: string; readonly kept: KeptDraft | null };

/** One survey after the other, each under a random number of its own (reference §3.17). A survey that was begun is offered first: another person may sit there now. */
function FeedbackPage({ waiting }: { readonly waiting: KeptDraft | null }) {
  const [{ ballotId, kept }, setShown] = useState<Shown>(() => ({ ballotId: crypto.randomUUID(), kept: null }));
  const [offered, setOffered] = useState(waiting !== null);
  const begin = (from: KeptDraft | null) => {
    setShown({ ballotId: crypto.randomUUID(), kept: from });
    setOffered(false);
  };
  if (offered && waiting !== null) return <Waiting draftId={waiting.draftId} resume={() => begin(waiting)} next={() => begin(null)} />;
  return <Survey key={ballotId} ballotId={ballotId} kept={kept} next={() => begin(null)} />;
}

export const feedbackPage = page({
  path: '/feedback',
  roles: MAY.caseStaff,
  rail: null,
  load: async () => ({ waiting: await keptIn(PLACE) }),
  Page: FeedbackPage,
});

function Waiting({ draftId, resume, next }: { readonly draftId: string; readonly resume: () => void; readonly next: () => void }) {
  const { working, failure, write } = useWrite();
  async function destroy(): Promise<void> {
    if ((await write('drafts.discard', { draftId })).ok) next();
  }
  return (
    <Page title={TITLE} lead={LEAD}>
      <Notice title={WAITS}>
        <div className="stack tight">
          <p>{say(WAITS_WHY)}</p>
          <p className="row">
            <Button kind="primary" onPress={resume}>
              {RESUME}
            </Button>
            <Button working={working ? DESTROY : null} onPress={() => void destroy()}>
              {DESTROY}
            </Button>
          </p>
        </div>
      </Notice>
      {failure !== null && <FailureNotice failure={failure} />}
    </Page>
  );
}

function Survey({ ballotId, kept, next }: Shown & { readonly next: () => void }) {
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  const [filling] = useState(() => outsideFilling({ place: PLACE, kept, begun: { [FORM]: {} }, revision: 0, section: FORM }));
  const content = useStore(filling.draft.store);
  const problem = savingProblems(filling, content, formOf(FORM)).find(({ field }) => !OWN.includes(field));
  useKeeping(filling.keeper);

  async function keep(): Promise<void> {
    filling.visited.setState(new Set([EVERY_QUESTION]), true);
    if (problem !== undefined) return;
    const done = await filling.keeper.end(
      async () => (await write('feedback.record', { ballotId, answers: filling.draft.store.getState()[FORM] ?? {} })).ok,
    );
    if (!done) return;
    toast(KEPT);
    next();
  }
  return (
    <FillingContext value={filling}>
      <Page
        title={TITLE}
        lead={LEAD}
        acts={role === 'supervisor' && <ButtonLink to="/feedback/results">{RESULTS}</ButtonLink>}
        foot={
          <>
            <span className="start">{problem !== undefined && <span className="hint">{say(problem.message)}</span>}</span>
            <DraftState />
            <Button kind="primary" working={working ? KEEP : null} onPress={() => void keep()}>
              {KEEP}
            </Button>
          </>
        }
      >
        <Notice>
          <p>{say(RULE)}</p>
        </Notice>
        {failure !== null && <FailureNotice failure={failure} />}
        {Object.entries(formOf(FORM).sections).map(([code, { title, fields }]) => (
          <Card key={code} title={title}>
            <div className="stack narrow">
              <SectionView part={FORM} fields={Object.keys(fields).filter((field) => !OWN.includes(field))} />
            </div>
          </Card>
        ))}
      </Page>
    </FillingContext>
  );
}
