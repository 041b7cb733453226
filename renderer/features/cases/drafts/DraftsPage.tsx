import { useState } from 'react';
import type { Output } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { CANCEL, NEW_INTAKE } from '../../../../shared/words.ts';
import { call } from '../../../api.ts';
import { Page } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { Button, ButtonLink } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TrashIcon } from '../../../ui/icons.ts';
import { EmptyState, FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';
import { DraftLine } from './DraftLine.tsx';
import type { DraftSummary } from './DraftLine.tsx';
import { page, MAY } from '../../../frame/page.ts';

const TITLE: Text = { fr: 'Brouillons', en: 'Drafts' };
const LEAD: Text = {
  fr: 'Gardés chiffrés pendant la saisie. Un brouillon sans suite est effacé après 30 jours.',
  en: 'Kept encrypted while typing. A draft left alone is erased after 30 days.',
};
const EMPTY: Text = {
  fr: 'Aucun brouillon. Ce que vous commencez apparaît ici sans que vous l’enregistriez.',
  en: 'No draft. What you begin appears here without saving it.',
};
const DISCARD: Text = { fr: 'Détruire', en: 'Destroy' };
const DISCARD_TITLE: Text = { fr: 'Détruire ce brouillon\u00a0?', en: 'Destroy this draft?' };
const DISCARD_WHY: Text = {
  fr: 'Les réponses tapées et jamais terminées disparaissent. Ce qui était déjà terminé dans le dossier reste.',
  en: 'Answers typed and never finished disappear. What was already finished in the case stays.',
};
const DISCARD_ACT: Text = { fr: 'Détruire le brouillon', en: 'Destroy the draft' };

/** What was begun and not finished, each brought back to the exact field (interface P6). */
function DraftsPage({ drafts }: Output<'drafts.list'>) {
  const { role } = useUser();
  const [discarding, setDiscarding] = useState<DraftSummary | null>(null);
  return (
    <Page title={TITLE} lead={LEAD}>
      <div className="card flush">
        {drafts.length === 0 && (
          <EmptyState act={role === 'caseworker' && <ButtonLink to="/intake">{NEW_INTAKE}</ButtonLink>}>{EMPTY}</EmptyState>
        )}
        <ul className="list">
          {drafts.map((draft) => (
            <li key={draft.draftId} className="line-with-act">
              <DraftLine draft={draft} counted />
              <Button kind="quiet" icon={TrashIcon} onPress={() => setDiscarding(draft)}>
                {DISCARD}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      {discarding !== null && <DiscardDialog draft={discarding} close={() => setDiscarding(null)} />}
    </Page>
  );
}

export const draftsPage = page({
  path: '/drafts',
  roles: MAY.caseStaff,
  rail: 'drafts',
  load: () => call('drafts.list', {}),
  Page: DraftsPage,
});

function DiscardDialog({ draft, close }: { readonly draft: DraftSummary; readonly close: () => void }) {
  const { working, failure, write } = useWrite();
  async function discard(): Promise<void> {
    const outcome = await write('drafts.discard', { draftId: draft.draftId });
    if (outcome.ok) close();
  }
  return (
    <Dialog
      title={DISCARD_TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button kind="dangerous" confirming working={working ? DISCARD_ACT : null} onPress={() => void discard()}>
            {DISCARD_ACT}
          </Button>
        </>
      }
    >
      <p>{say(DISCARD_WHY)}</p>
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
