import { useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { isCode } from '../../../../shared/forms/lists/all.ts';
import type { CaseState } from '../../../../shared/rules/cases/caseState.ts';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { ChevronDownIcon } from '../../../ui/icons.ts';
import { stateName } from '../../../wording.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';

const ACTS: Text = { fr: 'Actions', en: 'Actions' };
const CLOSURE: Text = { fr: 'Clôture', en: 'Closure' };
const CONFLICT: Text = { fr: 'Je connais cette personne', en: 'I know this person' };
const REASSIGN: Text = { fr: 'Confier à une autre personne', en: 'Hand to another person' };

const EXTRACT: Text = { fr: 'Imprimer un extrait', en: 'Print an extract' };
const FORGET: Text = { fr: 'Demander la destruction de l’identité', en: 'Ask for the identity to be destroyed' };

/** Moves that have their own page or their own panel. */
const ELSEWHERE: ReadonlySet<CaseState> = new Set(['closure_requested', 'closed', 'suspended']);

function moveName(to: CaseState): Text {
  if (to === 'reopened') return { fr: 'Rouvrir le dossier', en: 'Reopen the case' };
  if (to === 'transferred') return { fr: 'Marquer transféré', en: 'Mark as transferred' };
  if (to === 'duplicate') return { fr: 'Marquer doublon', en: 'Mark as duplicate' };
  const name = stateName(to);
  return { fr: `Passer à «\u00a0${name.fr}\u00a0»`, en: `Move to “${name.en}”` };
}

/** The moves of the state machine that this person may make now; an impossible one is not shown (interface §5). */
export function CaseActs({ file }: { readonly file: CaseFile }) {
  const id = useId();
  const panel = useRef<HTMLUListElement>(null);
  const { role } = useUser();
  const [moving, setMoving] = useState<CaseState | null>(null);
  const [reassigning, setReassigning] = useState(false);
  const [conflicted, setConflicted] = useState(false);
  const [asking, setAsking] = useState(false);
  const moves = file.moves.filter((move) => isCode('case_state', move)).filter((move) => !ELSEWHERE.has(move));
  const closing = file.moves.includes('closure_requested') || file.moves.includes('closed') || file.closure !== null;
  const mayAsk = role === 'caseworker' && (file.identityPresent || file.safeContactPresent) && !file.destructionAsked;

  function choose(act: () => void): void {
    panel.current?.hidePopover();
    act();
  }
  return (
    <div className="acts">
      <button type="button" className="button secondary" popoverTarget={id}>
        {say(ACTS)}
        <ChevronDownIcon />
      </button>
      <ul ref={panel} id={id} popover="auto" className="acts-panel">
        {moves.map((move) => (
          <li key={move}>
            <button type="button" className="list-line" onClick={() => choose(() => setMoving(move))}>
              {say(moveName(move))}
            </button>
          </li>
        ))}
        {closing && (
          <li>
            <Link className="list-line" to={`/cases/${file.row.caseId}/closure`}>
              {say(CLOSURE)}
            </Link>
          </li>
        )}
        {file.mayWrite && (
          <li>
            <Link className="list-line" to={`/cases/${file.row.caseId}/extract`}>
              {say(EXTRACT)}
            </Link>
          </li>
        )}
        {mayAsk && (
          <li>
            <button type="button" className="list-line" onClick={() => choose(() => setAsking(true))}>
              {say(FORGET)}
            </button>
          </li>
        )}
        {role === 'supervisor' && (
          <li>
            <button type="button" className="list-line" onClick={() => choose(() => setReassigning(true))}>
              {say(REASSIGN)}
            </button>
          </li>
        )}
        <li>
          <button type="button" className="list-line" onClick={() => choose(() => setConflicted(true))}>
            {say(CONFLICT)}
          </button>
        </li>
      </ul>
      {conflicted && <ConflictDialog file={file} name={CONFLICT} close={() => setConflicted(false)} />}
      {moving !== null && <MoveDialog file={file} to={moving} name={moveName(moving)} close={() => setMoving(null)} />}
      {asking && <ForgetDialog file={file} name={FORGET} close={() => setAsking(false)} />}
      {reassigning && <ReassignDialog file={file} name={REASSIGN} close={() => setReassigning(false)} />}
    </div>
  );
}
