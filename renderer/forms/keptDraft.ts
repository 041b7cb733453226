import type { StoreApi } from 'zustand/vanilla';
import type { Output } from '../../shared/contract.ts';
import type { IsoDateTime } from '../../shared/time.ts';
import { attempt } from '../api.ts';
import type { Content } from './draft.ts';
import type { Place } from './filling.ts';
import { createKeeper } from './keeper.ts';
import type { Keeper } from './keeper.ts';

/** Where a typed text belongs: its form, or the name of `shared/rules/typed.ts`; its case, null outside any; the record it is typed over. */
export type DraftPlace = { readonly form: string; readonly caseId: string | null; readonly recordId: string | null };

/** A draft as the request handler opens it. */
export type KeptDraft = Output<'drafts.open'>;

/** One's own draft that waits in this place, or null. */
export async function keptIn({ form, caseId, recordId }: DraftPlace): Promise<KeptDraft | null> {
  const listed = await attempt('drafts.list', {});
  if (!listed.ok) return null;
  const line = listed.value.drafts.find((one) => one.form === form && one.caseId === caseId && one.recordId === recordId);
  if (line === undefined) return null;
  const opened = await attempt('drafts.open', { draftId: line.draftId });
  return opened.ok ? opened.value : null;
}

type Keeping = DraftPlace & {
  readonly draftId: string;
  readonly parentId: string | null;
  readonly revision: () => number;
  readonly at: () => Pick<Place, 'section' | 'field'>;
  readonly content: StoreApi<Content>;
  /** When the continued draft was kept; null for a new one. */
  readonly savedAt: IsoDateTime | null;
};

/** Keeps what is typed in a place as its draft: the one way in which a form, an intake, a survey, an entry or a comment is kept. */
export function autosave({ draftId, form, caseId, recordId, parentId, revision, at, content, savedAt }: Keeping): Keeper {
  return createKeeper(
    async () =>
      attempt('drafts.save', {
        draftId,
        caseId,
        form,
        recordId,
        parentId,
        baseRevision: revision(),
        at: { section: at().section, field: at().field },
        content: content.getState(),
      }),
    savedAt,
  );
}
