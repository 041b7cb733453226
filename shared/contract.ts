import type { z } from 'zod';
import { accountsOperations } from './contract/accounts.ts';
import { attachmentsOperations } from './contract/attachments.ts';
import { backupOperations } from './contract/backup.ts';
import { casesOperations } from './contract/cases.ts';
import { dayOperations } from './contract/day.ts';
import { deskOperations } from './contract/desk.ts';
import { destructionOperations } from './contract/destruction.ts';
import { directoryOperations } from './contract/directory.ts';
import { draftsOperations } from './contract/drafts.ts';
import { duplicatesOperations } from './contract/duplicates.ts';
import { exchangeOperations } from './contract/exchange.ts';
import { familiesOperations } from './contract/families.ts';
import { feedbackOperations } from './contract/feedback.ts';
import { filesOperations } from './contract/files.ts';
import { formsOperations } from './contract/forms.ts';
import { intakeOperations } from './contract/intake.ts';
import { journalOperations } from './contract/journal.ts';
import { listsOperations } from './contract/lists.ts';
import { lossOperations } from './contract/loss.ts';
import { mandatoryReportingOperations } from './contract/mandatoryReporting.ts';
import { monthsOperations } from './contract/months.ts';
import { printingOperations } from './contract/printing.ts';
import { protectionOperations } from './contract/protection.ts';
import { recoveryOperations } from './contract/recovery.ts';
import { sealedOperations } from './contract/sealed.ts';
import { searchOperations } from './contract/search.ts';
import { securityStatusOperations } from './contract/securityStatus.ts';
import { sessionOperations } from './contract/session.ts';
import { settingsOperations } from './contract/settings.ts';
import { structuresOperations } from './contract/structures.ts';
import { takeoverOperations } from './contract/takeover.ts';
import { teamOperations } from './contract/team.ts';
import { updatesOperations } from './contract/updates.ts';

/** Every operation of the application, once: the type of the screen's calls, of the handlers and the allow-list are derived from it. */
export const CONTRACT = {
  ...sessionOperations,
  ...accountsOperations,
  ...recoveryOperations,
  ...dayOperations,
  ...teamOperations,
  ...casesOperations,
  ...draftsOperations,
  ...formsOperations,
  ...familiesOperations,
  ...attachmentsOperations,
  ...intakeOperations,
  ...duplicatesOperations,
  ...searchOperations,
  ...mandatoryReportingOperations,
  ...filesOperations,
  ...takeoverOperations,
  ...monthsOperations,
  ...sealedOperations,
  ...exchangeOperations,
  ...deskOperations,
  ...structuresOperations,
  ...listsOperations,
  ...protectionOperations,
  ...directoryOperations,
  ...journalOperations,
  ...settingsOperations,
  ...backupOperations,
  ...lossOperations,
  ...destructionOperations,
  ...printingOperations,
  ...securityStatusOperations,
  ...feedbackOperations,
  ...updatesOperations,
} as const;

export type OperationName = keyof typeof CONTRACT;
export type Input<K extends OperationName> = z.input<(typeof CONTRACT)[K]['input']>;
export type Output<K extends OperationName> = z.output<(typeof CONTRACT)[K]['output']>;

/** What crosses the bridge: one JSON string in, one out. `request` makes a repeated write harmless after a reload. */
export type Envelope = { readonly request: string; readonly name: OperationName; readonly input: unknown };
