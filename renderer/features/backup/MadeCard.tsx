import type { Output } from '../../../shared/contract.ts';
import type { CopyLine } from '../../../shared/contract/backup.ts';
import type { Text } from '../../../shared/text.ts';
import { counted, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { CircleCheckIcon } from '../../ui/icons.ts';
import { contentsOf, CopyState } from './copyState.tsx';

const TITLE: Text = { fr: 'Cette copie', en: 'This copy' };
const REREAD: Text = {
  fr: 'La copie a été écrite, relue sur la clé et ouverte.',
  en: 'The copy was written, read back from the stick and opened.',
};
const UNCHECKED: Text = {
  fr: 'La copie a été écrite et relue. Votre session n’ouvre pas les dossiers\u00a0: une session de gestionnaire de cas ou de supervision doit la vérifier.',
  en: 'The copy was written and read back. Your session does not open cases: the session of a caseworker or of the supervision must check it.',
};
const THEN: Text = {
  fr: 'Pour qu’elle soit vérifiée\u00a0: débranchez la clé USB, rebranchez-la, puis vérifiez la copie.',
  en: 'For it to be verified: unplug the USB stick, plug it in again, then verify the copy.',
};
const VERIFY: Text = { fr: 'Vérifier la copie', en: 'Verify the copy' };
const VERIFYING: Text = { fr: 'Relecture…', en: 'Reading…' };
const GONE: Text = { fr: 'La clé USB n’est plus là. Rebranchez-la d’abord.', en: 'The USB stick is gone. Plug it in first.' };
const SAME_DISK: Text = {
  fr: 'Ce dossier est sur le disque de cet ordinateur\u00a0: une panne emporterait la copie avec le reste. Faites aussi une copie sur une clé USB.',
  en: 'This folder is on the disk of this computer: a breakdown would take the copy with the rest. Make a copy on a USB stick too.',
};

type Props = {
  readonly made: Output<'backup.make'>;
  readonly copies: readonly CopyLine[];
  readonly working: boolean;
  readonly verify: (copy: string) => void;
};

/** The copy just made: what was read in it, and the three gestures that verify it. */
export function MadeCard({ made, copies, working, verify }: Props) {
  const here = copies.find(({ backupId }) => backupId === made.backupId)?.here ?? null;
  const erased = counted(
    made.erased,
    { fr: 'ancienne copie effacée de la clé.', en: 'old copy erased from the stick.' },
    { fr: 'anciennes copies effacées de la clé.', en: 'old copies erased from the stick.' },
  );
  return (
    <Card title={TITLE} beside={<CopyState state={made.state} />}>
      <div className="stack" role="status">
        {made.state === 'unchecked' ? (
          <p>{say(UNCHECKED)}</p>
        ) : (
          <>
            <Notice tone="accent" icon={CircleCheckIcon}>
              <p>
                {say(REREAD)} <span className="number">{say(contentsOf(made))}.</span>
              </p>
            </Notice>
            {made.erased > 0 && <p className="hint number">{say(erased)}</p>}
            <p>{say(THEN)}</p>
            <div className="row">
              <Button
                missing={here === null ? GONE : null}
                working={working ? VERIFYING : null}
                onPress={() => here !== null && verify(here)}
              >
                {VERIFY}
              </Button>
            </div>
          </>
        )}
        {made.sameDisk && (
          <Notice tone="ochre">
            <p>{say(SAME_DISK)}</p>
          </Notice>
        )}
      </div>
    </Card>
  );
}
