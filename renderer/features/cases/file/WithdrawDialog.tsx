import { useState } from 'react';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { options } from '../../../../shared/forms/lists/all.ts';
import type { Text } from '../../../../shared/text.ts';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { today } from '../../../today.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FieldGroup } from '../../../ui/Field.tsx';
import { DayInput } from '../../../ui/Inputs.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';

const TITLE: Text = { fr: 'Retirer le consentement', en: 'Withdraw consent' };
const WHY: Text = {
  fr: 'Le retrait vaut pour l’avenir. Les référencements non envoyés sont annulés. Le dossier reste, en lecture, et la personne peut revenir à tout moment.',
  en: 'Withdrawal holds for the future. Referrals not sent are cancelled. The case stays, for reading, and the person can come back at any time.',
};
const DATE: Text = { fr: 'Retiré le', en: 'Withdrawn on' };
const SCOPE: Text = { fr: 'Portée du retrait', en: 'Scope of withdrawal' };
const CANCEL: Text = { fr: 'Annuler', en: 'Cancel' };
const WITHDRAW: Text = { fr: 'Retirer le consentement', en: 'Withdraw consent' };
const NO_SCOPE: Text = { fr: 'Il manque la portée du retrait.', en: 'The scope of the withdrawal is missing.' };

/** Withdrawal of consent, one step away from its summary (reference §5.1.1). */
export function WithdrawDialog({ file, close }: { readonly file: CaseFile; readonly close: () => void }) {
  const [date, setDate] = useState(today);
  const [scope, setScope] = useState<readonly string[]>([]);
  const { working, failure, write } = useWrite();
  async function withdraw(): Promise<void> {
    const outcome = await write('cases.withdrawConsent', { caseId: file.row.caseId, date, scope: [...scope] });
    if (!outcome.ok) return;
    close();
    const count = outcome.value.cancelledReferrals;
    toast({ fr: `Retrait enregistré. Référencements annulés\u00a0: ${count}.`, en: `Withdrawal recorded. Referrals cancelled: ${count}.` });
  }
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            kind="dangerous"
            missing={scope.length === 0 ? NO_SCOPE : null}
            missingAt="scope"
            working={working ? WITHDRAW : null}
            onPress={() => void withdraw()}
          >
            {WITHDRAW}
          </Button>
        </>
      }
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
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
