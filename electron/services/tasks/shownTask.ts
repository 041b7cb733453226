import type { Task } from '../../../shared/contract/cases.ts';
import { type IsoDate, daysBetween } from '../../../shared/time.ts';
import type { OpenTask } from '../../store/caseRecords/tasks.ts';
import { taskForm, taskTitle } from './taskWords.ts';
import type { CodeOf } from '../../../shared/forms/lists/all.ts';

/** A task as the lists show it. */
export function shownTask(task: OpenTask, risk: Risk | null, today: IsoDate): Task {
  return {
    kind: task.kind,
    title: taskTitle(task.kind),
    caseId: task.case_id,
    caseCode: task.code,
    risk,
    due: task.due,
    daysLate: daysLate(task.due, today),
    form: taskForm(task.kind),
    recordId: task.record_id,
  };
}

export function daysLate(due: IsoDate, today: IsoDate): number {
  return Math.max(0, daysBetween(due, today));
}

export type Risk = CodeOf<'risk_level'>;
