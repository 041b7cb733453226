import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formOf } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { EVERY_QUESTION, FillingContext } from '../../forms/filling.ts';
import { outsideFilling } from '../../forms/outsideFilling.ts';
import { savingProblems } from '../../forms/sections.ts';
import { SectionView } from '../../forms/SectionView.tsx';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import '../../forms/forms.css';

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

/** One survey after the other, each under a random number of its own (reference §3.17). */
export function FeedbackPage(): ReactNode {
  const [ballotId, setBallotId] = useState(() => crypto.randomUUID());
  return <Survey key={ballotId} ballotId={ballotId} next={() => setBallotId(crypto.randomUUID())} />;
}

function Survey({ ballotId, next }: { readonly ballotId: string; readonly next: () => void }): ReactNode {
  const say = useSay();
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  const [filling] = useState(() => outsideFilling({ [FORM]: {} }, FORM));
  const content = useStore(filling.draft.store);
  const problem = savingProblems(filling, content, formOf(FORM)).find(({ field }) => !OWN.includes(field));

  async function keep(): Promise<void> {
    filling.visited.setState(new Set([EVERY_QUESTION]), true);
    if (problem !== undefined) return;
    const outcome = await write('feedback.record', { ballotId, answers: filling.draft.store.getState()[FORM] ?? {} });
    if (!outcome.ok) return;
    toast(KEPT);
    next();
  }
  return (
    <FillingContext value={filling}>
      <Page
        title={say(TITLE)}
        lead={say(LEAD)}
        acts={role === 'supervisor' && <ButtonLink to="/feedback/results">{say(RESULTS)}</ButtonLink>}
        foot={
          <>
            <span className="start">{problem !== undefined && <span className="hint">{say(problem.message)}</span>}</span>
            <Button kind="primary" working={working ? KEEP : null} onPress={() => void keep()}>
              {say(KEEP)}
            </Button>
          </>
        }
      >
        <Notice>
          <p>{say(RULE)}</p>
        </Notice>
        {failure !== null && <FailureNotice failure={failure} />}
        {Object.entries(formOf(FORM).sections).map(([code, { title, fields }]) => (
          <Card key={code} title={say(title)}>
            <div className="stack narrow">
              <SectionView part={FORM} fields={Object.keys(fields).filter((field) => !OWN.includes(field))} />
            </div>
          </Card>
        ))}
      </Page>
    </FillingContext>
  );
}
