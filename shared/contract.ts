import type { z } from 'zod';
import { attachmentOperations } from './contract/attachments.ts';
import { backupOperations } from './contract/backup.ts';
import { caseOperations } from './contract/cases.ts';
import { destructionOperations } from './contract/destruction.ts';
import { duplicateOperations } from './contract/duplicates.ts';
import { familyOperations } from './contract/families.ts';
import { feedbackOperations } from './contract/feedback.ts';
import { formOperations } from './contract/forms.ts';
import { handoverOperations } from './contract/handovers.ts';
import { intakeOperations } from './contract/intake.ts';
import { listsOperations } from './contract/lists.ts';
import { deskOperations, monthOperations } from './contract/month.ts';
import { sealedOperations } from './contract/sealed.ts';
import { officeOperations } from './contract/office.ts';
import { paperOperations } from './contract/papers.ts';
import { personOperations } from './contract/persons.ts';
import { proofOperations } from './contract/proofs.ts';
import { protectionOperations } from './contract/protection.ts';
import { recoveryOperations } from './contract/recovery.ts';
import { reportingOperations } from './contract/reporting.ts';
import { restoreOperations } from './contract/restore.ts';
import { sessionOperations } from './contract/session.ts';
import { takeoverOperations } from './contract/takeover.ts';
import { updateOperations } from './contract/update.ts';

/** Every operation of the application, once: the type of the screen's calls, of the handlers and the allow-list are derived from it. */
export const CONTRACT = {
  ...sessionOperations,
  ...recoveryOperations,
  ...caseOperations,
  ...formOperations,
  ...intakeOperations,
  ...attachmentOperations,
  ...duplicateOperations,
  ...familyOperations,
  ...handoverOperations,
  ...personOperations,
  ...feedbackOperations,
  ...paperOperations,
  ...takeoverOperations,
  ...monthOperations,
  ...deskOperations,
  ...sealedOperations,
  ...officeOperations,
  ...listsOperations,
  ...protectionOperations,
  ...reportingOperations,
  ...proofOperations,
  ...backupOperations,
  ...restoreOperations,
  ...destructionOperations,
  ...updateOperations,
} as const;

export type OperationName = keyof typeof CONTRACT;
export type Input<K extends OperationName> = z.input<(typeof CONTRACT)[K]['input']>;
export type Output<K extends OperationName> = z.output<(typeof CONTRACT)[K]['output']>;

/** What crosses the bridge: one JSON string in, one out. `request` makes a repeated write harmless after a reload. */
export type Envelope = { readonly request: string; readonly name: OperationName; readonly input: unknown };
