import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { MODE_NAMES, MODE_REASONS, POLICY_KEYS } from '../../../shared/rules/months/protectionPolicy.ts';
import { NAMED_SETTINGS } from '../../../shared/rules/settings/settings.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { useHandOut } from '../../frame/handOut.tsx';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { CHAPTERS, LEAD, TITLE } from './chapters.ts';
import { ExampleTable } from './ExampleTable.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';
import './protection.css';
import { originWords } from './words.ts';
import { page, MAY } from '../../frame/page.ts';

const HANDBOOK: Text = { fr: 'Mode d’emploi', en: 'Handbook' };
const IN_FORCE: Text = { fr: 'Ce qui vaut ici', en: 'What counts here' };
const LEAVE: Text = { fr: 'Les mois partent ainsi\u00a0:', en: 'Months leave so:' };
const ASKED: Text = { fr: 'demandé par le sous-cluster\u00a0:', en: 'asked by the sub-cluster:' };
const CHANGE: Text = { fr: 'Changer la règle', en: 'Change the rule' };

/** How figures are protected, for a reader who is no statistician; the rule in force, and on the desk what the sub-cluster agrees on (disclosure §3, §4). */
function ProtectionPage(policy: Output<'protection.read'>) {
  const { role } = useUser();
  const handOut = useHandOut('papers.handOutProtection');
  const [changing, setChanging] = useState(false);
  const acts = (
    <>
      {role === 'focal_point' && <Button onPress={() => setChanging(true)}>{CHANGE}</Button>}
      {handOut.acts}
    </>
  );
  return (
    <Page title={TITLE} lead={LEAD} trail={[{ to: '/handbook', label: HANDBOOK }]} acts={acts}>
      {handOut.failure !== null && <FailureNotice failure={handOut.failure} />}
      <div className="stack">
        <InForce policy={policy} />
        {CHAPTERS.map(({ title, paragraphs, example }) => (
          <Card key={title.en} title={title}>
            <div className="protection-text">
              {paragraphs.map((paragraph) => (
                <p key={paragraph.en}>{say(paragraph)}</p>
              ))}
              {example !== undefined && <ExampleTable kind={example} />}
            </div>
          </Card>
        ))}
      </div>
      {changing && <PolicyDialog policy={policy} close={() => setChanging(false)} />}
      {handOut.picker}
    </Page>
  );
}

export const protectionPage = page({
  path: '/protection',
  roles: MAY.everyone,
  rail: 'handbook',
  load: () => call('protection.read', {}),
  Page: ProtectionPage,
});

function InForce({ policy }: { readonly policy: Output<'protection.read'> }) {
  return (
    <Card title={IN_FORCE}>
      <div className="protection-text">
        <p>
          {say(originWords(policy))} {say(LEAVE)} <strong>{say(MODE_NAMES[policy.mode])}.</strong> {say(MODE_REASONS[policy.mode])}
        </p>
        <dl className="count-list">
          {POLICY_KEYS.map((key) => (
            <div key={key}>
              <dt>
                {say(NAMED_SETTINGS[key].title)}
                {policy[key] !== policy.inForce[key] && ` (${say(ASKED)} ${policy[key]})`}
              </dt>
              <dd className="number">{policy.inForce[key]}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}
