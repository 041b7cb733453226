import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { UpdateState } from './loaders.ts';

const TITLE: Text = { fr: 'Copie avant la mise à jour', en: 'Copy before the update' };
const FRESH: Text = { fr: 'prête', en: 'ready' };
const WANTED: Text = { fr: 'à faire', en: 'to be made' };
const WHY: Text = {
  fr: 'Revenir à la version d’avant n’est possible qu’avec une copie relue d’aujourd’hui ou d’hier. Au centre, une session de gestionnaire de cas ou de supervision doit l’avoir relue.',
  en: 'Going back to the former version is possible only with a copy read back today or yesterday. At a centre, the session of a caseworker or of the supervision must have read it back.',
};
const NEVER: Text = { fr: 'Aucune copie relue encore.', en: 'No copy read back yet.' };
const MAKE: Text = { fr: 'Ouvrir la sauvegarde', en: 'Open the backup page' };

/** The copy that an update waits for; it is made and proved on its own page. */
export function CopyCard({ copy }: { readonly copy: UpdateState['copy'] }) {
  const fresh = copy?.fresh === true;
  const on = copy === null ? null : formatDate(copy.on, language());
  return (
    <Card title={TITLE} beside={<Chip tone={fresh ? 'leaf' : 'ochre'}>{fresh ? FRESH : WANTED}</Chip>}>
      <div className="stack">
        <p>{on === null ? say(NEVER) : say({ fr: `Dernière copie relue : ${on}.`, en: `Last copy read back: ${on}.` })}</p>
        {!fresh && (
          <>
            <p>{say(WHY)}</p>
            <div className="row">
              <ButtonLink to="/admin/backup">{MAKE}</ButtonLink>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
