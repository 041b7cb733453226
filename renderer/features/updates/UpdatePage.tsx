import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { UploadIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { StagedUpdateCard } from './StagedUpdateCard.tsx';
import { CopyCard } from './CopyCard.tsx';
import { VersionCard } from './VersionCard.tsx';
import { page, MAY } from '../../frame/page.ts';
import type { UpdateState } from './loaders.ts';

type Update = Output<'updates.open'>;

const TITLE: Text = { fr: 'Mise à jour', en: 'Update' };
const CHOOSE: Text = { fr: 'Choisir une mise à jour…', en: 'Choose an update…' };
const CHECKING: Text = { fr: 'Vérification…', en: 'Checking…' };
const NONE: Text = {
  fr: 'Une mise à jour vient sur une clé USB, du point focal. Elle est vérifiée ici avant que rien n’en soit gardé.',
  en: 'An update comes on a USB stick, from the focal point. It is checked here before anything of it is kept.',
};
const INVENTED: Text = {
  fr: 'Cette version d’essai porte des clés de publication inventées : ne vous fiez à aucune mise à jour ici. Aucune n’est mise de côté hors d’un espace de formation.',
  en: 'This trial version has invented release keys: rely on no update here. None is put aside outside a training space.',
};

/** A new version, in the administrator's hands: verified, compared aloud, rehearsed on a copy, staged for the installer (security §7.4). */
function UpdatePage(state: UpdateState) {
  const [picking, setPicking] = useState<'file' | 'folder' | null>(null);
  const [file, setFile] = useState('');
  const [update, setUpdate] = useState<Update | null>(null);
  const [same, setSame] = useState(false);
  const [staged, setStaged] = useState<Output<'updates.stage'> | null>(null);
  const { working, failure, write } = useWrite();
  async function pick([entry]: readonly PickerEntry[]): Promise<void> {
    setPicking(null);
    if (entry === undefined) return;
    if (picking === 'folder' && update !== null) {
      const outcome = await write('updates.stage', { file, digest: update.digest, folder: entry.token });
      if (outcome.ok) setStaged(outcome.value);
      return;
    }
    setUpdate(null);
    setSame(false);
    setStaged(null);
    setFile(entry.token);
    const outcome = await write('updates.open', { file: entry.token });
    if (outcome.ok) setUpdate(outcome.value);
  }
  return (
    <Page
      title={TITLE}
      lead={{ fr: `Version en place : n° ${state.release}`, en: `Version in place: no. ${state.release}` }}
      acts={
        <Button
          kind={update === null ? 'primary' : 'secondary'}
          icon={UploadIcon}
          working={working ? CHECKING : null}
          onPress={() => setPicking('file')}
        >
          {CHOOSE}
        </Button>
      }
    >
      {state.keysAreInvented && (
        <Notice tone="brick">
          <p>{say(INVENTED)}</p>
        </Notice>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {update === null ? (
        <div className="card flush">
          <EmptyState>{NONE}</EmptyState>
        </div>
      ) : (
        <>
          <VersionCard update={update} same={same} confirm={() => setSame(true)} />
          <CopyCard copy={state.copy} />
          <StagedUpdateCard staged={staged} same={same} copy={state.copy} working={working} choose={() => setPicking('folder')} />
        </>
      )}
      {picking !== null && (
        <FilePicker
          accept={picking === 'file' ? 'update' : 'folder'}
          onPick={(picked) => void pick(picked)}
          onClose={() => setPicking(null)}
        />
      )}
    </Page>
  );
}

export const updatePage = page({
  path: '/admin/update',
  roles: MAY.administrator,
  rail: 'update',
  load: () => call('updates.state', {}),
  Page: UpdatePage,
});
