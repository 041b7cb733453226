import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { useSession } from '../../session.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { UsbIcon } from '../../ui/icons.ts';
import { NEED } from './need.ts';

const TITLE: Text = { fr: 'Copie de sauvegarde', en: 'Backup' };
const OPEN: Text = { fr: 'Sauvegarder', en: 'Back up' };

/** Asks for a copy beside the day's work; nothing while the last one holds (security §9.1). */
export function BackupReminder() {
  const need = useSession(({ state }) => state?.backupNeed ?? 'none');
  if (need === 'none') return null;
  return (
    <Card title={TITLE}>
      <p>{say(NEED[need])}</p>
      <p className="card-act">
        <ButtonLink to="/admin/backup" icon={UsbIcon}>
          {OPEN}
        </ButtonLink>
      </p>
    </Card>
  );
}
