import type { Output } from '../../shared/contract.ts';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Notice } from '../ui/Notice.tsx';
import { useFilling } from './filling.ts';

export type Reporting = Output<'mandatoryReporting.read'>;

const TITLE: Text = { fr: 'Le signalement, dit par votre centre', en: 'Reporting, as your centre tells it' };
const IN_FORCE: Text = { fr: 'Obligations en vigueur ici\u00a0:', en: 'Duties in force here:' };
const NOTHING: Text = {
  fr: 'Aucune obligation de signalement n’est en vigueur ici, et le centre n’a pas écrit de texte.',
  en: 'No duty to report is in force here, and the centre has written no text.',
};

const UNPROVED: Text = {
  fr: 'Une obligation avait été mise en vigueur ici, et son texte n’est plus celui que deux personnes ont signé\u00a0: elle n’est pas annoncée. Voyez la supervision avant d’écouter.',
  en: 'A duty was put in force here, and its text is no longer the one that two people signed: it is not announced. See the supervisor before you listen.',
};

/** What the site announces of the limits of confidentiality, before the account is taken (reference §5.2, §3.41). Nothing where no consent is asked. */
export function ReportingLimits() {
  const { reporting } = useFilling();
  if (reporting === null) return null;
  const duties = reporting.rules.filter(({ inForce }) => inForce);
  const unproved = reporting.rules.some((rule) => rule.unproved);
  if (duties.length === 0 && reporting.explanation === '' && !unproved) return <p className="hint">{say(NOTHING)}</p>;
  return (
    <Notice title={TITLE}>
      {reporting.explanation !== '' && <p className="note-text">{reporting.explanation}</p>}
      {duties.length > 0 && <p>{say(IN_FORCE)}</p>}
      <ul className="reasons">
        {duties.map(({ situation, title, authority }) => (
          <li key={situation}>
            {say(title)} ({authority})
          </li>
        ))}
      </ul>
      {unproved && <p>{say(UNPROVED)}</p>}
    </Notice>
  );
}
