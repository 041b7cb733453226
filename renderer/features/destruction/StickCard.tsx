import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PickerEntry } from '../../../shared/contract/takeover.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate } from '../../../shared/time.ts';
import { formatBytes } from '../../format.ts';
import { toast } from '../../frame/toast.tsx';
import { counted, useLanguage, useSay } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { UsbIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import type { Destruction } from './DestructionPage.tsx';
import { COPIES_KEEP } from './words.ts';

const STICKS: Text = { fr: 'À détruire à la main', en: 'To be destroyed by hand' };
const NO_STICK: Text = { fr: 'Aucune clé connue.', en: 'No known stick.' };
const PREVIEW: Text = { fr: 'Voir sur papier', en: 'See on paper' };
const HAND_OUT: Text = { fr: 'Remettre en PDF', en: 'Hand out as PDF' };
const WORKING: Text = { fr: 'Écriture…', en: 'Writing…' };

/** Sticks on which copies stand: they keep what is destroyed here (security §9.6). On paper nothing says what they are. */
export function StickCard({ destruction: { sticks } }: { readonly destruction: Destruction }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [picking, setPicking] = useState(false);
  const { working, failure, write } = useWrite();
  async function handOut([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const outcome = await write('destruction.handOut', { folder: folder.token });
    if (!outcome.ok) return;
    const size = formatBytes(outcome.value.bytes);
    toast({
      fr: `Fichier remis\u00a0: ${outcome.value.fileName}, ${size.fr}.`,
      en: `File handed out: ${outcome.value.fileName}, ${size.en}.`,
    });
  }
  return (
    <Section title={say(STICKS)} count={sticks.length}>
      <div className="card flush">
        {sticks.length === 0 && <p className="list-line hint">{say(NO_STICK)}</p>}
        <ul className="list">
          {sticks.map(({ stick, copies, lastOn }) => (
            <li key={stick} className="list-line two">
              <UsbIcon />
              <span className="grow">
                <span className="code">{stick}</span>
                <br />
                <span className="under number">
                  {say(counted(copies, { fr: 'copie', en: 'copy' }, { fr: 'copies', en: 'copies' }))} · {formatDate(lastOn, language)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
      <p className="hint">{say(COPIES_KEEP)}</p>
      {sticks.length > 0 && (
        <p className="row card-act">
          <ButtonLink to="/print/sticks">{say(PREVIEW)}</ButtonLink>
          <Button working={working ? WORKING : null} onPress={() => setPicking(true)}>
            {say(HAND_OUT)}
          </Button>
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {picking && <FilePicker accept="folder" onPick={(picked) => void handOut(picked)} onClose={() => setPicking(false)} />}
    </Section>
  );
}
