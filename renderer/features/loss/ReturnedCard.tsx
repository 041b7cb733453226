import { Link } from 'react-router';
import type { AfterRestore } from '../../../shared/contract/loss.ts';
import type { Text } from '../../../shared/text.ts';
import { ROLE_NAMES } from '../../frame/rails.ts';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

const TITLE: Text = { fr: 'Comptes rouverts par la copie', en: 'Accounts reopened by the copy' };
const WHY: Text = {
  fr: 'La copie a rouvert ces comptes : une personne a pu partir ou changer de rôle depuis. Retirez-la de nouveau, ou confirmez qu’elle travaille ici. Chacun est confirmé par une autre personne.',
  en: 'The copy reopened these accounts: a person may have left or changed role since. Remove her or him again, or confirm that she or he works here. Each is confirmed by another person.',
};
const KEEP: Text = { fr: 'Confirmer', en: 'Confirm' };
const REMOVE: Text = { fr: 'Retirer, dans les comptes', en: 'Remove, in the accounts' };

/** Shown until each is confirmed or removed. */
export function ReturnedCard({ returned }: { readonly returned: AfterRestore['returned'] }) {
  const { userId: own } = useUser();
  const { working, failure, write } = useWrite();
  if (returned.length === 0) return null;
  return (
    <Card title={TITLE} look="next">
      <div className="stack tight">
        <p>{say(WHY)}</p>
        {returned.map(({ userId, staffCode, role }) => (
          <div key={userId} className="spread">
            <span>
              <span className="code">{staffCode}</span> · {say(ROLE_NAMES[role])}
            </span>
            {userId !== own && (
              <Button
                working={working ? KEEP : null}
                aria-label={`${say(KEEP)}, ${staffCode}`}
                onPress={() => void write('loss.keepReturned', { userId })}
              >
                {KEEP}
              </Button>
            )}
          </div>
        ))}
        {failure !== null && <FailureNotice failure={failure} />}
        <p>
          <Link to="/admin/users">{say(REMOVE)}</Link>
        </p>
      </div>
    </Card>
  );
}
