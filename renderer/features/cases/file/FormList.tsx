import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { FormLine } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { formAddress } from '../../../forms/loader.ts';
import { formatInstantInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { State } from '../../../ui/Chip.tsx';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Icon } from '../../../ui/Icon.tsx';
import {
  AlertIcon,
  CheckIcon,
  ChevronRightIcon,
  ClipboardIcon,
  FileCheckIcon,
  FileIcon,
  HandshakeIcon,
  ListIcon,
  MinusIcon,
  PhoneIcon,
  PlusIcon,
  SendIcon,
  ShieldAlertIcon,
  ShieldIcon,
  UserIcon,
} from '../../../ui/icons.ts';

/** Forms that the side column, the tabs or their own page show already. */
const ELSEWHERE: ReadonlySet<string> = new Set(['identity', 'safe_contact', 'note']);

const ICONS: Readonly<Record<string, Icon>> = {
  consent_service: HandshakeIcon,
  registration: UserIcon,
  assessment_gbv: ListIcon,
  risk_assessment: ShieldAlertIcon,
  safety_plan: ShieldIcon,
  plan_gbv: ClipboardIcon,
  incident: FileIcon,
  consent_share: FileCheckIcon,
  referral: SendIcon,
  follow_up: PhoneIcon,
};
const ADD: Text = { fr: 'Ajouter', en: 'Add' };
const STEPS: Text = { fr: 'Parcours', en: 'Steps' };

function stateOf(line: FormLine): { readonly words: Text; readonly tone: Tone; readonly icon?: Icon } {
  switch (line.state) {
    case 'done':
      return { words: { fr: 'Terminé', en: 'Done' }, tone: 'leaf', icon: CheckIcon };
    case 'toCheck':
      return {
        words: {
          fr: line.problems === 1 ? '1 point à voir' : `${line.problems} points à voir`,
          en: line.problems === 1 ? '1 point to check' : `${line.problems} points to check`,
        },
        tone: 'ochre',
        icon: AlertIcon,
      };
    case 'inProgress':
      return { words: { fr: `${line.answered} sur ${line.useful}`, en: `${line.answered} of ${line.useful}` }, tone: 'accent' };
    case 'notBegun':
      return { words: { fr: 'À commencer', en: 'To begin' }, tone: 'ink2' };
    case 'notApplicable':
      return { words: { fr: 'Sans objet', en: 'Not applicable' }, tone: 'ink3', icon: MinusIcon };
  }
}

function addressOf(file: CaseFile, line: FormLine): string {
  if (line.form === 'closure_gbv') return `/cases/${file.row.caseId}/closure`;
  return formAddress(file.row.caseId, line.form, line.records.at(-1)?.recordId ?? null);
}

/** The forms of a case in the order of reference §3, each with its state in words. */
export function FormList({ file }: { readonly file: CaseFile }) {
  return (
    <ul className="card flush list" aria-label={say(STEPS)} data-rows="">
      {file.forms
        .filter(({ form }) => !ELSEWHERE.has(form))
        .map((line) => (
          <li key={line.form} className="form-line">
            <FormLink file={file} line={line} />
            {file.mayWrite && line.mayAdd && line.records.length > 0 && (
              <Link
                className="form-add"
                to={formAddress(file.row.caseId, line.form, null)}
                aria-label={`${say(ADD)}, ${say(line.title)}`}
                title={say(ADD)}
              >
                <PlusIcon />
              </Link>
            )}
          </li>
        ))}
    </ul>
  );
}

function FormLink({ file, line }: { readonly file: CaseFile; readonly line: FormLine }) {
  const FormIcon = ICONS[line.form] ?? ClipboardIcon;
  const state = stateOf(line);
  const face = (
    <>
      <FormIcon />
      <span className="grow">
        <span className="title">{say(line.title)}</span>
        <br />
        <span className="under">
          <LineDetail file={file} line={line} />
        </span>
      </span>
      <State tone={state.tone} {...(state.icon && { icon: state.icon })}>
        {state.words}
      </State>
    </>
  );
  if (line.state === 'notApplicable' || (line.records.length === 0 && !file.mayWrite)) return <span className="list-line two">{face}</span>;
  return (
    <Link className="list-line two" to={addressOf(file, line)}>
      {face}
      <ChevronRightIcon />
    </Link>
  );
}

function LineDetail({ file, line }: { readonly file: CaseFile; readonly line: FormLine }) {
  const last = line.records.at(-1);
  if (last === undefined) return say({ fr: 'pas encore rempli', en: 'not filled in yet' });
  const many = line.records.length;
  return (
    <>
      {formatInstantInList(last.updatedAt, language())}
      {many > 1 && ` · ${say({ fr: `${many} fiches`, en: `${many} records` })}`}
      {file.merged.map(({ ended, recordIds }) => {
        const came = line.records.filter(({ recordId }) => recordIds.includes(recordId)).length;
        return came === 0 ? '' : ` · ${say({ fr: `${came} de ${ended.caseCode}`, en: `${came} from ${ended.caseCode}` })}`;
      })}
      {last.status === 'draft' && ` · ${say({ fr: 'à terminer', en: 'to finish' })}`}
    </>
  );
}
