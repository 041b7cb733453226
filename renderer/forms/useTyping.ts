import { useState } from 'react';
import { useStore } from 'zustand';
import type { Answer, Answers } from '../../shared/forms/answers.ts';
import { createDraft } from './draft.ts';
import { autosave } from './keptDraft.ts';
import type { DraftPlace, KeptDraft } from './keptDraft.ts';
import type { Keeper } from './keeper.ts';
import { useKeeping } from './useDraft.ts';

/** What is typed in a dialog, or on a page that is no form, kept as a draft like the answers of a form. */
export type Typing = {
  readonly answers: Answers;
  readonly words: (field: string) => string;
  readonly type: (field: string, answer: Answer | undefined) => void;
  readonly keeper: Keeper;
};

/** Opens what is typed in a place on its draft, or on what it begins with; nothing is kept before the first change. */
export function useTyping(place: DraftPlace, begun: Answers, kept: KeptDraft | null): Typing {
  const { form } = place;
  const [{ draft, keeper }] = useState(() => open(place, begun, kept));
  useKeeping(keeper);
  const answers = useStore(draft.store)[form] ?? {};
  return {
    answers,
    words: (field) => {
      const typed = answers[field];
      return typeof typed === 'string' ? typed : '';
    },
    type: (field, answer) => draft.set(form, field, answer),
    keeper,
  };
}

function open(place: DraftPlace, begun: Answers, kept: KeptDraft | null) {
  const draft = createDraft(kept?.content ?? { [place.form]: begun });
  const keeper = autosave({
    ...place,
    draftId: kept?.draftId ?? crypto.randomUUID(),
    parentId: null,
    revision: () => 0,
    at: () => ({ section: place.form, field: null }),
    content: draft.store,
    savedAt: kept?.savedAt ?? null,
  });
  draft.store.subscribe(keeper.touch);
  return { draft, keeper };
}
