import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PickerEntry } from '../../../shared/contract/takeover.ts';
import type { Text } from '../../../shared/text.ts';
import { formatBytes } from '../../format.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { CASE_ROLES } from '../../../shared/rights.ts';
import { useUser } from '../../session.ts';
import { useWrite } from '../../write.ts';
import { CHAPTERS } from './chapters.ts';
import './handbook.css';

export const TITLE: Text = { fr: 'Mode d’emploi', en: 'Handbook' };
const LEAD: Text = {
  fr: 'Deux pages à imprimer et à garder au centre. Elles ne disent rien d’une personne.',
  en: 'Two pages to print and keep at the centre. They tell nothing of a person.',
};
const BLANK: Text = { fr: 'Formulaires vierges', en: 'Blank forms' };
const FIGURES: Text = { fr: 'Protection des chiffres', en: 'Protection of figures' };
const PREVIEW: Text = { fr: 'Voir sur papier', en: 'See on paper' };
const HAND_OUT: Text = { fr: 'Remettre en PDF', en: 'Hand out as PDF' };
const WORKING: Text = { fr: 'Écriture…', en: 'Writing…' };

/** Who does what, the week, the month, and what to do when something happens; the same words as on paper. */
export function HandbookPage(): ReactNode {
  const say = useSay();
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  const [picking, setPicking] = useState(false);
  async function handOut([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const outcome = await write('handbook.handOut', { folder: folder.token });
    if (!outcome.ok) return;
    const size = formatBytes(outcome.value.bytes);
    toast({
      fr: `Fichier remis\u00a0: ${outcome.value.fileName}, ${size.fr}.`,
      en: `File handed out: ${outcome.value.fileName}, ${size.en}.`,
    });
  }
  const acts = (
    <>
      {CASE_ROLES.includes(role) && <ButtonLink to="/blank">{say(BLANK)}</ButtonLink>}
      <ButtonLink to="/protection">{say(FIGURES)}</ButtonLink>
      <ButtonLink to="/print/handbook">{say(PREVIEW)}</ButtonLink>
      <Button working={working ? WORKING : null} onPress={() => setPicking(true)}>
        {say(HAND_OUT)}
      </Button>
    </>
  );
  return (
    <Page title={say(TITLE)} lead={say(LEAD)} acts={acts}>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="stack">
        {CHAPTERS.map(({ title, lines }) => (
          <Card key={title.en} title={say(title)}>
            <ul className="handbook-lines">
              {lines.map((line) => (
                <li key={line.en}>{say(line)}</li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {picking && <FilePicker accept="folder" onPick={(picked) => void handOut(picked)} onClose={() => setPicking(false)} />}
    </Page>
  );
}
