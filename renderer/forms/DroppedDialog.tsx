import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import type { Dropped } from './sections.ts';

const TITLE: Text = { fr: 'Des réponses ne se posent plus', en: 'Some answers are no longer asked' };
const WHY: Text = {
  fr: 'Une autre réponse les a rendues sans objet. En terminant, elles ne seront pas enregistrées\u00a0:',
  en: 'Another answer made them not applicable. On finishing, they will not be saved:',
};
const BACK: Text = { fr: 'Revenir au formulaire', en: 'Back to the form' };
const FINISH_WITHOUT: Text = { fr: 'Terminer sans ces réponses', en: 'Finish without these answers' };

type Props = { readonly dropped: readonly Dropped[]; readonly onBack: () => void; readonly onFinish: () => void };

/** The answers that finishing would drop, listed before they are; their values are not shown. */
export function DroppedDialog({ dropped, onBack, onFinish }: Props) {
  return (
    <Dialog
      title={TITLE}
      onClose={onBack}
      foot={
        <>
          <Button onPress={onBack}>{BACK}</Button>
          <Button kind="primary" onPress={onFinish}>
            {FINISH_WITHOUT}
          </Button>
        </>
      }
    >
      <p>{say(WHY)}</p>
      <ul className="reasons">
        {dropped.map(({ part, field, label }) => (
          <li key={`${part} ${field}`}>{say(label)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
