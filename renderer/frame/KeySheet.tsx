import type { Text } from '../../shared/text.ts';
import { CLOSE } from '../../shared/words.ts';
import { useRegistry } from '../commands/registry.ts';
import type { Scope } from '../commands/registry.ts';
import { say } from '../language.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { Button } from '../ui/Button.tsx';
import { useKeySheet } from './palette.ts';

const TITLE: Text = { fr: 'Touches de cette page', en: 'Keys of this page' };
const SCOPES: Record<Scope, Text> = { page: { fr: 'Cette page', en: 'This page' }, application: { fr: 'Partout', en: 'Everywhere' } };
const NEUTRAL: Text = { fr: 'Écran neutre', en: 'Neutral screen' };

/** F2: every live command that has keys, made from the same list that the keyboard reads. */
export function KeySheet() {
  const open = useKeySheet((state) => state.open);
  const live = useRegistry((state) => state.live);
  if (!open) return null;
  function close(): void {
    useKeySheet.setState({ open: false });
  }
  return (
    <Dialog title={TITLE} onClose={close} foot={<Button onPress={close}>{CLOSE}</Button>}>
      {(['page', 'application'] as const).map((scope) => {
        const commands = live.filter((one) => one.scope === scope && one.command.keys !== undefined);
        if (commands.length === 0) return null;
        return (
          <section key={scope}>
            <h3>{say(SCOPES[scope])}</h3>
            <ul className="key-list">
              {scope === 'application' && (
                <li>
                  <span>{say(NEUTRAL)}</span>
                  <kbd className="key-cap">{say({ fr: 'Échap', en: 'Esc' })} ×2</kbd>
                </li>
              )}
              {commands.map(({ command }) => (
                <li key={command.id}>
                  <span>{say(command.label)}</span>
                  <KeyCap keys={command.keys ?? ''} announced />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Dialog>
  );
}
