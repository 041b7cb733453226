import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseFile, CaseRow } from '../../../../shared/contract/cases.ts';
import { fieldTable } from '../../../../shared/forms/fields.ts';
import { formOf } from '../../../../shared/forms/registry.ts';
import type { Text } from '../../../../shared/text.ts';
import { CONSENT } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import type { Outcome } from '../../../api.ts';
import { answerInWords } from '../../../forms/fields/FixedField.tsx';
import { formAddress } from '../../../forms/loader.ts';
import { say } from '../../../language.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { ConsentSummary } from '../../../ui/ConsentSummary.tsx';
import { MaskedCard } from '../../../ui/Masked.tsx';
import type { RevealReason, Revealed } from '../../../ui/reveal.ts';
import { WITHOUT_CONTACT, WITHOUT_IDENTITY } from './absent.ts';
import { FamilyCard } from './FamilyCard.tsx';
import { NotesAndAttachments } from './NotesAndAttachments.tsx';
import { consentAddress } from './state.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

const CHANGE: Text = { fr: 'Voir ou modifier', en: 'See or change' };
const ASK_AGAIN: Text = { fr: 'Redemander', en: 'Ask again' };
const WITHDRAW: Text = { fr: 'Retirer', en: 'Withdraw' };
const IDENTITY: Text = { fr: 'Identité', en: 'Identity' };
const CONTACT: Text = { fr: 'Contact sûr', en: 'Safe contact' };
const FILL: Text = { fr: 'Remplir', en: 'Fill in' };

/** Hatched on the card before any reason; what else was filled in appears with the reveal. */
const ALWAYS = {
  identity: ['last_name', 'first_name', 'phone'],
  safe_contact: ['contact_channel', 'contact_days_times', 'contact_never'],
} as const;

type Vault = keyof typeof ALWAYS;

type Props = {
  readonly file: CaseFile;
  /** Counts up when a key asks for the identity. */
  readonly asked: number;
};

/** What must stay in sight: consent, then identity, safe contact, family, notes and attachments, hatched (interface P2, P12). */
export function CaseSide({ file, asked }: Props) {
  return (
    <>
      <ConsentCard file={file} />
      <VaultCard file={file} form="identity" title={IDENTITY} present={file.identityPresent} without={WITHOUT_IDENTITY} asked={asked} />
      <VaultCard file={file} form="safe_contact" title={CONTACT} present={file.safeContactPresent} without={WITHOUT_CONTACT} asked={0} />
      <FamilyCard file={file} />
      <NotesAndAttachments file={file} />
    </>
  );
}

/** Null before any was asked; no once those that were given are past, refused or withdrawn; again as long as the consent they rest on is. */
function sharingOf({ authorisations, row }: CaseFile): CaseRow['consent']['services'] {
  if (authorisations.length === 0) return null;
  if (row.consent.services === 'again') return 'again';
  return authorisations.some(({ inForce }) => inForce) ? 'yes' : 'no';
}

function ConsentCard({ file }: { readonly file: CaseFile }) {
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <Card title={CONSENT}>
      <ConsentSummary consent={file.row.consent} sharing={sharingOf(file)} />
      <p className="consent-acts row">
        <Link to={consentAddress(file)}>{say(file.row.consent.services === 'again' ? ASK_AGAIN : CHANGE)}</Link>
        {file.moves.includes('suspended') && (
          <button type="button" className="link-button" onClick={() => setWithdrawing(true)}>
            {say(WITHDRAW)}
          </button>
        )}
      </p>
      {withdrawing && <WithdrawDialog file={file} close={() => setWithdrawing(false)} />}
    </Card>
  );
}

type VaultProps = {
  readonly file: CaseFile;
  readonly form: Vault;
  readonly title: Text;
  readonly present: boolean;
  readonly without: Text;
  readonly asked: number;
};

function VaultCard({ file, form, title, present, without, asked }: VaultProps) {
  const { caseId } = file.row;
  const recordId = file.forms.find((line) => line.form === form)?.records.at(-1)?.recordId ?? null;
  const fields = fieldTable(formOf(form));
  if (!present) {
    return (
      <Card title={title} beside={file.mayWrite && <ButtonLink to={formAddress(caseId, form, recordId)}>{FILL}</ButtonLink>}>
        <p className="hint">{say(without)}</p>
      </Card>
    );
  }
  async function open(reason: RevealReason): Promise<Outcome<Revealed>> {
    const outcome = await attempt('identity.open', { caseId, form, recordId, reason });
    if (!outcome.ok) return outcome;
    const values = new Map(
      Object.entries(outcome.value.answers).flatMap(([code, answer]) => {
        const field = fields[code];
        return field === undefined ? [] : [[code, say(answerInWords(field, answer))] as const];
      }),
    );
    return { ok: true, value: { values, seconds: outcome.value.secondsShown } };
  }
  const always: readonly string[] = ALWAYS[form];
  const labels = Object.entries(fields).map(([key, field]) => ({
    key,
    label: field.label,
    ...(!always.includes(key) && { whenGiven: true as const }),
  }));
  return <MaskedCard title={title} labels={labels} open={open} asked={asked} />;
}
