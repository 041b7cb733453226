import type { Handlers } from './dispatch.ts';
import type { Host } from './host.ts';
import { confirmChange, declineChange, proposeChange } from './services/accounts/changes.ts';
import { admit, changePassphrase, enrol, invite, listAccounts } from './services/accounts/accounts.ts';
import { createStart, proposePassphraseAtStart } from './services/session/firstRun.ts';
import { decideRequest } from './services/cases/approvals.ts';
import {
  addAttachment,
  attachmentThumbnails,
  beginAttachment,
  lookAtFile,
  openAttachmentOf,
  removeAttachment,
} from './services/cases/attachments.ts';
import { backupState, drillBackup, makeBackup, verifyBackup } from './services/backup/backup.ts';
import { closingCopy } from './services/backup/closingCopy.ts';
import { listKeyCards, confirmKeyCard, handOverCard, ownCard, readReceivedCard, revokeKeyCard } from './services/exchange/cards.ts';
import { listCaseRows } from './services/cases/list.ts';
import { moveCase, openCaseFile } from './services/cases/file.ts';
import { leaveConflict, teamsForConflict, declareConflict } from './services/cases/conflicts.ts';
import { listHandovers, reassign, saveHandovers } from './services/cases/handovers.ts';
import { openForm, saveForm } from './services/forms/forms.ts';
import { decideClosure, requestClosure } from './services/cases/closure.ts';
import { withdrawConsent } from './services/cases/withdrawConsent.ts';
import { handOutOpened, handOutTables, listPeriods, openTables } from './services/desk/tables.ts';
import { openCoverage } from './services/desk/coverage.ts';
import {
  confirmDestruction,
  destructionState,
  handOutSticks,
  proposeDestruction,
  stopDestruction,
} from './services/destruction/destruction.ts';
import { openDay } from './services/day.ts';
import { decideProposal, listDirectory, proposeProvider, saveDirectoryProvider } from './services/directory/directory.ts';
import { agreeOnCode, readLists } from './services/lists.ts';
import { agreePolicy, readPolicy } from './services/protection/policy.ts';
import { handOutDirectory } from './services/directory/handOut.ts';
import { importDirectory, previewDirectory } from './services/directory/import.ts';
import { discardDraft, listOwnDrafts, openDraft, saveTypedDraft } from './services/caseRecords/drafts.ts';
import { feedbackResults, recordFeedback } from './services/feedback.ts';
import { openSearch, searchPersons } from './services/search/search.ts';
import { linkFamily, unlinkFamily } from './services/families.ts';
import { listDuplicatePairs, decideDuplicates } from './services/duplicates/duplicates.ts';
import { correctHeldRow, heldRows, openHeldRow, takeoverReport } from './services/takeover/held.ts';
import { openIdentity } from './services/cases/identity.ts';
import { importSealed } from './services/sealed/inbox.ts';
import { handOverHalf, sealedMonth } from './services/months/sealed.ts';
import { beginOpening, checkOpening, handOverStep, leaveOpening } from './services/sealed/openings.ts';
import { listSealed } from './services/sealed/view.ts';
import { importFiles, listInbox } from './services/desk/inbox.ts';
import { intakeSuspects, registerIntake } from './services/intake/intake.ts';
import { joinIntake } from './services/intake/intakeJoin.ts';
import { comparePaper, givePaper, readJournalPage, verifyNow } from './services/journal/journal.ts';
import { exportMonth } from './services/months/export.ts';
import { freezeMonth } from './services/months/freeze.ts';
import { correctMonth, previewCorrection } from './services/months/correction.ts';
import { checkMonth, listMonths, previewMonth } from './services/months/months.ts';
import { changeKeys, confirmKeys } from './services/accounts/keyChange.ts';
import { mergeCases } from './services/duplicates/mergeCases.ts';
import { previewMerge } from './services/duplicates/mergePreview.ts';
import { undoMerge } from './services/duplicates/undoMerge.ts';
import { readReporting, saveBasis, saveWords } from './services/mandatoryReporting/legalBasis.ts';
import { openNotes } from './services/cases/notes.ts';
import { handOutBlank, handOutHandbook, handOutProtection, handOutSecurityStatus } from './services/printing/papers.ts';
import { readSecurityStatus } from './services/securityStatus/status.ts';
import { listFolder, listPlaces } from './services/files.ts';
import { checkShares, nextShare, prepareShares, proveShare, recoveryState, rehearse, useShares } from './services/recovery.ts';
import { askIdentityDestruction, destroyContent, listEndedCases } from './services/destruction/retention.ts';
import { lock, sessionState, touch } from './services/session/session.ts';
import { unlock } from './services/unlock.ts';
import { extractSheet, openExtract, printExtract } from './services/printing/extracts.ts';
import { listPrinters } from './services/printing/printers.ts';
import { listPrints } from './services/printing/prints.ts';
import { openSlip, printSlip } from './services/printing/slips.ts';
import { startState } from './services/session/start.ts';
import { forgetPreviousProfile } from './services/backup/previousProfile.ts';
import { afterRestore, announceCard, declare, denyLoss, keepReturned, renew } from './services/loss.ts';
import { saveSetting, confirmWeaker, declineWeaker, proposeWeaker, readSettings } from './services/settings/changes.ts';
import { prefer } from './services/session/settingsInForce.ts';
import { abandonRestore, confirmRestore, listCopies, openToRestore } from './services/backup/restore.ts';
import { saveStructureLine, listRegisteredStructures } from './services/structures.ts';
import { commitTakeover, listPastTakeovers, rehearseTakeover, undoWholeTakeover } from './services/takeover/takeover.ts';
import { readRegister, columnSamples } from './services/takeover/reading.ts';
import { eraseSource, recordSource, sourceState } from './services/takeover/source.ts';
import { followChannel, recordReport } from './services/mandatoryReporting/records.ts';
import { acknowledge, listReaders } from './services/accounts/readers.ts';
import { openTeam } from './services/team.ts';
import { openUpdate, stageUpdate, updateState } from './services/updates.ts';

/** Operation → service, one line each; a missing one does not compile. */
export const handlers: Handlers<Host> = {
  'start.state': (_, host) => startState(host),
  'start.proposePassphrase': () => proposePassphraseAtStart(),
  'start.create': createStart,
  'session.state': (_, host) => sessionState(host),
  'session.unlock': unlock,
  'session.lock': lock,
  'session.touch': (_, host) => touch(host),
  'session.prefer': prefer,
  'accounts.list': (_, host) => listAccounts(host),
  'accounts.invite': invite,
  'accounts.enrol': enrol,
  'accounts.admit': admit,
  'accounts.changePassphrase': changePassphrase,
  'recovery.state': (_, host) => recoveryState(host),
  'recovery.prepare': prepareShares,
  'recovery.share': (_, host) => nextShare(host),
  'recovery.prove': proveShare,
  'recovery.rehearse': rehearse,
  'recovery.check': checkShares,
  'recovery.use': useShares,
  'accounts.propose': proposeChange,
  'accounts.confirm': confirmChange,
  'accounts.decline': declineChange,
  'accounts.changeKeys': changeKeys,
  'accounts.confirmKeys': confirmKeys,
  'readers.list': (_, host) => listReaders(host),
  'readers.acknowledge': acknowledge,

  'day.open': (_, host) => openDay(host),
  'team.open': (_, host) => openTeam(host),
  'cases.list': listCaseRows,
  'cases.open': openCaseFile,
  'cases.move': moveCase,
  'cases.reassign': reassign,
  'handovers.list': (_, host) => listHandovers(host),
  'handovers.save': saveHandovers,
  'families.link': linkFamily,
  'families.unlink': unlinkFamily,
  'conflicts.declare': declareConflict,
  'conflicts.teams': teamsForConflict,
  'conflicts.leave': leaveConflict,
  'forms.open': openForm,
  'forms.save': saveForm,
  'feedback.record': recordFeedback,
  'feedback.results': (_, host) => feedbackResults(host),
  'papers.handOutBlank': handOutBlank,
  'slips.open': openSlip,
  'slips.print': printSlip,
  'extracts.open': openExtract,
  'extracts.print': printExtract,
  'extracts.sheet': extractSheet,
  'prints.list': listPrints,
  'printers.list': (_, host) => listPrinters(host),
  'search.open': openSearch,
  'search.persons': searchPersons,
  'identity.open': openIdentity,
  'notes.open': openNotes,
  'attachments.begin': beginAttachment,
  'attachments.look': lookAtFile,
  'attachments.add': addAttachment,
  'attachments.thumbnails': attachmentThumbnails,
  'attachments.open': openAttachmentOf,
  'attachments.remove': removeAttachment,
  'cases.withdrawConsent': withdrawConsent,
  'intake.suspects': intakeSuspects,
  'intake.register': registerIntake,
  'intake.join': joinIntake,
  'drafts.save': saveTypedDraft,
  'drafts.list': (_, host) => listOwnDrafts(host),
  'drafts.open': openDraft,
  'drafts.discard': discardDraft,
  'retention.askIdentityDestruction': askIdentityDestruction,
  'retention.list': (_, host) => listEndedCases(host),
  'retention.destroy': destroyContent,
  'closure.request': requestClosure,
  'closure.decide': decideClosure,
  'approvals.decide': decideRequest,
  'duplicates.list': (_, host) => listDuplicatePairs(host),
  'duplicates.decide': decideDuplicates,
  'duplicates.preview': previewMerge,
  'duplicates.merge': mergeCases,
  'duplicates.undo': undoMerge,

  'files.places': (_, host) => listPlaces(host),
  'files.list': listFolder,
  'takeover.list': (_, host) => listPastTakeovers(host),
  'takeover.read': readRegister,
  'takeover.samples': columnSamples,
  'takeover.rehearse': rehearseTakeover,
  'takeover.commit': commitTakeover,
  'takeover.report': takeoverReport,
  'takeover.held': (_, host) => heldRows(host),
  'takeover.openHeld': openHeldRow,
  'takeover.correct': correctHeldRow,
  'takeover.undo': undoWholeTakeover,
  'takeover.source': sourceState,
  'takeover.recordSource': recordSource,
  'takeover.eraseSource': eraseSource,

  'months.list': (_, host) => listMonths(host),
  'months.check': checkMonth,
  'months.preview': previewMonth,
  'months.freeze': freezeMonth,
  'months.correction': previewCorrection,
  'months.correct': correctMonth,
  'months.export': exportMonth,
  'cards.own': (_, host) => ownCard(host),
  'cards.handOver': handOverCard,
  'cards.list': (_, host) => listKeyCards(host),
  'cards.read': readReceivedCard,
  'cards.confirm': confirmKeyCard,
  'cards.revoke': revokeKeyCard,

  'months.sealed': sealedMonth,
  'months.handOverHalf': handOverHalf,
  'sealed.list': (_, host) => listSealed(host),
  'sealed.import': importSealed,
  'sealed.begin': beginOpening,
  'sealed.handOver': handOverStep,
  'sealed.check': checkOpening,
  'sealed.leave': leaveOpening,

  'inbox.list': (_, host) => listInbox(host),
  'inbox.import': importFiles,
  'coverage.open': (_, host) => openCoverage(host),
  'tables.periods': (_, host) => listPeriods(host),
  'tables.open': openTables,
  'tables.handOut': handOutTables,
  'tables.handOutOpened': handOutOpened,
  'structures.list': (_, host) => listRegisteredStructures(host),
  'structures.save': saveStructureLine,

  'lists.read': readLists,
  'lists.agree': agreeOnCode,
  'protection.read': readPolicy,
  'protection.agree': agreePolicy,
  'papers.handOutProtection': handOutProtection,
  'directory.list': listDirectory,
  'directory.save': saveDirectoryProvider,
  'directory.propose': proposeProvider,
  'directory.handOut': handOutDirectory,
  'directory.preview': previewDirectory,
  'directory.import': importDirectory,
  'directory.decide': decideProposal,
  'journal.read': readJournalPage,
  'journal.verify': (_, host) => verifyNow(host),
  'journal.givePaper': (_, host) => givePaper(host),
  'journal.comparePaper': comparePaper,
  'securityStatus.read': (_, host) => readSecurityStatus(host),
  'papers.handOutSecurityStatus': handOutSecurityStatus,
  'papers.handOutHandbook': handOutHandbook,
  'settings.read': (_, host) => readSettings(host),
  'settings.save': saveSetting,
  'settings.propose': proposeWeaker,
  'settings.confirm': confirmWeaker,
  'settings.decline': declineWeaker,
  'mandatoryReporting.read': (_, host) => readReporting(host),
  'mandatoryReporting.saveWords': saveWords,
  'mandatoryReporting.saveBasis': saveBasis,
  'mandatoryReporting.record': recordReport,
  'mandatoryReporting.followChannel': followChannel,
  'updates.state': (_, host) => updateState(host),
  'updates.open': openUpdate,
  'updates.stage': stageUpdate,
  'backup.state': (_, host) => backupState(host),
  'backup.closingCopy': (_, host) => closingCopy(host),
  'backup.make': makeBackup,
  'backup.verify': verifyBackup,
  'backup.drill': drillBackup,
  'restore.copies': (_, host) => listCopies(host),
  'restore.open': openToRestore,
  'restore.confirm': confirmRestore,
  'restore.abandon': (_, host) => abandonRestore(host),
  'loss.afterRestore': (_, host) => afterRestore(host),
  'loss.keepReturned': keepReturned,
  'previousProfile.forget': forgetPreviousProfile,
  'loss.deny': (_, host) => denyLoss(host),
  'loss.declare': declare,
  'loss.renew': renew,
  'loss.announce': (_, host) => announceCard(host),

  'destruction.state': (_, host) => destructionState(host),
  'destruction.propose': proposeDestruction,
  'destruction.confirm': confirmDestruction,
  'destruction.stop': (_, host) => stopDestruction(host),
  'destruction.handOut': handOutSticks,
};
