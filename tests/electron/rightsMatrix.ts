import type { OperationName } from '../../shared/contract.ts';
import type { Role } from '../../shared/rights.ts';

/** Who may call: `anyone`, `locked` (nobody's session is open), or the initials of the roles, spaces apart. */
type Granted = string;

/**
 * Reference §7.2, written out by hand for the operations of this version and from nothing in the program:
 * `gc` caseworker, `sup` supervisor, `pf` focal point, `adm` administrator.
 */
const MATRIX: Readonly<Record<OperationName, Granted>> = {
  'start.state': 'anyone',
  'start.proposePassphrase': 'anyone',
  'start.create': 'locked',
  'session.state': 'anyone',
  'session.unlock': 'locked',
  'session.lock': 'anyone',
  'session.touch': 'gc sup pf adm',
  'session.prefer': 'gc sup pf adm',
  // users, keys: own passphrase for all; the administrator invites; an authority admits with the code of the person.
  'accounts.list': 'sup pf adm',
  'accounts.invite': 'adm',
  'accounts.enrol': 'locked',
  'accounts.admit': 'sup pf',
  'accounts.changePassphrase': 'gc sup pf adm',
  // recovery shares: made by an authority with the administrator; rehearsed by either; used at a locked laptop by their holders.
  'recovery.state': 'sup pf adm',
  'recovery.prepare': 'sup pf',
  'recovery.share': 'sup pf',
  'recovery.prove': 'sup pf',
  'recovery.rehearse': 'sup pf adm',
  'recovery.check': 'locked',
  'recovery.use': 'locked',
  // own keys after a leak: asked by each, confirmed by somebody else who compared the words.
  'accounts.changeKeys': 'gc sup pf adm',
  'accounts.confirmKeys': 'sup pf adm',
  // suspending, removing, another role: proposed by one, confirmed by the other.
  'accounts.propose': 'sup pf adm',
  'accounts.confirm': 'sup pf adm',
  'accounts.decline': 'sup pf adm',
  // who reads one's cases: shown to each caseworker concerned.
  'readers.list': 'gc',
  'readers.acknowledge': 'gc',
  // dashboard of tasks: own, or the team's.
  'day.open': 'gc',
  'team.open': 'sup',
  // registration, incident, plan, referral, follow-up: written by the caseworker, read by the supervisor.
  'cases.list': 'gc sup',
  'cases.open': 'gc sup',
  'cases.move': 'gc sup',
  'cases.reassign': 'sup',
  // reassigning is the supervisor's; a conflict of interest is declared by the caseworker, left by the supervisor.
  'papers.handOutHandbook': 'gc sup pf adm',
  'handovers.list': 'sup',
  'handovers.save': 'sup',
  'families.link': 'gc sup',
  'families.unlink': 'gc sup',
  'conflicts.declare': 'gc',
  'conflicts.teams': 'sup',
  'conflicts.leave': 'sup',
  'forms.open': 'gc sup',
  'forms.save': 'gc',
  // identity: the supervisor opens it with a reason.
  // papers of a case: its caseworker, on a printer of this computer.
  'papers.handOutBlank': 'gc sup',
  'slips.open': 'gc',
  'slips.print': 'gc',
  'extracts.open': 'gc',
  'extracts.print': 'gc',
  'extracts.sheet': 'gc',
  // the register of prints: what of the team's cases is on paper.
  'prints.list': 'sup',
  'printers.list': 'gc',
  // feedback survey: administered by others of the staff; the supervisor reads sums.
  'feedback.record': 'gc sup',
  'feedback.results': 'sup',
  // a person looked for by name: own cases, the team's without identity.
  'search.open': 'gc sup',
  'search.persons': 'gc sup',
  'identity.open': 'gc sup',
  'cases.withdrawConsent': 'gc',
  'intake.suspects': 'gc',
  'intake.join': 'gc',
  'intake.register': 'gc',
  'drafts.save': 'gc sup',
  'drafts.list': 'gc sup',
  'drafts.open': 'gc sup',
  'drafts.discard': 'gc sup',
  // closure: requested by one, approved by the other.
  'closure.request': 'gc',
  'closure.decide': 'sup',
  // consent: exceptions are validated by the supervisor.
  'approvals.decide': 'sup',
  'duplicates.list': 'sup',
  'duplicates.decide': 'sup',
  'duplicates.preview': 'sup',
  'duplicates.merge': 'sup',
  'duplicates.undo': 'sup',
  'files.places': 'gc sup pf adm',
  'files.list': 'gc sup pf adm',
  // register take-over: own rows, or the team's.
  'takeover.list': 'gc sup',
  'takeover.read': 'gc sup',
  'takeover.samples': 'gc sup',
  'takeover.rehearse': 'gc sup',
  'takeover.commit': 'gc sup',
  'takeover.report': 'gc sup',
  'takeover.held': 'gc sup',
  'notes.open': 'gc sup',
  // pieces of a case: written by its caseworker, of class DI as an identity.
  'attachments.begin': 'gc',
  'attachments.look': 'gc',
  'attachments.add': 'gc',
  'attachments.thumbnails': 'gc sup',
  'attachments.open': 'gc sup',
  'attachments.remove': 'gc',
  'takeover.openHeld': 'gc sup',
  'takeover.correct': 'gc sup',
  'takeover.undo': 'gc sup',
  'takeover.source': 'gc sup',
  'takeover.recordSource': 'gc sup',
  'takeover.eraseSource': 'gc sup',
  // monthly report: the caseworker previews, the supervisor freezes and exports.
  'months.list': 'gc sup',
  'months.check': 'sup',
  'months.preview': 'gc sup',
  'months.freeze': 'sup',
  'months.correction': 'sup',
  'months.correct': 'sup',
  'months.export': 'sup',
  'cards.own': 'sup pf adm',
  'cards.handOver': 'sup pf',
  'cards.list': 'sup pf adm',
  'cards.read': 'sup pf adm',
  'cards.confirm': 'sup pf adm',
  'cards.revoke': 'sup pf adm',
  // a sealed month: handed over by the supervisor, opened by two custodians, who are focal points.
  'months.sealed': 'sup',
  'months.handOverHalf': 'sup',
  'sealed.list': 'pf',
  'sealed.import': 'pf',
  'sealed.begin': 'pf',
  'sealed.handOver': 'pf',
  'sealed.check': 'pf',
  'sealed.leave': 'pf',
  // aggregate files and consolidated report: the focal point's.
  'inbox.list': 'pf',
  'inbox.import': 'pf',
  'coverage.open': 'pf',
  'tables.periods': 'pf',
  'tables.open': 'pf',
  'tables.handOut': 'pf',
  'tables.handOutOpened': 'pf',
  'structures.list': 'sup pf',
  'structures.save': 'pf',
  // the lists are everybody's words; what a sub-cluster agrees on is written by its focal point.
  'lists.read': 'gc sup pf adm',
  'lists.agree': 'pf',
  // everybody may read how figures are protected; what a sub-cluster agrees on is written by its focal point.
  'protection.read': 'gc sup pf adm',
  'protection.agree': 'pf',
  'papers.handOutProtection': 'gc sup pf adm',
  'directory.list': 'gc sup pf adm',
  // a desk has no supervisor: its focal point writes what the centres are given.
  'directory.save': 'sup pf',
  'directory.handOut': 'pf',
  'directory.preview': 'sup',
  'directory.import': 'sup',
  'directory.propose': 'gc',
  'directory.decide': 'sup',
  'journal.read': 'gc sup pf adm',
  // security §6: verified by those who hold the audit key; the witness on paper is the authority's.
  'journal.verify': 'sup pf adm',
  'journal.givePaper': 'sup pf',
  'journal.comparePaper': 'sup pf',
  // what protects here: shown to everybody, handed out by those who verify.
  'securityStatus.read': 'gc sup pf adm',
  'papers.handOutSecurityStatus': 'sup pf adm',
  'settings.read': 'sup pf adm',
  'settings.save': 'adm',
  'settings.propose': 'sup pf adm',
  'settings.confirm': 'sup pf adm',
  'settings.decline': 'sup pf adm',
  // mandatory reporting: read by the case staff, written by the administrator, recorded in a case by its two readers; the channel is the supervisor's.
  'mandatoryReporting.read': 'gc sup adm',
  'mandatoryReporting.saveWords': 'adm',
  'mandatoryReporting.saveBasis': 'adm',
  'mandatoryReporting.record': 'gc sup',
  'mandatoryReporting.followChannel': 'sup',
  // a new version: the administrator's, with no case content.
  'updates.state': 'adm',
  'updates.open': 'adm',
  'updates.stage': 'adm',
  // copies: by the people of the centre, the administrator included; a drill opens forms; putting a copy back comes before any session.
  'backup.state': 'gc sup adm',
  'backup.closingCopy': 'gc sup',
  'backup.make': 'gc sup adm',
  'backup.verify': 'gc sup adm',
  'backup.drill': 'gc sup',
  'restore.copies': 'locked',
  'restore.open': 'locked',
  'restore.confirm': 'locked',
  'restore.abandon': 'locked',
  // afterwards: shown to those who sign for accounts; what became of the former machine is stated by the authority.
  'loss.afterRestore': 'sup pf adm',
  'loss.keepReturned': 'sup pf adm',
  'previousProfile.forget': 'sup pf',
  'loss.deny': 'sup pf',
  'loss.declare': 'sup pf',
  'loss.renew': 'sup pf',
  'loss.announce': 'sup pf',
  // destruction: the authority and the administrator together, each with her or his own passphrase (reference §7.4).
  'destruction.state': 'sup pf adm',
  'destruction.propose': 'sup pf adm',
  'destruction.confirm': 'sup pf adm',
  'destruction.stop': 'sup pf adm',
  'destruction.handOut': 'sup pf adm',
  // one identity: asked by the owner, decided with the other requests; one content: the supervisor, once the time of keeping is over (reference §5.9).
  'retention.askIdentityDestruction': 'gc',
  'retention.list': 'sup',
  'retention.destroy': 'sup',
};

const INITIALS: Readonly<Record<Role, string>> = { caseworker: 'gc', supervisor: 'sup', focal_point: 'pf', administrator: 'adm' };

export const OPERATIONS = Object.keys(MATRIX).filter(isOperation);

/** Whether reference §7.2 grants this operation to the role. */
export function isGranted(operation: OperationName, role: Role): boolean {
  return MATRIX[operation] === 'anyone' || MATRIX[operation].split(' ').includes(INITIALS[role]);
}

/** Whether the operation exists only while nobody's session is open. */
export function isForLocked(operation: OperationName): boolean {
  return MATRIX[operation] === 'locked';
}

/** Whether the operation is answered without a session. */
export function isForAnyone(operation: OperationName): boolean {
  return MATRIX[operation] === 'anyone';
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(MATRIX, name);
}
