import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { isSwitch, settingTitle } from '../../../shared/rules/settings/settings.ts';
import type { Text } from '../../../shared/text.ts';
import { DECLINE } from '../../../shared/words.ts';
import { formatInstantInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { SIGN, SignDialog } from '../../ui/SignDialog.tsx';
import { useWrite } from '../../write.ts';

type Settings = Output<'settings.read'>;
type Waiting = Settings['waiting'][number];

const TITLE: Text = {
  fr: 'Protections à affaiblir\u00a0: une signature manque',
  en: 'Protections to be weakened: one signature is missing',
};
const SIGNED: Text = { fr: 'Signé. Le réglage vaut dès maintenant.', en: 'Signed. The setting holds from now on.' };
const NOT_YOURS: Text = {
  fr: 'La signature doit venir d’une personne d’un autre rôle.',
  en: 'The signature must come from somebody of another role.',
};
const EFFECT: Text = {
  fr: 'Cette valeur protège moins. Signez seulement si vous en avez parlé ensemble.',
  en: 'This value protects less. Sign only if you have talked about it together.',
};

const EFFECT_OF_DUTY: Text = {
  fr: 'En vigueur, ce qu’une personne dit peut aller à cette autorité sans son accord\u00a0: elle en est prévenue avant de parler. Signez seulement si vous en avez parlé ensemble.',
  en: 'In force, what a person says may go to this authority without her or his consent: the person is told before speaking. Sign only if you have talked about it together.',
};

/** Weaker protections proposed by one person; another signs or declines them (reference §0.4). */
export function WaitingSettings({ waiting }: Pick<Settings, 'waiting'>) {
  const [signing, setSigning] = useState<Waiting | null>(null);
  const { failure, write } = useWrite();
  if (waiting.length === 0 && failure === null) return null;
  return (
    <Section title={TITLE} count={waiting.length}>
      <ul className="card flush list">
        {waiting.map((one) => (
          <WaitingLine
            key={one.proposalId}
            one={one}
            title={settingTitle(one.key)}
            sign={() => setSigning(one)}
            decline={() => void write('settings.decline', { proposalId: one.proposalId })}
          />
        ))}
      </ul>
      {failure !== null && <FailureNotice failure={failure} />}
      {signing !== null && <SignSetting one={signing} title={settingTitle(signing.key)} close={() => setSigning(null)} />}
    </Section>
  );
}

type LineProps = { readonly one: Waiting; readonly title: Text; readonly sign: () => void; readonly decline: () => void };

function WaitingLine({ one, title, sign, decline }: LineProps) {
  const when = formatInstantInList(one.proposedAt, language());
  return (
    <li className="list-line">
      <span className="grow">
        <strong>{say(valueOf(one, title))}</strong>
        <br />
        <span className="quiet">
          {say({ fr: `Proposé par ${one.proposedBy}, ${when}.`, en: `Proposed by ${one.proposedBy}, ${when}.` })}{' '}
          {say(one.mayConfirm ? (isSwitch(one.key) ? EFFECT_OF_DUTY : EFFECT) : NOT_YOURS)}
        </span>
      </span>
      {one.mayConfirm && (
        <Button onPress={sign} aria-label={`${say(SIGN)}, ${say(title)}`}>
          {SIGN}
        </Button>
      )}
      <Button onPress={decline} aria-label={`${say(DECLINE)}, ${say(title)}`}>
        {DECLINE}
      </Button>
    </li>
  );
}

function SignSetting({ one, title, close }: { readonly one: Waiting; readonly title: Text; readonly close: () => void }) {
  return (
    <SignDialog
      title={title}
      close={close}
      run={(write, passphrase) => write('settings.confirm', { proposalId: one.proposalId, passphrase })}
      done={SIGNED}
    >
      <p>
        <strong>{say(valueOf(one, title))}</strong>
      </p>
      {one.under.length > 0 && (
        <ul className="reasons">
          {one.under.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      )}
      <p>{say(isSwitch(one.key) ? EFFECT_OF_DUTY : EFFECT)}</p>
    </SignDialog>
  );
}

function valueOf({ key, value }: Waiting, title: Text): Text {
  if (isSwitch(key)) return { fr: `${title.fr} (mise en vigueur)`, en: `${title.en} (put in force)` };
  return { fr: `${title.fr}\u00a0: ${value}`, en: `${title.en}: ${value}` };
}
