import type { Output } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { formatDate } from '../../../../shared/time.ts';
import { language, say } from '../../../language.ts';
import { Notice } from '../../../ui/Notice.tsx';

const RETURNS: Text = {
  fr: 'Cette copie rouvre des comptes fermés ou changés depuis',
  en: 'This copy reopens accounts closed or changed since',
};
const AFTERWARDS: Text = {
  fr: 'Après la remise en place, retirez-les de nouveau ou confirmez-les\u00a0: un avertissement restera jusque-là.',
  en: 'After the putting back, remove them again or confirm them: a warning will stay until then.',
};

/** The accounts that an older copy lets in again, as far as the present data show them (security §9.3). */
export function Departures({ opened }: { readonly opened: Output<'restore.open'> }) {
  const { returns, lastAt } = opened;
  if (returns === null) return <p>{say(unknownSince(formatDate(lastAt.slice(0, 10), language())))}</p>;
  if (returns.length === 0) return null;
  return (
    <Notice tone="ochre" title={RETURNS}>
      <p className="code">{returns.join(', ')}</p>
      <p>{say(AFTERWARDS)}</p>
    </Notice>
  );
}

function unknownSince(day: string): Text {
  return {
    fr: `Les départs depuis le ${day} ne sont pas connus de cette copie. Après la remise en place, une autre personne confirmera ou retirera chaque compte.`,
    en: `Departures since ${day} are not known to this copy. After the putting back, another person confirms or removes each account.`,
  };
}
