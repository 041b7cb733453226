import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLoaderData } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/takeover.ts';
import { MODE_NAMES, MODE_REASONS, POLICY_KEYS } from '../../../shared/rules/protectionPolicy.ts';
import { NAMED_SETTINGS } from '../../../shared/rules/settings.ts';
import type { Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { formatBytes } from '../../format.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { useSay } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { CHAPTERS, LEAD, TITLE } from './chapters.ts';
import { ExampleTable } from './ExampleTable.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';
import './protection.css';
import { originWords } from './words.ts';

const HANDBOOK: Text = { fr: 'Mode d’emploi', en: 'Handbook' };
const IN_FORCE: Text = { fr: 'Ce qui vaut ici', en: 'What counts here' };
const LEAVE: Text = { fr: 'Les mois partent ainsi\u00a0:', en: 'Months leave so:' };
const ASKED: Text = { fr: 'demandé par le sous-cluster\u00a0:', en: 'asked by the sub-cluster:' };
const CHANGE: Text = { fr: 'Changer la règle', en: 'Change the rule' };
const PREVIEW: Text = { fr: 'Voir sur papier', en: 'See on paper' };
const HAND_OUT: Text = { fr: 'Remettre en PDF', en: 'Hand out as PDF' };
const WORKING: Text = { fr: 'Écriture…', en: 'Writing…' };

export async function protectionLoader(): Promise<Output<'protection.read'>> {
  return call('protection.read', {});
}

/** How figures are protected, for a reader who is no statistician; the rule in force, and on the desk what the sub-cluster agrees on (disclosure §3, §4). */
export function ProtectionPage(): ReactNode {
  const say = useSay();
  const { role } = useUser();
  const policy = useLoaderData<Output<'protection.read'>>();
  const { working, failure, write } = useWrite();
  const [picking, setPicking] = useState(false);
  const [changing, setChanging] = useState(false);
  async function handOut([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const outcome = await write('protection.handOut', { folder: folder.token });
    if (!outcome.ok) return;
    const size = formatBytes(outcome.value.bytes);
    toast({
      fr: `Fichier remis\u00a0: ${outcome.value.fileName}, ${size.fr}.`,
      en: `File handed out: ${outcome.value.fileName}, ${size.en}.`,
    });
  }
  const acts = (
    <>
      {role === 'focal_point' && <Button onPress={() => setChanging(true)}>{say(CHANGE)}</Button>}
      <ButtonLink to="/print/protection">{say(PREVIEW)}</ButtonLink>
      <Button working={working ? WORKING : null} onPress={() => setPicking(true)}>
        {say(HAND_OUT)}
      </Button>
    </>
  );
  return (
    <Page title={say(TITLE)} lead={say(LEAD)} trail={[{ to: '/handbook', label: say(HANDBOOK) }]} acts={acts}>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="stack">
        <InForce policy={policy} />
        {CHAPTERS.map(({ title, paragraphs, example }) => (
          <Card key={title.en} title={say(title)}>
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
      {picking && <FilePicker accept="folder" onPick={(picked) => void handOut(picked)} onClose={() => setPicking(false)} />}
    </Page>
  );
}

function InForce({ policy }: { readonly policy: Output<'protection.read'> }): ReactNode {
  const say = useSay();
  return (
    <Card title={say(IN_FORCE)}>
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
