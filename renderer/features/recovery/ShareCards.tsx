import type { Keeper } from '../../../shared/contract/recovery.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { CheckIcon } from '../../ui/icons.ts';
import { KEEPERS, keeperName } from './keepers.ts';
import { Select } from '../../ui/Select.tsx';

const KEEPER: Text = { fr: 'Gardien ou gardienne', en: 'Keeper' };
const CHOOSE: Text = { fr: 'Choisir une personne', en: 'Choose a person' };
const CHECKED: Text = { fr: 'Recopiée et vérifiée', en: 'Copied and checked' };
const NOW: Text = { fr: 'En cours', en: 'Under way' };
const HINTS: readonly Text[] = [
  { fr: 'Garde sa part hors du centre.', en: 'Keeps the share outside the centre.' },
  { fr: 'N’utilise pas forcément cet ordinateur.', en: 'Need not use this computer.' },
  { fr: 'Autre lieu que les deux premières.', en: 'Another place than the first two.' },
];

type Props = {
  readonly keepers: readonly (Keeper | null)[];
  readonly kind: 'centre' | 'desk' | null;
  /** How many shares were typed back; null before the signatures. */
  readonly proved: number | null;
  /** null once the keepers are signed. */
  readonly choose: ((keepers: readonly (Keeper | null)[]) => void) | null;
};

/** The three shares side by side, each with its keeper and its state. */
export function ShareCards({ keepers, kind, proved, choose }: Props) {
  return (
    <ol className="share-cards">
      {keepers.map((keeper, place) => (
        <li key={place} className={place === proved ? 'card share-card present' : 'card share-card'}>
          <p className="share-head">
            <span className="share-rank" aria-hidden="true">
              {place + 1}
            </span>
            {say({ fr: `Part ${place + 1}`, en: `Share ${place + 1}` })}
          </p>
          {choose === null ? (
            <p>{keeper !== null && say(keeperName(keeper, kind))}</p>
          ) : (
            <Field id={`keeper-${place + 1}`} label={KEEPER}>
              {(control) => (
                <Select
                  {...control}
                  value={keeper ?? ''}
                  choices={[
                    { value: '', label: CHOOSE },
                    ...KEEPERS.filter((name) => name === 'other' || name === keeper || !keepers.includes(name)).map((name) => ({
                      value: name,
                      label: keeperName(name, kind),
                    })),
                  ]}
                  onChange={(name) => choose(keepers.map((one, at) => (at !== place ? one : name === '' ? null : name)))}
                />
              )}
            </Field>
          )}
          <ShareState place={place} proved={proved} />
        </li>
      ))}
    </ol>
  );
}

function ShareState({ place, proved }: { readonly place: number; readonly proved: number | null }) {
  if (proved === null) return <p className="hint">{say(HINTS[place] ?? CHOOSE)}</p>;
  if (place < proved)
    return (
      <Chip tone="leaf" icon={CheckIcon}>
        {CHECKED}
      </Chip>
    );
  if (place === proved) return <Chip tone="accent">{NOW}</Chip>;
  return <p className="hint">{say({ fr: `Après la part ${place}`, en: `After share ${place}` })}</p>;
}
