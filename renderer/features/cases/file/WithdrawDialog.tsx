import { useState } from 'react';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { options } from '../../../../shared/forms/lists/all.ts';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { today } from '../../../today.ts';
import { FieldGroup } from '../../../ui/Field.tsx';
import { DayInput } from '../../../ui/Inputs.tsx';
import { ActDialog } from '../../../ui/ActDialog.tsx';

const TITLE: Text = { fr: 'Retirer le consentement', en: 'Withdraw consent' };
const WHY: Text = {
  fr: 'Le retrait vaut pour l’avenir. Les référencements non envoyés sont annulés. Le dossier reste, en lecture, et la personne peut revenir à tout moment.',
  en: 'Withdrawal holds for the future. Referrals not sent are cancelled. The case stays, for reading, and the person can come back at any time.',
};
const DATE: Text = { fr: 'Retiré le', en: 'Withdrawn on' };
const SCOPE: Text = { fr: 'Portée du retrait', en: 'Scope of withdrawal' };
const WITHDRAW: Text = { fr: 'Retirer le consentement', en: 'Withdraw consent' };
const NO_SCOPE: Text = { fr: 'Il manque la portée du retrait.', en: 'The scope of the withdrawal is missing.' };

/** Withdrawal of consent, one step away from its summary (reference §5.1.1). */
export function WithdrawDialog({ file, close }: { readonly file: CaseFile; readonly close: () => void }) {
  const [date, setDate] = useState(today);
  const [scope, setScope] = useState<readonly string[]>([]);
  return (
    <ActDialog
      title={TITLE}
      close={close}
      act={WITHDRAW}
      kind="dangerous"
      lack={scope.length === 0 ? { at: 'scope', text: NO_SCOPE } : null}
      run={(write) => write('cases.withdrawConsent', { caseId: file.row.caseId, date, scope: [...scope] })}
      done={(value) => ({
        fr: `Retrait enregistré. Référencements annulés\u00a0: ${value.cancelledReferrals}.`,
        en: `Withdrawal recorded. Referrals cancelled: ${value.cancelledReferrals}.`,
      })}
    >
      <p>{say(WHY)}</p>
      <DayInput id="withdrawn-on" label={DATE} value={date} onChange={setDate} />
      <FieldGroup id="scope" label={SCOPE}>
        {options('consent_scope').map((option) => (
          <label key={option.code} className="choice">
            <input
              type="checkbox"
              checked={scope.includes(option.code)}
              onChange={(event) => setScope(event.target.checked ? [...scope, option.code] : scope.filter((code) => code !== option.code))}
            />
            {say(option)}
          </label>
        ))}
      </FieldGroup>
    </ActDialog>
  );
}
