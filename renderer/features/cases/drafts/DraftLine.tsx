import { Link } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import { formOf, isFormId } from '../../../../shared/forms/registry.ts';
import { typedOf } from '../../../../shared/rules/typed.ts';
import type { Typed } from '../../../../shared/rules/typed.ts';
import type { Text } from '../../../../shared/text.ts';
import { formatRecently } from '../../../format.ts';
import { formAddress } from '../../../forms/loader.ts';
import { language, say } from '../../../language.ts';
import { today } from '../../../today.ts';
import { ChevronRightIcon } from '../../../ui/icons.ts';

export type DraftSummary = Output<'drafts.list'>['drafts'][number];

const WITHOUT_CODE: Text = { fr: 'Accueil sans code', en: 'Intake without code' };
const INTAKE: Text = { fr: 'Accueil', en: 'Intake' };
const NO_CASE: Text = { fr: 'Sans dossier', en: 'No case' };

/** What is typed outside the forms. The subject of a report is shown in its case alone, opened on purpose (interface P1, P3). */
const TYPED_WORDS: Readonly<Record<Typed, Text>> = {
  report: { fr: 'Un point à voir avec la supervision', en: 'Something to see with the supervisor' },
  move: { fr: 'Changement d’état', en: 'Change of state' },
  decision: { fr: 'Décision sur une demande', en: 'Decision on a request' },
  closure_decision: { fr: 'Décision sur une clôture', en: 'Decision on a closure' },
  month: { fr: 'Rapport mensuel', en: 'Monthly report' },
};

type Line = Pick<DraftSummary, 'draftId' | 'caseId' | 'form' | 'recordId'>;

/** What a draft is, in words, and the page where it continues: its form at the field that was left, the intake, or where the dialog opens with the text. */
function resumed({ draftId, caseId, form, recordId }: Line): { readonly words: Text; readonly to: string } {
  const typed = typedOf(form);
  if (typed !== null) return { words: TYPED_WORDS[typed.typed], to: typedAddress(typed, caseId) };
  if (caseId !== null) return { words: isFormId(form) ? formOf(form).title : INTAKE, to: formAddress(caseId, form, recordId) };
  if (form === 'feedback') return { words: formOf(form).title, to: '/feedback' };
  if (form === 'provider') return { words: formOf(form).title, to: `/services/${recordId ?? 'new'}` };
  return { words: INTAKE, to: `/intake/${draftId}/resume` };
}

function typedAddress({ typed, of }: { readonly typed: Typed; readonly of: string | null }, caseId: string | null): string {
  if (typed === 'month') return `/months/${of}/freeze`;
  if (typed === 'decision') return '/approvals';
  return typed === 'closure_decision' ? `/cases/${caseId}/closure` : `/cases/${caseId}`;
}

/** One draft: the code of its case, what it is, how much is answered, when it was kept. */
export function DraftLine({ draft, counted = false }: { readonly draft: DraftSummary; readonly counted?: boolean }) {
  const answered: Text = {
    fr: draft.answered < 2 ? `${draft.answered} réponse` : `${draft.answered} réponses`,
    en: draft.answered === 1 ? '1 answer' : `${draft.answered} answers`,
  };
  const { words, to } = resumed(draft);
  const without = words === INTAKE ? WITHOUT_CODE : NO_CASE;
  return (
    <Link className="list-line two" to={to}>
      <span className="grow">
        {draft.caseCode === null ? <span className="title">{say(without)}</span> : <span className="code">{draft.caseCode}</span>}
        <br />
        <span className="under">
          {say(words)} · {counted && `${say(answered)} · `}
          {formatRecently(draft.savedAt, today(), language())}
        </span>
      </span>
      <ChevronRightIcon />
    </Link>
  );
}
