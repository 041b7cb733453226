import { useState } from 'react';
import { delayTitle, type DelayKey } from '../../../shared/rules/settings/delays.ts';
import type { Text } from '../../../shared/text.ts';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { SignDialog } from '../../ui/SignDialog.tsx';
import { useWrite } from '../../write.ts';
import { NOT_YOURS, PROPOSE, PROPOSED, SAVE, SAVED, TAKES_TWO, type Change } from './change.ts';

type Props = {
  readonly name: DelayKey;
  readonly current: number;
  readonly change: Change;
  readonly maySave: boolean;
  readonly done: () => void;
};

/** One delay about to change, in words, with the one act that keeps it; Enter in its box of the table does the same. */
export function DelayChange({ name, current, change, maySave, done }: Props) {
  const { working, failure, write } = useWrite();
  const [signing, setSigning] = useState(false);
  const { value, problem, weaker } = change;
  const title = delayTitle(name);
  const words: Text = { fr: `${title.fr}\u00a0: ${current} → ${value}.`, en: `${title.en}: ${current} → ${value}.` };
  async function save(): Promise<void> {
    if (problem !== null || !(weaker || maySave)) return;
    if (weaker) return setSigning(true);
    if (!(await write('settings.save', { key: name, value })).ok) return;
    toast(SAVED);
    done();
  }
  return (
    <>
      <form
        id={`change-${name}`}
        className="list-line delay-change"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <span className="grow" role="status">
          {problem === null ? (
            <>
              <strong>{say(words)}</strong> {weaker && say(TAKES_TWO)} {!weaker && !maySave && say(NOT_YOURS)}
            </>
          ) : (
            <>
              <strong>{say({ fr: `${title.fr}\u00a0:`, en: `${title.en}:` })}</strong> {say(problem)}
            </>
          )}
          {failure !== null && <FailureNotice failure={failure} />}
        </span>
        {(weaker || maySave) && (
          <Button type="submit" missing={problem} missingAt={name} working={working ? SAVE : null}>
            {weaker ? PROPOSE : SAVE}
          </Button>
        )}
      </form>
      {signing && (
        <SignDialog
          title={title}
          close={() => setSigning(false)}
          run={(sign, passphrase) => sign('settings.propose', { key: name, value, passphrase })}
          done={PROPOSED}
          after={done}
        >
          <p>{say(words)}</p>
        </SignDialog>
      )}
    </>
  );
}
