import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PickerEntry } from '../../shared/contract/files.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { WRITING } from '../../shared/words.ts';
import { formatBytes } from '../format.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { FilePicker } from '../ui/FilePicker.tsx';
import { useWrite } from '../write.ts';
import { toast } from './toast.tsx';

/** Papers of which nothing is chosen but the folder, and where each is drawn. */
const PAPERS = {
  'papers.handOutHandbook': '/print/handbook',
  'papers.handOutProtection': '/print/protection',
  'papers.handOutSecurityStatus': '/print/proofs',
  'destruction.handOut': '/print/sticks',
} as const;

const PREVIEW: Text = { fr: 'Voir sur papier', en: 'See on paper' };
const HAND_OUT: Text = { fr: 'Remettre en PDF', en: 'Hand out as PDF' };

/** A paper seen and handed out as PDF: both acts, the choice of a folder while it is open, and the last failure. */
export function useHandOut(paper: keyof typeof PAPERS): {
  readonly acts: ReactNode;
  readonly picker: ReactNode;
  readonly failure: Failure | null;
} {
  const { working, failure, write } = useWrite();
  const [picking, setPicking] = useState(false);
  async function handOut([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const outcome = await write(paper, { folder: folder.token });
    if (outcome.ok) sayHandedOut(outcome.value);
  }
  return {
    acts: (
      <>
        <ButtonLink to={PAPERS[paper]}>{PREVIEW}</ButtonLink>
        <Button working={working ? WRITING : null} onPress={() => setPicking(true)}>
          {HAND_OUT}
        </Button>
      </>
    ),
    picker: picking && <FilePicker accept="folder" onPick={(picked) => void handOut(picked)} onClose={() => setPicking(false)} />,
    failure,
  };
}

/** Says that a file is where it was asked for: its name, and its size in bytes in words. */
export function sayHandedOut({ fileName, bytes }: { readonly fileName: string; readonly bytes: number }): void {
  const size = formatBytes(bytes);
  toast({ fr: `Fichier remis\u00a0: ${fileName}, ${size.fr}.`, en: `File handed out: ${fileName}, ${size.en}.` });
}
