import { useNavigate } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { BACK } from '../../shared/words.ts';
import { Button } from '../ui/Button.tsx';
import { ChevronLeftIcon } from '../ui/icons.ts';
import { DraftState } from './DraftState.tsx';
import type { Screens } from './useScreens.ts';
import type { Saving } from './useSaving.ts';

const FINISH: Text = { fr: 'Terminer l’étape', en: 'Finish this step' };
const SAVE_AND_LEAVE: Text = { fr: 'Enregistrer et quitter', en: 'Save and leave' };
const SAVING: Text = { fr: 'Enregistrement…', en: 'Saving…' };
const CASE_FILE: Text = { fr: 'Dossier', en: 'Case file' };

type Props = { readonly at: Screens; readonly saving: Saving; readonly readOnly: boolean; readonly caseId: string };

/** Previous section, state of the draft, next section; in the last one « Terminer l’étape ». */
export function FormFoot({ at: { screens, screen, go }, saving, readOnly, caseId }: Props) {
  const navigate = useNavigate();
  const place = screens.indexOf(screen);
  const previous = screens[place - 1];
  const next = screens[place + 1];
  const ends = next === undefined && !readOnly;
  return (
    <div className="form-foot">
      <Button icon={ChevronLeftIcon} onPress={() => (previous === undefined ? void navigate(`/cases/${caseId}`) : go(previous, 'pointer'))}>
        {ends ? BACK : (previous?.title ?? CASE_FILE)}
      </Button>
      <DraftState onlyFailure={ends} />
      <div className="row">
        {ends && (
          <Button onPress={saving.saveAndLeave} working={saving.working ? SAVING : null}>
            {SAVE_AND_LEAVE}
          </Button>
        )}
        {next !== undefined && (
          <Button kind="primary" keys="Alt+PageDown" onPress={() => go(next, 'pointer')}>
            {next.title}
          </Button>
        )}
        {ends && (
          <Button kind="primary" keys="Ctrl+Enter" onPress={saving.finish} working={saving.working ? SAVING : null}>
            {FINISH}
          </Button>
        )}
      </div>
    </div>
  );
}
