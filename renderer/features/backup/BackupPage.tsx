import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatLongDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { language, say } from '../../language.ts';
import { refreshSession } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { UsbIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { BackupSide } from './BackupSide.tsx';
import { CopyTable } from './CopyTable.tsx';
import { MadeCard } from './MadeCard.tsx';
import { NEED } from './need.ts';
import { VerdictNotice } from './VerdictNotice.tsx';
import { TOO_MANY_COPIES } from './tooManyCopies.ts';
import { page, MAY } from '../../frame/page.ts';
import type { Backups } from './loaders.ts';

const TITLE: Text = { fr: 'Copies de sauvegarde', en: 'Backups' };
const NEVER: Text = {
  fr: 'Aucune copie n’a encore été relue. Sans copie, une panne de cet ordinateur emporte tout.',
  en: 'No copy was read back yet. Without a copy, a breakdown of this computer takes everything.',
};
const MAKE: Text = { fr: 'Sauvegarder maintenant', en: 'Back up now' };
const MAKING: Text = { fr: 'Copie, relecture, contrôle…', en: 'Copying, reading back, checking…' };
const AHEAD_TITLE: Text = {
  fr: 'Une copie contient du travail que cette base n’a plus',
  en: 'A copy holds work that this base no longer has',
};
const AHEAD: Text = {
  fr: 'Si une copie vient d’être remise en place, c’est attendu. Sinon, ne continuez pas\u00a0: prévenez la supervision et l’administration.',
  en: 'If a copy has just been put back, this is expected. Otherwise do not go on: tell the supervision and the administration.',
};

function leadOf({ lastGood }: Backups): Text {
  if (lastGood === null) return NEVER;
  const day = { fr: formatLongDate(lastGood.on, 'fr'), en: formatLongDate(lastGood.on, 'en') };
  return lastGood.state === 'verified'
    ? { fr: `Dernière copie vérifiée\u00a0: ${day.fr}.`, en: `Last verified copy: ${day.en}.` }
    : {
        fr: `Dernière copie relue\u00a0: ${day.fr}. Elle reste à vérifier après avoir débranché la clé.`,
        en: `Last copy read back: ${day.en}. It remains to be verified after unplugging the stick.`,
      };
}

/** Copies on sticks: the last proven one, making one, verifying one, sticks and drill (interface 3.21; security §9.1, §9.2). */
function BackupPage(backups: Backups) {
  const [picking, setPicking] = useState(false);
  const [made, setMade] = useState<Output<'backup.make'> | null>(null);
  const [verdict, setVerdict] = useState<Output<'backup.verify'> | null>(null);
  const { working, failure, write } = useWrite();
  useCommands(
    useMemo(() => [{ id: 'backup.make', label: MAKE, keys: 'Ctrl+Enter', when: () => !working, run: () => setPicking(true) }], [working]),
  );

  async function make([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    setVerdict(null);
    const outcome = await write('backup.make', { folder: folder.token });
    setMade(outcome.ok ? outcome.value : null);
    await refreshSession();
  }
  async function verify(copy: string): Promise<void> {
    const outcome = await write('backup.verify', { copy });
    setVerdict(outcome.ok ? outcome.value : null);
    if (outcome.ok) setMade(null);
    await refreshSession();
  }
  return (
    <Page
      title={TITLE}
      lead={leadOf(backups)}
      side={<BackupSide backups={backups} />}
      acts={
        <Button kind="primary" icon={UsbIcon} keys="Ctrl+Enter" working={working ? MAKING : null} onPress={() => setPicking(true)}>
          {MAKE}
        </Button>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {backups.tooMany && (
        <Notice tone="ochre">
          <p>{say(TOO_MANY_COPIES)}</p>
        </Notice>
      )}
      {backups.ahead && (
        <Notice tone="brick" title={AHEAD_TITLE}>
          <p>{say(AHEAD)}</p>
        </Notice>
      )}
      {made === null && verdict === null && backups.need !== 'none' && (
        <Notice tone="ochre">
          <p>{say(NEED[backups.need])}</p>
        </Notice>
      )}
      {made !== null && <MadeCard made={made} copies={backups.copies} working={working} verify={(copy) => void verify(copy)} />}
      {verdict !== null && <VerdictNotice verdict={verdict} />}
      <CopyTable copies={backups.copies} language={language()} working={working} verify={(copy) => void verify(copy)} />
      {picking && <FilePicker accept="folder" onPick={(picked) => void make(picked)} onClose={() => setPicking(false)} />}
    </Page>
  );
}

export const backupPage = page({
  path: '/admin/backup',
  roles: MAY.copyStaff,
  rail: 'backup',
  load: () => call('backup.state', {}),
  Page: BackupPage,
});
