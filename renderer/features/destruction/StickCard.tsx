import type { Text } from '../../../shared/text.ts';
import { formatDate } from '../../../shared/time.ts';
import { useHandOut } from '../../frame/handOut.tsx';
import { counted, language, say } from '../../language.ts';
import { Section } from '../../ui/Card.tsx';
import { UsbIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import type { Destruction } from './loaders.ts';
import { COPIES_KEEP } from './words.ts';

const STICKS: Text = { fr: 'À détruire à la main', en: 'To be destroyed by hand' };
const NO_STICK: Text = { fr: 'Aucune clé connue.', en: 'No known stick.' };

/** Sticks that hold copies: they keep what is destroyed here (security §9.6). Nothing on paper describes their content. */
export function StickCard({ destruction: { sticks } }: { readonly destruction: Destruction }) {
  const handOut = useHandOut('destruction.handOut');
  return (
    <Section title={STICKS} count={sticks.length}>
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
                  {say(counted(copies, { fr: 'copie', en: 'copy' }, { fr: 'copies', en: 'copies' }))} · {formatDate(lastOn, language())}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
      <p className="hint">{say(COPIES_KEEP)}</p>
      {sticks.length > 0 && <p className="row card-act">{handOut.acts}</p>}
      {handOut.failure !== null && <FailureNotice failure={handOut.failure} />}
      {handOut.picker}
    </Section>
  );
}
