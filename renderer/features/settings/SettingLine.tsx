import { useState } from 'react';
import { NAMED_SETTINGS, SETTINGS } from '../../../shared/rules/settings/settings.ts';
import type { Text } from '../../../shared/text.ts';
import { formatInstantInList } from '../../format.ts';
import { toast } from '../../frame/toast.tsx';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { SignDialog } from '../../ui/SignDialog.tsx';
import { useWrite } from '../../write.ts';
import { changeOf, NOT_YOURS, PROPOSE, PROPOSED, SAVE, SAVED, TAKES_TWO } from './change.ts';
import type { Settings } from './loaders.ts';

type Props = {
  readonly name: keyof typeof NAMED_SETTINGS;
  readonly setting: Settings['settings'][number];
  readonly maySave: boolean;
};

/** One setting outside any table: its reason with the paragraph, its bounds, its original value, who changed it. */
export function SettingLine({ name, setting, maySave }: Props) {
  const [typed, setTyped] = useState(String(setting.value));
  const { working, failure, write } = useWrite();
  const [signing, setSigning] = useState(false);
  const { title, reason, paragraph } = NAMED_SETTINGS[name];
  const change = changeOf(name, setting.value, typed);
  const source = paragraph === null ? '' : ` §\u00a0${paragraph}`;
  const isProposal = change?.weaker === true;
  async function save(): Promise<void> {
    if (change === null || change.problem !== null) return;
    if (change.weaker) return setSigning(true);
    if ((await write('settings.save', { key: name, value: change.value })).ok) toast(SAVED);
  }
  return (
    <>
      <form
        className="setting"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="grow">
          <Field id={name} label={title} hint={`${say(reason)}${source}`} problem={change?.problem ?? null}>
            {(control) => (
              <span className="row">
                <input
                  {...control}
                  className="input tiny number"
                  inputMode="numeric"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                  maxLength={6}
                  autoComplete="off"
                />
                <span className="hint">
                  <BoundsAndOrigin setting={setting} />
                </span>
              </span>
            )}
          </Field>
          {isProposal && <p className="hint">{say(TAKES_TWO)}</p>}
          {change !== null && !isProposal && !maySave && <p className="hint">{say(NOT_YOURS)}</p>}
          {failure !== null && <FailureNotice failure={failure} />}
        </div>
        {change !== null && (isProposal || maySave) && (
          <Button type="submit" missing={change.problem} missingAt={name} working={working ? SAVE : null}>
            {isProposal ? PROPOSE : SAVE}
          </Button>
        )}
      </form>
      {signing && change !== null && (
        <SignDialog
          title={title}
          close={() => setSigning(false)}
          run={(sign, passphrase) => sign('settings.propose', { key: name, value: change.value, passphrase })}
          done={PROPOSED}
          after={() => setTyped(String(setting.value))}
        >
          <p>
            {setting.value} → {change.value}
          </p>
        </SignDialog>
      )}
    </>
  );
}

function BoundsAndOrigin({ setting }: Pick<Props, 'setting'>) {
  const { least, most, value: original } = SETTINGS[setting.key];
  const bounds: Text = { fr: `de ${least} à ${most}`, en: `from ${least} to ${most}` };
  const origin: Text =
    setting.changedAt === null
      ? { fr: 'valeur d’origine', en: 'original value' }
      : { fr: `origine\u00a0: ${original}`, en: `original: ${original}` };
  const changed = setting.changedAt === null ? '' : ` · ${setting.changedBy ?? ''} ${formatInstantInList(setting.changedAt, language())}`;
  return `${say(bounds)} · ${say(origin)}${changed}`;
}
