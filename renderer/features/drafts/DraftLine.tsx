import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import { formOf, isFormId } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { formatRecently } from '../../format.ts';
import { formAddress } from '../../forms/loader.ts';
import { useLanguage, useSay } from '../../language.ts';
import { today } from '../../today.ts';
import { ChevronRightIcon } from '../../ui/icons.ts';

export type DraftSummary = Output<'drafts.list'>['drafts'][number];

const WITHOUT_CODE: Text = { fr: 'Accueil sans code', en: 'Intake without code' };
const INTAKE: Text = { fr: 'Accueil', en: 'Intake' };

/** Where a draft is resumed: its form at the field that was left, or the intake. */
function draftAddress(draft: Pick<DraftSummary, 'draftId' | 'caseId' | 'form' | 'recordId'>): string {
  return draft.caseId === null ? `/intake/${draft.draftId}/resume` : formAddress(draft.caseId, draft.form, draft.recordId);
}

function formName(form: string): Text {
  return isFormId(form) ? formOf(form).title : INTAKE;
}

/** One draft: the code of its case, what it is, how much is answered, when it was kept. */
export function DraftLine({ draft, counted = false }: { readonly draft: DraftSummary; readonly counted?: boolean }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const answered: Text = {
    fr: draft.answered < 2 ? `${draft.answered} réponse` : `${draft.answered} réponses`,
    en: draft.answered === 1 ? '1 answer' : `${draft.answered} answers`,
  };
  return (
    <Link className="list-line two" to={draftAddress(draft)}>
      <span className="grow">
        {draft.caseCode === null ? <span className="title">{say(WITHOUT_CODE)}</span> : <span className="code">{draft.caseCode}</span>}
        <br />
        <span className="under">
          {say(draft.caseId === null ? INTAKE : formName(draft.form))} · {counted && `${say(answered)} · `}
          {formatRecently(draft.savedAt, today(), language)}
        </span>
      </span>
      <ChevronRightIcon />
    </Link>
  );
}
