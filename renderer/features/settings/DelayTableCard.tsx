import { useId, useState } from 'react';
import { DELAYS, delayKey, delayTitle, type DelayKey, type DelayTable, type DelayUnit } from '../../../shared/rules/settings/delays.ts';
import type { Text } from '../../../shared/text.ts';
import { formatInstantInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { changeOf } from './change.ts';
import { DelayChange } from './DelayChange.tsx';
import type { Settings } from './loaders.ts';

const UNITS: Readonly<Record<DelayUnit, Text>> = {
  days: { fr: 'en jours', en: 'in days' },
  hours: { fr: 'en heures', en: 'in hours' },
  times: { fr: 'nombre', en: 'number' },
};
const OBLIGATION: Text = { fr: 'Délai', en: 'Delay' };
const VALUE: Text = { fr: 'Valeur', en: 'Value' };
const SAME_DAY: Text = { fr: 'le jour même', en: 'same day' };

type Props = { readonly table: DelayTable; readonly settings: Settings['settings']; readonly maySave: boolean };

/** The delays of one paragraph: each value with its bounds, its original value and who changed it. Each typed change is shown under the table before it is kept. */
export function DelayTableCard({ table, settings, maySave }: Props) {
  const titleId = useId();
  const [typed, setTyped] = useState<Partial<Record<DelayKey, string>>>({});
  const columns = table.columns.length === 0 ? [{ column: null, title: VALUE }] : table.columns;
  const keys = table.rows.flatMap(({ row }) => columns.flatMap(({ column }) => delayKey(row, column) ?? []));
  const byKey = new Map(settings.map((setting) => [setting.key, setting]));
  return (
    <section className="card flush" aria-labelledby={titleId}>
      <div className="delay-head">
        <h3 className="card-title" id={titleId}>
          {say(table.title)}
        </h3>
        <p className="hint">{`${say(table.reason)} §\u00a0${table.paragraph}`}</p>
      </div>
      <div className="table-frame">
        <table className="table delays">
          <thead>
            <tr>
              <th scope="col">{say(OBLIGATION)}</th>
              {columns.map(({ column, title }) => (
                <th key={column} scope="col">
                  {say(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ row, title, unit }) => (
              <tr key={row}>
                <th scope="row">
                  {say(title)} <span className="hint">{say(UNITS[unit])}</span>
                </th>
                {columns.map(({ column }) => {
                  const key = delayKey(row, column);
                  const setting = key === null ? undefined : byKey.get(key);
                  return (
                    <td key={column}>
                      {key === null || setting === undefined ? (
                        <span className="hint">{say(SAME_DAY)}</span>
                      ) : (
                        <DelayCell
                          name={key}
                          unit={unit}
                          setting={setting}
                          typed={typed[key] ?? String(setting.value)}
                          onTyped={(text) => setTyped({ ...typed, [key]: text })}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {keys.map((key) => {
        const value = byKey.get(key)?.value;
        const text = typed[key];
        const change = value === undefined || text === undefined ? null : changeOf(key, value, text);
        if (value === undefined || change === null) return null;
        const forget = () => setTyped(Object.fromEntries(Object.entries(typed).filter(([other]) => other !== key)));
        return <DelayChange key={key} name={key} current={value} change={change} maySave={maySave} done={forget} />;
      })}
    </section>
  );
}

type CellProps = {
  readonly name: DelayKey;
  readonly unit: DelayUnit;
  readonly setting: Settings['settings'][number];
  readonly typed: string;
  readonly onTyped: (text: string) => void;
};

function DelayCell({ name, unit, setting, typed, onTyped }: CellProps) {
  const { least, most, value: original } = DELAYS[name];
  const change = changeOf(name, setting.value, typed);
  const isWrong = change !== null && change.problem !== null;
  const bounds: Text = { fr: `${least} à ${most}, origine ${original}`, en: `${least} to ${most}, original ${original}` };
  return (
    <>
      <input
        id={name}
        form={`change-${name}`}
        className="input tiny number"
        aria-label={`${say(delayTitle(name))}, ${say(UNITS[unit])}`}
        aria-describedby={`${name}-told`}
        aria-invalid={isWrong || undefined}
        inputMode="numeric"
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        maxLength={6}
        autoComplete="off"
      />
      <span className="hint" id={`${name}-told`}>
        {say(bounds)}
        {setting.changedAt !== null && (
          <>
            <br />
            {setting.changedBy ?? ''} {formatInstantInList(setting.changedAt, language())}
          </>
        )}
      </span>
    </>
  );
}
