import { useState } from 'react';
import type { Account, PersonAct, Team } from '../../../shared/contract/accounts.ts';
import type { Role } from '../../../shared/rights.ts';
import type { Text } from '../../../shared/text.ts';
import { REASON } from '../../../shared/words.ts';
import { ROLE_NAMES } from '../../frame/rails.ts';
import { say } from '../../language.ts';
import { useSession } from '../../session.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ACTS, EFFECTS, REASONS, teamName, type Reason } from './words.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { Radios } from '../../ui/Radios.tsx';

const WHAT: Text = { fr: 'Ce qui change', en: 'What changes' };
const NEW_ROLE: Text = { fr: 'Nouveau rôle', en: 'New role' };
const PROPOSE: Text = { fr: 'Signer et proposer', en: 'Sign and propose' };
const SECOND: Text = {
  fr: 'Rien ne change avant la signature d’une seconde personne, d’un autre rôle.',
  en: 'Nothing changes before a second person, of another role, has signed.',
};
const REASON_CODES: readonly Reason[] = ['left', 'moved', 'absence', 'suspicion', 'other'];
const ROLES: Record<'centre' | 'desk', readonly Role[]> = {
  centre: ['caseworker', 'supervisor', 'administrator'],
  desk: ['focal_point', 'administrator'],
};

type What = PersonAct['what'];

function choicesOf({ state, role }: Account): readonly What[] {
  if (state === 'suspended') return ['return', 'remove'];
  const counting: readonly What[] = role === 'supervisor' || role === 'focal_point' ? ['counting'] : [];
  const team: readonly What[] = role === 'supervisor' || role === 'caseworker' ? ['team'] : [];
  return ['suspend', 'remove', 'role', ...team, ...counting];
}

function lackOf(what: What, sameRole: boolean, teams: readonly string[]): Lack | null {
  if (what === 'role' && sameRole) return { at: 'act-role', text: SAME_ROLE };
  return what === 'team' && teams.length === 0 ? { at: 'act-what', text: ONE_TEAM } : null;
}

type Props = { readonly account: Account; readonly teams: readonly Team[]; readonly close: () => void };

/** The first of two signatures on somebody's account: what changes, why, and what it does (security §2.4). */
export function PersonActDialog({ account, teams, close }: Props) {
  const [what, setWhat] = useState<What>(choicesOf(account)[0] ?? 'suspend');
  const [reason, setReason] = useState<Reason>('left');
  const [role, setRole] = useState<Role>(account.role);
  const choices = teamChoices(account, teams);
  const [team, setTeam] = useState(choices[0] ?? 'new');
  const [passphrase, setPassphrase] = useState('');
  const unsigned = passphrase === '' ? { at: 'sign-passphrase', text: NO_OWN_PASSPHRASE } : null;
  const lack = lackOf(what, role === account.role, choices) ?? unsigned;
  return (
    <ActDialog
      title={{ fr: `Changer le compte ${account.staffCode}`, en: `Change the account ${account.staffCode}` }}
      close={close}
      act={PROPOSE}
      lack={lack}
      run={(write) => write('accounts.propose', { userId: account.userId, act: actOf(what, { reason, role, account, team }), passphrase })}
      done={{
        fr: `Proposé pour ${account.staffCode}. Il manque une signature.`,
        en: `Proposed for ${account.staffCode}. One signature is missing.`,
      }}
    >
      <Choices id="act-what" label={WHAT} codes={choicesOf(account)} words={ACTS} chosen={what} choose={setWhat} />
      {(what === 'suspend' || what === 'remove') && (
        <Choices id="act-reason" label={REASON} codes={REASON_CODES} words={REASONS} chosen={reason} choose={setReason} />
      )}
      {what === 'team' && choices.length > 0 && (
        <Choices id="act-team" label={NEW_TEAM} codes={choices} words={teamWords(choices)} chosen={team} choose={setTeam} />
      )}
      {what === 'role' && <RoleChoice role={role} choose={setRole} />}
      <Notice tone={what === 'remove' ? 'ochre' : 'plain'}>
        <p>{say(EFFECTS[what])}</p>
        <p>{say(SECOND)}</p>
      </Notice>
      <PassphraseField id="sign-passphrase" label={OWN_PASSPHRASE} value={passphrase} onChange={setPassphrase} />
    </ActDialog>
  );
}

const NEW_TEAM: Text = { fr: 'Son équipe', en: 'The team' };
const ONE_TEAM: Text = {
  fr: 'Il n’existe qu’une équipe. Donnez d’abord une nouvelle équipe à une personne qui supervise.',
  en: 'There is only one team. First give a new team to somebody who supervises.',
};

/** `new`, or the number of a team. */
function teamChoices({ role, team }: Account, teams: readonly Team[]): readonly string[] {
  const others = teams.filter(({ number }) => number !== team).map(({ number }) => String(number));
  return role === 'supervisor' ? [...others, 'new'] : others;
}

function numberOf(choice: string): number | null {
  return choice === 'new' ? null : Number(choice);
}

function teamWords(choices: readonly string[]): Readonly<Record<string, Text>> {
  return Object.fromEntries(choices.map((choice) => [choice, teamName(numberOf(choice))]));
}

const SAME_ROLE: Text = { fr: 'C’est déjà son rôle.', en: 'This is the present role.' };

function RoleChoice({ role, choose }: { readonly role: Role; readonly choose: (role: Role) => void }) {
  const kind = useSession(({ state }) => state?.kind) ?? 'centre';
  return <Choices id="act-role" label={NEW_ROLE} codes={ROLES[kind]} words={ROLE_NAMES} chosen={role} choose={choose} />;
}

function actOf(
  what: What,
  { reason, role, account, team }: { readonly reason: Reason; readonly role: Role; readonly account: Account; readonly team: string },
): PersonAct {
  switch (what) {
    case 'suspend':
    case 'remove':
      return { what, reason };
    case 'return':
    case 'counting':
      return { what };
    case 'team':
      return { what, team: numberOf(team) };
    case 'role':
      return { what, role, programs: account.programs, counts: role === 'supervisor' || role === 'focal_point' };
  }
}

type ChoicesProps<Code extends string> = {
  readonly id: string;
  readonly label: Text;
  readonly codes: readonly Code[];
  readonly words: Readonly<Record<Code, Text>>;
  readonly chosen: Code;
  readonly choose: (code: Code) => void;
};

function Choices<Code extends string>({ id, label, codes, words, chosen, choose }: ChoicesProps<Code>) {
  const options = codes.map((value) => ({ value, label: words[value] ?? NEW_TEAM }));
  return <Radios inRow id={id} label={label} options={options} value={chosen} onChange={choose} />;
}
