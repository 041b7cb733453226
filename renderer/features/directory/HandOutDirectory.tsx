import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import type { Text } from '../../../shared/text.ts';
import { CLOSE } from '../../../shared/words.ts';
import { counted, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

const TITLE: Text = { fr: 'Annuaire remis aux centres', en: 'Directory handed out to the centres' };
const EACH: Text = {
  fr: 'Un fichier par centre, que lui seul peut ouvrir. Donnez à chacun le sien.',
  en: 'One file for each centre, which it alone can open. Give each its own.',
};

/** The stick, then which file is for which centre (security §7.1 kind 5). */
export function HandOutDirectory({ close }: { readonly close: () => void }) {
  const [handed, setHanded] = useState<Output<'directory.handOut'> | null>(null);
  const [picking, setPicking] = useState(true);
  const { failure, write } = useWrite();
  async function pick([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const outcome = await write('directory.handOut', { folder: folder.token });
    if (outcome.ok) setHanded(outcome.value);
  }
  if (picking) return <FilePicker accept="folder" onPick={(picked) => void pick(picked)} onClose={close} />;
  if (handed === null && failure === null) return null;
  return (
    <Dialog title={TITLE} onClose={close} foot={<Button onPress={close}>{CLOSE}</Button>}>
      {failure !== null && <FailureNotice failure={failure} />}
      {handed !== null && (
        <>
          <p>
            {say({ fr: `Annuaire n°\u00a0${handed.number}, `, en: `Directory no. ${handed.number}, ` })}
            {say(counted(handed.providers, { fr: 'prestataire', en: 'provider' }, { fr: 'prestataires', en: 'providers' }))}.{' '}
            {handed.lists > 0 &&
              say({ fr: `Avec les listes de choix n°\u00a0${handed.lists}. `, en: `With the lists of choices no. ${handed.lists}. ` })}
            {say(EACH)}
          </p>
          <ul className="list">
            {handed.files.map(({ siteCode, fileName }) => (
              <li key={fileName} className="list-line">
                <span className="code grow">{siteCode}</span>
                <span className="code">{fileName}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
