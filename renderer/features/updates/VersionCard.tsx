import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { formatBytes } from '../../format.ts';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EightWords } from '../../ui/EightWords.tsx';

const SIGNED: Text = { fr: 'signée par deux personnes', en: 'signed by two people' };
const WORDS: Text = { fr: 'Les huit mots de cette mise à jour', en: 'The eight words of this update' };
const WHY: Text = {
  fr: 'Le point focal a annoncé huit mots à tous les centres. S’ils ne sont pas ceux-ci, cette mise à jour n’est pas la leur : ne l’installez pas.',
  en: 'The focal point has announced eight words to all centres. If they are not these, this update is not theirs: do not install it.',
};
const SAME: Text = { fr: 'Ce sont les mots annoncés', en: 'These are the announced words' };
const COMPARED: Text = { fr: 'mots comparés', en: 'words compared' };

type Props = { readonly update: Output<'updates.open'>; readonly same: boolean; readonly confirm: () => void };

/** The update's own description, and the words that show whether every centre was given the same update. */
export function VersionCard({ update, same, confirm }: Props) {
  return (
    <Card
      title={{
        fr: `Version ${update.version}, n° ${update.release}`,
        en: `Version ${update.version}, no. ${update.release}`,
      }}
      beside={<Chip tone="leaf">{SIGNED}</Chip>}
    >
      <div className="stack">
        <ul lang="fr">
          {update.notes.map((note, index) => (
            <li key={index}>{note}</li>
          ))}
        </ul>
        <p className="hint">
          {update.files.map(({ name, bytes }) => (
            <span key={name}>
              <span className="code">{name}</span> {say(formatBytes(bytes))}{' '}
            </span>
          ))}
        </p>
        <EightWords words={update.words} label={WORDS} />
        <p>{say(WHY)}</p>
        <div className="row">{same ? <Chip tone="leaf">{COMPARED}</Chip> : <Button onPress={confirm}>{SAME}</Button>}</div>
      </div>
    </Card>
  );
}
