import type { Task } from '../../shared/contract/cases.ts';
import { formAddress } from '../forms/loader.ts';

/** Where a task is done: its form, or the case file when it has none. */
export function taskAddress(task: Pick<Task, 'caseId' | 'form' | 'recordId'>): string {
  return task.form === null ? `/cases/${task.caseId}` : formAddress(task.caseId, task.form, task.recordId);
}
