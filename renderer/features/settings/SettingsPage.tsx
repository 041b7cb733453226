import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLoaderData } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { isSettingKey, weakens } from '../../../shared/rules/settings.ts';
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
import { WaitingSettings } from './WaitingSettings.tsx';

type Settings = Output<'settings.read'>;
type Setting = Settings['settings'][number];

const TITLE: Text = { fr: 'Réglages', en: 'Settings' };
const LEAD: Text = {
  fr: 'Chaque réglage a sa raison et ses bornes. Tout changement est au journal.',
  en: 'Each setting has its reason and its bounds. Every change is in the journal.',
};
const SAVE: Text = { fr: 'Enregistrer', en: 'Save' };
const SAVED: Text = { fr: 'Réglage enregistré.', en: 'Setting saved.' };
const PROPOSE: Text = { fr: 'Proposer', en: 'Propose' };
const PROPOSED: Text = { fr: 'Proposé. Il manque une signature.', en: 'Proposed. One signature is missing.' };
const TAKES_TWO: Text = {
  fr: 'Cette valeur protège moins\u00a0: l’administration et la supervision (ou le point focal) signent toutes deux.',
  en: 'This value protects less: the administration and the supervision (or the focal point) both sign.',
};
const NOT_YOURS: Text = { fr: 'L’administration enregistre ce réglage.', en: 'The administration saves this setting.' };
const UNCHANGED: Text = { fr: 'valeur d’origine', en: 'original value' };
const SAME: Text = { fr: 'La valeur n’a pas changé.', en: 'The value has not changed.' };

export async function settingsLoader(): Promise<Settings> {
  return call('settings.read', {});
}

/** Each setting with its reason, its bounds, who changed it and when. */
export function SettingsPage(): ReactNode {
  const say = useSay();
  const { settings, waiting, maySave } = useLoaderData<Settings>();
  return (
    <Page title={say(TITLE)} lead={say(LEAD)}>
      <WaitingSettings settings={settings} waiting={waiting} />
      <ul className="card flush list settings">
        {settings.map((setting) => (
          <li key={setting.key}>
            <SettingLine key={setting.value} setting={setting} maySave={maySave} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function SettingLine({ setting, maySave }: { readonly setting: Setting; readonly maySave: boolean }): ReactNode {
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
  const weaker = isSettingKey(setting.key) && weakens(setting.key, setting.value, number);
  async function save(): Promise<void> {
    if (missing !== null) return;
    const outcome = await write(weaker ? 'settings.propose' : 'settings.save', { key: setting.key, value: number });
    if (outcome.ok) toast(weaker ? PROPOSED : SAVED);
    if (outcome.ok && weaker) setValue(String(setting.value));
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
        {weaker && inBounds && <p className="hint">{say(TAKES_TWO)}</p>}
        {!weaker && !maySave && number !== setting.value && <p className="hint">{say(NOT_YOURS)}</p>}
        {failure !== null && <FailureNotice failure={failure} />}
      </div>
      {number !== setting.value && (weaker || maySave) && (
        <Button type="submit" missing={missing} missingAt={setting.key} working={working ? SAVE : null}>
          {say(weaker ? PROPOSE : SAVE)}
        </Button>
      )}
    </form>
  );
}
