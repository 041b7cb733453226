import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { keptIn } from './keptDraft.ts';
import type { DraftPlace, KeptDraft } from './keptDraft.ts';

type Props = { readonly place: DraftPlace; readonly children: (kept: KeptDraft | null) => ReactNode };

/** A dialog that opens on what was typed in it before: drawn once its draft was looked for. */
export function FromDraft({ place: { form, caseId, recordId }, children }: Props) {
  const [found, setFound] = useState<{ readonly kept: KeptDraft | null } | null>(null);
  useEffect(() => {
    void keptIn({ form, caseId, recordId }).then((kept) => setFound({ kept }));
  }, [form, caseId, recordId]);
  return found === null ? null : children(found.kept);
}
