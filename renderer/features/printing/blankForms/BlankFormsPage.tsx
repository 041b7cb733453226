import { useState } from 'react';
import type { PickerEntry } from '../../../../shared/contract/files.ts';
import { FORM_IDS, formOf, isFilledIn, type FormId } from '../../../../shared/forms/registry.ts';
import type { Text } from '../../../../shared/text.ts';
import { WRITING } from '../../../../shared/words.ts';
import { Page } from '../../../frame/Page.tsx';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { Button, ButtonLink } from '../../../ui/Button.tsx';
import { FilePicker } from '../../../ui/FilePicker.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';
import { page, MAY } from '../../../frame/page.ts';

const TITLE: Text = { fr: 'Formulaires vierges', en: 'Blank forms' };
const LEAD: Text = {
  fr: 'Pour les coupures de courant et les sorties : mêmes questions, même ordre que l’écran. Une feuille remplie se saisit dans les trois jours, puis se détruit.',
  en: 'For power cuts and outreach: the same questions in the same order as the screen. A filled sheet is typed in within three days, then destroyed.',
};
const SEE: Text = { fr: 'Voir', en: 'See' };
const HAND_OUT: Text = { fr: 'Remettre en PDF', en: 'Hand out as PDF' };
const WRITTEN: Text = { fr: 'Formulaire écrit.', en: 'Form written.' };

/** Forms of their own; the rows of each are printed after it. */
const ON_PAPER: readonly FormId[] = FORM_IDS.filter((id) => formOf(id).rows === undefined && isFilledIn(id));

/** Every form on paper, from the same definitions as the screens. */
function BlankFormsPage() {
  const [wanted, setWanted] = useState<FormId | null>(null);
  const { working, failure, write } = useWrite();
  async function handOut([folder]: readonly PickerEntry[]): Promise<void> {
    setWanted(null);
    if (folder === undefined || wanted === null) return;
    if ((await write('papers.handOutBlank', { form: wanted, folder: folder.token })).ok) toast(WRITTEN);
  }
  return (
    <Page title={TITLE} lead={LEAD}>
      {failure !== null && <FailureNotice failure={failure} />}
      <ul className="card flush list">
        {ON_PAPER.map((id) => {
          const { title } = formOf(id);
          return (
            <li key={id} className="list-line">
              <span className="grow">{say(title)}</span>
              <ButtonLink to={`/print/form/${id}`}>{SEE}</ButtonLink>
              <Button working={working ? WRITING : null} onPress={() => setWanted(id)} aria-label={`${say(HAND_OUT)}, ${say(title)}`}>
                {HAND_OUT}
              </Button>
            </li>
          );
        })}
      </ul>
      {wanted !== null && <FilePicker accept="folder" onPick={(picked) => void handOut(picked)} onClose={() => setWanted(null)} />}
    </Page>
  );
}

export const blankFormsPage = page({ path: '/blank', roles: MAY.caseStaff, rail: 'handbook', Page: BlankFormsPage });
