import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { SAVE } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { ReportingRule } from './ReportingRule.tsx';
import { page, MAY } from '../../frame/page.ts';

type Reporting = Output<'mandatoryReporting.read'>;

export const REPORTING: Text = { fr: 'Signalement obligatoire', en: 'Mandatory reporting' };
const SETTINGS: Text = { fr: 'Réglages', en: 'Settings' };
const LEAD: Text = {
  fr: 'Ce que le centre dit avant d’écouter, et ce qu’un·e juriste a vérifié. L’application ne signale jamais rien elle-même.',
  en: 'What the centre tells before listening, and what a lawyer has checked. The application never reports by itself.',
};
const EMPTY: Text = { fr: 'Livré hors vigueur et vide', en: 'Shipped out of force and empty' };
const EMPTY_WHY: Text = {
  fr: 'La base légale au Mali n’a pas pu être confirmée. Tant que rien n’est rempli, aucune obligation n’est annoncée aux personnes ni aux gestionnaires, et aucun rappel n’apparaît dans les dossiers. Si une obligation existe, elle vaut quand même\u00a0: faites vérifier par un·e juriste.',
  en: 'The legal basis in Mali could not be confirmed. Until this is filled, no duty is announced to persons or caseworkers, and no reminder appears in case files. If a duty exists it holds all the same: have it checked by a lawyer.',
};
const WORDS: Text = { fr: 'Les mots du centre', en: 'The words of the centre' };
const ANNOUNCED: Text = { fr: 'Dit à chaque personne avant d’écouter', en: 'Told to every person before listening' };
const ANNOUNCED_HINT: Text = {
  fr: 'Des phrases simples, à lire à voix haute\u00a0: ce que le centre devrait dire à quelqu’un, à qui, et que la personne choisit ce qu’elle raconte.',
  en: 'Simple sentences, to be read aloud: what the centre would have to tell, to whom, and that the person chooses what to say.',
};
const CHANNEL: Text = { fr: 'Voie de la structure pour le personnel humanitaire', en: 'Channel of the structure for aid staff' };
const CHANNEL_HINT: Text = {
  fr: 'À qui le dire et comment, hors de l’application (point focal PSEA). Affiché dans un dossier où un membre du personnel humanitaire ou un casque bleu est nommé auteur·e présumé·e.',
  en: 'Whom to tell and how, outside the application (PSEA focal point). Shown in a case where aid staff or a peacekeeper is named as alleged perpetrator.',
};
const SAVED: Text = { fr: 'Mots enregistrés.', en: 'Words saved.' };
const SAME: Text = { fr: 'Rien n’a changé.', en: 'Nothing has changed.' };
const READING: Text = { fr: 'L’administration écrit ces mots.', en: 'The administration writes these words.' };

/** The site's setting of reference §5.2: off and empty as shipped, put in force situation by situation, by two. */
function ReportingPage({ rules, explanation, channel, maySave }: Reporting) {
  const isEmpty = explanation === '' && channel === '' && rules.every(({ missing }) => missing.length === 3);
  return (
    <Page title={REPORTING} lead={LEAD} trail={[{ to: '/admin/settings', label: SETTINGS }]} here={REPORTING}>
      {isEmpty && (
        <Notice tone="ochre" title={EMPTY}>
          <p>{say(EMPTY_WHY)}</p>
        </Notice>
      )}
      {maySave ? (
        <WordsCard key={`${explanation} ${channel}`} explanation={explanation} channel={channel} />
      ) : (
        <WordsRead explanation={explanation} channel={channel} />
      )}
      {rules.map((rule) => (
        <ReportingRule key={JSON.stringify(rule)} rule={rule} maySave={maySave} />
      ))}
    </Page>
  );
}

export const reportingPage = page({
  path: '/admin/reporting',
  roles: MAY.centreSigners,
  rail: 'settings',
  load: () => call('mandatoryReporting.read', {}),
  Page: ReportingPage,
});

function WordsRead({ explanation, channel }: Pick<Reporting, 'explanation' | 'channel'>) {
  return (
    <Card title={WORDS}>
      <dl className="written">
        {(
          [
            [ANNOUNCED, explanation],
            [CHANNEL, channel],
          ] as const
        ).map(([label, words]) => (
          <div key={label.en}>
            <dt className="hint">{say(label)}</dt>
            <dd className="note-text">{words === '' ? '–' : words}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{say(READING)}</p>
    </Card>
  );
}

function WordsCard({ explanation, channel }: Pick<Reporting, 'explanation' | 'channel'>) {
  const [words, setWords] = useState({ explanation, channel });
  const { working, failure, write } = useWrite();
  const same = words.explanation.trim() === explanation && words.channel.trim() === channel;
  async function save(): Promise<void> {
    if ((await write('mandatoryReporting.saveWords', words)).ok) toast(SAVED);
  }
  const area = (field: 'explanation' | 'channel', label: Text, hint: Text) => (
    <Field id={`reporting-${field}`} label={label} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          className="input"
          maxLength={2000}
          value={words[field]}
          onChange={(event) => setWords({ ...words, [field]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Card title={WORDS}>
      <div className="stack">
        {area('explanation', ANNOUNCED, ANNOUNCED_HINT)}
        {area('channel', CHANNEL, CHANNEL_HINT)}
        {failure !== null && <FailureNotice failure={failure} />}
        <p>
          <Button
            missing={same ? SAME : null}
            missingAt="reporting-explanation"
            working={working ? SAVE : null}
            onPress={() => void save()}
          >
            {SAVE}
          </Button>
        </p>
      </div>
    </Card>
  );
}
