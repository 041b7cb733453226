import { useState } from 'react';
import type { ReceivedDirectory } from '../../../shared/contract/directory.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { CANCEL } from '../../../shared/words.ts';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { changeWords } from '../lists/words.ts';
import { changeLines } from '../protection/words.ts';

const TITLE: Text = { fr: 'Annuaire du point focal', en: 'Directory of the focal point' };
const ENTER: Text = { fr: 'Entrer dans l’annuaire', en: 'Enter in the directory' };
const ENTERED: Text = { fr: 'Annuaire à jour.', en: 'Directory up to date.' };
const CONTRADICTED: Text = {
  fr: 'Le journal de ce centre ne dit plus ce qu’il a dit au point focal\u00a0: une copie ancienne a pu être remise. Ce sera inscrit au journal.',
  en: 'The journal of this centre no longer says what it told the focal point: an older copy may have been put back. It will be told in the journal.',
};
const PARTS: readonly { readonly part: 'entered' | 'changed' | 'withdrawn' | 'kept'; readonly title: Text }[] = [
  { part: 'entered', title: { fr: 'Nouveaux', en: 'New' } },
  { part: 'changed', title: { fr: 'Mis à jour', en: 'Updated' } },
  { part: 'withdrawn', title: { fr: 'Retirés', en: 'Withdrawn' } },
  { part: 'kept', title: { fr: 'Modifiés ici depuis, laissés tels quels', en: 'Changed here since, left as they are' } },
];

/** The file, then what it would change, then its entry in one go; nothing before the supervisor has seen it. */
export function ReceiveDirectory({ close }: { readonly close: () => void }) {
  const [file, setFile] = useState<string | null>(null);
  const [seen, setSeen] = useState<ReceivedDirectory | null>(null);
  const { working, failure, write } = useWrite();
  async function pick([entry]: readonly PickerEntry[]): Promise<void> {
    if (entry === undefined) return;
    setFile(entry.token);
    const outcome = await write('directory.preview', { file: entry.token });
    if (outcome.ok) setSeen(outcome.value);
  }
  async function enter(): Promise<void> {
    if (file === null || seen === null) return;
    const outcome = await write('directory.import', { file, digest: seen.digest });
    if (!outcome.ok) return;
    close();
    toast(ENTERED);
  }
  if (file === null) return <FilePicker accept="package" onPick={(picked) => void pick(picked)} onClose={close} />;
  if (seen === null && failure === null) return null;
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          {seen !== null && (
            <Button kind="primary" working={working ? ENTER : null} onPress={() => void enter()}>
              {ENTER}
            </Button>
          )}
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {seen !== null && <Preview seen={seen} />}
    </Dialog>
  );
}

function Preview({ seen }: { readonly seen: ReceivedDirectory }) {
  return (
    <>
      <p>
        {say({
          fr: `Annuaire n°\u00a0${seen.number} de ${seen.from}. Sans changement\u00a0: ${seen.same}.`,
          en: `Directory no. ${seen.number} of ${seen.from}. Unchanged: ${seen.same}.`,
        })}
      </p>
      {PARTS.filter(({ part }) => seen[part].length > 0).map(({ part, title }) => (
        <section key={part}>
          <h3>
            {say(title)} ({seen[part].length})
          </h3>
          <ul>
            {seen[part].map((name, index) => (
              <li key={index}>{name}</li>
            ))}
          </ul>
        </section>
      ))}
      {seen.lists.changes.length > 0 && (
        <section>
          <h3>{say({ fr: `Listes de choix n°\u00a0${seen.lists.number}`, en: `Lists of choices no. ${seen.lists.number}` })}</h3>
          <ul>
            {seen.lists.changes.map((change) => (
              <li key={`${change.kind} ${change.list} ${change.code}`}>{say(changeWords(change))}</li>
            ))}
          </ul>
        </section>
      )}
      {seen.protection !== null && (
        <section>
          <h3>
            {say({
              fr: `Protection des chiffres, règle n°\u00a0${seen.protection.number}`,
              en: `Protection of figures, rule no. ${seen.protection.number}`,
            })}
          </h3>
          <ul>
            {changeLines(seen.protection).map((line) => (
              <li key={line.en}>{say(line)}</li>
            ))}
          </ul>
        </section>
      )}
      {seen.revoked.map(({ code, since }) => (
        <Notice key={code} tone="brick">
          <p>
            {say({
              fr: `La carte ${code} est retirée depuis le ${formatDate(since, 'fr')}\u00a0: rien ne partira plus vers elle.`,
              en: `The card ${code} is withdrawn since ${formatDate(since, 'en')}: nothing will leave for it any more.`,
            })}
          </p>
        </Notice>
      ))}
      {seen.anchors.wrong > 0 && (
        <Notice tone="brick">
          <p>{say(CONTRADICTED)}</p>
        </Notice>
      )}
      {seen.anchors.wrong === 0 && seen.anchors.compared > 0 && (
        <p className="hint">
          {say({
            fr: `Témoins du journal gardés par le point focal\u00a0: ${seen.anchors.compared}, tous pareils ici.`,
            en: `Witnesses of the journal kept by the focal point: ${seen.anchors.compared}, all the same here.`,
          })}
        </p>
      )}
      {seen.otherKeys > 0 && (
        <p className="hint">
          {say({
            fr: `Clés d’autres bureaux qui ne seront plus acceptées\u00a0: ${seen.otherKeys}.`,
            en: `Keys of other offices that will not be accepted any more: ${seen.otherKeys}.`,
          })}
        </p>
      )}
    </>
  );
}
