import { formatDate } from '../../../shared/time.ts';
import { say } from '../../language.ts';

/** Until when the card of a recipient counts, beside its code. */
export function CardValidity({ until }: { readonly until: string }) {
  return (
    <span className="hint">
      {say({ fr: `carte valable jusqu’au ${formatDate(until, 'fr')}`, en: `card valid until ${formatDate(until, 'en')}` })}
    </span>
  );
}
