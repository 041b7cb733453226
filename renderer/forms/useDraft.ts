import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { keepBeforeLock } from '../cover.ts';
import { useCommands } from '../commands/registry.ts';
import type { Command } from '../commands/registry.ts';
import { announce } from '../frame/announce.tsx';
import { WITHHELD_KEYS, WITHHELD_WORDS, withheldChoices } from './fields/withheld.ts';
import type { Why } from './fields/withheld.ts';
import type { Keeper } from './keeper.ts';
import { definitionOf } from './filling.ts';
import type { Filling } from './filling.ts';
import { listenToQuestionKeys } from './questionKeys.ts';

/** Keeps the draft while the page is on screen: before a lock, on leaving the page, and as « Gardé à 09:41 » once a minute. Gives that hour. */
export function useKeeping(keeper: Keeper): string | null {
  const keptAt = useStore(keeper.kept, ({ keptAt: at }) => at?.slice(11, 16) ?? null);
  useEffect(() => {
    const release = keepBeforeLock(async () => void (await keeper.flush()));
    return () => {
      release();
      void keeper.flush();
    };
  }, [keeper]);
  useEffect(() => {
    if (keptAt !== null) announce({ fr: `Brouillon gardé à ${keptAt}`, en: `Draft kept at ${keptAt}` });
  }, [keptAt]);
  return keptAt;
}

/** Whether the focus is in a text that has its own undo. */
function isEditingText(): boolean {
  const focused = document.activeElement;
  return focused instanceof HTMLTextAreaElement || (focused instanceof HTMLInputElement && focused.type === 'text');
}

/** The keys that every filled-in page has: keep now, undo, redo, « ne sait pas », « ne souhaite pas répondre ». */
export function useFillingCommands(filling: Filling): void {
  const commands = useMemo((): readonly Command[] => {
    const { draft, keeper, place } = filling;

    async function keepNow(): Promise<void> {
      const before = keeper.kept.getState();
      await keeper.flush();
      const { state, keptAt, failure } = keeper.kept.getState();
      if (state === 'failed' && failure !== null) announce(failure, 'assertive');
      else if (keptAt !== null)
        announce(
          before.state === 'kept' ? already(keptAt) : { fr: `Gardé à ${keptAt.slice(11, 16)}`, en: `Kept at ${keptAt.slice(11, 16)}` },
        );
    }

    function withhold(why: Why): void {
      const { part, field } = place.getState();
      if (part !== null && field !== null && withheldChoices(definitionOf(part, field)).includes(why)) draft.withhold(part, field, why);
    }

    if (filling.readOnly) return [];
    return [
      {
        id: 'form.keep',
        label: { fr: 'Garder le brouillon maintenant', en: 'Keep the draft now' },
        keys: 'Ctrl+S',
        run: () => void keepNow(),
      },
      {
        id: 'form.undo',
        label: { fr: 'Annuler la dernière réponse', en: 'Undo the last answer' },
        keys: 'Ctrl+Z',
        when: () => !isEditingText(),
        run: () => void draft.undo(),
      },
      {
        id: 'form.redo',
        label: { fr: 'Rétablir la réponse', en: 'Redo the answer' },
        keys: 'Ctrl+Y',
        when: () => !isEditingText(),
        run: () => void draft.redo(),
      },
      { id: 'form.unknown', label: WITHHELD_WORDS.unknown, keys: WITHHELD_KEYS.unknown, run: () => withhold('unknown') },
      { id: 'form.declined', label: WITHHELD_WORDS.declined, keys: WITHHELD_KEYS.declined, run: () => withhold('declined') },
    ];
  }, [filling]);
  useCommands(commands);
  useEffect(() => (filling.readOnly ? undefined : listenToQuestionKeys(filling)), [filling]);
}

function already(keptAt: string): { readonly fr: string; readonly en: string } {
  return { fr: `Déjà gardé à ${keptAt.slice(11, 16)}`, en: `Already kept at ${keptAt.slice(11, 16)}` };
}
