import { Link } from 'react-router';
import { DELAY_TABLES, isDelayKey } from '../../../shared/rules/settings/delays.ts';
import { isSwitch, NAMED_SETTINGS, type SettingGroup } from '../../../shared/rules/settings/settings.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { useSession } from '../../session.ts';
import { Section } from '../../ui/Card.tsx';
import { ChevronRightIcon } from '../../ui/icons.ts';
import { DelayTableCard } from './DelayTableCard.tsx';
import { REPORTING } from '../mandatoryReporting/ReportingPage.tsx';
import { SettingLine } from './SettingLine.tsx';
import { WaitingSettings } from './WaitingSettings.tsx';
import './settings.css';
import { page, MAY } from '../../frame/page.ts';
import type { Settings } from './loaders.ts';

const TITLE: Text = { fr: 'Réglages', en: 'Settings' };
const LEAD: Text = {
  fr: 'Chaque réglage a sa raison, ses bornes et sa valeur d’origine. Tout changement est au journal. Un délai changé vaut pour chaque personne dès qu’elle rouvre sa session.',
  en: 'Each setting has its reason, its bounds and its original value. Every change is in the journal. A changed delay holds for each person as soon as she or he opens a session again.',
};
const GROUPS: readonly { readonly group: SettingGroup; readonly title: Text }[] = [
  { group: 'presence', title: { fr: 'L’écran, quand quelqu’un entre', en: 'The screen, when somebody walks in' } },
  { group: 'sharing', title: { fr: 'Ce qui part du centre', en: 'What leaves the centre' } },
  { group: 'work', title: { fr: 'La charge de travail', en: 'The caseload' } },
  { group: 'keeping', title: { fr: 'Garder et détruire', en: 'Keeping and destroying' } },
];
const TWO_SIGN: Text = {
  fr: 'Deux personnes signent une valeur qui protège moins\u00a0: un délai plus long quand le risque est élevé ou la demande urgente, une recherche plus courte de la personne perdue de vue. Les autres délais organisent le travail\u00a0: l’administration les enregistre seule.',
  en: 'Two people sign a value that protects less: a longer delay where the risk is high or the request urgent, a shorter search for a person out of contact. The other delays order the work: the administration saves them alone.',
};
const DELAYS: Text = { fr: 'Délais', en: 'Delays' };

/** Each setting with its reason, its bounds, who changed it and when (reference §0.4). */
function SettingsPage({ settings, waiting, maySave }: Settings) {
  const isCentre = useSession(({ state }) => state?.kind === 'centre');
  return (
    <Page title={TITLE} lead={LEAD}>
      <WaitingSettings waiting={waiting} />
      {isCentre && (
        <ul className="card flush list">
          <li>
            <Link className="list-line" to="/admin/reporting">
              <span className="grow">
                <strong>{say(REPORTING)}</strong>
                <br />
                <span className="quiet">{say(reportingInForce(settings))}</span>
              </span>
              <ChevronRightIcon />
            </Link>
          </li>
        </ul>
      )}
      {GROUPS.map(({ group, title }) => (
        <Section key={group} title={title}>
          <ul className="card flush list">
            {settings.map((setting) => {
              const { key } = setting;
              if (isDelayKey(key) || NAMED_SETTINGS[key].group !== group) return null;
              return (
                <li key={key}>
                  <SettingLine key={setting.value} name={key} setting={setting} maySave={maySave} />
                </li>
              );
            })}
          </ul>
        </Section>
      ))}
      <Section title={DELAYS}>
        <p className="lead-text">{say(TWO_SIGN)}</p>
        <div className="stack">
          {DELAY_TABLES.map((table) => (
            <DelayTableCard key={table.paragraph} table={table} settings={settings} maySave={maySave} />
          ))}
        </div>
      </Section>
    </Page>
  );
}

export const settingsPage = page({
  path: '/admin/settings',
  roles: MAY.auditors,
  rail: 'settings',
  load: () => call('settings.read', {}),
  Page: SettingsPage,
});

function reportingInForce(settings: Settings['settings']): Text {
  const count = settings.filter(({ key, value }) => isSwitch(key) && value === 1).length;
  if (count === 0) return { fr: 'Aucune situation en vigueur.', en: 'No situation in force.' };
  return {
    fr: `Signées par deux personnes\u00a0: ${count} situation${count > 1 ? 's' : ''}.`,
    en: `Signed by two people: ${count} situation${count > 1 ? 's' : ''}.`,
  };
}
