import { useEffect, useState } from 'react';
import type { Input } from '../../shared/contract.ts';
import type { PickerEntry } from '../../shared/contract/files.ts';
import type { Failure } from '../../shared/failure.ts';
import { formatDate } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';
import { CANCEL, CHOOSE } from '../../shared/words.ts';
import { attempt } from '../api.ts';
import { formatBytes } from '../format.ts';
import { language, say, withCount } from '../language.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ChevronLeftIcon, FileIcon, FolderIcon } from './icons.ts';
import { EmptyState, FailureNotice } from './Notice.tsx';

type Accept = Input<'files.list'>['accept'];

const TITLES: Record<Accept, Text> = {
  register: { fr: 'Choisir un registre (CSV)', en: 'Choose a register (CSV)' },
  package: { fr: 'Choisir des fichiers reçus', en: 'Choose received files' },
  card: { fr: 'Choisir une carte de clés', en: 'Choose a key card' },
  attachment: { fr: 'Choisir une image ou un son', en: 'Choose a picture or a sound' },
  update: { fr: 'Choisir une mise à jour', en: 'Choose an update' },
  folder: { fr: 'Choisir un dossier', en: 'Choose a folder' },
};
const PLACES: Text = { fr: 'Emplacements', en: 'Places' };
const EMPTY: Text = { fr: 'Rien qui convienne ici.', en: 'Nothing suitable here.' };
const UP: Text = { fr: 'Revenir', en: 'Go back' };
const HERE: Text = { fr: 'Choisir ce dossier', en: 'Choose this folder' };
const NOTHING: Text = { fr: 'Choisissez au moins un fichier.', en: 'Choose at least one file.' };

type Props = {
  readonly accept: Accept;
  /** Several files at once (packages). */
  readonly several?: boolean;
  readonly onPick: (picked: readonly PickerEntry[]) => void;
  readonly onClose: () => void;
};

/**
 * Choosing files or a folder among what the keyed process lists, with tokens instead of paths (architecture §2).
 * Gives the chosen entries; the page closes it. No path is ever shown.
 */
export function FilePicker({ accept, several = false, onPick, onClose }: Props) {
  const [trail, setTrail] = useState<readonly PickerEntry[]>([]);
  const [picked, setPicked] = useState<readonly PickerEntry[]>([]);
  const { entries, failure } = useEntries(accept, trail.at(-1) ?? null);
  const here = trail.at(-1);

  function open(entry: PickerEntry): void {
    if (entry.kind === 'folder') setTrail([...trail, entry]);
    else if (several) setPicked(picked.includes(entry) ? picked.filter((one) => one !== entry) : [...picked, entry]);
    else onPick([entry]);
  }
  return (
    <Dialog
      title={TITLES[accept]}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{CANCEL}</Button>
          {accept === 'folder' && here !== undefined && (
            <Button kind="primary" onPress={() => onPick([here])}>
              {HERE}
            </Button>
          )}
          {several && (
            <Button kind="primary" missing={picked.length === 0 ? NOTHING : null} onPress={() => onPick(picked)}>
              {withCount(CHOOSE, picked.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="spread">
        <strong>{here?.label ?? say(PLACES)}</strong>
        {here !== undefined && (
          <Button kind="quiet" icon={ChevronLeftIcon} onPress={() => setTrail(trail.slice(0, -1))}>
            {UP}
          </Button>
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      <ul className="card flush list picker">
        {entries?.map((entry) => (
          <li key={entry.token}>
            <EntryLine entry={entry} several={several} picked={picked.includes(entry)} open={() => open(entry)} />
          </li>
        ))}
        {entries?.length === 0 && (
          <li>
            <EmptyState>{EMPTY}</EmptyState>
          </li>
        )}
      </ul>
    </Dialog>
  );
}

function useEntries(
  accept: Accept,
  folder: PickerEntry | null,
): { readonly entries: readonly PickerEntry[] | null; readonly failure: Failure | null } {
  const [entries, setEntries] = useState<readonly PickerEntry[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let wanted = true;
    async function read(): Promise<void> {
      const outcome = folder === null ? await attempt('files.places', {}) : await attempt('files.list', { folder: folder.token, accept });
      if (!wanted) return;
      setFailure(outcome.ok ? null : outcome.failure);
      setEntries(outcome.ok ? ('places' in outcome.value ? outcome.value.places : outcome.value.entries) : []);
    }
    void read();
    return () => {
      wanted = false;
    };
  }, [accept, folder]);
  return { entries, failure };
}

type LineProps = { readonly entry: PickerEntry; readonly several: boolean; readonly picked: boolean; readonly open: () => void };

function EntryLine({ entry, several, picked, open }: LineProps) {
  const EntryIcon = entry.kind === 'folder' ? FolderIcon : FileIcon;
  const toggles = several && entry.kind === 'file';
  return (
    <button type="button" className={picked ? 'list-line picked' : 'list-line'} aria-pressed={toggles ? picked : undefined} onClick={open}>
      <EntryIcon />
      <span className="grow title">{entry.label}</span>
      {entry.kind === 'file' && (
        <span className="hint number">
          {formatDate(entry.modified, language())} · {say(formatBytes(entry.bytes))}
        </span>
      )}
    </button>
  );
}
