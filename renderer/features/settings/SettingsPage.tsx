import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLoaderData } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { formatInstantInList } from '../../format.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { useLanguage, useSay } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

type Settings = Output<'settings.read'>;
type Setting = Settings['settings'][number];

const TITLE: Text = { fr: 'Réglages', en: 'Settings' };
const LEAD: Text = {
  fr: 'Chaque réglage a sa raison et ses bornes. Tout changement est au journal.',
  en: 'Each setting has its reason and its bounds. Every change is in the journal.',
};
const SAVE: Text = { fr: 'Enregistrer', en: 'Save' };
const SAVED: Text = { fr: 'Réglage enregistré.', en: 'Setting saved.' };
const UNCHANGED: Text = { fr: 'valeur d’origine', en: 'original value' };
const SAME: Text = { fr: 'La valeur n’a pas changé.', en: 'The value has not changed.' };

export async function settingsLoader(): Promise<Settings> {
  return call('settings.read', {});
}

/** Each setting with its reason, its bounds, who changed it and when. */
export function SettingsPage(): ReactNode {
  const say = useSay();
  const { settings } = useLoaderData<Settings>();
  return (
    <Page title={say(TITLE)} lead={say(LEAD)}>
      <ul className="card flush list settings">
        {settings.map((setting) => (
          <li key={setting.key}>
            <SettingLine key={setting.value} setting={setting} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function SettingLine({ setting }: { readonly setting: Setting }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [value, setValue] = useState(String(setting.value));
  const { working, failure, write } = useWrite();
  const number = Number(value);
  const inBounds = Number.isInteger(number) && number >= setting.least && number <= setting.most;
  const bounds: Text = { fr: `de ${setting.least} à ${setting.most}`, en: `from ${setting.least} to ${setting.most}` };
  const changed =
    setting.changedAt === null ? say(UNCHANGED) : `${setting.changedBy ?? ''} ${formatInstantInList(setting.changedAt, language)}`;
  const missing =
    number === setting.value ? SAME : inBounds ? null : { fr: `Une valeur entière ${bounds.fr}.`, en: `A whole number ${bounds.en}.` };
  async function save(): Promise<void> {
    if (missing !== null) return;
    const outcome = await write('settings.save', { key: setting.key, value: number });
    if (outcome.ok) toast(SAVED);
  }
  return (
    <form
      className="setting"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="grow">
        <Field id={setting.key} label={say(setting.title)} hint={say(setting.reason)} problem={inBounds || value === '' ? null : missing}>
          {(control) => (
            <span className="row">
              <input
                {...control}
                className="input tiny number"
                inputMode="numeric"
                value={value}
                onChange={(event) => setValue(event.target.value)}
                maxLength={6}
                autoComplete="off"
              />
              <span className="hint">
                {say(bounds)} · {changed}
              </span>
            </span>
          )}
        </Field>
        {failure !== null && <FailureNotice failure={failure} />}
      </div>
      {number !== setting.value && (
        <Button type="submit" missing={missing} missingAt={setting.key} working={working ? SAVE : null}>
          {say(SAVE)}
        </Button>
      )}
    </form>
  );
}
