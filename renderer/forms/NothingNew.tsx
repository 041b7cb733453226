import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import type { Text } from '../../shared/text.ts';
import { useCommands } from '../commands/registry.ts';
import type { Command } from '../commands/registry.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { useAnswer, useFilling } from './filling.ts';
import { focusNextUnanswered } from './focus.ts';
import type { FormData } from './loader.ts';
import { nothingNew } from './proposals.ts';

const SEEN: Text = { fr: 'Vue, rien de nouveau', en: 'Seen, nothing new' };
const WHAT: Text = {
  fr: 'Répond d’un coup\u00a0: personne vue, pas de nouveau besoin ni de nouvel incident, risque inchangé, progrès comme au dernier suivi, prochain suivi à la date limite. Relisez, changez si besoin, terminez.',
  en: 'Answers at once: person seen, no new need nor incident, risk unchanged, progress as at the last follow-up, next follow-up at the latest date. Read, change if needed, finish.',
};
const KEY = 'V';

/** The common follow-up in one act (interface §3.9), as long as its outcome is blank; the focus goes to what is left to answer. */
export function NothingNew({ opened: { form, previous } }: Pick<FormData, 'opened'>) {
  const filling = useFilling();
  const blank = useAnswer(form, 'fu_outcome') === undefined;
  const commands = useMemo((): readonly Command[] => {
    function answer(): void {
      const { draft, contextOf } = filling;
      const content = draft.store.getState();
      draft.endStep();
      flushSync(() => draft.change(form, nothingNew(content[form] ?? {}, previous, contextOf(content))));
      focusNextUnanswered(filling, null);
    }
    return blank ? [{ id: 'form.nothingNew', label: SEEN, keys: KEY, run: answer }] : [];
  }, [blank, filling, form, previous]);
  useCommands(commands);
  const [command] = commands;
  if (command === undefined) return null;
  return (
    <div className="nothing-new">
      <Button keys={KEY} onPress={command.run}>
        {SEEN}
      </Button>
      <p className="hint">{say(WHAT)}</p>
    </div>
  );
}
