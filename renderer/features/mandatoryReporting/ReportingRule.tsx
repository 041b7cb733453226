import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { SAVE } from '../../../shared/words.ts';
import { formatDate } from '../../../shared/time.ts';
import { toast } from '../../frame/toast.tsx';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { AlertIcon, CheckIcon, MinusIcon } from '../../ui/icons.ts';
import { DayInput, TextInput } from '../../ui/Inputs.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { SignDialog } from '../../ui/SignDialog.tsx';
import { useWrite } from '../../write.ts';

type Rule = Output<'mandatoryReporting.read'>['rules'][number];

const AUTHORITY: Text = { fr: 'Autorité', en: 'Authority' };
const DELAY: Text = { fr: 'Délai, en jours', en: 'Time limit, in days' };
const DELAY_HINT: Text = { fr: '0\u00a0: sans délai. Vide\u00a0: aucun délai fixé.', en: '0: at once. Empty: none set.' };
const BAD_DELAY: Text = { fr: 'Un nombre entier de 0 à 365, ou rien.', en: 'A whole number from 0 to 365, or nothing.' };
const REFERENCE: Text = { fr: 'Texte de loi, avec son article', en: 'Legal text, with its article' };
const CHECKED: Text = { fr: 'Vérifié par un·e juriste le', en: 'Checked by a lawyer on' };
const SAVED: Text = { fr: 'Enregistré. Rien n’est encore en vigueur.', en: 'Saved. Nothing is in force yet.' };
const SAME: Text = { fr: 'Rien n’a changé.', en: 'Nothing has changed.' };
const PROPOSE: Text = { fr: 'Proposer la mise en vigueur', en: 'Propose to put in force' };
const PROPOSED: Text = { fr: 'Proposé. Il manque une signature (Réglages).', en: 'Proposed. One signature is missing (Settings).' };
const UNSAVED: Text = { fr: 'Enregistrez d’abord ce qui a changé.', en: 'First save what has changed.' };
const NOT_FILLED: Text = {
  fr: 'Il manque l’autorité, le texte ou la date de vérification.',
  en: 'The authority, the text or the date of the check is missing.',
};
const UNPROVED: Text = {
  fr: 'Ces mots ne sont pas ceux que deux personnes ont signés\u00a0: quelqu’un les a changés sans passer par cette page. L’obligation n’est plus annoncée nulle part. Mettez-y fin, vérifiez le texte avec un·e juriste, puis proposez de nouveau.',
  en: 'These words are not those that two people signed: somebody changed them without this page. The duty is no longer announced anywhere. End it, check the text with a lawyer, then propose anew.',
};
const END: Text = { fr: 'Mettre fin', en: 'End' };
const ENDED: Text = { fr: 'Hors vigueur. C’est au journal.', en: 'Out of force. It is in the journal.' };
const TO_SIGN: Text = { fr: 'La signature se donne dans les réglages', en: 'The signature is given in the settings' };
const HOMICIDE: Text = {
  fr: 'Un dossier répond à cette situation quand le risque suicidaire est noté «\u00a0Oui\u00a0». Aucune question ne porte sur un risque d’homicide\u00a0: parlez-en avec la supervision.',
  en: 'A case meets this situation when suicide risk is noted “Yes”. No question asks about a risk of homicide: speak of it with the supervisor.',
};
const BY_CHANNEL: Text = {
  fr: 'Un dossier n’en garde rien de plus\u00a0: la voie de la structure est affichée, et la supervision prévenue, que cette obligation soit en vigueur ou non.',
  en: 'A case keeps nothing more of it: the channel of the structure is shown and the supervisor told, whether this duty is in force or not.',
};
const UNDER: Readonly<Partial<Record<Rule['situation'], Text>>> = { suicide: HOMICIDE, aid_staff: BY_CHANNEL };

/** One situation: its basis, which the administration writes while it is out of force, and its two signatures. */
export function ReportingRule({ rule, maySave }: { readonly rule: Rule; readonly maySave: boolean }) {
  const { situation, title, key, inForce, unproved, waits } = rule;
  const switchedOn = inForce || unproved;
  const { working, failure, write } = useWrite();
  const under = UNDER[situation];
  const [signing, setSigning] = useState(false);
  async function end(): Promise<void> {
    if ((await write('settings.save', { key, value: 0 })).ok) toast(ENDED);
  }
  return (
    <Card title={title} beside={<RuleState rule={rule} />}>
      <div className="stack">
        {unproved && <p role="alert">{say(UNPROVED)}</p>}
        {under !== undefined && <p className="hint">{say(under)}</p>}
        {maySave && !switchedOn && !waits ? <Basis rule={rule} propose={() => setSigning(true)} /> : <BasisRead rule={rule} />}
        {failure !== null && <FailureNotice failure={failure} />}
        {signing && (
          <SignDialog
            title={PROPOSE}
            close={() => setSigning(false)}
            run={(sign, passphrase) => sign('settings.propose', { key, value: 1, passphrase })}
            done={PROPOSED}
          >
            <p>{say(title)}</p>
          </SignDialog>
        )}
        {waits && (
          <p>
            <Link to="/admin/settings">{say(TO_SIGN)}</Link>
          </p>
        )}
        {switchedOn && maySave && (
          <p>
            <Button working={working ? END : null} onPress={() => void end()} aria-label={`${say(END)}, ${say(title)}`}>
              {END}
            </Button>
          </p>
        )}
      </div>
    </Card>
  );
}

function RuleState({ rule: { inForce, unproved, waits } }: { readonly rule: Rule }) {
  if (unproved)
    return (
      <State tone="ochre" icon={AlertIcon}>
        {{ fr: 'Ne peut plus être prouvée', en: 'Can no longer be proved' }}
      </State>
    );
  if (inForce)
    return (
      <State tone="accent" icon={CheckIcon}>
        {{ fr: 'En vigueur', en: 'In force' }}
      </State>
    );
  return waits ? (
    <State tone="ochre" icon={AlertIcon}>
      {{ fr: 'Une signature manque', en: 'One signature is missing' }}
    </State>
  ) : (
    <State tone="ink2" icon={MinusIcon}>
      {{ fr: 'Hors vigueur', en: 'Out of force' }}
    </State>
  );
}

/** The written words, for a person who does not write them, and for everybody once they are signed. */
function BasisRead({ rule: { authority, delayDays, reference, checkedOn } }: { readonly rule: Rule }) {
  if (authority === '' && reference === '' && checkedOn === null) return null;
  const lines: readonly (readonly [Text, string])[] = [
    [AUTHORITY, authority],
    [DELAY, delayDays === null ? '' : String(delayDays)],
    [REFERENCE, reference],
    [CHECKED, checkedOn === null ? '' : formatDate(checkedOn, language())],
  ];
  return (
    <dl className="written">
      {lines.map(([label, value]) => (
        <div key={label.en}>
          <dt className="hint">{say(label)}</dt>
          <dd>{value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Its basis being written, and its first signature once nothing is missing. */
function Basis({ rule, propose }: { readonly rule: Rule; readonly propose: () => void }) {
  const { situation, title, missing } = rule;
  const [authority, setAuthority] = useState(rule.authority);
  const [delay, setDelay] = useState(rule.delayDays === null ? '' : String(rule.delayDays));
  const [reference, setReference] = useState(rule.reference);
  const [checkedOn, setCheckedOn] = useState(rule.checkedOn ?? '');
  const { working, failure, write } = useWrite();
  const delayDays = delay.trim() === '' ? null : Number(delay);
  const badDelay = delayDays !== null && !(Number.isInteger(delayDays) && delayDays >= 0 && delayDays <= 365);
  const same =
    authority === rule.authority && delayDays === rule.delayDays && reference === rule.reference && checkedOn === (rule.checkedOn ?? '');
  const id = (field: string) => `${situation}-${field}`;
  async function save(): Promise<void> {
    const basis = { situation, authority, delayDays, reference, checkedOn: checkedOn === '' ? null : checkedOn };
    if ((await write('mandatoryReporting.saveBasis', basis)).ok) toast(SAVED);
  }
  return (
    <>
      <TextInput id={id('authority')} label={AUTHORITY} value={authority} onChange={setAuthority} />
      <Field id={id('delay')} label={DELAY} hint={DELAY_HINT} problem={badDelay ? BAD_DELAY : null}>
        {(control) => (
          <input
            {...control}
            className="input tiny number"
            inputMode="numeric"
            maxLength={3}
            autoComplete="off"
            value={delay}
            onChange={(event) => setDelay(event.target.value)}
          />
        )}
      </Field>
      <TextInput id={id('reference')} label={REFERENCE} most={500} value={reference} onChange={setReference} />
      <DayInput id={id('checked')} label={CHECKED} value={checkedOn} onChange={setCheckedOn} />
      {failure !== null && <FailureNotice failure={failure} />}
      <p className="row">
        <Button
          missing={badDelay ? BAD_DELAY : same ? SAME : null}
          missingAt={id(badDelay ? 'delay' : 'authority')}
          working={working ? SAVE : null}
          onPress={() => void save()}
          aria-label={`${say(SAVE)}, ${say(title)}`}
        >
          {SAVE}
        </Button>
        <Button
          missing={same ? (missing.length > 0 ? NOT_FILLED : null) : UNSAVED}
          missingAt={id('authority')}
          onPress={() => propose()}
          aria-label={`${say(PROPOSE)}, ${say(title)}`}
        >
          {PROPOSE}
        </Button>
      </p>
    </>
  );
}
