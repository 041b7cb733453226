import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Input } from '../../../shared/contract.ts';
import type { MergePreview } from '../../../shared/contract/duplicates.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Choice } from '../../../shared/rules/cases/merge.ts';
import type { Text } from '../../../shared/text.ts';
import { attempt } from '../../api.ts';
import { toast } from '../../frame/toast.tsx';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';
import { useWrite } from '../../write.ts';

const MERGED: Text = {
  fr: 'Dossiers réunis. « Défaire » reste possible pendant 90 jours.',
  en: 'Cases merged. “Undo” stays possible for 90 days.',
};
const LINKED: Text = { fr: 'Dossiers reliés.', en: 'Cases linked.' };

/** What was chosen for a question, by `form.field`; the proposed side where nothing was. */
export type Choices = ReadonlyMap<string, Choice>;

export type Merging = {
  readonly preview: MergePreview | null;
  /** The values may be seen now; hatched again after a minute, the choices stay. */
  readonly shown: boolean;
  readonly choices: Choices;
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly open: () => Promise<void>;
  readonly choose: (form: string, field: string, side: Choice) => void;
  readonly merge: () => Promise<void>;
  readonly link: () => Promise<void>;
};

/** One merge from its preview to its end: what is shown, what was chosen, what failed. */
export function useMerge(pairId: string): Merging {
  const navigate = useNavigate();
  const { working, failure: writing, write } = useWrite();
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [shown, setShown] = useState(false);
  const [choices, setChoices] = useState<Choices>(new Map());
  const [opening, setOpening] = useState<Failure | null>(null);
  const mask = useCallback(() => setShown(false), []);
  useMaskAgain(shown, mask, choices.size, preview?.secondsShown);

  async function open(): Promise<void> {
    const outcome = await attempt('duplicates.preview', { pairId });
    setOpening(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    setPreview(outcome.value);
    setShown(true);
  }
  async function end(sent: Promise<{ readonly ok: boolean }>, done: Text, address: string): Promise<void> {
    if (!(await sent).ok) return;
    toast(done);
    await navigate(address, { replace: true });
  }
  return {
    preview,
    shown,
    choices,
    working,
    failure: writing ?? opening,
    open,
    choose: (form, field, side) => setChoices(new Map([...choices, [`${form}.${field}`, side]])),
    merge: async () => {
      if (preview === null || working) return;
      await end(
        write('duplicates.merge', { pairId, sign: preview.sign, choices: sent(choices) }),
        MERGED,
        `/cases/${preview.survivor.caseId}`,
      );
    },
    link: async () => end(write('duplicates.decide', { pairId, verdict: 'same' }), LINKED, '/duplicates'),
  };
}

function sent(choices: Choices): Input<'duplicates.merge'>['choices'] {
  return [...choices].map(([key, side]) => {
    const [form = '', field = ''] = key.split('.');
    return { form, field, side };
  });
}
