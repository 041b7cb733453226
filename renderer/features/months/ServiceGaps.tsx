import { options } from '../../../shared/forms/lists/all.ts';
import type { Text } from '../../../shared/text.ts';
import { counted, say } from '../../language.ts';

const GAPS: Text = { fr: 'Services indisponibles dans la zone', en: 'Services unavailable in the area' };
const NO_GAP: Text = { fr: 'facultatif, aucun noté', en: 'optional, none noted' };
const GAP: Text = { fr: 'noté', en: 'noted' };
const MORE_GAPS: Text = { fr: 'notés', en: 'noted' };

/** Services that could not be had in the area this month, folded until asked for (reference §6.2). */
export function ServiceGaps({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <details className="gaps">
      <summary>
        {say(GAPS)} <span className="hint">{say(chosen.length === 0 ? NO_GAP : counted(chosen.length, GAP, MORE_GAPS))}</span>
      </summary>
      <fieldset>
        <legend className="hidden-text">{say(GAPS)}</legend>
        <div className="gap-choices">
          {options('service_category').map((option) => (
            <label key={option.code} className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(option.code)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, option.code] : chosen.filter((code) => code !== option.code))
                }
              />
              {say(option)}
            </label>
          ))}
        </div>
      </fieldset>
    </details>
  );
}
