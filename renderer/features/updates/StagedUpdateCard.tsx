import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CircleCheckIcon, UsbIcon } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { UpdateState } from './loaders.ts';

const TITLE: Text = { fr: 'Répéter, puis mettre de côté', en: 'Rehearse, then put aside' };
const WHAT: Text = {
  fr: 'Une copie de la base de cet ordinateur est ouverte et comptée comme au prochain démarrage. Puis la mise à jour, vérifiée de nouveau, est écrite où vous voulez, pour être installée.',
  en: 'A copy of the base of this computer is opened and counted as at the next start. Then the update, verified anew, is written where you wish, to be installed.',
};
const CHOOSE_FOLDER: Text = { fr: 'Choisir où la mettre…', en: 'Choose where to put it…' };
const WORKING: Text = { fr: 'Répétition et écriture…', en: 'Rehearsing and writing…' };
const NO_WORDS: Text = { fr: 'Comparez d’abord les huit mots.', en: 'First compare the eight words.' };
const NO_COPY: Text = { fr: 'Il faut d’abord une copie relue.', en: 'A copy read back is needed first.' };
const DONE: Text = { fr: 'Fichier vérifié, mis de côté', en: 'File verified, put aside' };
const NEXT: Text = {
  fr: 'Fermez toutes les sessions avant de lancer l’installation. Jusque-là ce dossier ne quitte pas vos mains : ce qui y serait changé après ne serait vu par personne. Gardez la version d’avant et la copie jusqu’au premier démarrage réussi.',
  en: 'Lock every session before you run the installer. Until then this folder does not leave your hands: nobody would see what is changed in it afterwards. Keep the former version and the copy until the first good start.',
};

type Props = {
  readonly staged: Output<'updates.stage'> | null;
  readonly same: boolean;
  readonly copy: UpdateState['copy'];
  readonly working: boolean;
  readonly choose: () => void;
};

/** The last step here: the rest is the installer's. */
export function StagedUpdateCard({ staged, same, copy, working, choose }: Props) {
  const missing = same ? (copy?.fresh === true ? null : NO_COPY) : NO_WORDS;
  const rows = (staged?.rehearsed ?? []).reduce((sum, one) => sum + one.rows, 0);
  return (
    <Card title={TITLE}>
      <div className="stack">
        <p>{say(WHAT)}</p>
        {staged === null ? (
          <>
            <div className="row">
              <Button kind="primary" icon={UsbIcon} missing={missing} working={working ? WORKING : null} onPress={choose}>
                {CHOOSE_FOLDER}
              </Button>
            </div>
            {missing !== null && <p className="hint">{say(missing)}</p>}
          </>
        ) : (
          <Notice tone="accent" icon={CircleCheckIcon} title={DONE}>
            <p>
              {say({ fr: 'Dossier ', en: 'Folder ' })}
              <span className="code">{staged.folderName}</span>
              {say({
                fr: `. Répétition : ${rows} lignes, les mêmes avant et après. `,
                en: `. Rehearsal: ${rows} lines, the same before and after. `,
              })}
              {say(NEXT)}
            </p>
          </Notice>
        )}
      </div>
    </Card>
  );
}
