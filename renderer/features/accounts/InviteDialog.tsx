import { useState } from 'react';
import type { Input, Output } from '../../../shared/contract.ts';
import type { Account } from '../../../shared/contract/accounts.ts';
import { options } from '../../../shared/forms/lists/all.ts';
import { ROLES } from '../../../shared/rights.ts';
import type { Lack } from '../../ui/ActDialog.tsx';
import type { Text } from '../../../shared/text.ts';
import { CANCEL, CHOOSE } from '../../../shared/words.ts';
import { formatInstantInList } from '../../format.ts';
import { ROLE_NAMES } from '../../frame/rails.ts';
import { language, say } from '../../language.ts';
import { today } from '../../today.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EightWords } from '../../ui/EightWords.tsx';
import { Field, FieldGroup } from '../../ui/Field.tsx';
import { DayInput, TextInput } from '../../ui/Inputs.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { Radios } from '../../ui/Radios.tsx';
import { Select, choicesOfCodes } from '../../ui/Select.tsx';

type Invitation = Input<'accounts.invite'>;
type Invited = Output<'accounts.invite'>;

const TITLE: Text = { fr: 'Inscrire une personne', en: 'Enrol a person' };
const LABELS = {
  code: { fr: 'Code', en: 'Code' },
  name: { fr: 'Nom', en: 'Name' },
  role: { fr: 'Rôle', en: 'Role' },
  programs: { fr: 'Programmes', en: 'Programmes' },
  supervisor: { fr: 'Supervision par', en: 'Supervised by' },
  pledge: { fr: 'Engagement de confidentialité signé le', en: 'Confidentiality pledge signed on' },
} satisfies Record<string, Text>;
const INVITE: Text = { fr: 'Donner un code', en: 'Give a code' };
const CODE_OF: Text = { fr: 'Code d’inscription', en: 'Enrolment code' };
const COPY: Text = {
  fr: 'Recopiez ces huit mots sur papier et remettez-les en main propre.',
  en: 'Copy these eight words on paper and hand them over in person.',
};
const ONCE: Text = {
  fr: 'Ils ne seront plus affichés et ne servent qu’une fois.',
  en: 'They will not be shown again and serve only once.',
};
const COPIED: Text = { fr: 'C’est recopié', en: 'Copied' };

function missingIn(draft: Invitation): Lack | null {
  if (!/^[A-Z0-9]{2,4}$/.test(draft.staffCode))
    return { at: 'invite-code', text: { fr: 'Un code compte 2 à 4 lettres ou chiffres.', en: 'A code has 2 to 4 letters or digits.' } };
  if (draft.name === '') return { at: 'invite-name', text: { fr: 'Il manque le nom.', en: 'The name is missing.' } };
  if (draft.role === 'caseworker' && draft.programs.length === 0)
    return { at: 'invite-programs', text: { fr: 'Il manque un programme au moins.', en: 'At least one programme is missing.' } };
  if (draft.role === 'caseworker' && draft.supervisorCode === null)
    return { at: 'invite-supervisor', text: { fr: 'Il manque la supervision.', en: 'The supervision is missing.' } };
  if (draft.pledgeDate === '')
    return { at: 'invite-pledge', text: { fr: 'Sans engagement signé, pas d’accès.', en: 'Without a signed pledge, no access.' } };
  return null;
}

/** The administrator's half of an account: facts of the person, then a code shown once, to be copied on paper. */
export function InviteDialog({ accounts, close }: { readonly accounts: readonly Account[]; readonly close: () => void }) {
  const [draft, setDraft] = useState<Invitation>({
    staffCode: '',
    name: '',
    role: 'caseworker',
    programs: ['gbv'],
    supervisorCode: null,
    pledgeDate: today(),
  });
  const [invited, setInvited] = useState<Invited | null>(null);
  const { working, failure, write } = useWrite();
  const missing = missingIn(draft);
  async function invite(): Promise<void> {
    const outcome = await write('accounts.invite', draft);
    if (outcome.ok) setInvited(outcome.value);
  }
  if (invited !== null) return <CodeDialog staffCode={draft.staffCode} invited={invited} close={close} />;
  return (
    <Dialog
      title={TITLE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CANCEL}</Button>
          <Button
            missing={missing?.text ?? null}
            working={working ? INVITE : null}
            onPress={() => void invite()}
            {...(missing && { missingAt: missing.at })}
          >
            {INVITE}
          </Button>
        </>
      }
    >
      <PersonFields draft={draft} change={setDraft} accounts={accounts} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}

type FieldsProps = { readonly draft: Invitation; readonly change: (draft: Invitation) => void; readonly accounts: readonly Account[] };

function PersonFields({ draft, change, accounts }: FieldsProps) {
  const supervisors = accounts.filter(({ role, state }) => role === 'supervisor' && state === 'active');
  return (
    <>
      <div className="pair">
        <TextInput
          id="invite-code"
          code
          most={4}
          label={LABELS.code}
          value={draft.staffCode}
          onChange={(staffCode) => change({ ...draft, staffCode })}
        />
        <TextInput id="invite-name" label={LABELS.name} value={draft.name} onChange={(name) => change({ ...draft, name })} />
      </div>
      <Radios
        inRow
        label={LABELS.role}
        options={ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }))}
        value={draft.role}
        onChange={(role) => change({ ...draft, role })}
      />
      <FieldGroup id="invite-programs" label={LABELS.programs}>
        <div className="choices">
          {options('case_program').map(({ code, ...words }) => (
            <label key={code} className="choice">
              <input
                type="checkbox"
                checked={draft.programs.some((one) => one === code)}
                onChange={(event) => change({ ...draft, programs: withProgram(draft.programs, code, event.target.checked) })}
              />
              {say(words)}
            </label>
          ))}
        </div>
      </FieldGroup>
      <div className="pair">
        {draft.role === 'caseworker' && (
          <Field id="invite-supervisor" label={LABELS.supervisor}>
            {(control) => (
              <Select
                {...control}
                value={draft.supervisorCode ?? ''}
                choices={[{ value: '', label: CHOOSE }, ...choicesOfCodes(supervisors.map(({ staffCode }) => staffCode))]}
                onChange={(code) => change({ ...draft, supervisorCode: code === '' ? null : code })}
              />
            )}
          </Field>
        )}
        <DayInput
          id="invite-pledge"
          label={LABELS.pledge}
          value={draft.pledgeDate}
          onChange={(pledgeDate) => change({ ...draft, pledgeDate })}
        />
      </div>
    </>
  );
}

const PROGRAMS = ['gbv', 'cp', 'gbv_cp', 'erw'] as const;

function withProgram(programs: Invitation['programs'], code: string, chosen: boolean): Invitation['programs'] {
  return PROGRAMS.filter((one) => (one === code ? chosen : programs.includes(one)));
}

function CodeDialog({ staffCode, invited, close }: { readonly staffCode: string; readonly invited: Invited; readonly close: () => void }) {
  const until = formatInstantInList(invited.expiresAt, language());
  return (
    <Dialog
      title={
        <>
          {say(CODE_OF)} <span className="code">{staffCode}</span>
        </>
      }
      onClose={close}
      foot={<Button onPress={close}>{COPIED}</Button>}
    >
      <p>{say(COPY)}</p>
      <EightWords words={invited.enrolmentCode} label={CODE_OF} />
      <Notice title={{ fr: `Valable jusqu’au ${until}.`, en: `Valid until ${until}.` }}>
        <p>{say(ONCE)}</p>
      </Notice>
    </Dialog>
  );
}
