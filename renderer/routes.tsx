import { redirect } from 'react-router';
import type { RouteObject } from 'react-router';
import { call } from './api.ts';
import { accountsPage } from './features/accounts/AccountsPage.tsx';
import { addAttachmentPage } from './features/attachments/AddAttachmentPage.tsx';
import { backupPage } from './features/backup/BackupPage.tsx';
import { closingPage } from './features/backup/ClosingPage.tsx';
import { restorePage } from './features/backup/restore/RestorePage.tsx';
import { approvalsPage } from './features/cases/approvals/ApprovalsPage.tsx';
import { draftsPage } from './features/cases/drafts/DraftsPage.tsx';
import { caseFilePage } from './features/cases/file/CaseFilePage.tsx';
import { closurePage } from './features/cases/file/ClosurePage.tsx';
import { casesPage } from './features/cases/list/CasesPage.tsx';
import { dayPage } from './features/day/DayPage.tsx';
import { coveragePage } from './features/desk/CoveragePage.tsx';
import { inboxPage } from './features/desk/InboxPage.tsx';
import { noTablesPage } from './features/desk/NoTables.tsx';
import { tablesPage } from './features/desk/TablesPage.tsx';
import { destructionPage } from './features/destruction/DestructionPage.tsx';
import { directoryPage } from './features/directory/DirectoryPage.tsx';
import { providerPage } from './features/directory/ProviderPage.tsx';
import { duplicatesPage } from './features/duplicates/DuplicatesPage.tsx';
import { mergePage } from './features/duplicates/MergePage.tsx';
import { cardsPage } from './features/exchange/CardsPage.tsx';
import { feedbackPage } from './features/feedback/FeedbackPage.tsx';
import { feedbackResultsPage } from './features/feedback/FeedbackResultsPage.tsx';
import { intakePage } from './features/intake/IntakePage.tsx';
import { journalPage } from './features/journal/JournalPage.tsx';
import { listsPage } from './features/lists/ListsPage.tsx';
import { afterRestorePage } from './features/loss/AfterRestorePage.tsx';
import { reportingPage } from './features/mandatoryReporting/ReportingPage.tsx';
import { monthPage } from './features/months/MonthPage.tsx';
import { monthsPage } from './features/months/MonthsPage.tsx';
import { blankFormsPage } from './features/printing/blankForms/BlankFormsPage.tsx';
import { extractPage } from './features/printing/extract/ExtractPage.tsx';
import { handbookPage } from './features/printing/handbook/HandbookPage.tsx';
import { printsPage } from './features/printing/prints/PrintsPage.tsx';
import { slipPage } from './features/printing/slip/SlipPage.tsx';
import { protectionPage } from './features/protection/ProtectionPage.tsx';
import { recoverPage } from './features/recovery/RecoverPage.tsx';
import { sharesPage } from './features/recovery/SharesPage.tsx';
import { sealedPage } from './features/sealed/SealedPage.tsx';
import { searchPage } from './features/search/SearchPage.tsx';
import { securityStatusPage } from './features/securityStatus/SecurityStatusPage.tsx';
import { passphrasePage } from './features/session/passphrase/PassphrasePage.tsx';
import { startPage } from './features/session/start/StartPage.tsx';
import { enrolPage } from './features/session/unlock/EnrolPage.tsx';
import { stoppedPage } from './features/session/unlock/StoppedPage.tsx';
import { unlockPage } from './features/session/unlock/UnlockPage.tsx';
import { settingsPage } from './features/settings/SettingsPage.tsx';
import { structuresPage } from './features/structures/StructuresPage.tsx';
import { correctionsPage } from './features/takeover/CorrectionsPage.tsx';
import { reportPage } from './features/takeover/ReportPage.tsx';
import { sourcePage } from './features/takeover/SourcePage.tsx';
import { stepPage } from './features/takeover/StepPage.tsx';
import { takeoversPage } from './features/takeover/TakeoversPage.tsx';
import { handoversPage } from './features/team/HandoversPage.tsx';
import { teamPage } from './features/team/TeamPage.tsx';
import { updatePage } from './features/updates/UpdatePage.tsx';
import { formPage } from './forms/FormPage.tsx';
import { blankFormPage } from './print/BlankForm.tsx';
import { consolidatedReportPage } from './print/ConsolidatedReport.tsx';
import { extractPaperPage } from './print/ExtractPaper.tsx';
import { handbookPaperPage } from './print/HandbookPaper.tsx';
import { securityStatusPaperPage } from './print/SecurityStatusPaper.tsx';
import { protectionPaperPage } from './print/ProtectionPaper.tsx';
import { sealedGuidePaperPage } from './print/SealedGuidePaper.tsx';
import { slipPaperPage } from './print/SlipPaper.tsx';
import { sticksPaperPage } from './print/SticksPaper.tsx';
import { NeutralPage } from './features/session/neutral/NeutralPage.tsx';
import { Frame, frameLoader } from './frame/Frame.tsx';
import { closedPage } from './frame/page.ts';
import { PageFailure, WindowFailure } from './frame/PageFailure.tsx';
import { HOME } from './frame/rails.ts';
import { refreshSession } from './session.ts';

/** Pages inside the frame of an open session. */
const PAGES: readonly RouteObject[] = [
  accountsPage,
  addAttachmentPage,
  backupPage,
  closingPage,
  approvalsPage,
  draftsPage,
  caseFilePage,
  closurePage,
  casesPage,
  dayPage,
  inboxPage,
  coveragePage,
  noTablesPage,
  tablesPage,
  destructionPage,
  directoryPage,
  providerPage,
  duplicatesPage,
  mergePage,
  cardsPage,
  feedbackPage,
  feedbackResultsPage,
  intakePage,
  journalPage,
  listsPage,
  afterRestorePage,
  monthsPage,
  monthPage,
  blankFormsPage,
  extractPage,
  handbookPage,
  printsPage,
  slipPage,
  protectionPage,
  sharesPage,
  sealedPage,
  searchPage,
  securityStatusPage,
  passphrasePage,
  settingsPage,
  reportingPage,
  structuresPage,
  takeoversPage,
  correctionsPage,
  reportPage,
  sourcePage,
  stepPage,
  teamPage,
  handoversPage,
  updatePage,
  formPage,
];

/** Printed pages have no frame: nothing but the paper is drawn. */
const PAPERS: readonly RouteObject[] = [
  consolidatedReportPage,
  securityStatusPaperPage,
  protectionPaperPage,
  sealedGuidePaperPage,
  handbookPaperPage,
  sticksPaperPage,
  blankFormPage,
  slipPaperPage,
  extractPaperPage,
];

/** Pages before a session. */
const CLOSED_PAGES: readonly RouteObject[] = [restorePage, recoverPage, startPage, unlockPage, enrolPage, stoppedPage];

async function homeLoader(): Promise<Response> {
  const { phase } = await call('start.state', {});
  if (phase === 'empty') return redirect('/start/1');
  const { user } = await refreshSession();
  return redirect(user === null ? '/unlock' : HOME[user.role]);
}

/** Every address of the application. One more page: `page(…)` beside its component, and its name in the list above. */
export const routes: RouteObject[] = [
  { path: '/', loader: homeLoader, element: null, errorElement: <WindowFailure />, hydrateFallbackElement: <></> },
  closedPage({ path: '/neutral', Page: NeutralPage }),
  ...[...CLOSED_PAGES, ...PAPERS].map((route) => ({ ...route, errorElement: <WindowFailure />, hydrateFallbackElement: <></> })),
  {
    Component: Frame,
    loader: frameLoader,
    errorElement: <WindowFailure />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <PageFailure />,
        children: [...PAGES, { path: '*', loader: () => Promise.reject(new Response(null, { status: 404 })), element: null }],
      },
    ],
  },
];
