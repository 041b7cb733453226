import { Link } from 'react-router';
import type { Task } from '../../../shared/contract/cases.ts';
import type { Text } from '../../../shared/text.ts';
import { dayInList, daysInWords } from '../../format.ts';
import { taskAddress } from '../../frame/addresses.ts';
import { language, say } from '../../language.ts';
import { RiskChip, State } from '../../ui/Chip.tsx';
import type { Icon } from '../../ui/Icon.tsx';
import { ClipboardIcon, ClockAlertIcon, FileCheckIcon, ListIcon, PhoneIcon, SendIcon, ShieldIcon } from '../../ui/icons.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';

const ICONS: Readonly<Record<string, Icon>> = {
  follow_up: PhoneIcon,
  referral_acknowledgement: SendIcon,
  referral_feedback: SendIcon,
  plan: ListIcon,
  plan_item: ListIcon,
  plan_review: ListIcon,
  safety_plan: ShieldIcon,
  safety_plan_review: ShieldIcon,
  consent_renewal: FileCheckIcon,
};

const LATE_WORDS: Text = { fr: ' de retard', en: ' late' };

type Props = {
  readonly tasks: readonly Task[];
  readonly label: Text;
  /** True when the due days differ within the group. */
  readonly dated?: boolean;
};

/** Tasks of one group: kind, code, risk, lateness. No name, no type (interface P1). */
export function TaskList({ tasks, label, dated = false }: Props) {
  return (
    <div className="card flush">
      <ul className="list" aria-label={say(label)} data-tasks="" data-rows="">
        {tasks.map((task) => (
          <li key={`${task.caseId} ${task.kind} ${task.recordId} ${task.due}`}>
            <TaskLine task={task} dated={dated} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function TaskLine({ task, dated }: { readonly task: Task; readonly dated: boolean }) {
  const TaskIcon = ICONS[task.kind] ?? ClipboardIcon;
  return (
    <Link className="list-line task-line" to={taskAddress(task)}>
      <TaskIcon />
      <span className="title">{say(task.title)}</span>
      <span className="task-code number">{task.caseCode}</span>
      <span className="task-risk">
        <RiskChip risk={task.risk} />
      </span>
      <span className="task-when">
        {task.daysLate > 0 ? (
          <State tone="ochre" icon={ClockAlertIcon}>
            {say(daysInWords(task.daysLate))}
            <span className="hidden-text">{say(LATE_WORDS)}</span>
          </State>
        ) : (
          dated && <span className="hint">{dayInList(task.due, language())}</span>
        )}
      </span>
      <span className="task-key">
        <KeyCap keys="Enter" />
      </span>
    </Link>
  );
}
