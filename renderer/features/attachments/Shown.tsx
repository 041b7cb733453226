import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { useSource } from '../../ui/useSource.ts';

const PICTURE: Text = { fr: 'Image de la pièce', en: 'Picture of the attachment' };
const SOUND: Text = { fr: 'Son de la pièce', en: 'Sound of the attachment' };

/** A picture from memory: no address that another page could open, nothing to drag away. */
export function ShownPicture({ blob, small = false }: { readonly blob: Blob; readonly small?: boolean }) {
  const picture = useSource<HTMLImageElement>(blob);
  return (
    <img
      ref={picture}
      className={small ? 'attachment-thumbnail' : 'attachment-picture'}
      alt={small ? '' : say(PICTURE)}
      draggable={false}
    />
  );
}

type SoundProps = {
  readonly blob: Blob;
  /** The browser can play it. */
  readonly onPlayable?: () => void;
  readonly onUnplayable: () => void;
  /** Announced as it plays. */
  readonly onPlaying?: () => void;
};

/** A sound from memory, played when asked for. Nobody wrote down what is said in it: its captions are empty. */
export function ShownSound({ blob, onPlayable, onUnplayable, onPlaying }: SoundProps) {
  const sound = useSource<HTMLAudioElement>(blob);
  return (
    <audio
      ref={sound}
      className="attachment-sound"
      aria-label={say(SOUND)}
      controls
      controlsList="nodownload noplaybackrate"
      onLoadedMetadata={onPlayable}
      onError={onUnplayable}
      onTimeUpdate={onPlaying}
    >
      <track kind="captions" />
    </audio>
  );
}
