import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { CASE_ROLES } from '../../../shared/rights.ts';
import { minuteOf, requireSession, type Host } from '../../host.ts';
import { AdmissionRefused, CodeRefused, proposalWords } from '../../keys/enrolment.ts';
import { WrongPassphrase } from '../../keys/session.ts';
import { keyWords } from '../../keys/rosterState.ts';
import { clearFailures } from '../../keys/throttle.ts';
import { StaffCodeTaken, admitPerson, awaitsCode, changeOwnPassphrase, enrolPerson, invitePerson } from '../../store/accounts/accounts.ts';
import { pendingProposals } from '../../store/roster/roster.ts';
import { waitingActs } from '../../store/accounts/rosterActs.ts';
import { listStaff } from '../../store/roster/staff.ts';
import type { StaffRow } from '../../store/base/adminTables.ts';
import { waitingChanges } from './changes.ts';
import { attempt } from '../session/attempts.ts';
import { renewalState } from './renewal.ts';
import { confirmPassphrase, journalWrongTries } from '../session/personKeys.ts';
import { teamNumber, teamsOf } from './teamRegistry.ts';
import { assertPassphrase } from '../session/passphraseRules.ts';

type Account = Output<'accounts.list'>['accounts'][number];

/** Who works here, the changes of accounts that wait for a second signature, and how far the renewal of keys is. */
export function listAccounts(host: Host): Output<'accounts.list'> {
  return {
    accounts: knownAccounts(host),
    acts: [...waitingChanges(host)],
    renewal: renewalState(host),
    teams: teamsOf(requireSession(host).stores.roster),
  };
}

/** Accounts of the roster, and those who are invited or wait for the second signature; who was removed is not shown. */
function knownAccounts(host: Host): Account[] {
  const { stores } = requireSession(host);
  const { roster, admin } = stores;
  const staff = new Map(listStaff(admin).map((row) => [row.user_id, row]));
  const changes = new Map(
    waitingActs(stores, host.now().getTime()).flatMap(({ body }) => (body.kind === 'keys.change' ? [[body.userId, body.id] as const] : [])),
  );
  const present = [...roster.users.values()].filter(({ status }) => status !== 'removed');
  const active = present.map((user): Account => ({
    ...staffFacts(staff.get(user.userId), staff),
    userId: user.userId,
    staffCode: user.staffCode,
    role: user.role,
    programs: [...user.programs],
    state: user.status === 'active' ? 'active' : 'suspended',
    words: [...keyWords(roster, user.userId, user.agreementPublic, user.signingPublic)],
    changeOfKeys: changes.get(user.userId) ?? null,
    team: teamNumber(roster, user.teamId),
  }));
  const waiting = pendingProposals(admin).flatMap(({ row, proposal }): Account[] => {
    if (!('account' in proposal.body)) return [];
    const { account } = proposal.body;
    const words = proposalWords(roster, proposal);
    return [
      {
        ...staffFacts(staff.get(row.user_id), staff),
        userId: row.user_id,
        staffCode: account.staffCode,
        role: account.role,
        programs: [...account.programs],
        state: row.state === 'enrolled' ? 'enrolled' : 'invited',
        words: words === null ? null : [...words],
        changeOfKeys: null,
        team: teamNumber(roster, account.teamId),
      },
    ];
  });
  return [...active, ...waiting].toSorted((left, right) => left.staffCode.localeCompare(right.staffCode));
}

/** The administrator names a person and hands over eight words, valid 72 h and once; they open no case (security §2.4). */
export async function invite(input: Input<'accounts.invite'>, host: Host): Promise<Output<'accounts.invite'>> {
  const { stores, language } = requireSession(host);
  const accounts = knownAccounts(host);
  const known = accounts.find(({ staffCode }) => staffCode === input.staffCode);
  const at = host.now().getTime();
  if (known !== undefined && !awaitsCode(stores, known.userId, at)) throw new Refused('conflict', CODE_TAKEN);
  const supervisor = accounts.find(({ staffCode, state }) => staffCode === input.supervisorCode && state === 'active');
  if (input.role === 'caseworker' && supervisor?.role !== 'supervisor') throw new Refused('invalid', NO_SUPERVISOR);
  if ((input.role === 'focal_point') !== (stores.roster.kind === 'desk') && input.role !== 'administrator')
    throw new Refused('invalid', WRONG_ROLE);
  const teamId = CASE_ROLES.includes(input.role) ? teamOf(host, supervisor?.userId ?? null) : null;
  const person = {
    account: {
      staffCode: input.staffCode,
      role: input.role,
      programs: [...input.programs],
      teamId,
      counts: input.role === 'supervisor' || input.role === 'focal_point',
    },
    staff: { name: input.name, pledge_on: input.pledgeDate, language, supervisor_id: supervisor?.userId ?? null },
  };
  try {
    const invited = await invitePerson(stores, person, known?.userId ?? null, at, host.kdf);
    return { userId: invited.userId, enrolmentCode: [...invited.code], expiresAt: minuteOf(invited.expiresAt) };
  } catch (error) {
    if (error instanceof StaffCodeTaken) throw new Refused('conflict', CODE_TAKEN);
    throw error;
  }
}

/** The person types the code at a locked laptop and chooses a passphrase; keys are made on the spot. */
export async function enrol(input: Input<'accounts.enrol'>, host: Host): Promise<Output<'accounts.enrol'>> {
  assertPassphrase(input.passphrase, [input.staffCode]);
  const slot = `enrol.${input.staffCode}`;
  const words = await attempt(host, {
    slot,
    act: () => enrolPerson(host.profile, input.staffCode, input.code, input.passphrase, host.now().getTime(), host.kdf),
    isWrong: (error) => error instanceof CodeRefused,
    refusal: (milliseconds) => (milliseconds > 0 ? CODE_WAIT : CODE_WRONG),
  });
  clearFailures(host.profile, slot);
  return { words: [...words] };
}

/** In presence, the words compared: the second signature, under the signer's passphrase, and the keys that the role needs. */
export async function admit(input: Input<'accounts.admit'>, host: Host): Promise<Output<'accounts.admit'>> {
  const session = requireSession(host);
  await confirmPassphrase(host, input.passphrase);
  try {
    session.stores = admitPerson(session.stores, input.userId, input.words, host.now().getTime());
  } catch (error) {
    if (error instanceof AdmissionRefused || error instanceof CodeRefused) throw new Refused('invalid', WORDS_DIFFER);
    throw error;
  }
  return {};
}

export async function changePassphrase(
  input: Input<'accounts.changePassphrase'>,
  host: Host,
): Promise<Output<'accounts.changePassphrase'>> {
  const { stores, site } = requireSession(host);
  assertPassphrase(input.next, [site.code, stores.user.staffCode]);
  await attempt(host, {
    slot: stores.user.userId,
    act: () => changeOwnPassphrase(stores, input.current, input.next, host.now().getTime(), host.kdf),
    isWrong: (error) => error instanceof WrongPassphrase,
    refusal: (milliseconds) => (milliseconds > 0 ? currentWait(milliseconds) : CURRENT_WRONG),
  });
  journalWrongTries(host);
  return {};
}

/** The team of a supervisor; the first one for a new supervisor, whom two may then give another (`team` of `accounts.propose`). */
function teamOf(host: Host, supervisorId: string | null): string | null {
  const { roster } = requireSession(host).stores;
  const supervisors = [...roster.users.values()].filter((user) => user.role === 'supervisor' && user.teamId !== null);
  return (supervisors.find((user) => user.userId === supervisorId) ?? supervisors[0])?.teamId ?? null;
}

function staffFacts(
  row: StaffRow | undefined,
  staff: ReadonlyMap<string, StaffRow>,
): Pick<Account, 'name' | 'supervisorCode' | 'pledgeDate' | 'lastOpened'> {
  return {
    name: row?.name ?? '',
    supervisorCode: (row?.supervisor_id === null || row === undefined ? undefined : staff.get(row.supervisor_id))?.staff_code ?? null,
    pledgeDate: row?.pledge_on ?? '1970-01-01',
    lastOpened: row?.last_opened === null || row === undefined ? null : minuteOf(row.last_opened),
  };
}

const CODE_TAKEN = {
  fr: 'Ce code est déjà celui d’une autre personne. Choisissez-en un autre.',
  en: 'This code already belongs to somebody else. Choose another.',
};
const NO_SUPERVISOR = {
  fr: 'Il manque la personne qui supervise. Un gestionnaire de cas a toujours une supervision.',
  en: 'The supervisor is missing. A caseworker always has a supervisor.',
};
const WRONG_ROLE = { fr: 'Ce rôle n’existe pas sur cette installation.', en: 'This role does not exist on this installation.' };
const CODE_WRONG = {
  fr: 'Ce code n’ouvre rien : il est mal recopié, déjà utilisé, ou périmé. Demandez-en un autre à l’administration.',
  en: 'This code opens nothing: it is mistyped, already used, or expired. Ask the administrator for another.',
};
const CODE_WAIT = { fr: 'Trop d’essais. Attendez quelques minutes.', en: 'Too many tries. Wait a few minutes.' };
export const WORDS_DIFFER = {
  fr: 'Les huit mots ne sont pas les mêmes. N’ouvrez pas l’accès et prévenez l’administration. Rien n’a été scellé.',
  en: 'The eight words are not the same. Do not open access, and tell the administrator. Nothing was sealed.',
};
export const CURRENT_WRONG = {
  fr: 'La phrase actuelle n’est pas celle-ci. Rien n’a changé.',
  en: 'This is not the current passphrase. Nothing has changed.',
};

export function currentWait(milliseconds: number) {
  const seconds = Math.ceil(milliseconds / 1000);
  return {
    fr: `La phrase actuelle n’est pas celle-ci. Rien n’a changé. Attendez ${seconds} secondes avant un nouvel essai.`,
    en: `This is not the current passphrase. Nothing has changed. Wait ${seconds} seconds before trying again.`,
  };
}
