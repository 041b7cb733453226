import { useLayoutEffect } from 'react';
import { create } from 'zustand';
import type { Text } from '../../shared/text.ts';
import { isCharacter, matches } from './keys.ts';
import type { Keys, Stroke } from './keys.ts';

/** One act of the application or of the present page: keyboard, palette and key sheet all read this value. */
export type Command = {
  readonly id: string;
  readonly label: Text;
  readonly keys?: Keys;
  /** May it run now? Absent: always. */
  readonly when?: () => boolean;
  /** False keeps it out of the palette: destruction, locking (interface 3.26). */
  readonly inPalette?: boolean;
  readonly run: () => void;
};

export type Scope = 'application' | 'page';

type Registered = { readonly scope: Scope; readonly command: Command };

/** The live commands, application first, then those of the pages and components on screen. */
export const useRegistry = create<{ readonly live: readonly Registered[] }>(() => ({ live: [] }));

/** Adds commands and gives the function that takes them away again. */
export function register(scope: Scope, commands: readonly Command[]): () => void {
  const added = commands.map((command) => ({ scope, command }));
  useRegistry.setState(({ live }) => ({ live: [...live, ...added] }));
  return () => useRegistry.setState(({ live }) => ({ live: live.filter((one) => !added.includes(one)) }));
}

/** Makes these commands live from the moment the calling component is drawn until it goes. `commands` must keep its identity (useMemo). */
export function useCommands(commands: readonly Command[], scope: Scope = 'page'): void {
  useLayoutEffect(() => register(scope, commands), [commands, scope]);
}

/** Pairs of live commands that claim the same keys: a mistake, shown by a test and by the key sheet. */
export function conflicts(commands: readonly Command[]): readonly (readonly [Command, Command])[] {
  return commands.flatMap((one, index) =>
    commands
      .slice(index + 1)
      .filter((other) => one.keys !== undefined && other.keys === one.keys && other.id !== one.id)
      .map((other) => [one, other] as const),
  );
}

/**
 * The command that this stroke calls, or null. A single letter is text while a field has the focus;
 * two commands claiming the stroke cancel each other.
 */
export function called(stroke: Stroke, typing: boolean, commands: readonly Command[]): Command | null {
  const claiming = commands.filter(
    ({ keys, when }) => keys !== undefined && !(typing && isCharacter(keys)) && matches(stroke, keys) && (when === undefined || when()),
  );
  return claiming.length === 1 ? (claiming[0] ?? null) : null;
}

/** Whether the focus is where letters are text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'submit'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable || target.role === 'combobox'
  );
}

/** Listens to the whole window for the keys of live commands; gives the function that stops. A key held down acts once. */
export function listenToKeys(): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null && !event.ctrlKey && !event.altKey) return;
    const command = called(
      event,
      isTyping(event.target),
      useRegistry.getState().live.map((one) => one.command),
    );
    if (command === null) return;
    event.preventDefault();
    if (!event.repeat) command.run();
  }
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
