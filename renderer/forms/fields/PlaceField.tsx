import type { Answer, Geo } from '../../../shared/forms/answers.ts';
import { isWithheld } from '../../../shared/forms/answers.ts';
import type { GeoField } from '../../../shared/forms/define.ts';
import { offeredCercles } from '../../../shared/forms/lists/inForce.ts';
import { REGION_CHOICES } from '../../../shared/forms/lists/places.ts';
import type { Text } from '../../../shared/text.ts';
import { REGION } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { lists } from '../../lists.ts';
import { Combobox } from './Combobox.tsx';
import type { QuestionProps } from './asking.ts';

const CERCLE: Text = { fr: 'Cercle', en: 'Cercle' };
const COMMUNE: Text = { fr: 'Commune, si elle est connue', en: 'Commune, if known' };

function placeOf(answer: Answer | undefined): Geo | undefined {
  return typeof answer === 'object' && !Array.isArray(answer) && !isWithheld(answer) && 'region' in answer ? answer : undefined;
}

/** A place: region, then its cercles, then the commune as it is called. Another region forgets the cercle. Never an address. */
export function PlaceField({ answer, onAnswer, control, today }: QuestionProps<GeoField>) {
  const place = placeOf(answer);
  const cercles = place === undefined ? [] : offeredCercles(lists(), place.region, today, place.cercle);
  const described = control['aria-describedby'];
  const sub = (part: string): { readonly id: string; readonly 'aria-describedby'?: string } => ({
    id: `${control.id}-${part}`,
    ...(described !== undefined && { 'aria-describedby': described }),
  });
  return (
    <div className="place">
      <div className="field">
        <label className="field-label" htmlFor={control.id}>
          {say(REGION)}
        </label>
        <Combobox
          control={control}
          options={REGION_CHOICES}
          chosen={place?.region}
          onChoose={(region) => onAnswer(region === undefined ? undefined : { region })}
        />
      </div>
      {place !== undefined && cercles.length > 0 && (
        <div className="field">
          <label className="field-label" htmlFor={`${control.id}-cercle`}>
            {say(CERCLE)}
          </label>
          <Combobox
            control={sub('cercle')}
            options={cercles}
            chosen={place.cercle}
            onChoose={(cercle) => onAnswer(cercle === undefined ? { region: place.region } : { region: place.region, cercle })}
          />
        </div>
      )}
      {place?.cercle !== undefined && (
        <div className="field">
          <label className="field-label" htmlFor={`${control.id}-commune`}>
            {say(COMMUNE)}
          </label>
          <input
            {...sub('commune')}
            className="input"
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={120}
            value={place.commune ?? ''}
            onChange={(event) => onAnswer(withCommune(place, event.target.value))}
          />
        </div>
      )}
    </div>
  );
}

function withCommune({ region, cercle }: Geo, commune: string): Geo {
  const place = cercle === undefined ? { region } : { region, cercle };
  return commune === '' ? place : { ...place, commune };
}
