import { useState } from 'react';
import type { Text } from '../../../shared/text.ts';
import { CLOSE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CircleCheckIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { ShareField, missingInShare } from './ShareField.tsx';
import { StaffCodeSelect } from './StaffCodeSelect.tsx';

const TITLE: Text = { fr: 'Exercice avec deux parts', en: 'Rehearsal with two shares' };
const WHY: Text = {
  fr: 'Deux personnes tapent leur part. L’exercice vérifie qu’elles rouvriraient le compte, puis oublie tout\u00a0: ni la phrase ni les parts ne changent.',
  en: 'Two people type their share. The rehearsal checks that they would reopen the account, then forgets everything: neither passphrase nor shares change.',
};
const ACCOUNT: Text = { fr: 'Compte à rouvrir', en: 'Account to reopen' };
const FIRST: Text = { fr: 'Première part', en: 'First share' };
const SECOND: Text = { fr: 'Deuxième part', en: 'Second share' };
const TRY: Text = { fr: 'Essayer', en: 'Try' };
const KEPT: Text = {
  fr: 'Rien n’a changé. L’exercice est au journal\u00a0; chacun reprend son papier.',
  en: 'Nothing has changed. The rehearsal is in the journal; each takes the paper back.',
};

/** All of a recovery but its last steps, with the real shares. */
export function RehearseDialog({ staffCodes, close }: { readonly staffCodes: readonly string[]; readonly close: () => void }) {
  const [staffCode, setStaffCode] = useState(staffCodes[0] ?? '');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const { working, failure, write } = useWrite();
  const missing = missingInShare(first) ?? missingInShare(second);
  async function rehearse(): Promise<void> {
    const outcome = await write('recovery.rehearse', { staffCode, shares: [first, second] });
    if (outcome.ok) setOpened(staffCode);
  }
  if (opened !== null)
    return (
      <Dialog title={TITLE} onClose={close} foot={<Button onPress={close}>{CLOSE}</Button>}>
        <Notice
          tone="accent"
          icon={CircleCheckIcon}
          title={{ fr: `Ces deux parts rouvrent le compte ${opened}.`, en: `These two shares reopen the account ${opened}.` }}
        >
          <p>{say(KEPT)}</p>
        </Notice>
      </Dialog>
    );
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CLOSE}</Button>
          <Button
            missing={missing}
            missingAt={missingInShare(first) === null ? 'rehearse-second' : 'rehearse-first'}
            working={working ? TRY : null}
            onPress={() => void rehearse()}
          >
            {TRY}
          </Button>
        </>
      }
    >
      <p>{say(WHY)}</p>
      <StaffCodeSelect id="rehearse-account" label={ACCOUNT} codes={staffCodes} value={staffCode} onChange={setStaffCode} />
      <ShareField id="rehearse-first" label={FIRST} value={first} onChange={setFirst} />
      <ShareField id="rehearse-second" label={SECOND} value={second} onChange={setSecond} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
